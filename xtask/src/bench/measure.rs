//! The cost of one command: wall time, CPU time and peak memory.
//!
//! The operating system adds up what a process's children used, so each command runs below a
//! process of its own: `cargo xtask measure` is that process, and prints three numbers.

use std::ffi::OsString;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use anyhow::{Context, Result, bail};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;

/// What a command used.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// From start to end, in milliseconds.
    pub(crate) wall_ms: f64,
    /// User and system time of the command and all it started, in milliseconds.
    pub(crate) cpu_ms: f64,
    /// The largest resident set of any one process, in MiB.
    pub(crate) peak_mib: f64,
}

impl Cost {
    /// The median of each figure by itself.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn median(costs: Vec<Self>) -> Result<Self> {
        let of = |figure: fn(&Self) -> f64| median(costs.iter().map(figure).collect());
        Ok(Self {
            wall_ms: of(|cost| cost.wall_ms)?,
            cpu_ms: of(|cost| cost.cpu_ms)?,
            peak_mib: of(|cost| cost.peak_mib)?,
        })
    }
}

/// The middle of the sorted figures.
///
/// # Errors
/// When there is none.
pub(crate) fn median(mut figures: Vec<f64>) -> Result<f64> {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().context("nothing was measured")
}

/// Runs `command` below a measuring process.
///
/// # Errors
/// When it cannot be started, or ends with trouble.
pub(crate) fn of(command: &mut Command) -> Result<Cost> {
    let mut below = Command::new(std::env::current_exe()?);
    below.arg("measure").arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => below.env(name, value),
            None => below.env_remove(name),
        };
    }
    let output = below.stderr(Stdio::inherit()).output().context("cannot measure")?;
    if !output.status.success() {
        bail!("the measured command ended with {}", output.status);
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let mut figures = text.split_whitespace().map(str::parse::<f64>);
    let mut next = || {
        figures.next().and_then(Result::ok).context("the measuring process printed something else")
    };
    Ok(Cost { wall_ms: next()?, cpu_ms: next()?, peak_mib: next()? })
}

/// `cargo xtask measure COMMAND…`: runs it silently and prints what it used.
///
/// # Errors
/// When it cannot be started, or does not end with 0.
pub(crate) fn measure(arguments: &[String]) -> Result<ExitCode> {
    let (program, rest) = arguments.split_first().context("nothing to measure")?;
    let began = Instant::now();
    let status = Command::new(OsString::from(program))
        .args(rest)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    let wall_ms = began.elapsed().as_secs_f64() * 1000.0;
    if !status.success() {
        bail!("{program} ended with {status}");
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu_us = usage.user_time().num_microseconds() + usage.system_time().num_microseconds();
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let (cpu_ms, peak_mib) = (cpu_us as f64 / 1000.0, usage.max_rss() as f64 / 1024.0);
    println!("{wall_ms:.3} {cpu_ms:.3} {peak_mib:.3}");
    Ok(ExitCode::SUCCESS)
}
