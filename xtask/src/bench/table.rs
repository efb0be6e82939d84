//! The figures of the benchmark as a table in Markdown, and as JSON for other programs.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::line::{Figures, Way};

/// The table, and below it the stages of the probe that sets the limit of each scenario.
pub(super) fn markdown(measured: &[Figures], first_ms: f64) -> String {
    let mut text = String::from(
        "| line | limit | | wall | 90 % | of the limit | CPU | peak memory |\n|---|---:|---|---:|---:|---:|---:|---:|\n",
    );
    for figures in measured {
        let limit_ms = limit_ms(figures);
        let mut row = |name: &str, way: &Way| {
            let share = if limit_ms == 0 {
                String::new()
            } else {
                format!("{:.2} ×", way.median.wall_ms / f64::from(limit_ms))
            };
            // Writing to a string cannot fail.
            let _written = writeln!(
                text,
                "| {} | {limit_ms} ms | {name} | {:.0} ms | {:.0} ms | {share} | {:.0} ms | {:.1} MiB |",
                line_of(figures),
                way.median.wall_ms,
                way.p90_ms,
                way.median.cpu_ms,
                way.median.peak_mib
            );
        };
        row("`sportello check`", &figures.ours);
        if let Some(script) = &figures.script {
            row("shell script", script);
        }
    }
    let _written = writeln!(
        text,
        "\nFrom the click to the first streamed stage, through the server with its durable log: {first_ms:.1} ms.\n"
    );
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

/// The same figures for other programs.
pub(super) fn json(measured: &[Figures], first_ms: f64) -> Value {
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
        })
    });
    json!({ "first_stage_ms": first_ms, "scenarios": scenarios.collect::<Vec<_>>() })
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
