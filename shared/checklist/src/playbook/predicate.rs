//! The conditions of a playbook: a closed set of types. Must never contain arithmetic or text
//! patterns.

use std::collections::BTreeMap;
use std::fmt;

use diagnosis::finding::{CheckState, FindingCode, InErrorCount, PatternCode};
use diagnosis::probe::CheckKind;
use mail::{ProviderId, ProviderKind};
use serde::{Deserialize, Serialize};

use super::{BounceIs, CauseIs, Complaint, OptionId, StepId};
use crate::DeviceSeen;

/// A condition on a list of mailboxes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MailboxesAre {
    /// How many of them are in error.
    pub in_error: InErrorCount,
}

/// A condition on what is known. If several domains are checked, findings and checks of any of them
/// count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Predicate {
    /// All of these hold.
    All(Vec<Predicate>),
    /// At least one of these holds.
    Any(Vec<Predicate>),
    /// This does not hold.
    Not(Box<Predicate>),
    /// Each of these steps was answered with this option by the customer.
    Answer(BTreeMap<StepId, OptionId>),
    /// This finding exists.
    Finding(FindingCode),
    /// This finding exists with the severity of a problem: the same certificate error is a risk
    /// between servers, but stops a mail program.
    Problem(FindingCode),
    /// Each of these checks is in this state for at least one domain.
    Check(BTreeMap<CheckKind, CheckState>),
    /// The customer's device measured this.
    Device(DeviceSeen),
    /// How many mailboxes of the list are in error.
    Mailboxes(MailboxesAre),
    /// This pattern exists in the list.
    Pattern(PatternCode),
    /// This provider runs the mailboxes, or a gateway in front of them.
    Provider(ProviderId),
    /// A provider of this kind runs the mailboxes, or a gateway in front of them.
    ProviderKind(ProviderKind),
    /// A pasted bounce fits.
    Bounce(BounceIs),
    /// The first ranked cause, from the answers so far, fits.
    Cause(CauseIs),
    /// This is the customer's complaint.
    Complaint(Complaint),
}

/// One line with the names used in the file: for diagrams of a playbook and for its authors.
impl Predicate {
    /// Calls `visit` on this predicate and everything inside it.
    pub fn visit<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::All(inner) | Self::Any(inner) => {
                inner.iter().for_each(|predicate| predicate.visit(visit))
            }
            Self::Not(inner) => inner.visit(visit),
            _ => {}
        }
    }
}

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
            Self::Answer(answers) => {
                answers.iter().enumerate().try_for_each(|(place, (step, option))| {
                    write!(formatter, "{}{step} = {option}", if place == 0 { "" } else { ", " })
                })
            }
            Self::Finding(code) => formatter.write_str(code.as_str()),
            Self::Problem(code) => write!(formatter, "problem {}", code.as_str()),
            Self::Check(states) => {
                states.iter().enumerate().try_for_each(|(place, (check, state))| {
                    write!(
                        formatter,
                        "{}{}: {}",
                        if place == 0 { "" } else { ", " },
                        check.as_str(),
                        state.as_str()
                    )
                })
            }
            Self::Provider(id) => write!(formatter, "provider {id}"),
            Self::ProviderKind(kind) => write!(formatter, "provider_kind {}", kind.as_str()),
            Self::Device(DeviceSeen::Online) => formatter.write_str("device online"),
            Self::Device(DeviceSeen::Offline) => formatter.write_str("device offline"),
            Self::Mailboxes(are) => {
                write!(formatter, "mailboxes in error: {}", are.in_error.as_str())
            }
            Self::Pattern(code) => write!(formatter, "pattern {}", code.as_str()),
            Self::Bounce(is) => is.fmt(formatter),
            Self::Cause(is) => is.fmt(formatter),
            Self::Complaint(complaint) => write!(formatter, "complaint {}", complaint.as_str()),
        }
    }
}
