//! What a screen reader announces while checks run: the start, problems, once what is being waited
//! for, and the end.
//!
//! A pure state machine: the page calls it with the board at each change and once a second, and it
//! returns what is new. The start and the end are announced at once; problems are collected and
//! announced three seconds after the last sentence; problems not yet announced at the end are
//! announced with the end. Must never announce more than six sentences for one run.

use std::collections::BTreeSet;

use checklist::RunId;
use diagnosis::finding::CheckState;
use diagnosis::probe::CheckKind;
use terms::gather::gathered;

use crate::components::board::{Board, Counts};

/// Shortest time between any sentence and a sentence about problems, in milliseconds.
const PAUSE_MS: i64 = 3_000;
/// After this much silence, the page announces what is being waited for. In milliseconds.
const SILENCE_MS: i64 = 7_000;
/// Most sentences about problems before the end. With the start, the wait and the end, that makes
/// six.
const MOST_OF_PROBLEMS: u8 = 3;

/// Something to announce.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// Checks have started.
    Started,
    /// The checks take long: announce what is being waited for.
    Waiting,
    /// These checks have found problems.
    Problems(Vec<CheckKind>),
    /// The checks have ended. The problems are those not announced before.
    Ended(Counts, Vec<CheckKind>),
}

/// Remembers what was announced.
#[derive(Clone, Debug, Default)]
pub(crate) struct Announcer {
    run: Option<RunId>,
    has_ended: bool,
    told: BTreeSet<CheckKind>,
    last_ms: Option<i64>,
    /// How many sentences about problems were announced before the end.
    problems_count: u8,
    has_waited: bool,
}

impl Announcer {
    /// Treats everything on the board as already announced, for a session that is opened again. For
    /// a session that the customer has just started, use [`Announcer::default`].
    #[must_use]
    pub(crate) fn new(board: &Board) -> Self {
        Self {
            run: board.run,
            has_ended: board.end.is_some(),
            told: gathered(problems(board)),
            ..Self::default()
        }
    }

    /// What to announce now.
    pub(crate) fn next(&mut self, now_ms: i64, board: &Board) -> Option<News> {
        let run = board.run?;
        // The runs of several domains start together, but the page may see them one after the
        // other.
        let before = self.run.replace(run);
        if before.is_none() || (self.has_ended && before != Some(run)) {
            *self = Self { run: Some(run), last_ms: Some(now_ms), ..Self::default() };
            // If the checks ended before the page looked, only the end is announced.
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
        // A check that is on the board for several domains is named once.
        let new: Vec<CheckKind> =
            problems(board).filter(|check| self.told.insert(*check)).collect();
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

    /// Announces the wait, once in a run, after a silence.
    fn waits(&mut self, now_ms: i64) -> Option<News> {
        // On a page that was opened during the run, the silence is counted from its first look at
        // the board.
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
        let row =
            |&(check, state)| Row { check, state, stage: None, took_ms: 0, findings: Vec::new() };
        Board {
            run: Some(RunId(1)),
            end,
            rows: states.iter().map(row).collect(),
            ..Board::default()
        }
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
        assert_eq!(
            announcer.next(3_000, &two),
            Some(News::Problems(vec![CheckKind::Mx, CheckKind::Imap]))
        );
        assert_eq!(announcer.next(9_000, &two), None, "a short silence");
        let ended =
            board(&[(CheckKind::Mx, Problem), (CheckKind::Imap, Ok)], Some(RunEnd::Completed));
        assert_eq!(announcer.next(9_100, &ended), Some(News::Ended(ended.counts(), Vec::new())));
        assert_eq!(announcer.next(9_200, &ended), None);
    }

    #[test]
    fn a_problem_just_before_the_end_is_told_with_it_and_once() {
        use CheckState::{Problem, Running};
        let mut announcer = Announcer::default();
        assert_eq!(
            announcer.next(0, &board(&[(CheckKind::Mx, Running), (CheckKind::Mx, Running)], None)),
            Some(News::Started)
        );
        // Two domains with the same check; the board has the run id of the second domain.
        let second = Board {
            run: Some(RunId(2)),
            ..board(&[(CheckKind::Mx, Running), (CheckKind::Mx, Running)], None)
        };
        assert_eq!(announcer.next(100, &second), None);
        let ended =
            board(&[(CheckKind::Mx, Problem), (CheckKind::Mx, Problem)], Some(RunEnd::Completed));
        assert_eq!(
            announcer.next(500, &ended),
            Some(News::Ended(ended.counts(), vec![CheckKind::Mx]))
        );
    }

    /// A long run in which one check after the other fails, looked at every second: at most six
    /// sentences.
    #[test]
    fn however_long_it_takes_six_sentences_are_enough() {
        let mut announcer = Announcer::default();
        let failed = |seconds: usize| {
            let state = |(place, &check)| {
                (check, if place * 4 < seconds { CheckState::Problem } else { CheckState::Running })
            };
            CheckKind::ALL.iter().enumerate().map(state).collect::<Vec<_>>()
        };
        let mut said: Vec<News> = (0_i32..60)
            .filter_map(|second| {
                announcer.next(
                    i64::from(second) * 1_000,
                    &board(&failed(usize::try_from(second).unwrap_or_default()), None),
                )
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
        assert_eq!(
            told.sum::<usize>(),
            CheckKind::ALL.len(),
            "each problem is told once: {said:?}"
        );
    }

    #[test]
    fn what_was_there_when_the_page_opened_is_not_told() {
        let ended = board(&[(CheckKind::Mx, CheckState::Problem)], Some(RunEnd::Completed));
        assert_eq!(Announcer::new(&ended).next(0, &ended), None);
        let told = Some(News::Ended(ended.counts(), vec![CheckKind::Mx]));
        assert_eq!(Announcer::default().next(0, &ended), told, "who has just begun hears it");
    }
}
