//! Whether it helps to send a message again. Must never be decided here: each reason has its own.

use serde::Serialize;

/// Whether sending the same message again can succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// Not until something is fixed.
    Useless,
    /// It may succeed later without any change.
    MayWork,
    /// The text does not say.
    Unknown,
}
