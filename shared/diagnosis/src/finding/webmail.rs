//! Judges whether the mailbox opens in a browser.
//!
//! At a host that the operator names, any page that opens is the webmail, and a failure is a fault.
//! At a guessed host, only a page with the marks of a known webmail counts: other pages may be
//! unrelated.

use super::working::{opens, works};
use super::{Finding, FindingCode, Params, guess, service, tls};
use crate::probe::{Cause, CheckKind, Diagnosis, ProbeKind, ProbeRun, Stage};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    let runs: Vec<&ProbeRun> = diagnosis.of_kind(ProbeKind::Webmail).collect();
    if !guess::is_guess(diagnosis, CheckKind::Webmail) {
        return runs.iter().flat_map(|run| findings_of(run, code_of(run, diagnosis))).collect();
    }
    let mut findings = if let Some(run) = runs.iter().find(|run| works(run)) {
        findings_of(run, FindingCode::WebmailOk)
    } else if let Some(run) = runs.iter().find(|run| opens(run)) {
        vec![finding(run, FindingCode::WebmailPageNotJudged)]
    } else if runs.iter().any(|run| is_tried(run, diagnosis)) {
        let hosts = guess::hosts(diagnosis, CheckKind::Webmail);
        let params = Params { host: hosts.first().cloned(), hosts, ..Params::default() };
        vec![
            Finding::new(CheckKind::Webmail, FindingCode::WebmailHostUnknown, params)
                .resting_on(runs.iter().map(|run| run.id)),
        ]
    } else {
        // It could not be tested from here, so the host is not blamed.
        runs.first().map(|run| finding(run, code_of(run, diagnosis))).into_iter().collect()
    };
    guess::soften(&mut findings);
    findings
}

/// Whether anything was learned about the host, even that its name does not exist.
fn is_tried(run: &ProbeRun, diagnosis: &Diagnosis) -> bool {
    !matches!(
        code_of(run, diagnosis),
        FindingCode::MailHostNotJudged | FindingCode::WebmailNotJudged
    )
}

/// All findings about one page.
fn findings_of(run: &ProbeRun, code: FindingCode) -> Vec<Finding> {
    let mut findings = vec![finding(run, code)];
    findings.extend(tls::evaluate(run, CheckKind::Webmail));
    let sends_to_clear =
        run.web().and_then(|seen| seen.hops.last()).and_then(|hop| hop.location.as_ref());
    if code == FindingCode::WebmailOk
        && sends_to_clear.is_some_and(|location| location.as_str().starts_with("http://"))
    {
        let params = Params { host: Some(run.target.host.clone()), ..Params::default() };
        findings.push(
            Finding::new(CheckKind::Webmail, FindingCode::WebmailUnencrypted, params)
                .resting_on([run.id]),
        );
    }
    findings
}

fn finding(run: &ProbeRun, code: FindingCode) -> Finding {
    let failure = run
        .stages
        .iter()
        .filter(|report| report.stage != Stage::Certificate)
        .find_map(|report| Some((report.stage, report.cause()?)));
    let params = Params {
        host: Some(run.target.host.clone()),
        port: Some(run.target.port),
        stage: failure.map(|(stage, _)| stage),
        cause: failure.map(|(_, cause)| cause.clone()),
        server_text: run.web().and_then(|seen| seen.title.clone()),
        ..Params::default()
    };
    Finding::new(CheckKind::Webmail, code, params).resting_on([run.id])
}

/// The code for a host at which the webmail is expected.
fn code_of(run: &ProbeRun, diagnosis: &Diagnosis) -> FindingCode {
    if let Some(code) = service::host_missing(run, diagnosis) {
        return code;
    }
    if opens(run) {
        return FindingCode::WebmailOk;
    }
    // An untrusted certificate is a separate finding; the page behind it may still work.
    let failure = run
        .stages
        .iter()
        .filter(|report| report.stage != Stage::Certificate)
        .find_map(|report| report.cause());
    match failure {
        None => FindingCode::WebmailNotJudged,
        Some(cause) if cause.is_ours() || run.is_refused_by_us() => FindingCode::WebmailNotJudged,
        Some(Cause::HttpStatus { .. }) => FindingCode::WebmailError,
        Some(_) => FindingCode::WebmailDown,
    }
}
