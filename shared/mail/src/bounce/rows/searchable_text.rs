//! A text that can be searched for many fragments in little time.

use super::grams::gram;

/// A normalised text, and the set of its 3-gram hashes.
#[derive(Debug)]
pub(crate) struct SearchableText {
    plain: String,
    grams: Vec<u64>,
}

/// A fragment to search for: in lower case; `*` matches any text.
#[derive(Debug)]
pub(crate) struct Fragment {
    pub(super) text: &'static str,
    /// The hashes of two 3-grams that the text must contain.
    pub(super) grams: Option<(u16, u16)>,
}

impl SearchableText {
    /// Normalises a text as fragments are written: lower case, single spaces.
    pub(crate) fn new(text: &str) -> Self {
        let mut plain = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !plain.is_empty() {
                plain.push(' ');
            }
            plain.extend(word.chars().flat_map(char::to_lowercase));
        }
        let mut grams = vec![0; 1 << 8];
        for bytes in plain.as_bytes().windows(3) {
            let Some(number) = bytes.first_chunk().map(|bytes| gram(*bytes)) else { continue };
            if let Some(word) = grams.get_mut(usize::from(number >> 6)) {
                *word |= 1 << (number & 63);
            }
        }
        Self { plain, grams }
    }

    /// The normalised text.
    pub(crate) fn as_str(&self) -> &str {
        &self.plain
    }

    /// Whether the text contains the pieces of a fragment in their order.
    pub(super) fn contains(&self, fragment: &Fragment) -> bool {
        if !self.may_contain(fragment) {
            return false;
        }
        let mut rest = self.plain.as_str();
        fragment.text.split('*').all(|piece| match rest.split_once(piece) {
            Some((_, after)) => {
                rest = after;
                true
            }
            None => false,
        })
    }

    /// Whether the text can contain a fragment, according to its 3-grams.
    pub(super) fn may_contain(&self, fragment: &Fragment) -> bool {
        let has = |number: u16| {
            self.grams
                .get(usize::from(number >> 6))
                .is_some_and(|word| word & (1 << (number & 63)) != 0)
        };
        fragment.grams.is_none_or(|(first, last)| has(first) && has(last))
    }
}
