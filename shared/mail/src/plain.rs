//! A text in the form in which it is compared with fragments. Must never interpret it.

/// A text normalised for the comparison with fragments: lower case, single spaces, straight
/// quotation marks, plain hyphens. It has a space at both ends, so that a fragment can require a
/// whole word.
#[derive(Clone, Debug)]
pub(crate) struct Plain {
    text: String,
    /// A bit set of the byte pairs in the text, which rules out most fragments with one test.
    pairs: [u64; 64],
}

impl Plain {
    /// A text as it was written.
    pub(crate) fn new(written: &str) -> Self {
        let mut text = String::with_capacity(written.len() + 2);
        text.push(' ');
        for word in written.split_whitespace() {
            for character in word.chars().flat_map(char::to_lowercase) {
                match character {
                    '‘' | '’' | '`' | '´' => text.push('\''),
                    '“' | '”' | '„' | '«' | '»' => text.push('"'),
                    '‐' | '‑' | '–' => text.push('-'),
                    other => text.push(other),
                }
            }
            text.push(' ');
        }
        let mut pairs = [0; 64];
        for (place, bit) in text.as_bytes().iter().zip(text.as_bytes().iter().skip(1)).map(pair) {
            if let Some(bits) = pairs.get_mut(place) {
                *bits |= bit;
            }
        }
        Self { text, pairs }
    }

    /// The normalised text.
    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the text contains the pieces of `fragment` in their order.
    pub(crate) fn contains(&self, fragment: &str) -> bool {
        let mut rest = self.text.as_str();
        fragment.split('*').all(|piece| self.may_hold(piece))
            && fragment.split('*').all(|piece| match rest.split_once(piece) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
    }

    fn may_hold(&self, piece: &str) -> bool {
        let mut pairs = piece.as_bytes().iter().zip(piece.as_bytes().iter().skip(1)).map(pair);
        pairs.all(|(place, bit)| self.pairs.get(place).is_some_and(|bits| bits & bit != 0))
    }
}

/// The index and the bit of a byte pair in the bit set.
fn pair((first, second): (&u8, &u8)) -> (usize, u64) {
    (usize::from(first ^ (second >> 6)) & 63, 1 << (second & 63))
}
