//! The live progress at a terminal while checks run: a few lines that are updated.
//!
//! Written to the standard error, and erased before the report is printed. Must never write
//! anything if the standard error is no terminal.

use std::io::{self, Write};

use diagnosis::finding::{CheckState, Expectations, evaluate, state_of};
use diagnosis::probe::Diagnosis;
use terms::Lang;

use super::human::sign;

/// Moves up one line, to its start, and erases it.
const ERASE_LINE_ABOVE: &str = "\u{1b}[1A\r\u{1b}[2K";
/// Only so many targets are listed at the same time.
const MAX_ROWS: usize = 12;

/// The progress lines.
#[derive(Debug)]
pub(super) struct Board {
    is_live: bool,
    lang: Lang,
    rows: Vec<Row>,
    drawn_count: usize,
}

/// The progress of one target.
#[derive(Debug)]
struct Row {
    target: String,
    states: Vec<(&'static str, CheckState)>,
    is_reported: bool,
}

impl Board {
    pub(super) fn new(is_live: bool, lang: Lang, targets: Vec<String>) -> Self {
        let rows = targets
            .into_iter()
            .map(|target| Row { target, states: Vec::new(), is_reported: false })
            .collect();
        Self { is_live, lang, rows, drawn_count: 0 }
    }

    /// Updates the progress of a target.
    pub(super) fn update(&mut self, index: usize, diagnosis: &Diagnosis) {
        if !self.is_live {
            return;
        }
        let findings = evaluate(diagnosis, &Expectations::default());
        let states: Vec<_> = diagnosis
            .checks
            .iter()
            .map(|&check| (words::check(self.lang, check), state_of(diagnosis, check, &findings)))
            .collect();
        let Some(row) = self.rows.get_mut(index).filter(|row| row.states != states) else { return };
        row.states = states;
        self.take_away();
        self.draw();
    }

    /// Erases the progress lines, so that the report can be printed in their place.
    pub(super) fn take_away(&mut self) {
        if self.drawn_count > 0 {
            tell(&ERASE_LINE_ABOVE.repeat(self.drawn_count));
            self.drawn_count = 0;
        }
    }

    /// Draws the progress lines again, without the reported target.
    pub(super) fn put_back(&mut self, reported: usize) {
        if let Some(row) = self.rows.get_mut(reported) {
            row.is_reported = true;
        }
        if self.is_live {
            self.draw();
        }
    }

    fn draw(&mut self) {
        let lines = self.lines();
        if !lines.is_empty() {
            tell(&format!("{}\n", lines.join("\n")));
        }
        self.drawn_count = lines.len();
    }

    /// A single target is shown with one line for each check, several targets with one line each.
    fn lines(&self) -> Vec<String> {
        if let [row] = self.rows.as_slice() {
            if row.is_reported {
                return Vec::new();
            }
            return row
                .states
                .iter()
                .map(|(name, state)| format!("  {} {name}", sign(*state)))
                .collect();
        }
        let pending = self.rows.iter().filter(|row| !row.is_reported && !row.states.is_empty());
        let lines = pending.take(MAX_ROWS).map(|row| {
            let signs: Vec<_> = row.states.iter().map(|(_, state)| sign(*state)).collect();
            format!("  {}  {}", signs.join(" "), row.target)
        });
        lines.collect()
    }
}

fn tell(text: &str) {
    let mut err = io::stderr().lock();
    // Ignore a terminal that is gone.
    let _told = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}
