//! `cargo xtask bench`: what a diagnosis costs, beside the same questions by a shell script.
//!
//! The lab's healthy domain is diagnosed by `sportello check` and by `bench/diagnose.sh` (dig,
//! openssl, curl, all in the background), each several times, without and with pretended latency. A
//! figure, not a test: nothing here fails on a slow machine.

mod first_stage;
mod lab;
pub(crate) mod measure;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use measure::Cost;

use crate::process;
use crate::steps::Steps;
use crate::workspace;

/// How often each is run; the median is shown.
const RUN_COUNT: usize = 11;
/// The domain of the lab's healthy case.
const DOMAIN: &str = "bottega.test";
/// Pretended round trips, in milliseconds.
const LATENCIES_MS: [u32; 2] = [0, 20];

pub(crate) fn bench() -> Result<ExitCode> {
    let root = workspace::root()?;
    let mut steps = Steps::new();
    let folder = steps
        .step("Building the release binaries (several minutes the first time)", || build(&root))?;
    let mut tables = Vec::new();
    for latency_ms in LATENCIES_MS {
        let lab = lab::Running::start(&folder.join("lab"), latency_ms)?;
        let ours = steps
            .step("sportello check", || repeat(|| lab.check(&folder.join("sportello"), DOMAIN)))?;
        let script = steps.step("the shell script", || {
            repeat(|| lab.script(&root.join("bench/diagnose.sh"), DOMAIN))
        })?;
        tables.push((latency_ms, ours, script));
    }
    let first_ms = steps.step("The first streamed stage", || {
        first_stage::median_ms(&folder.join("sportello"), DOMAIN, RUN_COUNT)
    })?;
    steps.summary("Measured");
    println!("\nMedians of {RUN_COUNT} runs, diagnosis of {DOMAIN}:");
    println!("{:<14} {:>16} {:>12} {:>12} {:>14}", "latency", "", "wall", "CPU", "peak memory");
    for (latency_ms, ours, script) in &tables {
        for (name, cost) in [("sportello", ours), ("shell script", script)] {
            println!(
                "{latency_ms:>4} ms added  {name:>16} {:>9.1} ms {:>9.1} ms {:>10.1} MiB",
                cost.wall_ms, cost.cpu_ms, cost.peak_mib
            );
        }
        println!(
            "{:>14} {:>16} {:>10.1} × {:>10.1} ×",
            "",
            "ratio",
            script.wall_ms / ours.wall_ms,
            script.cpu_ms / ours.cpu_ms
        );
    }
    println!(
        "\nThe first streamed stage, from the click: {first_ms:.1} ms (median of {RUN_COUNT} sessions)."
    );
    println!("The script's peak is that of its largest single process.");
    Ok(ExitCode::SUCCESS)
}

fn build(root: &Path) -> Result<std::path::PathBuf> {
    process::check(process::cargo(root).args([
        "build",
        "--locked",
        "--release",
        "-p",
        "probe-server",
        "-p",
        "lab",
    ]))?;
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), Into::into);
    Ok(target.join("release"))
}

fn repeat(run: impl Fn() -> Result<std::process::Command>) -> Result<Cost> {
    measure::of(&mut run()?).context("the warm-up")?;
    let mut costs = Vec::new();
    for _ in 0..RUN_COUNT {
        costs.push(measure::of(&mut run()?)?);
    }
    Cost::median(costs)
}
