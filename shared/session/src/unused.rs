//! Answers that were given and do not count now, because their questions are off the way; and what a new answer changes in that.
//!
//! Nothing of it is stored: an answer off the way is kept in the log, and counts again when the way comes back to it. While
//! checks are waited for nobody knows yet where the way will go, so nothing is said. Must never let an answer count.

use super::Facts;
use checklist::playbook::{Playbook, StepId};
use checklist::{How, Visit, Waits, Walk};
use terms::gather::sort_short;

/// What an answer has changed in what others count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Steps whose answers do not count any more.
    pub dropped: Vec<StepId>,
    /// Steps whose answers, given earlier, count again.
    pub used_again: Vec<StepId>,
}

/// How things stood before an answer was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Before {
    way: Walk,
    answered: Vec<StepId>,
    /// The step that is answered now.
    given: StepId,
}

/// The steps whose answers do not count now, in the order in which they were given.
#[must_use]
pub fn unused(facts: &Facts, playbook: &Playbook, way: &Walk) -> Vec<StepId> {
    if !is_settled(way) {
        return Vec::new();
    }
    let is_off = |step: &StepId| *step != playbook.support && !way.contains(step) && playbook.steps.contains_key(step);
    let mut off: Vec<_> = facts.answers.iter().filter(|(step, _)| is_off(step)).collect();
    sort_short(&mut off, |(_, before), (_, after)| before.at_ms > after.at_ms);
    off.into_iter().map(|(step, _)| step.clone()).collect()
}

/// Whether it is known where the way goes by now.
const fn is_settled(way: &Walk) -> bool {
    matches!(way.waits, Waits::Answer | Waits::Nothing)
}

impl Before {
    /// How things stand now, where `given` is about to be answered. Where checks are waited for, nothing has settled since
    /// `earlier`.
    #[must_use]
    pub fn new(facts: &Facts, way: &Walk, given: &StepId, earlier: Option<&Self>) -> Self {
        if let Some(earlier) = earlier.filter(|_| !is_settled(way)) {
            return Self { given: given.clone(), ..earlier.clone() };
        }
        Self { way: way.clone(), answered: facts.answers.keys().cloned().collect(), given: given.clone() }
    }

    /// What has changed since; nothing as long as checks are waited for.
    #[must_use]
    pub fn changed(&self, now: &Walk) -> Changed {
        if !is_settled(now) {
            return Changed::default();
        }
        let answered = |way: &'_ Walk| -> Vec<StepId> {
            let is_answered = |visit: &&Visit| matches!(visit.how, How::Answered(_) | How::Collected);
            way.path.iter().filter(is_answered).map(|visit| visit.step.clone()).collect()
        };
        let dropped = answered(&self.way).into_iter().filter(|step| !now.contains(step)).collect();
        let is_again = |step: &StepId| *step != self.given && self.answered.contains(step) && !self.way.contains(step);
        Changed { dropped, used_again: answered(now).into_iter().filter(is_again).collect() }
    }
}
