//! The path through a playbook that follows from the evidence: computed each time, never stored.
//!
//! So a changed answer gives another path, a reload gives the same one, and what is due (a check to
//! start) does not have to be remembered.

use super::{Answer, Evidence, How, Moment, RunId, Visit};
use crate::conclusion::{Conclusion, conclude_on};
use crate::playbook::{Branch, OptionId, Playbook, Step, StepId};

/// What the last step of the path waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waits {
    /// The customer's answer.
    Answer,
    /// Checks that have not been started for at least one domain.
    ChecksToStart,
    /// Running checks; the first of several runs.
    ChecksToEnd(RunId),
    /// Nothing: the step is a conclusion or the hand-over to support.
    Nothing,
}

/// The path so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The steps in order; never empty.
    pub path: Vec<Visit>,
    /// What the last step waits for.
    pub waits: Waits,
}

impl Walk {
    /// The step that the customer sees.
    #[must_use]
    pub fn current(&self) -> Option<&StepId> {
        self.path.last().map(|visit| &visit.step)
    }

    /// Whether a step is on the path.
    #[must_use]
    pub fn contains(&self, step: &StepId) -> bool {
        self.path.iter().any(|visit| visit.step == *step)
    }
}

/// Follows `playbook` as far as the evidence allows. The path is limited by the number of steps,
/// whatever the playbook.
#[must_use]
pub fn walk(playbook: &Playbook, evidence: &Evidence) -> Walk {
    walk_on(playbook, evidence, Running::IsWaitedFor)
}

/// Whether checks that have not ended stop the path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Running {
    /// The path ends there.
    IsWaitedFor,
    /// The path goes on with what they have found so far.
    CountsAsEnded,
}

pub(crate) fn walk_on(playbook: &Playbook, evidence: &Evidence, running: Running) -> Walk {
    let mut path: Vec<Visit> = Vec::new();
    let mut at = &playbook.start;
    loop {
        let moment = Moment::new(playbook, evidence, &path);
        at = end_before(playbook, at, &path, &moment).unwrap_or(at);
        let (how, next, waits) = leave(playbook, at, &moment, running);
        path.push(Visit { step: at.clone(), how });
        match next {
            Some(next) if path.len() <= playbook.steps.len() => at = next,
            _ => return Walk { path, waits },
        }
    }
}

/// The step at which the questions end before this one: if this one is unanswered and the cause is
/// known well enough already.
///
/// A partial fault may be unrelated to the customer's complaint. So until the complaint was asked,
/// and at the question that asks for it, only a cause that stops everything ends the questions.
///
/// A question whose answer was measured does not end the path while some checks that have run are
/// not on it yet: the answer may come from those checks, which belong to the path.
fn end_before<'a>(
    playbook: &'a Playbook,
    at: &StepId,
    path: &[Visit],
    moment: &Moment<'_>,
) -> Option<&'a StepId> {
    let step = playbook.steps.get(at)?;
    let is_question = matches!(step, Step::Ask(_) | Step::Verify(_) | Step::Collect(_));
    if !is_question || *at == playbook.start || moment.evidence.answers.contains_key(at) {
        return None;
    }
    let is_measured = matches!(step, Step::Ask(ask) | Step::Verify(ask) if ask.measured.iter().any(|rule| rule.when.holds(moment)));
    let is_check = |step: &StepId| matches!(playbook.steps.get(step), Some(Step::Check(_)));
    if is_measured
        && moment
            .evidence
            .runs
            .keys()
            .any(|check| is_check(check) && path.iter().all(|visit| visit.step != *check))
    {
        return None;
    }
    let is_early = step.asks_for_complaint()
        || (playbook.asks_for_complaint() && !moment.was_complaint_asked());
    if is_early && !moment.first().is_some_and(Conclusion::stops_everything) {
        return None;
    }
    playbook.ends.iter().find(|end| end.when.holds(moment)).map(|end| &end.to)
}

fn leave<'a>(
    playbook: &'a Playbook,
    at: &StepId,
    moment: &Moment<'_>,
    running: Running,
) -> (How, Option<&'a StepId>, Waits) {
    let evidence = moment.evidence;
    let open = |waits: Waits| (How::Open, None, waits);
    match playbook.steps.get(at) {
        Some(Step::Ask(ask) | Step::Verify(ask)) => {
            let next_of = |wanted: &OptionId| {
                ask.options.iter().find(|choice| choice.id == *wanted).map(|choice| &choice.next)
            };
            // The customer's own answer takes precedence over a measured one: "I see it
            // differently".
            if let Some(option) = evidence.option_of(at)
                && let Some(next) = next_of(option)
            {
                return (How::Answered(option.clone()), Some(next), Waits::Answer);
            }
            let measured =
                ask.measured.iter().enumerate().find(|(_, rule)| rule.when.holds(moment));
            if let Some((place, rule)) = measured
                && let Some(next) = next_of(&rule.answer)
            {
                return (
                    How::Measured { rule: place, option: rule.answer.clone() },
                    Some(next),
                    Waits::Answer,
                );
            }
            open(Waits::Answer)
        }
        Some(Step::Collect(collect)) => match evidence.answers.get(at) {
            Some(Answer::Inputs(_)) => (How::Collected, Some(&collect.next), Waits::Answer),
            _ => open(Waits::Answer),
        },
        Some(Step::Check(check)) => match evidence.runs.get(at) {
            None => open(Waits::ChecksToStart),
            Some(runs)
                if running == Running::IsWaitedFor && runs.iter().any(|run| !run.is_ended) =>
            {
                let running = runs.iter().find(|run| !run.is_ended).and_then(|run| run.run);
                open(running.map_or(Waits::ChecksToStart, Waits::ChecksToEnd))
            }
            // The list has grown since, so the new domains are checked too.
            Some(runs) if runs.len() < evidence.domains.len() => open(Waits::ChecksToStart),
            Some(_) => {
                let fits =
                    |branch: &&Branch| branch.when.as_ref().is_none_or(|when| when.holds(moment));
                let next = check.next.iter().find(fits).map(|branch| &branch.to);
                (How::Checked, next, Waits::Nothing)
            }
        },
        Some(Step::Conclude(_) | Step::Escalate(_) | Step::Look(_)) | None => open(Waits::Nothing),
    }
}

/// The causes that follow from everything that a session knows, ranked; empty while nothing is
/// known.
#[must_use]
pub fn conclude_session(playbook: &Playbook, evidence: &Evidence) -> Vec<Conclusion> {
    conclude_on(playbook, evidence, &walk(playbook, evidence).path)
}
