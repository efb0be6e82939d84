//! A list of mailboxes: their addresses, which of them are in error, and the errors shown for them.
//!
//! Knows the limits of a list and how it is written as CSV. Must never decide why a mailbox is in
//! error.

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
/// The most domains of one list that are diagnosed; those with a mailbox in error come first.
pub const MAX_DOMAIN_COUNT: usize = 30;
/// The longest list that is read, in bytes.
pub const MAX_LIST_BYTES: usize = 256 * 1024;
/// The longest error text that is kept, in bytes, so that a full list still fits into one request.
pub const MAX_ERROR_TEXT_BYTES: usize = 400;

/// Whether a mailbox is in error, according to the service or the customer.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InError {
    /// The mailbox is in error.
    Yes,
    /// The mailbox works.
    No,
    /// Not stated.
    #[default]
    Unknown,
}

impl InError {
    /// Every value, in the order in which the choices are shown.
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ListedMailbox {
    /// Its address.
    pub address: Mailbox,
    /// Whether it is in error.
    #[serde(default, skip_serializing_if = "InError::is_unknown")]
    pub in_error: InError,
    /// The error that the service shows for it, at most 400 bytes long.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_text: Option<String>,
    /// The day since which it is in error, such as `2026-11-20`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// A line that names a mailbox of an earlier line again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// Its line number, from 1.
    pub line: usize,
    /// The mailbox.
    pub address: Mailbox,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFault {
    /// Its line number, from 1.
    pub line: usize,
    /// The whole line as written, so that nothing is lost.
    pub text: String,
    /// What must be fixed.
    pub problem: LineProblem,
}

/// Why a line could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineProblem {
    /// It has no valid address.
    #[error("no address: {0}")]
    Address(AddressProblem),
    /// The list is full: [`MAX_MAILBOX_COUNT`].
    #[error("the list is full")]
    TooMany,
    /// This line and all those after it are beyond [`MAX_LIST_BYTES`].
    #[error("the text is too long from here on")]
    TextTooLong,
}

/// The result of reading a list. Every line of the text contributes to at least one of these,
/// unless it is empty, a title or the header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListRead {
    /// The mailboxes in the order of the text, each once.
    pub mailboxes: Vec<ListedMailbox>,
    /// Lines that repeat a mailbox; their other data was merged into the mailbox.
    pub repeated: Vec<Repeated>,
    /// Lines that could not be read.
    pub faults: Vec<LineFault>,
}

impl ListedMailbox {
    /// A mailbox with nothing known but its address.
    #[must_use]
    pub const fn new(address: Mailbox) -> Self {
        Self { address, in_error: InError::Unknown, error_text: None, since: None }
    }

    /// Whether both are the same mailbox. Ignores the case of the local part: mailboxes that differ
    /// only in case are possible (RFC 5321 §2.4), but in a list it is almost always one mailbox
    /// written twice.
    #[must_use]
    pub fn is_same(&self, other: &Mailbox) -> bool {
        self.address.domain() == other.domain()
            && self.address.local_part().eq_ignore_ascii_case(other.local_part())
    }

    /// Merges what another line says about the same mailbox: a known value replaces an unknown one,
    /// and "in error" replaces "works". The first error text and day are kept. If both have an
    /// error text, returns the one that was not kept.
    pub fn merge(&mut self, other: Self) -> Option<String> {
        self.in_error = self.in_error.min(other.in_error);
        self.since = self.since.take().or(other.since);
        if self.error_text.is_some() {
            return other.error_text;
        }
        self.error_text = other.error_text;
        None
    }

    /// Whether its error text and its day are within the limits of a list.
    #[must_use]
    pub fn is_within_limits(&self) -> bool {
        let is_short =
            |text: &String| !text.trim().is_empty() && text.len() <= MAX_ERROR_TEXT_BYTES;
        self.error_text.as_ref().is_none_or(is_short) && self.since.as_deref().is_none_or(is_day)
    }
}

/// Whether a whole list is within its limits and has no mailbox twice.
#[must_use]
pub fn is_within_limits(list: &[ListedMailbox]) -> bool {
    let names: BTreeSet<_> = list
        .iter()
        .map(|mailbox| {
            (mailbox.address.domain(), mailbox.address.local_part().to_ascii_lowercase())
        })
        .collect();
    (1..=MAX_MAILBOX_COUNT).contains(&list.len())
        && names.len() == list.len()
        && list.iter().all(ListedMailbox::is_within_limits)
}

/// The distinct domains of a list: first those with a mailbox in error, then the others, both in
/// the order of the list.
#[must_use]
pub fn domains(list: &[ListedMailbox]) -> Vec<&Domain> {
    let in_error = list.iter().filter(|mailbox| mailbox.in_error == InError::Yes);
    let mut seen = BTreeSet::new();
    in_error
        .chain(list)
        .map(|mailbox| mailbox.address.domain())
        .filter(|&domain| seen.insert(domain))
        .collect()
}

/// A list as CSV that [`read()`] reads back exactly.
#[must_use]
pub fn write(list: &[ListedMailbox]) -> String {
    let mut text = String::from(words::HEADER);
    for mailbox in list {
        text.push('\n');
        let since = mailbox.since.as_deref().unwrap_or_default();
        let error_text = mailbox.error_text.as_deref().unwrap_or_default();
        let fields =
            [&mailbox.address.to_string(), words::of_mark(mailbox.in_error), error_text, since];
        text.push_str(&fields.map(split::quoted).join(";"));
    }
    text
}

/// Whether the text is a day such as `2026-11-20`, with nothing around it.
fn is_day(text: &str) -> bool {
    let mut parts = text.split('-').map(|part| {
        (part.len(), part.bytes().all(|byte| byte.is_ascii_digit()), part.parse::<u16>())
    });
    let mut next = |length, range: std::ops::RangeInclusive<u16>| {
        parts.next().is_some_and(|(found, is_number, value)| {
            found == length && is_number && value.is_ok_and(|value| range.contains(&value))
        })
    };
    next(4, 1970..=9999) && next(2, 1..=12) && next(2, 1..=31) && text.len() == 10
}

#[cfg(test)]
mod tests;
