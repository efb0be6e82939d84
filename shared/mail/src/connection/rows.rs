//! The meaning of an error: the rows of `shared/mail/data/connection_errors.toml`, turned into
//! constants when this crate is built.
//!
//! The first row that fits decides. Must never be edited here: the file is data, and each of its
//! rows has a source and an example.

use terms::Confidence;
use terms::Owner;

use super::{ConnectionReason, ResponseCode};
use crate::bounce::Retry;
use crate::plain::Plain;
use crate::{EnhancedStatus, ReplyCode};

include!(concat!(env!("OUT_DIR"), "/connection_errors.rs"));

/// One row. An empty field matches everything.
#[derive(Debug)]
pub(super) struct Row {
    responses: &'static [ResponseCode],
    codes: &'static [u16],
    /// Enhanced status codes: class (0 for any), subject, detail.
    statuses: &'static [(u8, u16, u16)],
    /// Error numbers of Windows programs, in lower case.
    numbers: &'static [&'static str],
    /// Fragments in lower case, one of which the text must contain; `*` matches any text.
    texts: &'static [&'static str],
    /// Fragments of which the text may contain none.
    not: &'static [&'static str],
    pub(super) specificity: Specificity,
    pub(super) reason: ConnectionReason,
    pub(super) owner: Option<Owner>,
    pub(super) retry: Option<Retry>,
    pub(super) confidence: Confidence,
}

/// How specific the words of a row are to a program that opens its own mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Specificity {
    /// Only a program that opens a mailbox, or submits a message through it, gets these words.
    Own,
    /// The words of the row are not specific, but the text has other words that are.
    Marked,
    /// Servers that relay mail use the same words, but with a code, a recipient or another server.
    Alone,
    /// Mail servers use the same words about a recipient.
    Either,
}

/// The data by which the row of an error is found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Key<'a> {
    pub(super) response: Option<ResponseCode>,
    pub(super) code: Option<ReplyCode>,
    pub(super) status: Option<EnhancedStatus>,
    pub(super) text: &'a Plain,
}

/// The first row that fits an error.
pub(super) fn find(key: &Key<'_>) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.fits(key))
}

/// Whether the text has words that only a program that opens its own mailbox gets.
pub(super) fn is_marked(text: &Plain) -> bool {
    MARKS.iter().any(|mark| text.contains(mark))
}

impl Row {
    fn fits(&self, key: &Key<'_>) -> bool {
        let response = |code: ResponseCode| self.responses.contains(&code);
        let status = |status: EnhancedStatus| {
            let holds = |&(class, subject, detail): &(u8, u16, u16)| {
                (class == 0 || class == status.class())
                    && (subject, detail) == (status.subject(), status.detail())
            };
            self.statuses.iter().any(holds)
        };
        (self.responses.is_empty() || key.response.is_some_and(response))
            && (self.codes.is_empty()
                || key.code.is_some_and(|code| self.codes.contains(&code.value())))
            && (self.statuses.is_empty() || key.status.is_some_and(status))
            && (self.numbers.is_empty()
                || self.numbers.iter().any(|number| key.text.contains(number)))
            && (self.texts.is_empty()
                || self.texts.iter().any(|fragment| key.text.contains(fragment)))
            && !self.not.iter().any(|fragment| key.text.contains(fragment))
    }
}

/// The index of the row that explains an error.
#[cfg(test)]
pub(super) fn place(key: &Key<'_>) -> Option<usize> {
    let found = find(key)?;
    ROWS.iter().position(|row| std::ptr::eq(row, found))
}

/// The row at an index.
#[cfg(test)]
pub(super) fn at(place: usize) -> &'static Row {
    &ROWS[place]
}
