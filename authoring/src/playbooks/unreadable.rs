//! Why a playbook file cannot be parsed, and where. Must never guess a place.

use std::fmt;

use serde::de;

use super::spot::Spot;
use crate::Misreading;

/// Why a file cannot be parsed, and where.
#[derive(Debug)]
pub(super) struct Unreadable {
    /// The place, once it is known.
    pub(super) spot: Option<Spot>,
    /// What is wrong there.
    pub(super) misreading: Misreading,
}

impl Unreadable {
    pub(super) const fn new(misreading: Misreading) -> Self {
        Self { spot: None, misreading }
    }

    /// Sets the place, unless a more precise one is known.
    pub(super) fn at(mut self, spot: Spot) -> Self {
        self.spot.get_or_insert(spot);
        self
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.misreading.code())
    }
}

impl std::error::Error for Unreadable {}

/// The names that a type knows, for the message.
pub(super) fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

impl de::Error for Unreadable {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Misreading::Value { detail: message.to_string() })
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(Misreading::UnknownWord { name: name.to_owned(), known: owned(known) })
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(Misreading::UnknownField { name: name.to_owned(), known: owned(known) })
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(Misreading::MissingField { name: name.to_owned() })
    }
}
