//! How sure a conclusion is.

use serde::{Deserialize, Serialize};

/// How sure a conclusion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// One of several causes.
    Possible,
    /// The usual cause.
    Likely,
    /// Measured.
    Certain,
}

impl Confidence {
    /// Its name on the wire and in playbooks.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Possible => "possible",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}
