//! The least time that the protocols allow for a diagnosis: round trips along its critical path.
//!
//! Computed from the stages that the diagnosis reports, so a stage that is new or left out changes
//! the limit. A round trip is counted where a side needs what the other one says before it can go
//! on. Knows the names of the stages and checks as `sportello check` prints them.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// One probe of the diagnosis, and what its stages need.
#[derive(Debug, PartialEq)]
pub(super) struct Chain {
    /// Its check, and its target.
    pub(super) name: String,
    /// The round trips that it needs.
    pub(super) round_trips: u32,
    /// Each stage with its time in milliseconds.
    pub(super) stages: Vec<(String, u64)>,
    /// What the whole probe took, in milliseconds.
    pub(super) elapsed_ms: u64,
}

/// The chains of a diagnosis, as `sportello check --format json` prints it. If the DNS is cold, a
/// query takes a round trip, otherwise none.
///
/// # Errors
/// When the diagnosis has another form, or a stage that is not known here.
pub(super) fn chains(diagnosis: &Value, is_cold: bool) -> Result<Vec<Chain>> {
    let checks = diagnosis.get("checks").and_then(Value::as_array).context("no checks")?;
    checks.iter().map(|check| chain(check, is_cold)).collect()
}

fn chain(check: &Value, is_cold: bool) -> Result<Chain> {
    let text = |value: &Value, name: &str| {
        value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    let kind = text(check, "check");
    let reports = check.get("stages").and_then(Value::as_array).context("no stages")?;
    let mut round_trips = before(&kind, is_cold);
    let mut stages = Vec::new();
    for report in reports {
        let stage = text(report, "stage");
        if report.get("outcome").and_then(Value::as_str) != Some("passed") {
            continue;
        }
        round_trips += of_stage(&stage, &text(report, "evidence"), is_cold)?;
        let elapsed_ms = report.get("elapsed_ms").and_then(Value::as_u64).unwrap_or_default();
        stages.push((stage, elapsed_ms));
    }
    Ok(Chain {
        name: format!("{kind} {}", text(check, "target")),
        round_trips,
        stages,
        elapsed_ms: check.get("elapsed_ms").and_then(Value::as_u64).unwrap_or_default(),
    })
}

/// What must be known before the first stage: for a relay the MX records and the addresses of their
/// hosts, for a service the host that the domain names.
fn before(kind: &str, is_cold: bool) -> u32 {
    let queries = match kind {
        "relay" => 2,
        "submission" | "imap" | "pop3" | "webmail" => 1,
        _ => 0,
    };
    if is_cold { queries } else { 0 }
}

fn of_stage(stage: &str, evidence: &str, is_cold: bool) -> Result<u32> {
    let query = u32::from(is_cold);
    Ok(match stage {
        "resolve" | "mx" | "addresses" | "ns" | "srv" | "autoconfig" | "txt" => query,
        "connect" | "greeting" | "capabilities" | "start_tls" | "capabilities_tls" | "request" => 1,
        "tls" if evidence.starts_with("TLSv1.3") => 1,
        "tls" => 2,
        // The address of a server of the parent zone, a connection to it and its referral, a
        // connection to a server of the zone and its answer.
        "delegation" => query + 4,
        "certificate" | "quit" | "control_resolver" | "control_port25" => 0,
        other => bail!("how many round trips does the stage {other} take?"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, stages: &[(&str, &str)], is_cold: bool, expected: u32) {
        let stages: Vec<_> = stages
            .iter()
            .map(|(stage, evidence)| {
                serde_json::json!({ "stage": stage, "elapsed_ms": 1, "outcome": "passed", "evidence": evidence })
            })
            .collect();
        let diagnosis =
            serde_json::json!({ "checks": [{ "check": kind, "target": "x", "stages": stages }] });
        let chains = chains(&diagnosis, is_cold).unwrap();
        assert_eq!(chains[0].round_trips, expected, "{kind}");
    }

    #[test]
    fn round_trips_of_a_dialogue() {
        let start_tls = [
            ("resolve", ""),
            ("connect", ""),
            ("greeting", ""),
            ("capabilities", ""),
            ("start_tls", ""),
            ("tls", "TLSv1.3 TLS_AES_128_GCM_SHA256"),
            ("certificate", ""),
            ("capabilities_tls", ""),
            ("quit", ""),
        ];
        check("submission", &start_tls, false, 6);
        check("submission", &start_tls, true, 8);
        check("imap", &[("connect", ""), ("tls", "TLSv1.2 X")], false, 3);
        check("delegation", &[("ns", ""), ("delegation", "")], true, 6);
    }
}
