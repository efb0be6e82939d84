//! Promises that are shown by trying to break them, on the binary as an operator runs it.
//!
//! Each runs in a short form here, and in full with `SPORTELLO_TRUST=full` (docs/trust.md gives the
//! command and the figures). Must never assert a duration: figures are printed.

mod api;
mod cross_origin;
mod durable;
mod guess;
mod kill;
mod log;
mod resume;
mod watchers;

/// The size of a test: `full` if `SPORTELLO_TRUST=full`, else `short`.
fn size(short: usize, full: usize) -> usize {
    if std::env::var("SPORTELLO_TRUST").is_ok_and(|size| size == "full") { full } else { short }
}

/// Prints a figure for docs/trust.md.
#[expect(clippy::print_stderr, reason = "the figures of a full run are copied from here")]
fn figure(text: &str) {
    eprintln!("{text}");
}
