//! What a screen reader is told while checks run: the start, each problem, the end. Nothing else.
//!
//! A pure state machine: it is shown the board now and then, and says what is new. At most one sentence in three
//! seconds; problems that come faster are told together.

use std::collections::BTreeSet;

use shared::finding::CheckState;
use shared::gather::gathered;
use shared::probe::CheckKind;
use shared::session::RunId;

use crate::components::board::{Board, Counts};

/// The shortest time between two sentences, in milliseconds.
const PAUSE_MS: i64 = 3_000;

/// Something worth saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// Checks have started.
    Started,
    /// These checks have turned out to be problems.
    Problems(Vec<CheckKind>),
    /// Checks have ended.
    Ended(Counts),
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
    /// Takes what is there when the page opens as told.
    #[must_use]
    pub(crate) fn new(board: &Board) -> Self {
        Self { run: board.run, has_ended: board.end.is_some(), told: gathered(problems(board)), last_ms: None }
    }

    /// What is to be said now.
    pub(crate) fn next(&mut self, now_ms: i64, board: &Board) -> Option<News> {
        let run = board.run?;
        if self.run != Some(run) {
            *self = Self { run: Some(run), has_ended: false, told: BTreeSet::new(), last_ms: Some(now_ms) };
            return Some(News::Started);
        }
        if self.has_ended {
            return None;
        }
        if board.end.is_some() {
            self.has_ended = true;
            return Some(News::Ended(board.counts()));
        }
        if self.last_ms.is_some_and(|last_ms| now_ms - last_ms < PAUSE_MS) {
            return None;
        }
        let new: Vec<CheckKind> = problems(board).filter(|check| !self.told.contains(check)).collect();
        if new.is_empty() {
            return None;
        }
        self.told.extend(new.iter().copied());
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
        assert_eq!(announcer.next(9_100, &ended), Some(News::Ended(ended.counts())));
        assert_eq!(announcer.next(9_200, &ended), None);
    }

    #[test]
    fn what_was_there_when_the_page_opened_is_not_told() {
        let ended = board(&[(CheckKind::Mx, CheckState::Problem)], Some(RunEnd::Completed));
        assert_eq!(Announcer::new(&ended).next(0, &ended), None);
    }
}
