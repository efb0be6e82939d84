//! What a newer version of the playbook would change for a session that is under way.
//!
//! Answers are kept by the stable names of steps and options. Must never decide for the customer: the version that a session began with
//! carries it to its end.

use std::collections::{BTreeMap, BTreeSet};

use super::Facts;
use checklist::playbook::{Playbook, Step, StepId};
use checklist::{Answer, How, Visit, Walk, walk};
use terms::gather::gathered;

/// What would be different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upgrade {
    /// Steps of the newer version that would be asked, or asked again, although the present version is past them.
    pub asked: Vec<StepId>,
}

/// What `newer` would change for these facts; `None` where nothing that still lies ahead is different.
#[must_use]
pub fn upgrade(present: &Playbook, newer: &Playbook, facts: &Facts) -> Option<Upgrade> {
    let (way, newer_way) = (walk(present, &facts.evidence(present)), walk(newer, &facts.evidence(newer)));
    if ahead(present, &way) == ahead(newer, &newer_way) {
        return None;
    }
    let past = |visit: &&Visit| matches!(visit.how, How::Answered(_) | How::Collected);
    let past: BTreeSet<&StepId> = gathered(way.path.iter().filter(past).map(|visit| &visit.step));
    let mut asked: Vec<StepId> = past.iter().filter(|step| !still_fits(newer, step, facts)).map(|step| (*step).clone()).collect();
    // The newer version may have a question of its own before the place that was reached.
    let open = newer_way.current().filter(|step| way.current() != Some(step) && !asked.contains(step));
    let is_question = |step: &&StepId| matches!(newer.steps.get(step), Some(Step::Ask(_) | Step::Verify(_) | Step::Collect(_)));
    asked.extend(open.filter(is_question).cloned());
    Some(Upgrade { asked })
}

/// Whether the answer to a step is one that the step, where there is one, still has.
fn still_fits(newer: &Playbook, step: &StepId, facts: &Facts) -> bool {
    let Some(given) = facts.answers.get(step) else { return true };
    match (newer.steps.get(step), &given.answer) {
        (Some(Step::Ask(ask) | Step::Verify(ask)), Answer::Option(option)) => ask.options.iter().any(|choice| choice.id == *option),
        (Some(Step::Collect(_)), Answer::Inputs(_)) | (None, _) => true,
        (Some(_), _) => false,
    }
}

/// Everything that can still come, from the step where the way ends.
fn ahead<'a>(playbook: &'a Playbook, way: &Walk) -> BTreeMap<&'a StepId, &'a Step> {
    let mut reached = BTreeMap::new();
    let mut open: Vec<&StepId> = way.current().into_iter().chain([&playbook.support]).collect();
    while let Some(at) = open.pop() {
        let Some((id, step)) = playbook.steps.get_key_value(at) else { continue };
        if reached.insert(id, step).is_none() {
            open.extend(step.targets());
        }
    }
    reached
}
