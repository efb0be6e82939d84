//! What mail servers and programs said, as the customer pasted it, read when somebody asks: bounces, and the errors in the
//! rows of a list.
//!
//! Evidence is made anew at each event and a text read only where a playbook, or the ticket, looks at it. The same text
//! gives the same reading on both sides, so none is ever stored. [`crate::mail::reading`] decides what a text is.

use std::sync::OnceLock;

use crate::mail::Domain;
use crate::mail::bounce::{BounceItem, BounceReason};
use crate::mail::connection::{ConnectionError, ConnectionReason};
use crate::mail::list::{InError, ListedMailbox};
use crate::mail::reading::{Reading, read};

/// Texts, and what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted<'a> {
    texts: Vec<PastedText<'a>>,
}

/// One text and how it is read.
#[derive(Clone, Copy, Debug)]
pub struct PastedReading<'s> {
    /// The text.
    pub text: &'s str,
    /// The domains of the mailboxes that show it; none for a text that was pasted by itself.
    pub domains: &'s [&'s Domain],
    /// Whether a mailbox that shows it is marked as in error.
    pub is_in_error: bool,
    /// What it is.
    pub reading: &'s Reading,
}

/// One text, read once, however many mailboxes show it.
#[derive(Clone, Debug)]
struct PastedText<'a> {
    text: &'a str,
    /// The domains of the mailboxes that show it; none for a bounce, which is about them all.
    shown_by: Vec<&'a Domain>,
    is_in_error: bool,
    read: OnceLock<(Reading, Vec<BounceItem>)>,
}

impl<'a> Pasted<'a> {
    /// Bounces, in the order of the playbook's inputs.
    #[must_use]
    pub fn new(bounces: Vec<&'a str>) -> Self {
        Self { texts: bounces.into_iter().map(|text| PastedText::new(text, Vec::new())).collect() }
    }

    /// These, and the errors of a list's mailboxes; of one that works it is an old one.
    #[must_use]
    pub fn with_errors_of(mut self, list: &'a [ListedMailbox]) -> Self {
        for mailbox in list.iter().filter(|mailbox| mailbox.in_error != InError::No) {
            let Some(error) = mailbox.error_text.as_deref() else { continue };
            let known = self.texts.iter().position(|known| known.text == error && known.is_row());
            let place = known.unwrap_or_else(|| {
                self.texts.push(PastedText::new(error, vec![mailbox.address.domain()]));
                self.texts.len() - 1
            });
            let Some(text) = self.texts.get_mut(place) else { continue };
            text.is_in_error |= mailbox.in_error == InError::Yes;
            if !text.shown_by.contains(&mailbox.address.domain()) {
                text.shown_by.push(mailbox.address.domain());
            }
        }
        self
    }

    /// What everything says, in the words of bounces, for conditions: one item for each recipient of each text, and one for
    /// a connection error that has a near reason there.
    pub fn items(&self) -> impl Iterator<Item = &BounceItem> {
        self.texts.iter().flat_map(PastedText::items)
    }

    /// What the bounces say.
    pub fn bounces(&self) -> impl Iterator<Item = &BounceItem> {
        self.texts.iter().filter(|text| !text.is_row()).flat_map(PastedText::refusals)
    }

    /// What the errors in the rows of a list say, as far as bounces have the same words for it.
    pub fn errors(&self) -> impl Iterator<Item = &BounceItem> {
        self.texts.iter().filter(|text| text.is_row()).flat_map(PastedText::refusals)
    }

    /// What the errors of this domain's mailboxes say, as far as bounces have the same words for it.
    pub fn errors_of<'s>(&'s self, domain: &'s Domain) -> impl Iterator<Item = &'s BounceItem> {
        self.texts.iter().filter(move |text| text.shown_by.contains(&domain)).flat_map(PastedText::refusals)
    }

    /// What the error of one row says, where bounces have the same words for it.
    #[must_use]
    pub fn error(&self, text: &str) -> Option<&BounceItem> {
        self.row(text)?.refusals().first()
    }

    /// Every text and what it is, in order: bounces, then the errors of rows.
    pub fn readings(&self) -> impl Iterator<Item = PastedReading<'_>> {
        self.texts.iter().map(PastedText::reading)
    }

    /// What the error of one row is.
    #[must_use]
    pub fn reading(&self, text: &str) -> Option<&Reading> {
        self.row(text).map(|known| &known.read().0)
    }

    /// The connection errors among the texts that were pasted by themselves.
    pub fn connection_errors(&self) -> impl Iterator<Item = &ConnectionError> {
        self.readings().filter(|text| text.domains.is_empty()).filter_map(|text| text.reading.connection())
    }

    /// The connection errors that this domain's mailboxes show.
    pub fn connection_errors_of<'s>(&'s self, domain: &'s Domain) -> impl Iterator<Item = &'s ConnectionError> {
        self.readings().filter(move |text| text.domains.contains(&domain)).filter_map(|text| text.reading.connection())
    }

    /// What mailboxes in error show and nobody understood: as long as there is one, not all is well.
    pub fn unread_errors(&self) -> impl Iterator<Item = PastedReading<'_>> {
        self.readings().filter(|text| text.is_in_error && !text.reading.is_understood())
    }

    fn row(&self, text: &str) -> Option<&PastedText<'a>> {
        self.texts.iter().find(|known| known.text == text && known.is_row())
    }
}

impl<'a> PastedText<'a> {
    const fn new(text: &'a str, shown_by: Vec<&'a Domain>) -> Self {
        Self { text, shown_by, is_in_error: false, read: OnceLock::new() }
    }

    const fn is_row(&self) -> bool {
        !self.shown_by.is_empty()
    }

    /// Services show errors of all kinds: of a row only what is recognised counts.
    fn read(&self) -> &(Reading, Vec<BounceItem>) {
        self.read.get_or_init(|| {
            let reading = read(self.text);
            let mut items = match &reading {
                Reading::Bounce(bounce) => bounce.items.clone(),
                Reading::Connection(error) => error.as_bounce().into_iter().collect(),
                Reading::Nothing => Vec::new(),
            };
            items.retain(|item| !self.is_row() || item.reason != BounceReason::Unknown);
            (reading, items)
        })
    }

    fn reading(&self) -> PastedReading<'_> {
        PastedReading { text: self.text, domains: &self.shown_by, is_in_error: self.is_in_error, reading: &self.read().0 }
    }

    fn items(&self) -> &[BounceItem] {
        &self.read().1
    }

    /// What is refused, where it means the same in a bounce: a server that a program did not reach is not the recipient's, and
    /// a full mailbox is the customer's own only in the row of that mailbox.
    fn refusals(&self) -> &[BounceItem] {
        match &self.read().0 {
            Reading::Connection(error) => match error.reason {
                ConnectionReason::LoginRefused | ConnectionReason::LoginRequired => self.items(),
                ConnectionReason::MailboxFull if self.is_row() => self.items(),
                _ => &[],
            },
            Reading::Bounce(_) | Reading::Nothing => self.items(),
        }
    }
}

/// The texts decide; whether they were looked at yet is nobody's business.
impl PartialEq for PastedText<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.text, &self.shown_by, self.is_in_error) == (other.text, &other.shown_by, other.is_in_error)
    }
}

impl Eq for PastedText<'_> {}
