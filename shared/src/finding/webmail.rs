//! Judges whether the mailbox opens in a browser.

use super::{Finding, FindingCode, FindingSeverity, Params, guess, service, tls};
use crate::probe::{Cause, CheckKind, Diagnosis, ProbeKind, ProbeRun, Stage};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    let mut findings = Vec::new();
    for run in diagnosis.of_kind(ProbeKind::Webmail) {
        let code = code_of(run, diagnosis);
        let failure =
            run.stages.iter().filter(|report| report.stage != Stage::Certificate).find_map(|report| Some((report.stage, report.cause()?)));
        let params = Params {
            host: Some(run.target.host.clone()),
            port: Some(run.target.port),
            stage: failure.map(|(stage, _)| stage),
            cause: failure.map(|(_, cause)| cause.clone()),
            server_text: run.web().and_then(|seen| seen.title.clone()),
            ..Params::default()
        };
        findings.push(Finding::new(CheckKind::Webmail, code, params).resting_on([run.id]));
        if code == FindingCode::WebmailHostUnknown {
            continue;
        }
        findings.extend(tls::evaluate(run, CheckKind::Webmail));
        let sends_to_clear = run.web().and_then(|seen| seen.hops.last()).and_then(|hop| hop.location.as_ref());
        if code == FindingCode::WebmailOk && sends_to_clear.is_some_and(|location| location.as_str().starts_with("http://")) {
            let params = Params { host: Some(run.target.host.clone()), ..Params::default() };
            findings.push(Finding::new(CheckKind::Webmail, FindingCode::WebmailUnencrypted, params).resting_on([run.id]));
        }
    }
    findings
}

fn code_of(run: &ProbeRun, diagnosis: &Diagnosis) -> FindingCode {
    let code = code_of_host(run, diagnosis);
    // A page that could not be tried, or that opens, is what it is, whoever named it.
    let is_failure = code.severity() == FindingSeverity::Problem;
    if is_failure && guess::is_guess(diagnosis, CheckKind::Webmail) { FindingCode::WebmailHostUnknown } else { code }
}

/// Whether a page opens there; 401 and 403 are a door, not a ruin.
pub(super) fn opens(run: &ProbeRun) -> bool {
    run.passed(Stage::Request) || matches!(run.failed_at(Stage::Request), Some(Cause::HttpStatus { status: 401 | 403 }))
}

/// The code, taking it that this is where the webmail is.
fn code_of_host(run: &ProbeRun, diagnosis: &Diagnosis) -> FindingCode {
    if let Some(code) = service::host_missing(run, diagnosis) {
        return code;
    }
    // An untrusted certificate is a finding of its own; the page behind it may work all the same.
    let failure = run.stages.iter().filter(|report| report.stage != Stage::Certificate).find_map(|report| report.cause());
    match failure {
        None if run.passed(Stage::Request) => FindingCode::WebmailOk,
        None => FindingCode::WebmailNotJudged,
        Some(cause) if cause.is_ours() || run.is_refused_by_us() => FindingCode::WebmailNotJudged,
        // 401 and 403 are a door, not a ruin.
        Some(Cause::HttpStatus { status: 401 | 403 }) => FindingCode::WebmailOk,
        Some(Cause::HttpStatus { .. }) => FindingCode::WebmailError,
        Some(_) => FindingCode::WebmailDown,
    }
}
