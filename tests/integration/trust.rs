//! Promises that are shown by trying to break them, on the binary as an operator runs it.
//!
//! Each runs in a short form here, and in full with `SPORTELLO_TRUST=full` (docs/trust.md gives the
//! command and the figures). Must never assert a duration: figures are printed, and `cargo xtask
//! bench` reads them.

mod api;
mod canary;
mod cross_origin;
mod durable;
mod durable_order;
mod earth;
mod export;
mod forbidden;
mod guess;
mod kill;
mod log;
mod namespace;
mod process;
mod resume;
mod soak;
mod watchers;
mod zone;

use serde_json::Value;

/// The size of a test: `full` if `SPORTELLO_TRUST=full`, else `short`.
fn size(short: usize, full: usize) -> usize {
    if std::env::var("SPORTELLO_TRUST").is_ok_and(|size| size == "full") { full } else { short }
}

/// Prints the figures of a test, as one line that people and programs read.
#[expect(clippy::print_stderr, reason = "the figures of a full run are copied from here")]
fn figure(test: &str, figures: &Value) {
    eprintln!("figure {test} {figures}");
}

/// Says why a test shows nothing on this machine.
#[expect(
    clippy::print_stderr,
    reason = "a test that was skipped must not look like one that passed"
)]
fn skipped(test: &str, reason: &str) {
    eprintln!("skipped {test}: {reason}");
}
