//! Addresses wherever they stand in a text: in angle or round brackets, after `mailto:`, between names and remarks.
//!
//! Nothing with an `@` is passed over: what is no address is reported. Must never guess an address.

use crate::{AddressProblem, Change, Mailbox};

/// What parts a text into pieces, each about an address of its own.
const BETWEEN: [char; 5] = [',', ';', '\t', '|', '\n'];
/// What stands around a word.
const AROUND: [char; 15] = ['<', '>', '(', ')', '[', ']', '{', '}', '"', '“', '”', '„', '«', '»', '\u{a0}'];
/// What is left at the ends of a word.
const ENDS: [char; 14] = ['\'', '‘', '’', '`', '.', ':', '!', '?', '*', '•', '·', '/', '\\', '='];
/// What parts several addresses of one word.
const INSIDE: [char; 5] = ['/', '+', '&', '=', ':'];

/// An address and the words behind it, up to the next one or the end of its piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) address: Mailbox,
    pub(super) after: String,
}

/// What stands in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) spots: Vec<Spot>,
    /// The first word with an `@` that is no address.
    pub(super) problem: Option<AddressProblem>,
    /// Whether such a word looks like an address with a slip, not like the name of somebody in a chat.
    pub(super) is_slip: bool,
}

/// A field that is one address and nothing else, with a name before it at most.
pub(super) fn only(field: &str) -> Option<Mailbox> {
    // Spreadsheets mark a text by an apostrophe before it.
    let field = field.trim_matches('\'');
    if field.matches('@').count() != 1 || (field.contains('<') && !field.ends_with('>')) {
        return None;
    }
    Mailbox::parse(field).ok().filter(|read| !read.changes.contains(&Change::FoundInText)).map(|read| read.value)
}

/// Every address of a text.
pub(super) fn scan(text: &str) -> Found {
    let mut found = Found::default();
    if !text.contains('@') {
        return found;
    }
    let joined = text.replace(" @ ", "@");
    for piece in joined.split(BETWEEN) {
        let mut is_behind = false;
        for word in piece.split(|character: char| character.is_whitespace() || AROUND.contains(&character)) {
            if word.contains('@') {
                found.word(word);
                is_behind = true;
            } else if let Some(spot) = found.spots.last_mut().filter(|_| is_behind)
                && word.contains(char::is_alphanumeric)
            {
                if !spot.after.is_empty() {
                    spot.after.push(' ');
                }
                spot.after.push_str(word);
            }
        }
    }
    found
}

impl Found {
    fn word(&mut self, word: &str) {
        // A hyphen before an address marks an item of a list.
        let bare = word.trim_matches(ENDS).trim_start_matches(['-', '–', '—']);
        match read(bare) {
            Ok(address) => self.take(address),
            Err(problem) => {
                let pieces: Vec<_> = bare.split(INSIDE).filter(|piece| piece.contains('@')).map(read).collect();
                if pieces.iter().all(Result::is_ok) && !pieces.is_empty() {
                    pieces.into_iter().flatten().for_each(|address| self.take(address));
                } else {
                    let (local_part, domain) = bare.rsplit_once('@').unwrap_or_default();
                    self.is_slip |= !local_part.is_empty() && domain.contains('.');
                    self.problem.get_or_insert(problem);
                }
            }
        }
    }

    fn take(&mut self, address: Mailbox) {
        self.spots.push(Spot { address, after: String::new() });
    }
}

fn read(word: &str) -> Result<Mailbox, AddressProblem> {
    Mailbox::parse(word).map(|read| read.value)
}
