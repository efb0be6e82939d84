//! Answers that do not count now because their questions are not on the path, and how a new answer
//! changes that.
//!
//! None of this is stored: an answer off the path stays in the log, and counts again when the path
//! returns to its step. While checks are pending the path is not settled, so nothing is reported.
//! Must never make an answer count.

use checklist::playbook::{Playbook, StepId};
use checklist::{How, Visit, Waits, Walk};
use terms::gather::sort_short;

use super::Facts;

/// How a new answer changes which other answers count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Steps whose answers no longer count.
    pub dropped: Vec<StepId>,
    /// Steps whose earlier answers count again.
    pub used_again: Vec<StepId>,
}

/// The path and the answers before an answer was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathSnapshot {
    walk: Walk,
    answered: Vec<StepId>,
    /// The step that is being answered.
    given: StepId,
}

/// The steps whose answers do not count now, oldest answer first. Empty while checks are pending.
#[must_use]
pub fn unused(facts: &Facts, playbook: &Playbook, walk: &Walk) -> Vec<StepId> {
    if !is_settled(walk) {
        return Vec::new();
    }
    let is_off = |step: &StepId| {
        *step != playbook.support && !walk.contains(step) && playbook.steps.contains_key(step)
    };
    let mut off: Vec<_> = facts.answers.iter().filter(|(step, _)| is_off(step)).collect();
    sort_short(&mut off, |(_, before), (_, after)| before.at_ms > after.at_ms);
    off.into_iter().map(|(step, _)| step.clone()).collect()
}

/// Whether the path is settled: no checks are pending.
const fn is_settled(walk: &Walk) -> bool {
    matches!(walk.waits, Waits::Answer | Waits::Nothing)
}

impl PathSnapshot {
    /// The present state, just before `given` is answered. While checks are pending, `earlier` is
    /// kept because nothing has settled since.
    #[must_use]
    pub fn new(facts: &Facts, walk: &Walk, given: &StepId, earlier: Option<&Self>) -> Self {
        if let Some(earlier) = earlier.filter(|_| !is_settled(walk)) {
            return Self { given: given.clone(), ..earlier.clone() };
        }
        Self {
            walk: walk.clone(),
            answered: facts.answers.keys().cloned().collect(),
            given: given.clone(),
        }
    }

    /// What has changed since; empty while checks are pending.
    #[must_use]
    pub fn changed(&self, now: &Walk) -> Changed {
        if !is_settled(now) {
            return Changed::default();
        }
        let answered = |walk: &'_ Walk| -> Vec<StepId> {
            let is_answered =
                |visit: &&Visit| matches!(visit.how, How::Answered(_) | How::Collected);
            walk.path.iter().filter(is_answered).map(|visit| visit.step.clone()).collect()
        };
        let dropped = answered(&self.walk).into_iter().filter(|step| !now.contains(step)).collect();
        let is_again = |step: &StepId| {
            *step != self.given && self.answered.contains(step) && !self.walk.contains(step)
        };
        Changed { dropped, used_again: answered(now).into_iter().filter(is_again).collect() }
    }
}
