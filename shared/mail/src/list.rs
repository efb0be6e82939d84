//! A list of mailboxes: which ones, which of them are in error, and what is shown for them.
//!
//! Knows the limits of a list and how one is written down again. Must never decide why a mailbox is in error.

mod addresses;
mod columns;
mod decode;
mod errors;
mod read;
mod row;
mod split;
mod words;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{AddressProblem, Domain, Mailbox};

pub use decode::decode;
pub use read::{PAGE_BREAK, read};

/// The most mailboxes in one list.
pub const MAX_MAILBOX_COUNT: usize = 200;
/// The most domains of one list that are looked at; those with a mailbox in error come first.
pub const MAX_DOMAIN_COUNT: usize = 30;
/// The longest list that is read, in bytes.
pub const MAX_LIST_BYTES: usize = 256 * 1024;
/// The longest error text that is kept, in bytes: with all of them a list still fits one request.
pub const MAX_ERROR_TEXT_BYTES: usize = 400;

/// Whether a mailbox is in error, as the service or the person says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InError {
    /// It is.
    Yes,
    /// It works.
    No,
    /// Nobody has said.
    #[default]
    Unknown,
}

impl InError {
    /// Every answer, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Unknown];

    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }

    const fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

/// One mailbox of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedMailbox {
    /// Its address.
    pub address: Mailbox,
    /// Whether it is in error.
    #[serde(default, skip_serializing_if = "InError::is_unknown")]
    pub in_error: InError,
    /// The error that the service shows for it; at most [`MAX_ERROR_TEXT_BYTES`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_text: Option<String>,
    /// The day since which it is in error: `2026-11-20`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// A line that says again what an earlier one said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// Its number, from 1.
    pub line: usize,
    /// The mailbox.
    pub address: Mailbox,
}

/// A line that could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// Its number, from 1.
    pub line: usize,
    /// The whole line as it was written, so that nothing is lost.
    pub text: String,
    /// What is to be mended.
    pub problem: LineProblem,
}

/// Why a line could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// It holds no address.
    #[error("no address: {0}")]
    Address(AddressProblem),
    /// The list is full: [`MAX_MAILBOX_COUNT`].
    #[error("the list is full")]
    TooMany,
    /// This line and all those after it are beyond [`MAX_LIST_BYTES`].
    #[error("the text is too long from here on")]
    TextTooLong,
}

/// A list as it was read: every line of the text is in exactly one of these, or was empty, or was the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRead {
    /// The mailboxes in the order of the text, each once.
    pub mailboxes: Vec<ListedMailbox>,
    /// Lines that were merged into an earlier one.
    pub repeated: Vec<Repeated>,
    /// Lines that could not be taken in.
    pub faults: Vec<LineFault>,
}

impl ListedMailbox {
    /// A mailbox of which nothing more is known.
    #[must_use]
    pub const fn new(address: Mailbox) -> Self {
        Self { address, in_error: InError::Unknown, error_text: None, since: None }
    }

    /// Whether both name the same mailbox. The case of the local part is ignored: two mailboxes that differ in it alone
    /// exist in theory (RFC 5321 §2.4), and in a list it is the same one written twice.
    #[must_use]
    pub fn is_same(&self, other: &Mailbox) -> bool {
        self.address.domain() == other.domain() && self.address.local_part().eq_ignore_ascii_case(other.local_part())
    }

    /// Takes over what another line says of the same mailbox: what is known goes before what is not, and an error
    /// before its absence. The first error text is kept; returns the other one where there are two.
    pub fn merge(&mut self, other: Self) -> Option<String> {
        self.in_error = self.in_error.min(other.in_error);
        self.since = self.since.take().or(other.since);
        if self.error_text.is_some() {
            return other.error_text;
        }
        self.error_text = other.error_text;
        None
    }

    /// Whether it keeps to the limits of a list.
    #[must_use]
    pub fn is_within_limits(&self) -> bool {
        let is_short = |text: &String| !text.trim().is_empty() && text.len() <= MAX_ERROR_TEXT_BYTES;
        self.error_text.as_ref().is_none_or(is_short) && self.since.as_deref().is_none_or(is_day)
    }
}

/// Whether a whole list keeps to its limits, without any mailbox twice.
#[must_use]
pub fn is_within_limits(list: &[ListedMailbox]) -> bool {
    let names: BTreeSet<_> =
        list.iter().map(|mailbox| (mailbox.address.domain(), mailbox.address.local_part().to_ascii_lowercase())).collect();
    (1..=MAX_MAILBOX_COUNT).contains(&list.len()) && names.len() == list.len() && list.iter().all(ListedMailbox::is_within_limits)
}

/// The distinct domains of a list: those with a mailbox in error first, else in the order of the list.
#[must_use]
pub fn domains(list: &[ListedMailbox]) -> Vec<&Domain> {
    let in_error = list.iter().filter(|mailbox| mailbox.in_error == InError::Yes);
    let mut seen = BTreeSet::new();
    in_error.chain(list).map(|mailbox| mailbox.address.domain()).filter(|&domain| seen.insert(domain)).collect()
}

/// A list as CSV that [`read`] reads back exactly.
#[must_use]
pub fn write(list: &[ListedMailbox]) -> String {
    let mut text = String::from(words::HEADER);
    for mailbox in list {
        text.push('\n');
        let since = mailbox.since.as_deref().unwrap_or_default();
        let error_text = mailbox.error_text.as_deref().unwrap_or_default();
        let fields = [&mailbox.address.to_string(), words::of_mark(mailbox.in_error), error_text, since];
        text.push_str(&fields.map(split::quoted).join(";"));
    }
    text
}

/// `2026-11-20`, and nothing else.
fn is_day(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| (part.len(), part.bytes().all(|byte| byte.is_ascii_digit()), part.parse::<u16>()));
    let mut next = |length, range: std::ops::RangeInclusive<u16>| {
        parts
            .next()
            .is_some_and(|(found, is_number, value)| found == length && is_number && value.is_ok_and(|value| range.contains(&value)))
    };
    next(4, 1970..=9999) && next(2, 1..=12) && next(2, 1..=31) && text.len() == 10
}

#[cfg(test)]
mod tests;
