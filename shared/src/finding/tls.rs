//! Judges handshakes and certificates, for every check that has one.
//!
//! Between servers a bad certificate stops hardly any mail (opportunistic TLS, RFC 7435); for a person's mail program
//! or browser it is an alarm. The severity follows from that. Where the name was guessed, a certificate for another name
//! may well be for the right one, and a page that opens need not be the webmail: a warning and no more.

use super::{Finding, FindingCode, FindingSeverity, Params};
use crate::probe::{Cause, CheckKind, ProbeRun, Stage, TlsCause, TlsSeen};

/// From this many days before its end on, a certificate is announced as ending.
const EXPIRING_DAYS: i64 = 14;

pub(super) fn evaluate(run: &ProbeRun, check: CheckKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |code: FindingCode, params: Params| {
        let finding = Finding::new(check, code, params).resting_on([run.id]);
        let is_between_servers = check == CheckKind::Relay && code != FindingCode::TlsPlaintextInjected;
        let is_of_a_guess = run.target.is_guessed && (check == CheckKind::Webmail || code == FindingCode::TlsCertificateWrongName);
        findings.push(if is_between_servers || is_of_a_guess { finding.with_severity(FindingSeverity::Warning) } else { finding });
    };
    let base =
        || Params { host: Some(run.target.host.clone()), address: run.target.address, port: Some(run.target.port), ..Params::default() };
    if matches!(run.failed_at(Stage::StartTls), Some(Cause::PlaintextInjected)) {
        say(FindingCode::TlsPlaintextInjected, base());
    }
    // Other checks say "down" with this cause when no port is left; here only the mail between servers goes on in clear.
    let refused = refused_starttls(run).filter(|cause| !matches!(cause, Cause::PlaintextInjected)).map(|cause| (Stage::StartTls, cause));
    let failed = refused.or_else(|| run.failed_at(Stage::Tls).map(|cause| (Stage::Tls, cause)));
    if let (CheckKind::Relay, Some((stage, cause))) = (check, failed) {
        say(FindingCode::TlsHandshakeFailed, Params { cause: Some(cause.clone()), stage: Some(stage), ..base() });
    }
    let tls = run.mail().and_then(|seen| seen.tls.as_ref()).or_else(|| run.web().and_then(|seen| seen.tls.as_ref()));
    if let Some(tls) = tls {
        judge_certificate(tls, base(), &mut say);
    }
    findings
}

/// Why the command that starts TLS came to nothing although it was offered (RFC 3207 §4: 454 and the like).
pub(super) fn refused_starttls(run: &ProbeRun) -> Option<&Cause> {
    run.failed_at(Stage::StartTls).filter(|cause| !matches!(cause, Cause::NotOffered { .. }) && !cause.is_ours())
}

fn judge_certificate(tls: &TlsSeen, base: Params, say: &mut impl FnMut(FindingCode, Params)) {
    let names = tls.certificate.as_ref().map(|certificate| certificate.names.clone()).unwrap_or_default();
    let params = Params { days: tls.days_left(), names, ..base };
    match &tls.problem {
        Some(TlsCause::Expired) => say(FindingCode::TlsCertificateExpired, params),
        Some(TlsCause::WrongName) => say(FindingCode::TlsCertificateWrongName, params),
        Some(TlsCause::SelfSigned) => say(FindingCode::TlsCertificateSelfSigned, params),
        Some(other) => say(FindingCode::TlsCertificateUntrusted, Params { cause: Some(Cause::Tls(other.clone())), ..params }),
        None => {
            if params.days.is_some_and(|days| days <= EXPIRING_DAYS) {
                say(FindingCode::TlsCertificateExpiring, params);
            }
        }
    }
}
