//! The condition on the current headline cause.

use std::fmt;

use serde::de::{self, IntoDeserializer as _, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer, Serialize};
use terms::Owner;

use super::Confidence;
use crate::cause::{CauseCode, Conclusion};

/// A condition on the first ranked cause: its name, or some of its properties. Without any
/// property, every fault fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(from = "Written"))]
pub struct CauseIs {
    /// The cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is: Option<CauseCode>,
    /// The least confidence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Confidence>,
    /// The owner of the fix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Whether it stops all mail of the domain, whatever the complaint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stops_everything: Option<bool>,
    /// Whether a pasted text supports it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_read: Option<bool>,
}

/// Only for the schema: either form, see [`Form`].
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged, rename = "CauseIs")]
#[expect(dead_code, reason = "only the types are asked for")]
enum Written {
    /// Only the name of the cause.
    Name(CauseCode),
    /// The properties of the cause.
    Fields(Fields),
}

/// The properties that can be required of the first ranked cause.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", schemars(rename = "CauseFields"))]
struct Fields {
    /// The cause.
    is: Option<CauseCode>,
    /// The least confidence.
    at_least: Option<Confidence>,
    /// The owner of the fix.
    owner: Option<Owner>,
    /// Whether it stops all mail of the domain, whatever the complaint.
    stops_everything: Option<bool>,
    /// Whether a pasted text supports it.
    is_read: Option<bool>,
}

/// Reads either form, chosen by the type of the value, so that a misspelled name gets a precise
/// error. An untagged enum would only report that no variant fits.
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
        let Fields { is, at_least, owner, stops_everything, is_read } =
            Fields::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(CauseIs { is, at_least, owner, stops_everything, is_read })
    }
}

impl<'de> Deserialize<'de> for CauseIs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Form)
    }
}

impl CauseIs {
    /// Whether the first ranked cause fits. A cause that is no fault, such as "all well", fits only
    /// if it is required by name.
    #[must_use]
    pub fn fits(&self, first: &Conclusion) -> bool {
        (first.cause.is_trouble() || self.is.is_some())
            && self.is.is_none_or(|cause| first.cause == cause)
            && self.at_least.is_none_or(|least| first.confidence >= least)
            && self.owner.is_none_or(|owner| first.owner == owner)
            && self.is_read.is_none_or(|is_read| {
                (first.because.bounce.is_empty() && first.because.shown.is_empty()) != is_read
            })
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
