//! The conditions of a playbook: closed, typed, without arithmetic or patterns.

use std::collections::BTreeMap;
use std::fmt;

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

/// For the picture of a playbook and for who writes one: the names of the file, in one line.
impl fmt::Display for Predicate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |formatter: &mut fmt::Formatter<'_>, word: &str, inner: &[Self]| {
            write!(formatter, "{word}(")?;
            for (place, predicate) in inner.iter().enumerate() {
                write!(formatter, "{}{predicate}", if place == 0 { "" } else { ", " })?;
            }
            formatter.write_str(")")
        };
        match self {
            Self::All(inner) => list(formatter, "all", inner),
            Self::Any(inner) => list(formatter, "any", inner),
            Self::Not(inner) => write!(formatter, "not {inner}"),
            Self::Answer(answers) => answers
                .iter()
                .enumerate()
                .try_for_each(|(place, (step, option))| write!(formatter, "{}{step} = {option}", if place == 0 { "" } else { ", " })),
            Self::Finding(code) => formatter.write_str(code.as_str()),
            Self::Problem(code) => write!(formatter, "problem {}", code.as_str()),
            Self::Check(states) => states.iter().enumerate().try_for_each(|(place, (check, state))| {
                write!(formatter, "{}{}: {}", if place == 0 { "" } else { ", " }, check.as_str(), state.as_str())
            }),
            Self::Device(DeviceSeen::Online) => formatter.write_str("device online"),
            Self::Device(DeviceSeen::Offline) => formatter.write_str("device offline"),
        }
    }
}
