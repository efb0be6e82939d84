//! The pasted texts of mail servers and programs, parsed on demand: bounces, and the errors in the
//! rows of a list.
//!
//! Evidence is rebuilt at each event, and a text is parsed only where a playbook or the ticket
//! needs it. The same text gives the same reading on both sides, so readings are never stored.
//! [`mail::reading`] decides what a text is.

use std::sync::OnceLock;

use mail::bounce::BounceItem;
use mail::list::{InError, ListedMailbox};
use mail::reading::Reading;

use super::Visit;
use crate::ids::{InputId, StepId};
use crate::side::Side;

/// Pasted texts and their readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted {
    bounces: Vec<PastedBounce>,
    errors: Vec<Text>,
}

/// A text that was pasted into an input for bounces and errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedBounce {
    /// The input; `None` in a test.
    pub input: Option<InputId>,
    /// The side that the question says the text is about.
    pub asked_as: Option<Side>,
    /// The side that the customer says the text is about.
    pub corrected: Option<Side>,
    /// The step at which it was pasted; `None` if that step is on every path.
    step: Option<StepId>,
    /// When it was pasted: milliseconds since 1970-01-01 UTC.
    at_ms: i64,
    text: Text,
}

/// One text, parsed at most once even if several mailboxes show it.
#[derive(Clone, Debug)]
struct Text {
    text: String,
    /// Whether the text belongs to a mailbox: it is in the mailbox's row, or a program shows it for
    /// the mailbox.
    is_of_mailbox: bool,
    reading: OnceLock<Reading>,
}

impl PastedBounce {
    /// A text without any further information.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            input: None,
            asked_as: None,
            corrected: None,
            step: None,
            at_ms: 0,
            text: Text::new(text, false),
        }
    }

    /// The same text, pasted into this input.
    #[must_use]
    pub fn into_input(
        mut self,
        input: &InputId,
        asked_as: Option<Side>,
        corrected: Option<Side>,
    ) -> Self {
        (self.input, self.asked_as, self.corrected) = (Some(input.clone()), asked_as, corrected);
        self.text.is_of_mailbox = corrected.or(asked_as) == Some(Side::Connection);
        self
    }

    /// The same text with the time at which it was given. With a step, it counts only while that
    /// step is on the path.
    #[must_use]
    pub fn given(mut self, step: Option<&StepId>, at_ms: i64) -> Self {
        (self.step, self.at_ms) = (step.cloned(), at_ms);
        self
    }

    /// Whether the step at which it was given is on this path.
    fn is_on(&self, path: &[Visit]) -> bool {
        self.step.as_ref().is_none_or(|step| path.iter().any(|visit| visit.step == *step))
    }

    /// Whether this text replaces `other`: it was given later to the same input.
    fn replaces(&self, other: &Self) -> bool {
        self.input.is_some()
            && self.input == other.input
            && (self.at_ms, &self.step) > (other.at_ms, &other.step)
    }

    /// The reading of the text.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        self.text.reading()
    }

    /// What the text says about messages: one item for each recipient.
    #[must_use]
    pub fn items(&self) -> &[BounceItem] {
        self.reading().items()
    }
}

impl Pasted {
    /// Pasted texts, in the order of the playbook's inputs.
    #[must_use]
    pub const fn new(bounces: Vec<PastedBounce>) -> Self {
        Self { bounces, errors: Vec::new() }
    }

    /// Adds the errors of a list's mailboxes, except those of mailboxes that work: those errors are
    /// old.
    #[must_use]
    pub fn with_errors_of(mut self, list: &[ListedMailbox]) -> Self {
        for mailbox in list.iter().filter(|mailbox| mailbox.in_error != InError::No) {
            let Some(error) = mailbox.error_text.as_deref() else { continue };
            if self.errors.iter().all(|known| known.text != error) {
                self.errors.push(Text::new(error, true));
            }
        }
        self
    }

    /// The texts pasted into inputs, including those whose question is no longer on the path.
    #[must_use]
    pub fn texts(&self) -> &[PastedBounce] {
        &self.bounces
    }

    /// The texts that count on this path: for each input, the last that was given at a step on the
    /// path.
    pub fn on(&self, path: &[Visit]) -> impl Iterator<Item = &PastedBounce> {
        let counts = move |text: &&PastedBounce| {
            text.is_on(path)
                && !self.bounces.iter().any(|other| other.is_on(path) && other.replaces(text))
        };
        self.bounces.iter().filter(counts)
    }

    /// The items of all pasted bounces.
    pub fn bounces(&self) -> impl Iterator<Item = &BounceItem> {
        self.bounces.iter().flat_map(PastedBounce::items)
    }

    /// The readings of the errors of a list's mailboxes.
    pub fn errors(&self) -> impl Iterator<Item = &Reading> {
        self.errors.iter().map(Text::reading)
    }

    /// The reading of the error of one row; `None` for a text that is no such error.
    #[must_use]
    pub fn reading(&self, text: &str) -> Option<&Reading> {
        self.errors.iter().find(|known| known.text == text).map(Text::reading)
    }
}

impl Text {
    fn new(text: &str, is_of_mailbox: bool) -> Self {
        Self { text: text.to_owned(), is_of_mailbox, reading: OnceLock::new() }
    }

    fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| read(&self.text, self.is_of_mailbox))
    }
}

#[cfg(feature = "late-reader")]
use mail::reading::installed::read;

#[cfg(not(feature = "late-reader"))]
fn read(text: &str, is_of_mailbox: bool) -> Reading {
    use mail::reading::{read, read_for_mailbox};
    if is_of_mailbox { read_for_mailbox(text) } else { read(text) }
}

/// Only the texts are compared; whether they were parsed already does not matter.
impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text {}
