//! What a screen reader is told while checks run: the start, each problem, the end. Nothing else.
//!
//! A pure state machine: it is shown the board now and then, and says what is new. The start and the end are said at once,
//! problems three seconds after the last sentence and together; what is not said by the end is said with it.

use std::collections::BTreeSet;

use shared::finding::CheckState;
use shared::gather::gathered;
use shared::probe::CheckKind;
use shared::session::RunId;

use crate::components::board::{Board, Counts};

/// The shortest time between a sentence and one of problems, in milliseconds.
const PAUSE_MS: i64 = 3_000;

/// Something worth saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// Checks have started.
    Started,
    /// These checks have turned out to be problems.
    Problems(Vec<CheckKind>),
    /// Checks have ended; these problems were not told yet.
    Ended(Counts, Vec<CheckKind>),
}

/// Remembers what was told.
#[derive(Clone, Debug, Default)]
pub(crate) struct Announcer {
    run: Option<RunId>,
    has_ended: bool,
    told: BTreeSet<CheckKind>,
    last_ms: Option<i64>,
}

impl Announcer {
    /// Takes what is there when a page is opened or come back to as told; for who has just begun it is news.
    #[must_use]
    pub(crate) fn new(board: &Board) -> Self {
        Self { run: board.run, has_ended: board.end.is_some(), told: gathered(problems(board)), last_ms: None }
    }

    /// What is to be said now.
    pub(crate) fn next(&mut self, now_ms: i64, board: &Board) -> Option<News> {
        let run = board.run?;
        // The runs of several domains begin together, and may be seen one after the other.
        let before = self.run.replace(run);
        if before.is_none() || (self.has_ended && before != Some(run)) {
            *self = Self { run: Some(run), has_ended: false, told: BTreeSet::new(), last_ms: Some(now_ms) };
            // Checks that were faster than the page: the end says it all.
            if board.end.is_none() {
                return Some(News::Started);
            }
        }
        if self.has_ended {
            return None;
        }
        let is_end = board.end.is_some();
        if !is_end && self.last_ms.is_some_and(|last_ms| now_ms - last_ms < PAUSE_MS) {
            return None;
        }
        // Of several domains a check is named once.
        let new: Vec<CheckKind> = problems(board).filter(|check| self.told.insert(*check)).collect();
        if is_end {
            self.has_ended = true;
            return Some(News::Ended(board.counts(), new));
        }
        if new.is_empty() {
            return None;
        }
        self.last_ms = Some(now_ms);
        Some(News::Problems(new))
    }
}

fn problems(board: &Board) -> impl Iterator<Item = CheckKind> {
    board.rows.iter().filter(|row| row.state == CheckState::Problem).map(|row| row.check)
}

#[cfg(test)]
mod tests {
    use shared::probe::RunEnd;

    use super::*;
    use crate::components::board::Row;

    fn board(states: &[(CheckKind, CheckState)], end: Option<RunEnd>) -> Board {
        let row = |&(check, state)| Row { check, state, stage: None, findings: Vec::new() };
        Board { run: Some(RunId(1)), end, rows: states.iter().map(row).collect(), ..Board::default() }
    }

    #[test]
    fn problems_that_come_together_are_told_together() {
        use CheckState::{Ok, Problem, Running};
        let mut announcer = Announcer::default();
        let running = board(&[(CheckKind::Mx, Running), (CheckKind::Imap, Running)], None);
        assert_eq!(announcer.next(0, &running), Some(News::Started));
        let one = board(&[(CheckKind::Mx, Problem), (CheckKind::Imap, Running)], None);
        assert_eq!(announcer.next(500, &one), None);
        let two = board(&[(CheckKind::Mx, Problem), (CheckKind::Imap, Problem)], None);
        assert_eq!(announcer.next(3_000, &two), Some(News::Problems(vec![CheckKind::Mx, CheckKind::Imap])));
        assert_eq!(announcer.next(9_000, &two), None);
        let ended = board(&[(CheckKind::Mx, Problem), (CheckKind::Imap, Ok)], Some(RunEnd::Completed));
        assert_eq!(announcer.next(9_100, &ended), Some(News::Ended(ended.counts(), Vec::new())));
        assert_eq!(announcer.next(9_200, &ended), None);
    }

    #[test]
    fn a_problem_just_before_the_end_is_told_with_it_and_once() {
        use CheckState::{Problem, Running};
        let mut announcer = Announcer::default();
        assert_eq!(announcer.next(0, &board(&[(CheckKind::Mx, Running), (CheckKind::Mx, Running)], None)), Some(News::Started));
        // Two domains with the same check, and the number of the second one's run.
        let second = Board { run: Some(RunId(2)), ..board(&[(CheckKind::Mx, Running), (CheckKind::Mx, Running)], None) };
        assert_eq!(announcer.next(100, &second), None);
        let ended = board(&[(CheckKind::Mx, Problem), (CheckKind::Mx, Problem)], Some(RunEnd::Completed));
        assert_eq!(announcer.next(500, &ended), Some(News::Ended(ended.counts(), vec![CheckKind::Mx])));
    }

    #[test]
    fn what_was_there_when_the_page_opened_is_not_told() {
        let ended = board(&[(CheckKind::Mx, CheckState::Problem)], Some(RunEnd::Completed));
        assert_eq!(Announcer::new(&ended).next(0, &ended), None);
        let told = Some(News::Ended(ended.counts(), vec![CheckKind::Mx]));
        assert_eq!(Announcer::default().next(0, &ended), told, "who has just begun hears it");
    }
}
