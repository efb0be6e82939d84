//! The names of steps, options and inputs, chosen by the author. Must never be interpreted, except
//! that of one option.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! identifiers {
    ($( $(#[doc = $doc:literal])+ $name:ident; )+) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }
    )+ };
}

identifiers! {
    /// Names a step within its playbook. Stable, because answers are stored under it.
    StepId;
    /// Names an option within its step. Stable too. `unsure` always means "I don't know".
    OptionId;
    /// Names an input within its playbook. Stable too.
    InputId;
}

impl OptionId {
    /// Whether this is the "I don't know" option that every closed question has.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.0 == "unsure"
    }
}
