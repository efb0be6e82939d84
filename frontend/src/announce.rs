//! What a screen reader is told while checks run: the start, problems, once what is being waited for, the end. Six sentences at most.
//!
//! A pure state machine: it is shown the board now and then, and says what is new. The start and the end are said at once,
//! problems three seconds after the last sentence and together; what is not said by the end is said with it.

use std::collections::BTreeSet;

use checklist::RunId;
use diagnosis::finding::CheckState;
use diagnosis::probe::CheckKind;
use terms::gather::gathered;

use crate::components::board::{Board, Counts};

/// The shortest time between a sentence and one of problems, in milliseconds.
const PAUSE_MS: i64 = 3_000;
/// After how long a silence it is said what is being waited for, in milliseconds.
const SILENCE_MS: i64 = 7_000;
/// The most sentences about problems before the end: with the start, the waiting and the end they are six.
const MOST_OF_PROBLEMS: u8 = 3;

/// Something worth saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// Checks have started.
    Started,
    /// It takes a while: what is being waited for is worth a word.
    Waiting,
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
    /// How many sentences were about problems.
    problems_count: u8,
    has_waited: bool,
}

impl Announcer {
    /// Takes what is there when a page is opened or come back to as told; for who has just begun it is news.
    #[must_use]
    pub(crate) fn new(board: &Board) -> Self {
        Self { run: board.run, has_ended: board.end.is_some(), told: gathered(problems(board)), ..Self::default() }
    }

    /// What is to be said now.
    pub(crate) fn next(&mut self, now_ms: i64, board: &Board) -> Option<News> {
        let run = board.run?;
        // The runs of several domains begin together, and may be seen one after the other.
        let before = self.run.replace(run);
        if before.is_none() || (self.has_ended && before != Some(run)) {
            *self = Self { run: Some(run), last_ms: Some(now_ms), ..Self::default() };
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
        if !is_end && self.problems_count >= MOST_OF_PROBLEMS {
            return self.waits(now_ms);
        }
        // Of several domains a check is named once.
        let new: Vec<CheckKind> = problems(board).filter(|check| self.told.insert(*check)).collect();
        if is_end {
            self.has_ended = true;
            return Some(News::Ended(board.counts(), new));
        }
        if new.is_empty() {
            return self.waits(now_ms);
        }
        self.last_ms = Some(now_ms);
        self.problems_count += 1;
        Some(News::Problems(new))
    }

    /// Once in a run, after a silence.
    fn waits(&mut self, now_ms: i64) -> Option<News> {
        // A page that was opened meanwhile begins to count with its first look.
        let last_ms = *self.last_ms.get_or_insert(now_ms);
        if self.has_waited || now_ms - last_ms < SILENCE_MS {
            return None;
        }
        self.has_waited = true;
        self.last_ms = Some(now_ms);
        Some(News::Waiting)
    }
}

fn problems(board: &Board) -> impl Iterator<Item = CheckKind> {
    board.rows.iter().filter(|row| row.state == CheckState::Problem).map(|row| row.check)
}

#[cfg(test)]
mod tests {
    use diagnosis::probe::RunEnd;

    use super::*;
    use crate::components::board::Row;

    fn board(states: &[(CheckKind, CheckState)], end: Option<RunEnd>) -> Board {
        let row = |&(check, state)| Row { check, state, stage: None, took_ms: 0, findings: Vec::new() };
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
        assert_eq!(announcer.next(9_000, &two), None, "a short silence");
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

    /// A long run in which one thing after the other fails, looked at every second, says no more than six sentences.
    #[test]
    fn however_long_it_takes_six_sentences_are_enough() {
        let mut announcer = Announcer::default();
        let failed = |seconds: usize| {
            let state = |(place, &check)| (check, if place * 4 < seconds { CheckState::Problem } else { CheckState::Running });
            CheckKind::ALL.iter().enumerate().map(state).collect::<Vec<_>>()
        };
        let mut said: Vec<News> = (0_i32..60)
            .filter_map(|second| {
                announcer.next(i64::from(second) * 1_000, &board(&failed(usize::try_from(second).unwrap_or_default()), None))
            })
            .collect();
        said.extend(announcer.next(60_000, &board(&failed(60), Some(RunEnd::Completed))));
        assert!(matches!(said.as_slice(), [News::Started, .., News::Ended(..)]), "{said:?}");
        assert_eq!(said.len(), 6, "{said:?}");
        assert_eq!(said.iter().filter(|news| **news == News::Waiting).count(), 1, "{said:?}");
        let told = said.iter().map(|news| match news {
            News::Problems(checks) | News::Ended(_, checks) => checks.len(),
            News::Started | News::Waiting => 0,
        });
        assert_eq!(told.sum::<usize>(), CheckKind::ALL.len(), "each problem is told once: {said:?}");
    }

    #[test]
    fn what_was_there_when_the_page_opened_is_not_told() {
        let ended = board(&[(CheckKind::Mx, CheckState::Problem)], Some(RunEnd::Completed));
        assert_eq!(Announcer::new(&ended).next(0, &ended), None);
        let told = Some(News::Ended(ended.counts(), vec![CheckKind::Mx]));
        assert_eq!(Announcer::default().next(0, &ended), told, "who has just begun hears it");
    }
}
