//! Judges the services that a mail program uses: submission, IMAP, POP3.
//!
//! Each has two ports. One that answers is enough for a mail program, so only a failure of both is
//! a problem, and only at a host that was not guessed.

use super::waiting::{self, Waiting};
use super::working::{is_up, tls_failed};
use super::{Finding, FindingCode, FindingSeverity, Params, guess, proxy, tls};
use crate::probe::{Cause, CheckKind, Diagnosis, ProbeRun, Refusal, Stage};

pub(super) fn evaluate(diagnosis: &Diagnosis, check: CheckKind) -> Vec<Finding> {
    if !guess::is_guess(diagnosis, check) {
        let runs: Vec<&ProbeRun> = diagnosis.of_check(check).collect();
        return evaluate_at(&runs, diagnosis, check);
    }
    // Of the guessed names, only the one that works counts.
    let runs: Vec<&ProbeRun> = match guess::answering(diagnosis, check) {
        Some(host) => diagnosis.of_check(check).filter(|run| run.target.host == *host).collect(),
        None => diagnosis.of_check(check).collect(),
    };
    let mut findings =
        if runs.iter().any(|run| is_up(run)) || !runs.iter().any(|run| is_tried(run, diagnosis)) {
            evaluate_at(&runs, diagnosis, check)
        } else {
            let hosts = guess::hosts(diagnosis, check);
            let params = Params { host: hosts.first().cloned(), hosts, ..Params::default() };
            vec![
                Finding::new(check, FindingCode::MailHostUnknown, params)
                    .resting_on(runs.iter().map(|run| run.id)),
            ]
        };
    guess::soften(&mut findings);
    findings
}

/// Whether anything was learned about the host, even that its name does not exist.
fn is_tried(run: &ProbeRun, diagnosis: &Diagnosis) -> bool {
    host_missing(run, diagnosis) != Some(FindingCode::MailHostNotJudged) && !run.is_our_fault()
}

/// The findings of a check at the hosts where it was tested.
fn evaluate_at(runs: &[&ProbeRun], diagnosis: &Diagnosis, check: CheckKind) -> Vec<Finding> {
    let (ok, down) = match check {
        CheckKind::Submission => (FindingCode::SubmissionOk, FindingCode::SubmissionDown),
        CheckKind::Imap => (FindingCode::ImapOk, FindingCode::ImapDown),
        _ => (FindingCode::Pop3Ok, FindingCode::Pop3Down),
    };
    let Some(first) = runs.first() else { return Vec::new() };
    let evidence = runs.iter().map(|run| run.id);
    if let Some(code) = host_missing(first, diagnosis) {
        let params = Params { host: Some(first.target.host.clone()), ..Params::default() };
        return vec![Finding::new(check, code, params).resting_on(evidence)];
    }
    let mut findings = Vec::new();
    let behind_proxy = runs.iter().find_map(|run| proxy::of_service(run));
    let any_up = runs.iter().any(|run| is_up(run));
    let failing: Vec<&&ProbeRun> = runs.iter().filter(|run| !is_up(run)).collect();
    let judged = most_telling(&failing);
    let waiting: Vec<_> = failing
        .iter()
        .filter(|run| !run.is_our_fault())
        .filter_map(|run| Some((run, waiting::of(run)?)))
        .collect();
    if any_up {
        for run in runs.iter().filter(|run| is_up(run)) {
            findings.push(Finding::new(check, ok, params_of(run)).resting_on([run.id]));
        }
        // Skip ports that could not be tested from here.
        for run in failing.iter().filter(|run| !run.is_our_fault()) {
            let code = match run {
                run if tls::is_outdated(run) => FindingCode::TlsOutdated,
                run if tls_failed(run) => FindingCode::TlsHandshakeFailed,
                _ => FindingCode::PortClosed,
            };
            findings.push(
                Finding::new(check, code, params_of(run))
                    .with_severity(if tls_failed(run) {
                        FindingSeverity::Warning
                    } else {
                        code.severity()
                    })
                    .resting_on([run.id]),
            );
        }
    } else if let Some(params) = behind_proxy {
        // "Down" would blame the provider for a DNS record.
        let params = Params { port: Some(first.target.port), ..params };
        findings.push(
            Finding::new(check, FindingCode::MailHostBehindHttpProxy, params).resting_on(evidence),
        );
    } else if !waiting.is_empty() {
        // A client that waits or retries may be accepted.
        for (run, waiting) in waiting {
            let code = match waiting {
                Waiting::Busy => FindingCode::ServiceBusy,
                Waiting::Slow => FindingCode::ServiceSlow,
            };
            findings.push(Finding::new(check, code, params_of(run)).resting_on(evidence.clone()));
        }
    } else if failing.iter().any(|run| tls::is_outdated(run)) {
        // It answers, but only outdated programs can connect. This holds even if the other port is
        // closed.
        for run in failing.iter().filter(|run| tls::is_outdated(run)) {
            findings.push(
                Finding::new(check, FindingCode::TlsOutdated, params_of(run))
                    .resting_on(evidence.clone()),
            );
        }
    } else if let Some(run) = judged {
        findings.push(Finding::new(check, down, params_of(run)).resting_on(evidence));
    } else {
        findings.push(
            Finding::new(check, FindingCode::ServiceNotJudged, params_of(first))
                .resting_on(evidence),
        );
    }
    for run in runs {
        findings.extend(tls::evaluate(run, check));
        let clear_only = run.mail().and_then(|seen| seen.starttls_offered) == Some(false);
        if clear_only {
            // Without any encrypted port, a password would be sent in clear text.
            let encrypted_elsewhere = runs
                .iter()
                .any(|other| is_up(other) && other.mail().is_some_and(|seen| seen.tls.is_some()));
            let severity = if encrypted_elsewhere {
                FindingSeverity::Warning
            } else {
                FindingSeverity::Problem
            };
            findings.push(
                Finding::new(check, FindingCode::StarttlsMissing, params_of(run))
                    .with_severity(severity)
                    .resting_on([run.id]),
            );
        }
    }
    findings
}

/// The most informative of several failing ports: one that accepted a connection before one that
/// did not, and a timeout before a refusal, so that "down" does not sound more certain than the
/// evidence.
fn most_telling<'run>(failing: &[&&'run ProbeRun]) -> Option<&'run ProbeRun> {
    let telling = |run: &ProbeRun| {
        let weight = match run.failure()? {
            (Stage::Resolve | Stage::Connect, Cause::Refused) => 0,
            (Stage::Resolve | Stage::Connect, _) => 1,
            _ => 2,
        };
        (!run.is_our_fault()).then_some(weight)
    };
    let mut found: Option<(u8, &ProbeRun)> = None;
    for run in failing {
        if let Some(weight) = telling(run)
            && found.is_none_or(|(most, _)| weight > most)
        {
            found = Some((weight, run));
        }
    }
    found.map(|(_, run)| run)
}

/// The finding for a host name that has no usable address, or that could not be looked up.
///
/// A name server that fails or is silent does not prove that the name does not exist; the
/// delegation check judges that. A resolver that failed its own test proves nothing.
pub(super) fn host_missing(run: &ProbeRun, diagnosis: &Diagnosis) -> Option<FindingCode> {
    Some(match run.failed_at(Stage::Resolve)? {
        Cause::Dns(cause)
            if cause.is_authoritative() && diagnosis.self_test().resolver != Some(false) =>
        {
            FindingCode::MailHostNotFound
        }
        Cause::NotAllowed(Refusal::AddressNotPublic) => FindingCode::MailHostPrivate,
        _ => FindingCode::MailHostNotJudged,
    })
}

fn params_of(run: &ProbeRun) -> Params {
    let failure = run
        .stages
        .iter()
        .filter(|report| report.stage != Stage::Certificate && report.stage != Stage::Quit)
        .find_map(|report| Some((report.stage, report.cause()?)));
    let mut params = Params {
        host: Some(run.target.host.clone()),
        port: Some(run.target.port),
        stage: failure.map(|(stage, _)| stage),
        cause: failure.map(|(_, cause)| cause.clone()),
        seconds: failure.and_then(|(_, cause)| waiting::seconds(cause)),
        ..Params::default()
    };
    if let Some((_, Cause::Rejected { reply, enhanced, server_text })) = failure {
        params.reply_code = *reply;
        params.enhanced_status = *enhanced;
        params.server_text = Some(server_text.clone());
    }
    params
}
