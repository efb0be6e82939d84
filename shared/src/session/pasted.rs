//! What mail servers said, as the customer pasted it, explained when somebody asks: bounces, and the errors in the rows of a
//! list.
//!
//! Evidence is made anew at each event and a text read only where a playbook, or the ticket, looks at it. The same text
//! gives the same explanation on both sides, so none is ever stored.

use std::sync::OnceLock;

use crate::mail::Domain;
use crate::mail::bounce::{BounceItem, BounceReason, explain};
use crate::mail::list::{InError, ListedMailbox};

/// Texts, and what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pasted<'a> {
    texts: Vec<PastedText<'a>>,
}

/// One text, explained once, however many mailboxes show it.
#[derive(Clone, Debug)]
struct PastedText<'a> {
    text: &'a str,
    /// The domains of the mailboxes that show it; none for a bounce, which is about them all.
    shown_by: Vec<&'a Domain>,
    items: OnceLock<Vec<BounceItem>>,
}

impl<'a> Pasted<'a> {
    /// Bounces, in the order of the playbook's inputs.
    #[must_use]
    pub fn new(bounces: Vec<&'a str>) -> Self {
        let bounce = |text| PastedText { text, shown_by: Vec::new(), items: OnceLock::new() };
        Self { texts: bounces.into_iter().map(bounce).collect() }
    }

    /// These, and the errors of a list's mailboxes; of one that works it is an old one.
    #[must_use]
    pub fn with_errors_of(mut self, list: &'a [ListedMailbox]) -> Self {
        for mailbox in list.iter().filter(|mailbox| mailbox.in_error != InError::No) {
            let Some(error) = mailbox.error_text.as_deref() else { continue };
            let domain = mailbox.address.domain();
            match self.texts.iter_mut().find(|known| known.text == error && !known.shown_by.is_empty()) {
                Some(known) if known.shown_by.contains(&domain) => {}
                Some(known) => known.shown_by.push(domain),
                None => self.texts.push(PastedText { text: error, shown_by: vec![domain], items: OnceLock::new() }),
            }
        }
        self
    }

    /// What everything says: one item for each recipient of each text.
    pub fn items(&self) -> impl Iterator<Item = &BounceItem> {
        self.texts.iter().flat_map(PastedText::items)
    }

    /// What the bounces say.
    pub fn bounces(&self) -> impl Iterator<Item = &BounceItem> {
        self.texts.iter().filter(|text| text.shown_by.is_empty()).flat_map(PastedText::items)
    }

    /// What the errors in the rows of a list say.
    pub fn errors(&self) -> impl Iterator<Item = &BounceItem> {
        self.texts.iter().filter(|text| !text.shown_by.is_empty()).flat_map(PastedText::items)
    }

    /// What the errors of this domain's mailboxes say.
    pub fn errors_of<'s>(&'s self, domain: &'s Domain) -> impl Iterator<Item = &'s BounceItem> {
        self.texts.iter().filter(move |text| text.shown_by.contains(&domain)).flat_map(PastedText::items)
    }

    /// What the error of one row says, where a mail server's reply was recognised in it.
    #[must_use]
    pub fn error(&self, text: &str) -> Option<&BounceItem> {
        self.texts.iter().find(|known| known.text == text && !known.shown_by.is_empty())?.items().first()
    }
}

impl PastedText<'_> {
    /// Services show errors of all kinds: of a row only what is recognised counts.
    fn items(&self) -> &[BounceItem] {
        let is_row = !self.shown_by.is_empty();
        self.items.get_or_init(|| {
            let mut items = explain(self.text).items;
            items.retain(|item| !is_row || item.reason != BounceReason::Unknown);
            items
        })
    }
}

/// The texts decide; whether they were looked at yet is nobody's business.
impl PartialEq for PastedText<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.text, &self.shown_by) == (other.text, &other.shown_by)
    }
}

impl Eq for PastedText<'_> {}
