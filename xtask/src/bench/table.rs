//! The figures of the benchmark as a table in Markdown, and as JSON for other programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::line::{Figures, Way};
use super::list::{DOMAINS, MAILBOX_COUNT};
use super::tools::TOOLS;
use super::{DOMAIN, Server};

/// The table of the line, and below it the stages of the probe that sets the limit of each
/// scenario.
pub(super) fn line(measured: &[Figures]) -> String {
    let mut text = String::from(
        "| line | limit | | wall | 90 % | of the limit | CPU | peak memory |\n|---|---:|---|---:|---:|---:|---:|---:|\n",
    );
    for figures in measured {
        let limit_ms = limit_ms(figures);
        let mut row = |name: &str, way: &Way, has_limit: bool| {
            let (limit, share) = if limit_ms == 0 || !has_limit {
                (String::new(), String::new())
            } else {
                let share = way.median.wall_ms / f64::from(limit_ms);
                (format!("{limit_ms} ms"), format!("{share:.2} ×"))
            };
            // Writing to a string cannot fail.
            let _written = writeln!(
                text,
                "| {} | {limit} | {name} | {:.0} ms | {:.0} ms | {share} | {:.0} ms | {:.1} MiB |",
                line_of(figures),
                way.median.wall_ms,
                way.p90_ms,
                way.median.cpu_ms,
                way.median.peak_mib
            );
        };
        row("`sportello check`", &figures.ours, true);
        if let Some(script) = &figures.script {
            row("shell script", script, true);
        }
        if let Some(list) = &figures.list {
            row(&format!("`sportello check`, {} domains", DOMAINS.len()), list, false);
        }
        for tool in &TOOLS {
            let found = figures.tools.iter().find(|(name, _)| *name == tool.name);
            if let Some((name, way)) = found {
                row(&format!("{name}: {}", tool.covers), way, false);
            }
        }
    }
    text.push('\n');
    for figures in measured {
        let stages: Vec<_> =
            figures.limit.stages.iter().map(|(stage, ms)| format!("{stage} {ms}")).collect();
        let _written = writeln!(
            text,
            "- {}: {} round trips, {}: {} ({} ms)",
            line_of(figures),
            figures.limit.round_trips,
            figures.limit.name,
            stages.join(", "),
            figures.limit.elapsed_ms
        );
    }
    text
}

/// The table of the server.
pub(super) fn server(server: &Server) -> String {
    let list = server.list;
    let mut text = format!(
        "| the server, without latency | |\n|---|---|\n\
         | click to first streamed stage of {DOMAIN} | {:.1} ms |\n\
         | {MAILBOX_COUNT} mailboxes of {} domains, click to the end of the last check | {:.0} ms; {} log entries; peak {:.1} MiB with the lab |\n",
        server.first_ms,
        DOMAINS.len(),
        list.wall_ms,
        list.entry_count,
        list.peak_mib
    );
    for (test, figures) in &server.load {
        let figures = figures.as_object().into_iter().flatten();
        let words: Vec<_> = figures.map(|(name, figure)| format!("{name} {figure}")).collect();
        // Writing to a string cannot fail.
        let _written = writeln!(text, "| {test} | {} |", words.join(", "));
    }
    text
}

/// All figures for other programs.
pub(super) fn json(measured: &[Figures], server: &Server) -> Value {
    let way = |way: &Way| {
        json!({
            "wall_ms": way.median.wall_ms, "wall_p90_ms": way.p90_ms,
            "cpu_ms": way.median.cpu_ms, "peak_mib": way.median.peak_mib,
        })
    };
    let scenarios = measured.iter().map(|figures| {
        json!({
            "rtt_ms": figures.scenario.rtt_ms,
            "loss_percent": figures.scenario.loss_percent,
            "is_dns_cold": figures.scenario.is_cold,
            "run_count": figures.scenario.run_count,
            "limit_ms": limit_ms(figures),
            "limit_round_trips": figures.limit.round_trips,
            "limit_probe": figures.limit.name,
            "sportello": way(&figures.ours),
            "script": figures.script.as_ref().map(way),
            "list": figures.list.as_ref().map(way),
            "tools": object(figures.tools.iter().map(|(name, tool)| (*name, way(tool)))),
        })
    });
    let list = server.list;
    json!({
        "scenarios": scenarios.collect::<Vec<_>>(),
        "server": {
            "first_stage_ms": server.first_ms,
            "list": {
                "mailbox_count": MAILBOX_COUNT, "domain_count": DOMAINS.len(),
                "wall_ms": list.wall_ms, "entry_count": list.entry_count, "peak_mib": list.peak_mib,
            },
            "load": object(server.load.iter().map(|(test, figures)| (*test, figures.clone()))),
        },
    })
}

fn object(parts: impl Iterator<Item = (&'static str, Value)>) -> Value {
    Value::Object(parts.map(|(name, value)| (name.to_owned(), value)).collect())
}

fn limit_ms(figures: &Figures) -> u32 {
    figures.limit.round_trips * figures.scenario.rtt_ms
}

fn line_of(figures: &Figures) -> String {
    let scenario = figures.scenario;
    let dns = match (scenario.rtt_ms, scenario.is_cold) {
        (0, _) => "",
        (_, true) => ", DNS cold",
        (_, false) => ", DNS warm",
    };
    let loss = match scenario.loss_percent {
        0 => String::new(),
        percent => format!(", {percent} % lost"),
    };
    format!("{} ms{dns}{loss}", scenario.rtt_ms)
}
