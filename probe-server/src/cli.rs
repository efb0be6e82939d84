//! The command line: one file for each command.
//!
//! Parses arguments, runs the command, and converts its result into an exit status. Must never
//! contain rules of its own: every judgement and text comes from the layers.

mod board;
mod check;
mod demo;
mod explain;
mod human;
mod login;
mod playbook;
mod serve;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use terms::Lang;
use terms::visible::visible;

/// Everything that was checked works.
const ALL_WELL: u8 = 0;
/// There are problems.
const PROBLEMS_FOUND: u8 = 1;
/// There are no problems, but something could not be judged from here.
const COULD_NOT_JUDGE: u8 = 2;
/// The arguments were not understood (`EX_USAGE` of sysexits).
const USAGE: u8 = 64;
/// An input file cannot be read (`EX_NOINPUT`).
const NO_INPUT: u8 = 66;
/// The output file cannot be created or written (`EX_CANTCREAT`).
const CANNOT_CREATE: u8 = 73;
/// The operating system denies something that the command needs (`EX_OSERR`).
const SYSTEM: u8 = 71;

/// Finds out why e-mail does not work, and whose job the fix is.
#[derive(Debug, Parser)]
#[command(name = "sportello", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check everything about a mailbox or a domain that needs no password
    Check(Box<check::CheckArgs>),
    /// Explain a bounce, or what a mail server answered
    Explain(explain::ExplainArgs),
    /// Check playbooks, run their scenarios, draw them
    Playbook(playbook::PlaybookArgs),
    /// Serve customers
    Serve(serve::ServeArgs),
    /// Serve a small world of mail servers on this computer, without settings and without network
    Demo(demo::DemoArgs),
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(err) => {
            // If the terminal is gone, the message cannot be shown anywhere.
            let _told = err.print();
            return ExitCode::from(if err.use_stderr() { USAGE } else { ALL_WELL });
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(err) => {
            complain(&err.to_string());
            return ExitCode::from(SYSTEM);
        }
    };
    let status = match cli.command {
        Command::Check(args) => runtime.block_on(check::run(*args)),
        Command::Explain(args) => explain::run(&args),
        Command::Playbook(args) => playbook::run(&args),
        Command::Serve(args) => started(runtime.block_on(serve::run(args))),
        Command::Demo(args) => started(runtime.block_on(demo::run(args))),
    };
    // Do not wait for DNS queries that are still unanswered.
    runtime.shutdown_background();
    ExitCode::from(status)
}

/// The exit status of a server: it stopped on request, or failed to start.
fn started<E: std::fmt::Display>(result: Result<(), E>) -> u8 {
    match result {
        Ok(()) => ALL_WELL,
        Err(err) => {
            complain(&err.to_string());
            SYSTEM
        }
    }
}

/// The language set in the environment.
fn lang_of_environment() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(std::env::var_os)
        .find(|value| !value.is_empty())
        .and_then(|value| Lang::from_tag(&value.to_string_lossy()))
        .unwrap_or(Lang::En)
}

/// Parses a language given as an option.
fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::from_tag(text).ok_or_else(|| "the languages are it, en".to_owned())
}

/// Whether to use colours: the standard output is a terminal, and the environment does not disable
/// them.
fn has_colour() -> bool {
    let is_wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let is_able = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    is_wanted && is_able && io::stdout().is_terminal()
}

/// Prints an error to the standard error.
fn complain(line: &str) {
    // If the terminal is gone, the message cannot be shown anywhere.
    let _told = writeln!(io::stderr().lock(), "sportello: {}", visible(line));
}

/// Writes to the standard output; ignores a reader that has closed it.
fn say(text: &str) {
    let mut out = io::stdout().lock();
    let _told = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
