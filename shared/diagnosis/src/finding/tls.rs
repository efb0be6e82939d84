//! Judges handshakes and certificates, for every check that has them.
//!
//! Between servers a bad certificate rarely stops mail (opportunistic TLS, RFC 7435); for a mail
//! program or browser it does. The severity follows from that. If the name was guessed, a
//! certificate for other names may be correct for the right name, and a page that opens may not be
//! the webmail: only a warning.

use super::{Finding, FindingCode, FindingSeverity, Params};
use crate::probe::{Cause, CertificateSeen, CheckKind, ProbeRun, Stage, TlsCause, TlsSeen};

/// How many days before expiry a certificate is reported as expiring.
const EXPIRING_DAYS: i64 = 14;

pub(super) fn evaluate(run: &ProbeRun, check: CheckKind) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut say = |code: FindingCode, params: Params| {
        let finding = Finding::new(check, code, params).resting_on([run.id]);
        let is_between_servers =
            check == CheckKind::Relay && code != FindingCode::TlsPlaintextInjected;
        let is_about_names = matches!(
            code,
            FindingCode::TlsCertificateWrongName | FindingCode::TlsCertificateCommonNameOnly
        );
        let is_of_a_guess =
            run.target.is_guessed && (check == CheckKind::Webmail || is_about_names);
        findings.push(if is_between_servers || is_of_a_guess {
            finding.with_severity(FindingSeverity::Warning)
        } else {
            finding
        });
    };
    let base = || Params {
        host: Some(run.target.host.clone()),
        address: run.target.address,
        port: Some(run.target.port),
        ..Params::default()
    };
    if matches!(run.failed_at(Stage::StartTls), Some(Cause::PlaintextInjected)) {
        say(FindingCode::TlsPlaintextInjected, base());
    }
    // Other checks report this cause as "down" if no port works. Between servers, mail continues in
    // clear text.
    let refused = refused_starttls(run)
        .filter(|cause| !matches!(cause, Cause::PlaintextInjected))
        .map(|cause| (Stage::StartTls, cause));
    let failed = refused.or_else(|| run.failed_at(Stage::Tls).map(|cause| (Stage::Tls, cause)));
    if let (CheckKind::Relay, Some((stage, cause))) = (check, failed) {
        let code = if is_outdated(run) {
            FindingCode::TlsOutdated
        } else {
            FindingCode::TlsHandshakeFailed
        };
        say(code, Params { cause: Some(cause.clone()), stage: Some(stage), ..base() });
    }
    let tls = run
        .mail()
        .and_then(|seen| seen.tls.as_ref())
        .or_else(|| run.web().and_then(|seen| seen.tls.as_ref()));
    if let Some(tls) = tls {
        judge_certificate(tls, base(), &mut say);
    }
    findings
}

/// Whether the handshake failed because the server supports no current TLS version or cipher.
pub(super) fn is_outdated(run: &ProbeRun) -> bool {
    matches!(
        run.failed_at(Stage::Tls),
        Some(Cause::Tls(TlsCause::NoCommonVersion | TlsCause::NoCommonCipher))
    )
}

/// Why STARTTLS failed although it was offered (RFC 3207 §4: 454 and the like).
pub(super) fn refused_starttls(run: &ProbeRun) -> Option<&Cause> {
    run.failed_at(Stage::StartTls)
        .filter(|cause| !matches!(cause, Cause::NotOffered { .. }) && !cause.is_ours())
}

fn judge_certificate(tls: &TlsSeen, base: Params, say: &mut impl FnMut(FindingCode, Params)) {
    let own = tls.certificate.as_ref();
    let names = own.map(CertificateSeen::shown_names).unwrap_or_default();
    let shown = own.and_then(CertificateSeen::common_name).or_else(|| names.first().cloned());
    let params = Params {
        days: tls.days_left(),
        names,
        certificate: shown,
        instead: tls.instead.clone(),
        ..base
    };
    // Observations from before `at_fault` existed: if the server's own certificate has not expired,
    // an intermediate has.
    let is_of_chain = match &tls.at_fault {
        Some(at_fault) => at_fault.position > 0,
        None => tls.problem == Some(TlsCause::Expired) && !tls.has_ended(),
    };
    let at_fault = |params: &Params| match &tls.at_fault {
        Some(found) => Params {
            certificate: Some(found.subject.clone()),
            issuer: Some(found.issuer.clone()),
            days: Some(tls.days_until(found.not_after_s)),
            ..params.clone()
        },
        None => Params { issuer: own.map(|own| own.issuer.clone()), ..params.clone() },
    };
    match &tls.problem {
        Some(TlsCause::Expired) if is_of_chain => {
            // It was not recorded which one it is, and the days of the server's own certificate are
            // not those of this one.
            let unnamed = || Params { certificate: None, days: None, ..params.clone() };
            let named = if tls.at_fault.is_some() { at_fault(&params) } else { unnamed() };
            say(FindingCode::TlsIntermediateExpired, named);
        }
        Some(TlsCause::Expired) => say(FindingCode::TlsCertificateExpired, params.clone()),
        Some(TlsCause::WrongName) => say_wrong_name(tls, params.clone(), say),
        Some(TlsCause::SelfSigned) => say(FindingCode::TlsCertificateSelfSigned, params.clone()),
        Some(other) => {
            let named = at_fault(&params);
            say(
                FindingCode::TlsCertificateUntrusted,
                Params { cause: Some(Cause::Tls(other.clone())), ..named },
            );
        }
        None => {}
    }
    if tls.is_for_other_names && tls.problem != Some(TlsCause::WrongName) {
        say_wrong_name(tls, params.clone(), say);
    }
    // An untrusted certificate must be replaced anyway, so its expiry is not reported, unless only
    // its chain is at fault.
    if (tls.problem.is_none() || is_of_chain)
        && params.days.is_some_and(|days| (0..=EXPIRING_DAYS).contains(&days))
        && !tls.has_ended()
    {
        say(FindingCode::TlsCertificateExpiring, params);
    }
}

fn say_wrong_name(tls: &TlsSeen, params: Params, say: &mut impl FnMut(FindingCode, Params)) {
    let is_old =
        tls.certificate.as_ref().is_some_and(|own| own.is_named_by_common_name(&tls.server_name));
    say(
        if is_old {
            FindingCode::TlsCertificateCommonNameOnly
        } else {
            FindingCode::TlsCertificateWrongName
        },
        params,
    );
}
