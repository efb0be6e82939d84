//! `cargo xtask`: the developer's commands. This file only dispatches: one file per command, one
//! file per thing that is set up.
//!
//! xtask knows the workspace from outside (its files, its lock, cargo and the system's tools) and
//! none of its code, so that it builds in seconds on a fresh machine. It never writes outside the
//! checkout, cargo's target folder and [`cache`]'s folder, except through the system's package
//! manager, and says so before it does.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line for developers: printing is its output"
)]

mod bench;
mod binary;
mod cache;
mod ci;
mod invariants;
mod page;
mod page_command;
mod process;
mod run;
mod setup;
mod size;
mod steps;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask <command>

  run [--listen IP:PORT]  set up what is missing, build everything, start the demo and print its URL
  test [-- FILTER…]       set up what the tests need, build everything, run all tests
  ci                      formatting, invariants, lints, the page's weight, Trunk's page, then all tests
  invariants              who may know whom, file sizes, headers
  page [--serve]          build the page and print what it weighs; --serve rebuilds at each change, on port 8081
  page --compare          build the page with Trunk as well, and check that both pages are the same
  bench                   what a diagnosis costs over a delayed line, beside a shell script and the limit of the protocols
  size                    what the page loads before interaction, against its budget
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    dispatch(&arguments).unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn dispatch(arguments: &[String]) -> Result<ExitCode> {
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[] as &[String]),
    };
    match command {
        "run" => run::run(rest),
        "test" => test::test(rest),
        "ci" => nothing_more(rest).and_then(|()| ci::ci()),
        "invariants" => nothing_more(rest).and_then(|()| invariants::invariants()),
        "page" => page_command::page(rest),
        "bench" => nothing_more(rest).and_then(|()| bench::bench()),
        "measure" => bench::measure::measure(rest),
        "bench-near" => bench::line::near(rest),
        "size" => nothing_more(rest).and_then(|()| size::size()),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        unknown => bail!("there is no command `{unknown}`\n\n{HELP}"),
    }
}

fn nothing_more(rest: &[String]) -> Result<()> {
    if let Some(argument) = rest.first() {
        bail!("this command takes no arguments, found `{argument}`\n\n{HELP}");
    }
    Ok(())
}
