//! The results of one check step as they are shown: one row for each check.
//!
//! Pure: a function of the facts, so that the customer's page and the agent's page show the same.

use checklist::RunId;
use checklist::playbook::{Playbook, Step, StepId};
use diagnosis::finding::{CheckState, Finding, FindingSeverity, state_of};
use diagnosis::probe::{CheckKind, RunEnd, Stage};
use mail::Domain;
use session::{Facts, RunFacts};
use terms::Lang;
use words::UiText;

use crate::language::filled;

/// One check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The check.
    pub(crate) check: CheckKind,
    /// Its state.
    pub(crate) state: CheckState,
    /// The stage that is running.
    pub(crate) stage: Option<Stage>,
    /// The time of its slowest probe, in milliseconds; 0 before any has reported.
    pub(crate) took_ms: u32,
    /// Its findings.
    pub(crate) findings: Vec<Finding>,
}

/// The checks of one step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Board {
    /// The run that the results come from; `None` before the first.
    pub(crate) run: Option<RunId>,
    /// How the run ended; `None` while it runs.
    pub(crate) end: Option<RunEnd>,
    /// One row for each check, in the order of the playbook.
    pub(crate) rows: Vec<Row>,
    /// How many domains are checked.
    pub(crate) domain_count: usize,
    /// How many of these domains are done.
    pub(crate) done_count: usize,
}

/// The number of checks for each kind of result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    /// Checks that found a problem.
    pub(crate) problems: usize,
    /// Checks that found a risk.
    pub(crate) warnings: usize,
    /// Checks that found that everything works.
    pub(crate) ok: usize,
    /// Checks that could not be judged.
    pub(crate) unjudged: usize,
}

impl Board {
    /// The board of one check step. With several domains it holds the rows of all, one domain after
    /// the other.
    #[must_use]
    pub(crate) fn of_step(playbook: &Playbook, facts: &Facts, step: &StepId) -> Self {
        let mut boards = facts
            .domains(&playbook.start)
            .into_iter()
            .map(|domain| Self::of_domain(playbook, facts, step, &domain));
        let first = boards.next().unwrap_or_default();
        boards.fold(first, Self::and)
    }

    /// The union of two boards: it runs while one of them runs, and has the id of the later run.
    fn and(self, other: Self) -> Self {
        let end = match (self.end, other.end) {
            (Some(RunEnd::Completed), end) | (end, Some(RunEnd::Completed)) => end,
            (Some(end), Some(_)) => Some(end),
            _ => None,
        };
        Self {
            run: self.run.max(other.run),
            end,
            rows: self.rows.into_iter().chain(other.rows).collect(),
            domain_count: self.domain_count + other.domain_count,
            done_count: self.done_count + other.done_count,
        }
    }

    /// The board of one check step for one domain.
    #[must_use]
    pub(crate) fn of_domain(
        playbook: &Playbook,
        facts: &Facts,
        step: &StepId,
        domain: &Domain,
    ) -> Self {
        let checks = match playbook.steps.get(step) {
            Some(Step::Check(check)) => check.checks.as_slice(),
            Some(Step::Look(_)) => &[CheckKind::Mailbox],
            _ => return Self::default(),
        };
        match facts.latest_run(step, domain) {
            Some((run, found)) => Self::of_run(playbook, run, found),
            None => {
                let waiting = |&check| Row {
                    check,
                    state: CheckState::Waiting,
                    stage: None,
                    took_ms: 0,
                    findings: Vec::new(),
                };
                Self {
                    rows: checks.iter().map(waiting).collect(),
                    domain_count: 1,
                    ..Self::default()
                }
            }
        }
    }

    /// The board of the step whose checks started last.
    #[must_use]
    pub(crate) fn latest(playbook: &Playbook, facts: &Facts) -> Self {
        facts
            .runs
            .values()
            .next_back()
            .map(|run| Self::of_step(playbook, facts, &run.step))
            .unwrap_or_default()
    }

    /// The board of one run.
    #[must_use]
    pub(crate) fn of_run(playbook: &Playbook, run: RunId, found: &RunFacts) -> Self {
        let (diagnosis, findings) = (&found.diagnosis, found.findings(&playbook.expects));
        let row = |&check| Row {
            check,
            state: state_of(diagnosis, check, &findings),
            stage: diagnosis.of_check(check).find_map(diagnosis::probe::ProbeRun::running),
            took_ms: diagnosis
                .of_check(check)
                .map(|probe| probe.elapsed_ms)
                .max()
                .unwrap_or_default(),
            findings: findings
                .iter()
                .filter(|finding| finding.check == Some(check))
                .cloned()
                .collect(),
        };
        let rows = diagnosis.checks.iter().map(row).collect();
        let done_count = usize::from(diagnosis.end.is_some());
        Self { run: Some(run), end: diagnosis.end, rows, domain_count: 1, done_count }
    }

    /// How many checks have a final state, and how many there are.
    #[must_use]
    pub(crate) fn done(&self) -> (usize, usize) {
        (self.rows.iter().filter(|row| row.state.is_settled()).count(), self.rows.len())
    }

    /// The checks: problems first, then warnings; the others keep their order.
    #[must_use]
    pub(crate) fn worst_first(&self) -> Vec<CheckKind> {
        let kinds: [fn(CheckState) -> bool; 3] = [
            |state| state == CheckState::Problem,
            |state| state == CheckState::Warning,
            |state| !matches!(state, CheckState::Problem | CheckState::Warning),
        ];
        kinds
            .into_iter()
            .flat_map(|is| self.rows.iter().filter(move |row| is(row.state)).map(|row| row.check))
            .collect()
    }

    /// The number of checks for each kind of result.
    #[must_use]
    pub(crate) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.rows {
            match row.state {
                CheckState::Problem => counts.problems += 1,
                CheckState::Warning => counts.warnings += 1,
                CheckState::Ok => counts.ok += 1,
                CheckState::CouldNotCheck => counts.unjudged += 1,
                CheckState::Waiting
                | CheckState::Running
                | CheckState::Skipped
                | CheckState::Cancelled => {}
            }
        }
        counts
    }
}

impl Counts {
    /// The sum of two counts.
    #[must_use]
    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            problems: self.problems + other.problems,
            warnings: self.warnings + other.warnings,
            ok: self.ok + other.ok,
            unjudged: self.unjudged + other.unjudged,
        }
    }

    /// "problems: 1, working: 4". Counts of zero are omitted.
    #[must_use]
    pub(crate) fn words(self, lang: Lang) -> String {
        let counted = [
            (UiText::CountProblems, self.problems),
            (UiText::CountWarnings, self.warnings),
            (UiText::CountOk, self.ok),
            (UiText::CountUnjudged, self.unjudged),
        ];
        let said = counted.into_iter().filter(|(_, count)| *count > 0);
        let said: Vec<String> =
            said.map(|(text, count)| filled(lang, text, "count", &count.to_string())).collect();
        said.join(", ")
    }
}

/// Findings with the worst first; findings of the same severity keep their order.
#[must_use]
pub(crate) fn worst_first(findings: &[Finding]) -> Vec<Finding> {
    // Not `sort`: sorting this type adds more bytes to the page than the rest of this file.
    let severities = [
        FindingSeverity::Problem,
        FindingSeverity::Warning,
        FindingSeverity::Unjudged,
        FindingSeverity::Info,
    ];
    severities
        .into_iter()
        .flat_map(|severity| findings.iter().filter(move |finding| finding.severity == severity))
        .cloned()
        .collect()
}

/// What changed between the last two runs of a step: the check, its state before, and now.
#[must_use]
pub(crate) fn changes(
    playbook: &Playbook,
    facts: &Facts,
    step: &StepId,
) -> Vec<(CheckKind, CheckState, CheckState)> {
    facts
        .domains(&playbook.start)
        .iter()
        .flat_map(|domain| changes_of(playbook, facts, step, domain))
        .collect()
}

fn changes_of(
    playbook: &Playbook,
    facts: &Facts,
    step: &StepId,
    domain: &Domain,
) -> Vec<(CheckKind, CheckState, CheckState)> {
    let mut boards = facts
        .runs
        .iter()
        .rev()
        .filter(|(_, run)| run.step == *step && run.diagnosis.domain == *domain)
        .map(|(&run, found)| Board::of_run(playbook, run, found));
    let (Some(now), Some(before)) = (boards.next(), boards.next()) else { return Vec::new() };
    let state_before =
        |check| before.rows.iter().find(|row| row.check == check).map(|row| row.state);
    let changed = |row: &Row| {
        state_before(row.check)
            .filter(|before| *before != row.state)
            .map(|before| (row.check, before, row.state))
    };
    now.rows.iter().filter_map(changed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(states: &[(CheckKind, CheckState)], expected: &[CheckKind], done_count: usize) {
        let row =
            |&(check, state)| Row { check, state, stage: None, took_ms: 0, findings: Vec::new() };
        let board = Board { rows: states.iter().map(row).collect(), ..Board::default() };
        assert_eq!(
            (board.worst_first().as_slice(), board.done()),
            (expected, (done_count, states.len()))
        );
    }

    #[test]
    fn what_does_not_work_stands_first_and_the_rest_keeps_its_order() {
        use CheckKind::{Delegation, Imap, Mx, Relay, Webmail};
        use CheckState::{CouldNotCheck, Ok, Problem, Running, Skipped, Waiting, Warning};
        check(&[], &[], 0);
        check(&[(Delegation, Ok), (Mx, Ok), (Relay, Running)], &[Delegation, Mx, Relay], 2);
        check(
            &[(Delegation, Ok), (Mx, Warning), (Relay, Problem), (Imap, Waiting)],
            &[Relay, Mx, Delegation, Imap],
            3,
        );
        check(
            &[(Mx, CouldNotCheck), (Relay, Problem), (Imap, Skipped), (Webmail, Problem)],
            &[Relay, Webmail, Mx, Imap],
            4,
        );
    }
}
