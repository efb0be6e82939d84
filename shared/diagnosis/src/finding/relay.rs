//! Judges whether the domain's servers accept mail: one finding for each address, and one for all
//! of them.
//!
//! If port 25 is closed from here, that proves nothing about the customer's mail: some networks
//! block it silently, others answer with a refusal of their own. Must never report a server as
//! unreachable unless our own port 25 worked at the same time, over the same address family.

use super::waiting::{self, Waiting};
use super::{Expectations, Finding, FindingCode, FindingSeverity, Params, mx, tls};
use crate::probe::{Cause, CheckKind, Diagnosis, ProbeKind, ProbeRun, Refusal, Stage};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut up, mut down, mut unjudged) = (Vec::new(), Vec::new(), Vec::new());
    // Servers that ask to wait or to retry may still accept mail.
    let mut is_some_waiting = false;
    for run in diagnosis.of_kind(ProbeKind::Smtp) {
        let params = params_of(run);
        match verdict(run, leads_out(diagnosis, run.target.is_ipv6())) {
            Verdict::Up => {
                up.push(run);
                let params = Params { stage: None, cause: None, seconds: None, ..params };
                findings.push(
                    Finding::new(CheckKind::Relay, FindingCode::RelayOk, params)
                        .resting_on([run.id]),
                );
                if run.mail().and_then(|seen| seen.starttls_offered) == Some(false) {
                    findings.push(
                        Finding::new(
                            CheckKind::Relay,
                            FindingCode::RelayStarttlsMissing,
                            params_of(run),
                        )
                        .resting_on([run.id]),
                    );
                }
                findings.extend(tls::evaluate(run, CheckKind::Relay));
            }
            Verdict::Down(code) => {
                down.push(run);
                findings.push(Finding::new(CheckKind::Relay, code, params).resting_on([run.id]));
            }
            Verdict::Waiting(code) => {
                is_some_waiting = true;
                findings.push(Finding::new(CheckKind::Relay, code, params).resting_on([run.id]));
            }
            Verdict::Unjudged => {
                unjudged.push(run);
                // Reported once for all others, and for each address that cannot be tested because
                // of what it is.
                if let Some(code) = by_nature(run) {
                    findings
                        .push(Finding::new(CheckKind::Relay, code, params).resting_on([run.id]));
                }
            }
        }
    }
    let is_none_left = up.is_empty() && !is_some_waiting;
    let aggregate = match (is_none_left, down.is_empty(), unjudged.is_empty()) {
        (true, false, true) => Some((FindingCode::RelayDown, &down)),
        (false, false, _) => Some((FindingCode::RelayPartlyDown, &down)),
        // Also if some failed and the rest could not be tested: that is not "all down".
        (true, _, false) => Some((FindingCode::RelayNotJudged, &unjudged)),
        _ => None,
    };
    if let Some((code, runs)) = aggregate {
        let params = Params {
            domain: Some(diagnosis.domain.clone()),
            hosts: unique_hosts(runs),
            cause: runs.first().and_then(|run| run.failure()).map(|(_, cause)| cause.clone()),
            ..Params::default()
        };
        findings.push(
            Finding::new(CheckKind::Relay, code, params).resting_on(runs.iter().map(|run| run.id)),
        );
    }
    // No server was tested. Either there is none, or the MX hosts could not be looked up.
    let is_nameless = diagnosis.of_kind(ProbeKind::Smtp).next().is_none();
    if is_nameless
        && mx::evaluate(diagnosis, &Expectations::default())
            .iter()
            .any(|finding| finding.code == FindingCode::DnsNotJudged)
    {
        let params = Params { domain: Some(diagnosis.domain.clone()), ..Params::default() };
        let probes = diagnosis.of_kind(ProbeKind::Mx).map(|run| run.id);
        findings.push(
            Finding::new(CheckKind::Relay, FindingCode::DnsNotJudged, params).resting_on(probes),
        );
    }
    if is_none_left {
        // No server works, so each single failure is a problem and not a risk.
        for finding in &mut findings {
            if finding.severity == FindingSeverity::Warning && unjudged.is_empty() {
                finding.severity = FindingSeverity::Problem;
            }
        }
    }
    findings
}

enum Verdict {
    Up,
    Down(FindingCode),
    /// The server asks to wait or to retry.
    Waiting(FindingCode),
    Unjudged,
}

/// Whether our own port 25 works over this address family; one successful connection proves it.
fn leads_out(diagnosis: &Diagnosis, is_ipv6: bool) -> bool {
    let seen = diagnosis.self_test();
    let control = if is_ipv6 { seen.port_25_ipv6 } else { seen.port_25 };
    let is_reached = |run: &ProbeRun| run.target.is_ipv6() == is_ipv6 && run.passed(Stage::Connect);
    control == Some(true) || diagnosis.of_kind(ProbeKind::Smtp).any(is_reached)
}

/// The finding for an address that cannot be tested because of what it is: our own, or of an
/// address family that is not known to work from here.
fn by_nature(run: &ProbeRun) -> Option<FindingCode> {
    match run.failed_at(Stage::Connect)? {
        Cause::NotAllowed(Refusal::OwnAddress | Refusal::AddressNotPublic) => {
            Some(FindingCode::RelayOwnNotJudged)
        }
        Cause::NotAllowed(_) | Cause::Cancelled | Cause::Internal | Cause::Dns(_) => None,
        _ => run.target.is_ipv6().then_some(FindingCode::RelayIpv6NotJudged),
    }
}

fn verdict(run: &ProbeRun, leads_out: bool) -> Verdict {
    let failed = [Stage::Connect, Stage::Greeting, Stage::Capabilities]
        .into_iter()
        .find_map(|stage| Some((stage, run.failed_at(stage)?)));
    let Some((stage, cause)) = failed else {
        // A probe that did not get this far has no failure either.
        return if run.passed(Stage::Capabilities) { Verdict::Up } else { Verdict::Unjudged };
    };
    if cause.is_ours() || run.is_refused_by_us() {
        return Verdict::Unjudged;
    }
    if let Some(waiting) = waiting::of(run) {
        return Verdict::Waiting(match waiting {
            Waiting::Busy => FindingCode::RelayBusy,
            Waiting::Slow => FindingCode::RelaySlow,
        });
    }
    Verdict::Down(match cause {
        cause if stage == Stage::Connect && !leads_out && !matches!(cause, Cause::Dns(_)) => {
            return Verdict::Unjudged;
        }
        Cause::Timeout { .. } if stage == Stage::Connect => FindingCode::RelayTimeout,
        Cause::Timeout { .. } => FindingCode::RelaySilent,
        Cause::Refused => FindingCode::RelayRefused,
        Cause::Unreachable => FindingCode::RelayUnreachable,
        Cause::Rejected { .. } => FindingCode::RelayGreetingRejected,
        Cause::NotTheProtocol { .. } | Cause::TooMuch { .. } => FindingCode::RelayNotSmtp,
        _ => FindingCode::RelayClosed,
    })
}

fn params_of(run: &ProbeRun) -> Params {
    let failure = run.failure();
    let mut params = Params {
        host: Some(run.target.host.clone()),
        address: run.target.address,
        port: Some(run.target.port),
        stage: failure.map(|(stage, _)| stage),
        cause: failure.map(|(_, cause)| cause.clone()),
        seconds: failure.and_then(|(_, cause)| waiting::seconds(cause)),
        ..Params::default()
    };
    match failure {
        Some((_, Cause::Rejected { reply, enhanced, server_text })) => {
            params.reply_code = *reply;
            params.enhanced_status = *enhanced;
            params.server_text = Some(server_text.clone());
        }
        Some((_, Cause::NotTheProtocol { first_bytes })) => {
            params.server_text = Some(first_bytes.clone())
        }
        _ => {}
    }
    params
}

fn unique_hosts(runs: &[&ProbeRun]) -> Vec<mail::Domain> {
    let mut hosts = Vec::new();
    for run in runs {
        if !hosts.contains(&run.target.host) {
            hosts.push(run.target.host.clone());
        }
    }
    hosts
}
