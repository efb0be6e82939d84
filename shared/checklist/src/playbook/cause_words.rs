//! The operator's own words for a cause. Must never change what was concluded.

use serde::{Deserialize, Serialize};

use super::Localised;

/// The operator's own texts for one cause.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CauseWords {
    /// What is wrong, in one sentence: the heading of the screen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Localised>,
    /// Why, in plain words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<Localised>,
    /// The steps of the fix, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Localised>,
    /// How to check that the fix worked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify: Option<Localised>,
}
