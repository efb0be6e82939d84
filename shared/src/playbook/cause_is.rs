//! What a condition can say of the cause that would be the headline now.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Confidence;
use crate::conclusion::{CauseCode, Conclusion};
use crate::finding::Owner;

/// What the first ranked cause is like. Nothing given: there is one that explains the complaint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "Written")]
pub struct CauseIs {
    /// Which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<CauseCode>,
    /// How sure it is at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Confidence>,
    /// Whose job the fix is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Whether it stops all mail of the domain, whatever is complained of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stops_everything: Option<bool>,
    /// Whether it rests on what a pasted text says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_read: Option<bool>,
}

/// `cause: mailbox_full`, or what is asked of it by name.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
#[cfg_attr(feature = "schema", schemars(rename = "CauseIs"))]
enum Written {
    /// Its name alone.
    Name(CauseCode),
    /// By name.
    Fields(Fields),
}

/// What is asked of the first ranked cause.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(rename = "CauseFields"))]
struct Fields {
    /// Which one.
    is: Option<CauseCode>,
    /// How sure it is at least.
    at_least: Option<Confidence>,
    /// Whose job the fix is.
    owner: Option<Owner>,
    /// Whether it stops all mail of the domain, whatever is complained of.
    stops_everything: Option<bool>,
    /// Whether it rests on what a pasted text says.
    is_read: Option<bool>,
}

impl From<Written> for CauseIs {
    fn from(written: Written) -> Self {
        match written {
            Written::Name(cause) => Self { is: Some(cause), ..Self::default() },
            Written::Fields(Fields { is, at_least, owner, stops_everything, is_read }) => Self { is, at_least, owner, stops_everything, is_read },
        }
    }
}

impl CauseIs {
    /// Whether the first ranked cause is like that. How the whole stands is no cause, unless it is asked for by its name.
    #[must_use]
    pub fn fits(&self, first: &Conclusion) -> bool {
        (first.cause.is_trouble() || self.is.is_some())
            && self.is.is_none_or(|cause| first.cause == cause)
            && self.at_least.is_none_or(|least| first.confidence >= least)
            && self.owner.is_none_or(|owner| first.owner == owner)
            && self.is_read.is_none_or(|is_read| (first.bounce.is_empty() && first.shown.is_empty()) != is_read)
            && self.stops_everything.is_none_or(|stops| first.stops_everything() == stops)
    }
}

impl fmt::Display for CauseIs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("cause")?;
        if let Some(cause) = self.is {
            write!(formatter, " {}", cause.as_str())?;
        }
        if let Some(least) = self.at_least {
            write!(formatter, " at least {}", least.as_str())?;
        }
        if let Some(owner) = self.owner {
            write!(formatter, " of {}", owner.as_str())?;
        }
        match self.is_read {
            Some(true) => formatter.write_str(" read in a text")?,
            Some(false) => formatter.write_str(" not read in a text")?,
            None => {}
        }
        match self.stops_everything {
            Some(true) => formatter.write_str(" that stops everything"),
            Some(false) => formatter.write_str(" that does not stop everything"),
            None => Ok(()),
        }
    }
}
