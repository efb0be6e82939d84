//! `link`: two commands in two network namespaces, joined by a line with a delay and a loss of
//! packets.
//!
//! `unshare -Urn link RTT_MS LOSS_PERCENT SEED FAST_UDP -- FAR… -- NEAR…`. The near command runs in
//! this namespace at 10.99.0.1, the far one in a new one at 10.99.0.2. What the far command prints
//! first is the variable `LINK_FAR` of the near command, and its standard input is closed when the
//! near command ends. With `FAST_UDP` 1, UDP passes at once: a resolver beside the near command.
//!
//! Each packet is delayed by half a round trip and lost by chance; the chance is a seeded sequence,
//! so two runs with the same packets lose the same ones. Knows nothing of what it carries except
//! whether it is UDP. It needs no privilege: `unshare -Urn` gives it all rights in its own
//! namespaces, where these are allowed.
#![expect(clippy::print_stderr, reason = "a command line for developers")]

#[cfg(target_os = "linux")]
mod relay;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    run(&arguments).unwrap_or_else(|reason| {
        eprintln!("link: {reason}");
        ExitCode::FAILURE
    })
}

#[cfg(target_os = "linux")]
fn run(arguments: &[String]) -> Result<ExitCode, String> {
    relay::run(arguments).map_err(|error| format!("{error:#}"))
}

#[cfg(not(target_os = "linux"))]
fn run(_arguments: &[String]) -> Result<ExitCode, String> {
    Err("network namespaces are a feature of Linux".to_owned())
}
