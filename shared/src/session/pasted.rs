//! The bounces that a customer pasted, explained when somebody asks.
//!
//! Evidence is made anew at each event and a bounce read only where a playbook, or the ticket, looks at it. The same text
//! gives the same explanation on both sides, so none is ever stored.

use std::sync::OnceLock;

use crate::mail::bounce::{BounceItem, explain};

/// Texts, and what they say.
#[derive(Clone, Debug, Default)]
pub struct Pasted<'a> {
    texts: Vec<&'a str>,
    items: OnceLock<Vec<BounceItem>>,
}

impl<'a> Pasted<'a> {
    /// What was pasted, in the order of the playbook's inputs.
    #[must_use]
    pub const fn new(texts: Vec<&'a str>) -> Self {
        Self { texts, items: OnceLock::new() }
    }

    /// What they say: one item for each recipient of each text.
    #[must_use]
    pub fn items(&self) -> &[BounceItem] {
        self.items.get_or_init(|| self.texts.iter().flat_map(|text| explain(text).items).collect())
    }
}

/// The texts decide; whether they were looked at yet is nobody's business.
impl PartialEq for Pasted<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.texts == other.texts
    }
}

impl Eq for Pasted<'_> {}
