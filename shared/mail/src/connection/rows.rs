//! What an error means: the rows of `shared/mail/data/connection_errors.toml`, turned into constants when this crate is built.
//!
//! The first row that fits decides. Must never be edited here: the file is data, and each of its rows has a source and an
//! example.

use super::{ConnectionReason, ResponseCode};
use crate::bounce::Retry;
use crate::{EnhancedStatus, ProviderId, ReplyCode};
use terms::Confidence;
use terms::Owner;

include!(concat!(env!("OUT_DIR"), "/connection_errors.rs"));

/// One row. What is empty holds for any.
#[derive(Debug)]
pub(super) struct Row {
    responses: &'static [&'static str],
    codes: &'static [u16],
    /// A class (0 for any), a subject, a detail.
    statuses: &'static [(u8, u16, u16)],
    /// Numbers of Windows' programs, in lower case.
    numbers: &'static [&'static str],
    /// Fragments in lower case, one of which must be there; `*` stands for anything between.
    texts: &'static [&'static str],
    /// Fragments of which none may be there.
    not: &'static [&'static str],
    pub(super) sign: Sign,
    pub(super) reason: ConnectionReason,
    pub(super) owner: Option<Owner>,
    pub(super) retry: Option<Retry>,
    pub(super) confidence: Confidence,
}

/// How surely the words of a row are those of a program at its own mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Only whoever opens a mailbox, or sends through it, is told so.
    Own,
    /// Other words are, that only a program at its own mailbox shows.
    Marked,
    /// Servers that pass mail on have the same words, beside a code, a recipient or a server of the other side.
    Alone,
    /// Mail servers say the same of a recipient.
    Either,
}

/// What an error is looked up by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    pub(super) response: Option<ResponseCode>,
    pub(super) code: Option<ReplyCode>,
    pub(super) status: Option<EnhancedStatus>,
    pub(super) text: &'a Plain,
}

/// A text in the form that fragments are written in: lower case, every run of white space one space, straight quotation
/// marks. A space stands at both ends, so that a fragment can ask for a whole word.
#[derive(Clone, Debug)]
pub(super) struct Plain {
    text: String,
    /// Which pairs of bytes stand in it: most fragments are ruled out by one look.
    pairs: [u64; 64],
}

/// The row that fits an error.
pub(super) fn find(key: &Key<'_>) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.fits(key))
}

/// Whether words stand in it that only a program at its own mailbox shows.
pub(super) fn is_marked(text: &Plain) -> bool {
    MARKS.iter().any(|mark| text.contains(mark))
}

/// Whose server the words name.
pub(super) fn provider(text: &Plain) -> Option<ProviderId> {
    let (provider, _) = PROVIDERS.iter().find(|(_, marks)| marks.iter().any(|mark| text.contains(mark)))?;
    ProviderId::parse(provider).ok()
}

impl Plain {
    pub(super) fn new(written: &str) -> Self {
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

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether the pieces of `fragment` stand in it, in their order.
    fn contains(&self, fragment: &str) -> bool {
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

/// Where a pair of bytes is noted.
fn pair((first, second): (&u8, &u8)) -> (usize, u64) {
    (usize::from(first ^ (second >> 6)) & 63, 1 << (second & 63))
}

impl Row {
    fn fits(&self, key: &Key<'_>) -> bool {
        let response = |code: ResponseCode| self.responses.contains(&code.as_str());
        let status = |status: EnhancedStatus| {
            let holds = |&(class, subject, detail): &(u8, u16, u16)| {
                (class == 0 || class == status.class()) && (subject, detail) == (status.subject(), status.detail())
            };
            self.statuses.iter().any(holds)
        };
        (self.responses.is_empty() || key.response.is_some_and(response))
            && (self.codes.is_empty() || key.code.is_some_and(|code| self.codes.contains(&code.value())))
            && (self.statuses.is_empty() || key.status.is_some_and(status))
            && (self.numbers.is_empty() || self.numbers.iter().any(|number| key.text.contains(number)))
            && (self.texts.is_empty() || self.texts.iter().any(|fragment| key.text.contains(fragment)))
            && !self.not.iter().any(|fragment| key.text.contains(fragment))
    }
}

/// The place of the row that explains an error.
#[cfg(test)]
pub(super) fn place(key: &Key<'_>) -> Option<usize> {
    let found = find(key)?;
    ROWS.iter().position(|row| std::ptr::eq(row, found))
}

/// Every provider that a mark names.
#[cfg(test)]
pub(super) fn providers() -> impl Iterator<Item = &'static str> {
    PROVIDERS.iter().map(|(provider, _)| *provider)
}

/// The row at a place.
#[cfg(test)]
pub(super) fn at(place: usize) -> &'static Row {
    &ROWS[place]
}
