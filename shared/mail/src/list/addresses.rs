//! Finds addresses anywhere in a text: in angle or round brackets, after `mailto:`, between names
//! and remarks.
//!
//! Every word that contains `@` is returned as an address or reported as a problem. Must never
//! guess an address.

use crate::{AddressProblem, Change, Mailbox};

/// Characters that separate pieces; the words after an address belong to it only within its piece.
const BETWEEN: [char; 5] = [',', ';', '\t', '|', '\n'];
/// Characters that separate words, besides white space.
const AROUND: [char; 15] =
    ['<', '>', '(', ')', '[', ']', '{', '}', '"', '“', '”', '„', '«', '»', '\u{a0}'];
/// Characters that are removed from the ends of a word.
const ENDS: [char; 14] = ['\'', '‘', '’', '`', '.', ':', '!', '?', '*', '•', '·', '/', '\\', '='];
/// Characters that can separate several addresses within one word.
const INSIDE: [char; 5] = ['/', '+', '&', '=', ':'];

/// An address and the words after it, up to the next address or the end of its piece.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) address: Mailbox,
    pub(super) after: String,
}

/// What a text contains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) spots: Vec<Spot>,
    /// Why the first word with an `@` that is not an address is not one.
    pub(super) problem: Option<AddressProblem>,
    /// Whether such a word looks like a mistyped address, and not like a user name of a chat.
    pub(super) is_slip: bool,
}

/// The address of a field that contains only one address, with at most a name before it.
pub(super) fn only(field: &str) -> Option<Mailbox> {
    // Spreadsheets put an apostrophe before a value to mark it as text.
    let field = field.trim_matches('\'');
    if field.matches('@').count() != 1 || (field.contains('<') && !field.ends_with('>')) {
        return None;
    }
    Mailbox::parse(field)
        .ok()
        .filter(|read| !read.changes.contains(&Change::FoundInText))
        .map(|read| read.value)
}

/// Finds every address of a text.
pub(super) fn scan(text: &str) -> Found {
    let mut found = Found::default();
    if !text.contains('@') {
        return found;
    }
    let joined = text.replace(" @ ", "@");
    for piece in joined.split(BETWEEN) {
        let mut is_behind = false;
        for word in
            piece.split(|character: char| character.is_whitespace() || AROUND.contains(&character))
        {
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
                let pieces: Vec<_> =
                    bare.split(INSIDE).filter(|piece| piece.contains('@')).map(read).collect();
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
