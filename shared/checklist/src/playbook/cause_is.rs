//! What a condition can say of the cause that would be the headline now.

use std::fmt;

use serde::de::{self, IntoDeserializer as _, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};

use super::Confidence;
use crate::conclusion::{CauseCode, Conclusion};
use terms::Owner;

/// What the first ranked cause is like: its name, or what is asked of it. Nothing asked: there is one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(from = "Written"))]
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

/// For the schema alone: either form, see [`Form`].
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged, rename = "CauseIs")]
#[expect(dead_code, reason = "only the types are asked for")]
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

/// Either form is read by what stands there, so that a slip in a name is told as one: an untagged enum would only say that
/// nothing fits.
struct Form;

impl<'de> Visitor<'de> for Form {
    type Value = CauseIs;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the name of a cause, or what is asked of it")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<CauseIs, E> {
        let cause = CauseCode::deserialize(name.into_deserializer())?;
        Ok(CauseIs { is: Some(cause), ..CauseIs::default() })
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<CauseIs, A::Error> {
        let Fields { is, at_least, owner, stops_everything, is_read } = Fields::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(CauseIs { is, at_least, owner, stops_everything, is_read })
    }
}

impl<'de> Deserialize<'de> for CauseIs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Form)
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
