//! What a customer said, and what the device measured.
//!
//! The types of the log that evidence is made of. Must never hold a secret or a token.

use std::collections::BTreeMap;

use mail::list::ListedMailbox;
use mail::{Domain, Mailbox};
use serde::{Deserialize, Serialize};

use crate::ids::{InputId, OptionId};

/// Numbers the runs of checks within a session, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct RunId(pub u32);

/// What a customer said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// One option of a question.
    Option(OptionId),
    /// The fields of a collecting step; those left empty are absent.
    Inputs(BTreeMap<InputId, InputValue>),
}

/// What was written into a field, already read. A name that this version does not know is read as
/// [`InputValue::Unknown`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = terms::open_schema))]
#[serde(rename_all = "snake_case", remote = "Self")]
pub enum InputValue {
    /// A mail address.
    Mailbox(Mailbox),
    /// A bare domain.
    Domain(Domain),
    /// A list of mailboxes, each once.
    Mailboxes(
        #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 200)))] Vec<ListedMailbox>,
    ),
    /// A text.
    Text(String),
    /// A day and a time.
    Moment {
        /// As written: `2026-11-21T09:30`.
        #[cfg_attr(feature = "schema", schemars(example = "2026-11-21T09:30"))]
        local: String,
        /// The customer's distance from UTC then, in minutes, east positive.
        utc_offset_min: i16,
    },
    /// Written by a newer version; kept in the store, taken for empty here.
    #[serde(other)]
    Unknown,
}

/// What the customer's own device saw of its way to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeviceSeen {
    /// It reached our server with an answer that only our server gives.
    Online,
    /// It did not.
    Offline,
}

terms::tolerant!(InputValue);
