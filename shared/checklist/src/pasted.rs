//! What mail servers and programs said, as the customer pasted it, read when somebody asks: bounces, and the errors in the
//! rows of a list.
//!
//! Evidence is made anew at each event and a text read only where a playbook, or the ticket, looks at it. The same text
//! gives the same reading on both sides, so none is ever stored. [`mail::reading`] decides what a text is.

use std::sync::OnceLock;

use super::Visit;
use crate::conclusion::Side;
use crate::playbook::{InputId, StepId};
use mail::bounce::BounceItem;
use mail::list::{InError, ListedMailbox};
use mail::reading::Reading;

/// Texts, and what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted<'a> {
    bounces: Vec<PastedBounce<'a>>,
    errors: Vec<Text<'a>>,
}

/// A text that was pasted into an input for bounces and errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastedBounce<'a> {
    /// The input; `None` in a test.
    pub input: Option<InputId>,
    /// Whom the question says that it is about.
    pub asked_as: Option<Side>,
    /// Whom the customer says that it is about.
    pub corrected: Option<Side>,
    /// The step that it was given at, where that is not on every path.
    step: Option<StepId>,
    /// When it was given: milliseconds since 1970-01-01 UTC.
    at_ms: i64,
    text: Text<'a>,
}

/// One text, read once, however many mailboxes show it.
#[derive(Clone, Debug)]
struct Text<'a> {
    text: &'a str,
    /// Whether it stands in the row of a mailbox, or is what a program shows for one, and so is about that one.
    is_of_mailbox: bool,
    reading: OnceLock<Reading>,
}

impl<'a> PastedBounce<'a> {
    /// A text about which nothing more was said.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { input: None, asked_as: None, corrected: None, step: None, at_ms: 0, text: Text::new(text, false) }
    }

    /// The same, pasted into this input.
    #[must_use]
    pub fn into_input(mut self, input: &InputId, asked_as: Option<Side>, corrected: Option<Side>) -> Self {
        (self.input, self.asked_as, self.corrected) = (Some(input.clone()), asked_as, corrected);
        self.text.is_of_mailbox = corrected.or(asked_as) == Some(Side::Connection);
        self
    }

    /// The same, given then; at this step, where it counts only while that is on the path.
    #[must_use]
    pub fn given(mut self, step: Option<&StepId>, at_ms: i64) -> Self {
        (self.step, self.at_ms) = (step.cloned(), at_ms);
        self
    }

    /// Whether the step that it was given at is on this path.
    fn is_on(&self, path: &[Visit]) -> bool {
        self.step.as_ref().is_none_or(|step| path.iter().any(|visit| visit.step == *step))
    }

    /// Whether this one, given to the same input, takes the place of `other`.
    fn replaces(&self, other: &Self) -> bool {
        self.input.is_some() && self.input == other.input && (self.at_ms, &self.step) > (other.at_ms, &other.step)
    }

    /// What it is.
    #[must_use]
    pub fn reading(&self) -> &Reading {
        self.text.reading()
    }

    /// What it says of messages: one item for each recipient.
    #[must_use]
    pub fn items(&self) -> &[BounceItem] {
        self.reading().items()
    }
}

impl<'a> Pasted<'a> {
    /// Bounces, in the order of the playbook's inputs.
    #[must_use]
    pub const fn new(bounces: Vec<PastedBounce<'a>>) -> Self {
        Self { bounces, errors: Vec::new() }
    }

    /// These, and the errors of a list's mailboxes; of one that works it is an old one.
    #[must_use]
    pub fn with_errors_of(mut self, list: &'a [ListedMailbox]) -> Self {
        for mailbox in list.iter().filter(|mailbox| mailbox.in_error != InError::No) {
            let Some(error) = mailbox.error_text.as_deref() else { continue };
            if self.errors.iter().all(|known| known.text != error) {
                self.errors.push(Text::new(error, true));
            }
        }
        self
    }

    /// The texts that were pasted by themselves, also those that no question on the path asks for any more.
    #[must_use]
    pub fn texts(&self) -> &[PastedBounce<'a>] {
        &self.bounces
    }

    /// The texts that count on this path: of each input the last one that a step on it was given.
    pub fn on(&self, path: &[Visit]) -> impl Iterator<Item = &PastedBounce<'a>> {
        let counts =
            move |text: &&PastedBounce<'a>| text.is_on(path) && !self.bounces.iter().any(|other| other.is_on(path) && other.replaces(text));
        self.bounces.iter().filter(counts)
    }

    /// What the bounces say.
    pub fn bounces(&self) -> impl Iterator<Item = &BounceItem> {
        self.bounces.iter().flat_map(PastedBounce::items)
    }

    /// What the errors of a list's mailboxes are.
    pub fn errors(&self) -> impl Iterator<Item = &Reading> {
        self.errors.iter().map(Text::reading)
    }

    /// What the error of one row is.
    #[must_use]
    pub fn reading(&self, text: &str) -> Option<&Reading> {
        self.errors.iter().find(|known| known.text == text).map(Text::reading)
    }
}

impl<'a> Text<'a> {
    const fn new(text: &'a str, is_of_mailbox: bool) -> Self {
        Self { text, is_of_mailbox, reading: OnceLock::new() }
    }

    fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| read(self.text, self.is_of_mailbox))
    }
}

#[cfg(feature = "late-reader")]
use mail::reading::installed::read;

#[cfg(not(feature = "late-reader"))]
fn read(text: &str, is_of_mailbox: bool) -> Reading {
    use mail::reading::{read, read_for_mailbox};
    if is_of_mailbox { read_for_mailbox(text) } else { read(text) }
}

/// The texts decide; whether they were looked at yet changes nothing.
impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Text<'_> {}
