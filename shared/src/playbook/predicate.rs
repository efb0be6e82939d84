//! The conditions of a playbook: closed, typed, without arithmetic or patterns.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{OptionId, StepId};
use crate::finding::{CheckState, FindingCode, FindingSeverity};
use crate::probe::CheckKind;
use crate::session::{DeviceSeen, Evidence};

/// A condition on what is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Predicate {
    /// All of these hold.
    All(Vec<Predicate>),
    /// At least one of these holds.
    Any(Vec<Predicate>),
    /// This does not hold.
    Not(Box<Predicate>),
    /// Each of these steps was answered with this option.
    Answer(BTreeMap<StepId, OptionId>),
    /// This finding is there.
    Finding(FindingCode),
    /// This finding is there and weighs as a problem: the same certificate is a risk between servers and stops a mail program.
    Problem(FindingCode),
    /// Each of these checks is in this state.
    Check(BTreeMap<CheckKind, CheckState>),
    /// What the customer's own device measured.
    Device(DeviceSeen),
}

impl Predicate {
    /// Whether it holds.
    #[must_use]
    pub fn holds(&self, evidence: &Evidence<'_>) -> bool {
        match self {
            Self::All(all) => all.iter().all(|predicate| predicate.holds(evidence)),
            Self::Any(any) => any.iter().any(|predicate| predicate.holds(evidence)),
            Self::Not(predicate) => !predicate.holds(evidence),
            Self::Answer(answers) => answers.iter().all(|(step, option)| evidence.option_of(step) == Some(option)),
            Self::Finding(code) => evidence.findings().any(|finding| finding.code == *code),
            Self::Problem(code) => evidence.findings().any(|finding| finding.code == *code && finding.severity == FindingSeverity::Problem),
            Self::Check(states) => states.iter().all(|(&check, &state)| evidence.check_state(check) == Some(state)),
            Self::Device(seen) => evidence.device == Some(*seen),
        }
    }

    /// Calls `visit` on this predicate and everything inside it.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::All(inner) | Self::Any(inner) => inner.iter().for_each(|predicate| predicate.visit(visit)),
            Self::Not(inner) => inner.visit(visit),
            _ => {}
        }
    }
}
