//! Says what is being done and how long each part took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// The parts of one command, in the order in which they ran.
pub(crate) struct Steps {
    started: Instant,
    finished: Vec<(&'static str, Duration)>,
}

impl Steps {
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), finished: Vec::new() }
    }

    /// Announces `name`, does the work, prints the elapsed time.
    ///
    /// # Errors
    /// Those of the work, after the time has been printed.
    pub(crate) fn step<T>(
        &mut self,
        name: &'static str,
        work: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        println!("▸ {name}");
        let began = Instant::now();
        let result = work();
        let elapsed = began.elapsed();
        let outcome = if result.is_ok() { "done" } else { "failed" };
        println!("  {outcome} after {}", seconds(elapsed));
        self.finished.push((name, elapsed));
        result
    }

    /// One line per part and the total.
    pub(crate) fn summary(&self, headline: &str) {
        println!("{headline} after {}", seconds(self.started.elapsed()));
        for (name, elapsed) in &self.finished {
            println!("  {:>8}  {name}", seconds(*elapsed));
        }
    }
}

fn seconds(elapsed: Duration) -> String {
    format!("{:.1} s", elapsed.as_secs_f64())
}
