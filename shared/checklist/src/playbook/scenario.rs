//! Tests inside a playbook: given answers and results, the path ends at this conclusion.

use std::collections::BTreeMap;

use diagnosis::finding::{CheckState, FindingCode, PatternCode};
use diagnosis::probe::CheckKind;
use mail::ProviderId;
use serde::{Deserialize, Serialize};
use terms::{Confidence, Owner};

use super::{InputId, MailboxesAre, OptionId, StepId};
use crate::DeviceSeen;
use crate::cause::CauseCode;

/// One test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it shows.
    pub name: String,
    /// What is known.
    pub given: Given,
    /// Where it ends.
    pub expect: Expected,
}

/// What a scenario knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// Answers by step.
    pub answers: BTreeMap<StepId, OptionId>,
    /// What the checks found.
    pub findings: Vec<FindingCode>,
    /// States of checks that do not follow from the findings; `ok` when nothing is said.
    pub checks: BTreeMap<CheckKind, CheckState>,
    /// What the list of mailboxes is like, where the start step collects one; none is in error when
    /// nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailboxes: Option<MailboxesAre>,
    /// The patterns of the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<PatternCode>,
    /// What the customer's device measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceSeen>,
    /// Who runs the mail, or stands in front of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// The text of a bounce that the customer pasted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounce: Option<String>,
    /// The input that it was pasted into; the first one for bounces when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<InputId>,
}

/// Where a scenario ends, and what the customer reads there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Expected {
    /// The step where it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// The cause that is the headline there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<CauseCode>,
    /// Whose job the fix is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// How sure it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// Causes that must not be among the results.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub never: Vec<CauseCode>,
    /// Steps that must not have been asked, because their answer was measured or the cause was
    /// known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<StepId>,
}
