//! A list of 200 mailboxes in 20 domains, through the server: one session, each domain checked once.
//!
//! The domains are those of the lab that come first in the alphabet and have no problem, each with
//! servers of its own. The demo has no latency, so this is the work of the server and its log, not
//! of the wire; `sportello check` with the same domains is measured over the line.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::demo::Demo;
use super::measure;

/// The domains of the list.
pub(super) const DOMAINS: [&str; 20] = [
    "agenzia.test",
    "agraria.test",
    "antiquario.test",
    "archivio.test",
    "arrotino.test",
    "bazar.test",
    "bottaio.test",
    "bottega.test",
    "calzature.test",
    "calzolaio.test",
    "cappelleria.test",
    "carrozza.test",
    "ceramica.test",
    "copisteria.test",
    "cordaio.test",
    "corniciaio.test",
    "edicola.test",
    "emporio.test",
    "enoteca.test",
    "erboristeria.test",
];
/// How many mailboxes are on the list.
pub(super) const MAILBOX_COUNT: usize = 200;

/// What such a session costs.
#[derive(Clone, Copy)]
pub(super) struct Figures {
    /// From the click to the end of the last check, the median in milliseconds.
    pub(super) wall_ms: f64,
    /// The entries of its log.
    pub(super) entry_count: usize,
    /// The most memory of the server and its lab in one process, in MiB.
    pub(super) peak_mib: f64,
}

/// Measures so many sessions, each with a server of its own, which shares no result of another.
///
/// # Errors
/// When a demo does not start or answers something else.
pub(super) fn measure(binary: &Path, count: usize) -> Result<Figures> {
    let runs = (0..count).map(|_| one(binary)).collect::<Result<Vec<_>>>()?;
    let entry_count = runs.first().context("nothing was measured")?.entry_count;
    let median = |of: fn(&Figures) -> f64| measure::median(runs.iter().map(of).collect());
    Ok(Figures {
        wall_ms: median(|run| run.wall_ms)?,
        entry_count,
        peak_mib: median(|run| run.peak_mib)?,
    })
}

fn one(binary: &Path) -> Result<Figures> {
    let demo = Demo::start(binary)?;
    let domains = DOMAINS.iter().cycle().take(MAILBOX_COUNT).enumerate();
    let mailboxes: Vec<Value> = domains
        .map(|(number, domain)| json!({ "address": format!("m{number}@{domain}"), "in_error": "no" }))
        .collect();
    let began = Instant::now();
    let list = json!({ "mailboxes": mailboxes });
    let (session, token) = demo.open("tweppy", "mailboxes", &list)?;
    let mut stream = demo.request("GET", &format!("{session}/events"), Some(&token), "")?;
    let (mut entry_count, mut ended_count) = (0, 0);
    while ended_count < DOMAINS.len() {
        let line = stream.line()?;
        entry_count += usize::from(line.starts_with("data:"));
        ended_count += usize::from(line.contains("\"run_ended\""));
    }
    let wall_ms = began.elapsed().as_secs_f64() * 1000.0;
    Ok(Figures { wall_ms, entry_count, peak_mib: peak_mib(demo.pid())? })
}

fn peak_mib(pid: u32) -> Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).context("no peak of memory")?;
    Ok(kib.trim().parse::<f64>()? / 1024.0)
}
