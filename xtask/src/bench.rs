//! `cargo xtask bench`: what a diagnosis costs, beside the same questions by a shell script.
//!
//! The lab's healthy domain is diagnosed by `sportello check` and by `bench/diagnose.sh` (dig,
//! openssl, curl, all in the background), each several times, over a line with a delay and a loss
//! of packets. Beside the figures stands the limit of the protocols. Where network namespaces are
//! not allowed, the lab only pretends the delay. Then the server: a list of 200 mailboxes, customers
//! who write at once, and many watchers. Figures, not a test: nothing here fails on a slow machine.

mod demo;
mod first_stage;
mod lab;
mod limit;
pub(crate) mod line;
mod list;
mod load;
pub(crate) mod measure;
mod table;
mod tools;

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
    let script = root.join("bench/diagnose.sh");
    let sportello = folder.join("sportello");
    let first_ms = steps.step("The first streamed stage", || {
        first_stage::median_ms(&sportello, DOMAIN, RUN_COUNT)
    })?;
    let list = steps.step("A list of 200 mailboxes", || list::measure(&sportello, RUN_COUNT))?;
    let load = steps.step("Customers who write at once, and 10,000 watchers", || {
        load::measure(&root, &sportello)
    })?;
    let server = Server { first_ms, list, load };
    for tool in tools::TOOLS.iter().filter(|tool| process::find(tool.name).is_none()) {
        println!("{} is not on PATH: not measured.", tool.name);
    }
    if !line::is_allowed() {
        println!(
            "Network namespaces are not allowed here (`unshare -Urn`): the lab pretends the delay, and no packet is lost."
        );
        return pretended(&folder, &script, &server);
    }
    let mut measured = Vec::new();
    for scenario in line::SCENARIOS {
        measured.push(steps.step("Both ways over the line", || {
            line::measure(&folder, &script, scenario).with_context(|| format!("{scenario:?}"))
        })?);
    }
    steps.summary("Measured");
    println!("\nMedians of {RUN_COUNT} runs or more, diagnosis of {DOMAIN}:\n");
    println!("{}\n{}", table::line(&measured), table::server(&server));
    println!("The peak of the script and of the tools is that of the largest single process.");
    write_json(&folder, &measured, &server)
}

/// The figures of the server.
struct Server {
    /// From the click to the first streamed stage, in milliseconds.
    first_ms: f64,
    list: list::Figures,
    /// What the tests under load printed.
    load: Vec<(&'static str, serde_json::Value)>,
}

fn write_json(folder: &Path, measured: &[line::Figures], server: &Server) -> Result<ExitCode> {
    let file = folder.with_file_name("bench.json");
    std::fs::write(&file, format!("{:#}\n", table::json(measured, server)))?;
    println!("The figures as JSON: {}", file.display());
    Ok(ExitCode::SUCCESS)
}

/// The figures with the latency that the lab pretends.
fn pretended(folder: &Path, script: &Path, server: &Server) -> Result<ExitCode> {
    println!("\nMedians of {RUN_COUNT} runs, diagnosis of {DOMAIN}:\n");
    println!("| pretended | | wall | CPU | peak memory |\n|---|---|---:|---:|---:|");
    for latency_ms in LATENCIES_MS {
        let lab = lab::Running::start(&folder.join("lab"), latency_ms)?;
        let ours = repeat(|| lab.check(&folder.join("sportello"), &[DOMAIN]))?;
        let by_script = repeat(|| lab.script(script, DOMAIN))?;
        for (name, cost) in [("`sportello check`", ours), ("shell script", by_script)] {
            println!(
                "| {latency_ms} ms | {name} | {:.1} ms | {:.1} ms | {:.1} MiB |",
                cost.wall_ms, cost.cpu_ms, cost.peak_mib
            );
        }
    }
    println!("\n{}", table::server(server));
    write_json(folder, &[], server)
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
        "-p",
        "link",
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
