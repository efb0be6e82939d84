//! A diagnosis over a delayed and lossy line: the binary `link` joins two network namespaces.
//!
//! This program runs itself in the near namespace, as `cargo xtask bench-near`, and that one prints
//! its figures as JSON. Where namespaces are not allowed nothing is measured, and that is said.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

use super::lab::Running;
use super::limit::{self, Chain};
use super::list;
use super::measure::{self, Cost};
use super::tools::TOOLS;
use super::{DOMAIN, RUN_COUNT};
use crate::process;

/// The address of the lab, which `link` gives to the far namespace.
const FAR: &str = "10.99.0.2";

/// One setting of the line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scenario {
    /// The round trip, in milliseconds.
    pub(super) rtt_ms: u32,
    /// The packets lost in each direction, in per cent.
    pub(super) loss_percent: u32,
    /// Whether a DNS query crosses the line; otherwise the resolver has every answer.
    pub(super) is_cold: bool,
    /// How often each way is run.
    pub(super) run_count: usize,
}

/// The scenarios, in the order of the table.
pub(super) const SCENARIOS: [Scenario; 5] = [
    Scenario { rtt_ms: 0, loss_percent: 0, is_cold: true, run_count: RUN_COUNT },
    Scenario { rtt_ms: 50, loss_percent: 0, is_cold: false, run_count: RUN_COUNT },
    Scenario { rtt_ms: 50, loss_percent: 0, is_cold: true, run_count: RUN_COUNT },
    Scenario { rtt_ms: 50, loss_percent: 1, is_cold: false, run_count: 41 },
    Scenario { rtt_ms: 50, loss_percent: 1, is_cold: true, run_count: 41 },
];

/// What was measured in one scenario.
pub(super) struct Figures {
    pub(super) scenario: Scenario,
    pub(super) ours: Way,
    pub(super) script: Option<Way>,
    /// The domains of the list, one after the other and several at once.
    pub(super) list: Option<Way>,
    /// The tools of others that this machine has, by their names.
    pub(super) tools: Vec<(&'static str, Way)>,
    /// The limit of the protocols, in round trips, and the probe that sets it.
    pub(super) limit: Chain,
}

/// The figures of one way to diagnose.
pub(super) struct Way {
    pub(super) median: Cost,
    pub(super) p90_ms: f64,
}

/// Whether this system lets an ordinary user make network namespaces and the devices in them.
pub(super) fn is_allowed() -> bool {
    Path::new("/dev/net/tun").exists()
        && Command::new("unshare")
            .args(["-Urn", "true"])
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
}

/// Measures one scenario.
///
/// # Errors
/// When a program cannot be started, or ends with trouble.
pub(super) fn measure(folder: &Path, script: &Path, scenario: Scenario) -> Result<Figures> {
    let Scenario { rtt_ms, loss_percent, is_cold, run_count } = scenario;
    // The script is measured without loss: its tools wait seconds for a lost packet.
    let script = if loss_percent == 0 { script.to_string_lossy() } else { "-".into() };
    let mut command = Command::new("unshare");
    command.arg("-Urn").arg(folder.join("link"));
    command.args([rtt_ms.to_string(), loss_percent.to_string(), "7".to_owned()]);
    command.arg(if is_cold { "0" } else { "1" });
    command.arg("--").arg(folder.join("lab")).args(["--address", FAR]);
    command.arg("--").arg(std::env::current_exe()?).arg("bench-near");
    command.arg(folder.join("sportello")).arg(&*script).arg(run_count.to_string());
    let output = process::output(&mut command)?;
    let said: Value = serde_json::from_str(&output).context("the near side printed no figures")?;
    let diagnosis = said.get("diagnosis").context("no diagnosis")?;
    let limit = limit::chains(diagnosis, is_cold)?
        .into_iter()
        .max_by_key(|chain| (chain.round_trips, chain.elapsed_ms))
        .context("no probe")?;
    Ok(Figures {
        scenario,
        ours: way(said.get("ours").context("no figures")?)?,
        script: part(&said, "script")?,
        list: part(&said, "list")?,
        tools: TOOLS
            .iter()
            .filter_map(|tool| {
                Some(part(&said, tool.name).transpose()?.map(|way| (tool.name, way)))
            })
            .collect::<Result<_>>()?,
        limit,
    })
}

/// The figures by this name, if it was measured.
fn part(said: &Value, name: &str) -> Result<Option<Way>> {
    said.get(name).filter(|value| !value.is_null()).map(way).transpose()
}

fn way(figures: &Value) -> Result<Way> {
    let mut costs = Vec::new();
    for run in figures.as_array().context("no list of runs")? {
        let figure = |name: &str| run.get(name).and_then(Value::as_f64).context("no figure");
        costs.push(Cost {
            wall_ms: figure("wall_ms")?,
            cpu_ms: figure("cpu_ms")?,
            peak_mib: figure("peak_mib")?,
        });
    }
    let mut walls: Vec<f64> = costs.iter().map(|cost| cost.wall_ms).collect();
    walls.sort_by(f64::total_cmp);
    let p90_ms = walls.get((walls.len() * 9).div_ceil(10).saturating_sub(1)).copied();
    Ok(Way { median: Cost::median(costs)?, p90_ms: p90_ms.context("nothing was measured")? })
}

/// `cargo xtask bench-near BINARY SCRIPT RUNS`: measures in the near namespace, and prints JSON.
///
/// # Errors
/// When a program cannot be started, or ends with trouble.
pub(crate) fn near(arguments: &[String]) -> Result<ExitCode> {
    let [binary, script, run_count] = arguments else {
        bail!("bench-near takes a binary, a script and a number");
    };
    let lab = Running::far(&std::env::var("LINK_FAR").context("this is not a near namespace")?)?;
    let run_count: usize = run_count.parse()?;
    let (binary, script) = (Path::new(binary), Path::new(script));
    let ours = repeat(run_count, || lab.check(binary, &[DOMAIN]))?;
    let diagnosis: Value =
        serde_json::from_str(&process::output(&mut lab.check(binary, &[DOMAIN])?)?)?;
    let mut said = Map::from_iter([("ours".to_owned(), ours.into())]);
    let mut say = |name: &str, figures: Value| said.insert(name.to_owned(), figures);
    if script.exists() {
        say("script", repeat(run_count, || lab.script(script, DOMAIN))?.into());
        say("list", repeat(run_count, || lab.check(binary, &list::DOMAINS))?.into());
        for tool in &TOOLS {
            if tool.command(&diagnosis, &lab).is_some() {
                let command = || tool.command(&diagnosis, &lab).context(tool.name);
                say(tool.name, repeat(run_count, command)?.into());
            }
        }
    }
    say("diagnosis", diagnosis);
    println!("{}", Value::Object(said));
    Ok(ExitCode::SUCCESS)
}

fn repeat(count: usize, run: impl Fn() -> Result<Command>) -> Result<Vec<Value>> {
    measure::of(&mut run()?).context("the warm-up")?;
    let mut runs = Vec::new();
    for _ in 0..count {
        let cost = measure::of(&mut run()?)?;
        runs.push(
            json!({ "wall_ms": cost.wall_ms, "cpu_ms": cost.cpu_ms, "peak_mib": cost.peak_mib }),
        );
    }
    Ok(runs)
}
