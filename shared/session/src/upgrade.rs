//! What a newer version of the playbook would change for a session in progress.
//!
//! Answers are kept by the stable names of steps and options. Must never switch the version without
//! the customer's decision.

use std::collections::{BTreeMap, BTreeSet};

use checklist::playbook::{Playbook, Step, StepId};
use checklist::{Answer, How, Visit, Walk, walk};
use terms::gather::gathered;

use super::Facts;

/// The changes of a newer version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgrade {
    /// Steps that the newer version would ask, or ask again, although the path has passed them.
    pub asked: Vec<StepId>,
}

/// What `newer` would change for these facts; `None` if the steps ahead are the same in both
/// versions.
#[must_use]
pub fn upgrade(present: &Playbook, newer: &Playbook, facts: &Facts) -> Option<Upgrade> {
    let (walk, newer_walk) =
        (walk(present, &facts.evidence(present)), walk(newer, &facts.evidence(newer)));
    if ahead(present, &walk) == ahead(newer, &newer_walk) {
        return None;
    }
    let past = |visit: &&Visit| matches!(visit.how, How::Answered(_) | How::Collected);
    let past: BTreeSet<&StepId> = gathered(walk.path.iter().filter(past).map(|visit| &visit.step));
    let mut asked: Vec<StepId> = past
        .iter()
        .filter(|step| !still_fits(newer, step, facts))
        .map(|step| (*step).clone())
        .collect();
    // The newer version may ask another question before the current step.
    let open =
        newer_walk.current().filter(|step| walk.current() != Some(step) && !asked.contains(step));
    let is_question = |step: &&StepId| {
        matches!(newer.steps.get(step), Some(Step::Ask(_) | Step::Verify(_) | Step::Collect(_)))
    };
    asked.extend(open.filter(is_question).cloned());
    Some(Upgrade { asked })
}

/// Whether the answer to a step is still valid; also true if there is no answer, or if the newer
/// version no longer has the step.
fn still_fits(newer: &Playbook, step: &StepId, facts: &Facts) -> bool {
    let Some(given) = facts.answers.get(step) else { return true };
    match (newer.steps.get(step), &given.answer) {
        (Some(Step::Ask(ask) | Step::Verify(ask)), Answer::Option(option)) => {
            ask.options.iter().any(|choice| choice.id == *option)
        }
        (Some(Step::Collect(_)), Answer::Inputs(_)) | (None, _) => true,
        (Some(_), _) => false,
    }
}

/// All steps that can still be reached from the end of the path or from support.
fn ahead<'a>(playbook: &'a Playbook, walk: &Walk) -> BTreeMap<&'a StepId, &'a Step> {
    let mut reached = BTreeMap::new();
    let mut open: Vec<&StepId> = walk.current().into_iter().chain([&playbook.support]).collect();
    while let Some(at) = open.pop() {
        let Some((id, step)) = playbook.steps.get_key_value(at) else { continue };
        if reached.insert(id, step).is_none() {
            open.extend(step.targets());
        }
    }
    reached
}
