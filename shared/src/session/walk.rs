//! The way through a playbook that the evidence gives: derived each time, never stored.
//!
//! So a changed answer simply gives another way, a reload gives the same one, and what is due (a check to start) is
//! known without having been remembered.

use super::{Answer, Evidence, RunId};
use crate::playbook::{Branch, OptionId, Playbook, Step, StepId};

/// One step on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The step.
    pub step: StepId,
    /// How it was left, or that it was not.
    pub how: How,
}

/// How a step was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// The person chose this option.
    Answered(OptionId),
    /// It was not asked, because this rule of the step (by its place) had measured the answer.
    Measured {
        /// Place in [`crate::playbook::Ask::measured`].
        rule: usize,
        /// The option that follows from it.
        option: OptionId,
    },
    /// The fields were filled in.
    Collected,
    /// The checks ended.
    Checked,
    /// It is where the way ends for now.
    Open,
}

/// What the last step of the way waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// A person's answer.
    Answer,
    /// Checks that nobody has started yet, for some domain at least.
    ChecksToStart,
    /// Checks that are running; of several runs the first.
    ChecksToEnd(RunId),
    /// Nothing: a conclusion or the hand-over to a person.
    Nothing,
}

/// The way so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The steps in order; never empty.
    pub path: Vec<Visit>,
    /// What the last of them waits for.
    pub waits: Waits,
}

impl Walk {
    /// The step that the customer sees.
    #[must_use]
    pub fn current(&self) -> Option<&StepId> {
        self.path.last().map(|visit| &visit.step)
    }

    /// Whether a step is on the way.
    #[must_use]
    pub fn contains(&self, step: &StepId) -> bool {
        self.path.iter().any(|visit| visit.step == *step)
    }
}

/// Walks `playbook` as far as the evidence leads. Bounded by the number of steps, whatever the playbook.
#[must_use]
pub fn walk(playbook: &Playbook, evidence: &Evidence<'_>) -> Walk {
    let mut path: Vec<Visit> = Vec::new();
    let mut at = &playbook.start;
    loop {
        let (how, next, waits) = leave(playbook, at, evidence);
        path.push(Visit { step: at.clone(), how });
        match next {
            Some(next) if path.len() <= playbook.steps.len() => at = next,
            _ => return Walk { path, waits },
        }
    }
}

fn leave<'a>(playbook: &'a Playbook, at: &StepId, evidence: &Evidence<'_>) -> (How, Option<&'a StepId>, Waits) {
    let open = |waits: Waits| (How::Open, None, waits);
    match playbook.steps.get(at) {
        Some(Step::Ask(ask) | Step::Verify(ask)) => {
            let next_of = |wanted: &OptionId| ask.options.iter().find(|choice| choice.id == *wanted).map(|choice| &choice.next);
            // What a person says goes before what was measured: "I see it differently".
            if let Some(option) = evidence.option_of(at)
                && let Some(next) = next_of(option)
            {
                return (How::Answered(option.clone()), Some(next), Waits::Answer);
            }
            let measured = ask.measured.iter().enumerate().find(|(_, rule)| rule.when.holds(evidence));
            if let Some((place, rule)) = measured
                && let Some(next) = next_of(&rule.answer)
            {
                return (How::Measured { rule: place, option: rule.answer.clone() }, Some(next), Waits::Answer);
            }
            open(Waits::Answer)
        }
        Some(Step::Collect(collect)) => match evidence.answers.get(at) {
            Some(Answer::Inputs(_)) => (How::Collected, Some(&collect.next), Waits::Answer),
            _ => open(Waits::Answer),
        },
        Some(Step::Check(check)) => match evidence.runs.get(at) {
            None => open(Waits::ChecksToStart),
            Some(runs) if runs.iter().any(|run| !run.is_ended) => {
                let running = runs.iter().find(|run| !run.is_ended).and_then(|run| run.run);
                open(running.map_or(Waits::ChecksToStart, Waits::ChecksToEnd))
            }
            // The list has grown since: what is new is looked at too.
            Some(runs) if runs.len() < evidence.domains.len() => open(Waits::ChecksToStart),
            Some(_) => {
                let fits = |branch: &&Branch| branch.when.as_ref().is_none_or(|when| when.holds(evidence));
                let next = check.next.iter().find(fits).map(|branch| &branch.to);
                (How::Checked, next, Waits::Nothing)
            }
        },
        Some(Step::Advise(_) | Step::Escalate(_)) | None => open(Waits::Nothing),
    }
}
