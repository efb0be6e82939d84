//! The names that are replaced, and the text that takes their place.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

/// The beginning of what takes the place of a name; a number follows.
const MASK: &str = "masked-";

/// How names that stand alone are found.
#[derive(Debug)]
pub(super) struct Alone {
    pub(super) matcher: AhoCorasick,
    /// The names of the matcher, in its order.
    pub(super) names: Vec<String>,
    /// The domains of the mailboxes; a name that is a part of one stays there.
    pub(super) domains: Vec<String>,
}

/// What takes the place of each name.
#[derive(Debug, Default)]
pub struct Masks {
    /// The number of each name, in lower case.
    numbers: BTreeMap<String, usize>,
    alone: Option<Alone>,
}

impl Masks {
    /// How many names were replaced or can be.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there is no name at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// What takes the place of this name.
    pub(super) fn mask(&mut self, name: &str) -> String {
        if is_mask(name) { name.to_owned() } else { format!("{MASK}{}", self.number(name)) }
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        is_mask(name) || self.numbers.contains_key(&name.to_lowercase())
    }

    /// The names in lower case.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.numbers.keys()
    }

    pub(super) fn set_alone(&mut self, alone: Option<Alone>) {
        self.alone = alone;
    }

    pub(super) const fn alone(&self) -> Option<&Alone> {
        self.alone.as_ref()
    }

    pub(super) fn number(&mut self, name: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(name.to_lowercase()).or_insert(next)
    }
}

/// Whether a name was masked already: a text is read once for each encoding.
fn is_mask(name: &str) -> bool {
    name.strip_prefix(MASK).is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}
