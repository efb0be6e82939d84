//! Tests of the services that a mail program and a browser use.

use mail::dns::DnsCause;

use super::*;
use crate::finding::{FindingCode as Code, FindingSeverity as Severity};
use crate::probe::Refusal;

/// IMAP on its two ports: STARTTLS first, then implicit TLS.
fn imap(clear: &[(Stage, Cause)], implicit: &[(Stage, Cause)]) -> Seen {
    Seen::of(&[CheckKind::Imap]).service(ProbeKind::Imap, clear).service(ProbeKind::Imaps, implicit)
}

const OK: (Code, Severity) = (Code::ImapOk, Severity::Info);

#[test]
fn one_port_that_answers_is_enough() {
    let refused = [(Stage::Connect, Cause::Refused)];
    check(imap(&[], &[]), &[OK, OK]);
    check(imap(&refused, &[]), &[OK, (Code::PortClosed, Severity::Info)]);
    check(imap(&refused, &[(Stage::Connect, TIMEOUT)]), &[(Code::ImapDown, Severity::Problem)]);
    check(
        imap(&refused, &[(Stage::Greeting, Cause::Closed)]),
        &[(Code::ImapDown, Severity::Problem)],
    );
    check(
        imap(&[], &[(Stage::Tls, Cause::Tls(TlsCause::Alert))]),
        &[OK, (Code::TlsHandshakeFailed, Severity::Warning)],
    );
    check(
        imap(&refused, &[(Stage::Tls, Cause::Tls(TlsCause::NotTls))]),
        &[(Code::ImapDown, Severity::Problem)],
    );
}

#[test]
fn what_we_could_not_try_is_neither_closed_nor_down() {
    let ours = [(Stage::Connect, Cause::Internal)];
    let refused = [(Stage::Connect, Cause::Refused)];
    check(imap(&[], &ours), &[OK]);
    check(imap(&ours, &ours), &[(Code::ServiceNotJudged, Severity::Unjudged)]);
    check(imap(&refused, &ours), &[(Code::ImapDown, Severity::Problem)]);
}

fn rejected(reply: Option<u16>, text: &str) -> Cause {
    Cause::Rejected {
        reply: reply.and_then(mail::ReplyCode::new),
        enhanced: None,
        server_text: ServerText::new(text),
    }
}

/// A service whose first port is closed and whose other port fails like this.
#[track_caller]
fn halfway(
    kinds: (CheckKind, ProbeKind, ProbeKind),
    failed: &[(Stage, Cause)],
    is_begun: bool,
    expected: (Code, Severity),
) {
    let (check_kind, clear, implicit) = kinds;
    let seen = Observation::Mail(MailSeen { is_greeting_begun: is_begun, ..MailSeen::default() });
    check(
        Seen::of(&[check_kind])
            .service(clear, &[(Stage::Connect, Cause::Refused)])
            .probe(implicit, failed, seen),
        &[expected],
    );
}

#[test]
fn a_service_that_asks_for_patience_is_not_down() {
    const SENDING: (CheckKind, ProbeKind, ProbeKind) =
        (CheckKind::Submission, ProbeKind::Submission, ProbeKind::Submissions);
    const IMAP: (CheckKind, ProbeKind, ProbeKind) =
        (CheckKind::Imap, ProbeKind::Imap, ProbeKind::Imaps);
    const POP3: (CheckKind, ProbeKind, ProbeKind) =
        (CheckKind::Pop3, ProbeKind::Pop3, ProbeKind::Pop3s);
    let (busy, slow) =
        ((Code::ServiceBusy, Severity::Warning), (Code::ServiceSlow, Severity::Warning));
    let greeting = |cause: Cause| [(Stage::Greeting, cause)];
    halfway(SENDING, &greeting(rejected(Some(421), "busy")), false, busy);
    halfway(
        SENDING,
        &greeting(rejected(Some(554), "no")),
        false,
        (Code::SubmissionDown, Severity::Problem),
    );
    halfway(SENDING, &[(Stage::Capabilities, rejected(Some(451), "later"))], false, busy);
    halfway(IMAP, &greeting(rejected(None, "[UNAVAILABLE] Temporary trouble")), false, busy);
    halfway(
        IMAP,
        &greeting(rejected(None, "[ALERT] UNAVAILABLE")),
        false,
        (Code::ImapDown, Severity::Problem),
    );
    halfway(IMAP, &[(Stage::Capabilities, rejected(None, "NO [inuse] wait"))], false, busy);
    halfway(POP3, &greeting(rejected(None, "[SYS/TEMP] later")), false, busy);
    halfway(POP3, &greeting(rejected(None, "go away")), false, (Code::Pop3Down, Severity::Problem));
    halfway(IMAP, &greeting(TIMEOUT), true, slow);
    halfway(IMAP, &greeting(TIMEOUT), false, (Code::ImapDown, Severity::Problem));
    halfway(POP3, &[(Stage::Capabilities, TIMEOUT)], true, slow);
    // One working port is enough.
    let seen = Seen::of(&[CheckKind::Submission])
        .service(ProbeKind::Submission, &greeting(rejected(Some(421), "busy")))
        .service(ProbeKind::Submissions, &[]);
    check(seen, &[(Code::SubmissionOk, Severity::Info), (Code::PortClosed, Severity::Info)]);
}

/// A closed port does not hide what the other one shows.
#[test]
fn encryption_of_the_past_is_told_as_that() {
    let outdated = (Code::TlsOutdated, Severity::Problem);
    let refused = || [(Stage::Connect, Cause::Refused)];
    for cause in [TlsCause::NoCommonVersion, TlsCause::NoCommonCipher] {
        let old = || [(Stage::Tls, Cause::Tls(cause.clone()))];
        check(imap(&refused(), &old()), &[outdated]);
        check(imap(&old(), &refused()), &[outdated]);
        check(imap(&[(Stage::Connect, TIMEOUT)], &old()), &[outdated]);
        check(imap(&old(), &old()), &[outdated, outdated]);
        check(imap(&[], &old()), &[OK, (Code::TlsOutdated, Severity::Warning)]);
        check(imap(&old(), &[]), &[OK, (Code::TlsOutdated, Severity::Warning)]);
        // The port that could not be tested may be different.
        check(imap(&[(Stage::Connect, Cause::Internal)], &old()), &[outdated]);
        let busy = [(Stage::Greeting, rejected(Some(421), "busy"))];
        let seen = Seen::of(&[CheckKind::Submission])
            .service(ProbeKind::Submission, &busy)
            .service(ProbeKind::Submissions, &old());
        check(seen, &[(Code::ServiceBusy, Severity::Warning)]);
        let relay = Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &old());
        check(relay, &[(Code::RelayOk, Severity::Info), (Code::TlsOutdated, Severity::Warning)]);
    }
    // Other failures say nothing about the age of the encryption.
    check(
        imap(&refused(), &[(Stage::Tls, Cause::Tls(TlsCause::Alert))]),
        &[(Code::ImapDown, Severity::Problem)],
    );
    check(imap(&refused(), &[(Stage::Tls, Cause::Closed)]), &[(Code::ImapDown, Severity::Problem)]);
}

/// "Down" cites the failure that got furthest, and a timeout before a refusal, so as not to sound
/// too certain.
#[test]
fn which_of_two_causes_is_told() {
    let cited = |clear: Cause, stage: Stage, implicit: Cause| {
        let seen = Seen::of(&[CheckKind::Imap])
            .service(ProbeKind::Imap, &[(Stage::Connect, clear)])
            .service(ProbeKind::Imaps, &[(stage, implicit)]);
        let findings = evaluate(&seen.end(RunEnd::Completed), &Expectations::default());
        findings
            .into_iter()
            .find(|finding| finding.code == Code::ImapDown)
            .and_then(|finding| finding.params.cause)
    };
    assert_eq!(cited(Cause::Refused, Stage::Connect, TIMEOUT), Some(TIMEOUT));
    assert_eq!(cited(TIMEOUT, Stage::Connect, Cause::Refused), Some(TIMEOUT));
    assert_eq!(cited(TIMEOUT, Stage::Greeting, Cause::Closed), Some(Cause::Closed));
    assert_eq!(
        cited(Cause::Refused, Stage::Tls, Cause::Tls(TlsCause::NotTls)),
        Some(Cause::Tls(TlsCause::NotTls))
    );
    assert_eq!(cited(Cause::Refused, Stage::Connect, Cause::Internal), Some(Cause::Refused));
}

#[test]
fn each_service_has_its_own_words() {
    let table = [
        (CheckKind::Submission, ProbeKind::Submission, Code::SubmissionOk, Code::SubmissionDown),
        (CheckKind::Imap, ProbeKind::Imap, Code::ImapOk, Code::ImapDown),
        (CheckKind::Pop3, ProbeKind::Pop3, Code::Pop3Ok, Code::Pop3Down),
    ];
    for (kind, probe, ok, down) in table {
        check(Seen::of(&[kind]).service(probe, &[]), &[(ok, Severity::Info)]);
        check(
            Seen::of(&[kind]).service(probe, &[(Stage::Connect, Cause::Refused)]),
            &[(down, Severity::Problem)],
        );
    }
}

#[track_caller]
fn resolved(cause: Cause, expected: (Code, Severity)) {
    let failed = [(Stage::Resolve, cause)];
    check(imap(&failed, &failed).self_test(Some(true), None), &[expected]);
    let web = Seen::of(&[CheckKind::Webmail]).probe(
        ProbeKind::Webmail,
        &failed,
        Observation::Web(WebSeen::default()),
    );
    check(web.self_test(Some(true), None), &[expected]);
}

/// "The name does not exist" is reported only if the DNS says so.
#[test]
fn a_name_that_leads_nowhere() {
    let not_judged = (Code::MailHostNotJudged, Severity::Unjudged);
    resolved(Cause::Dns(DnsCause::NxDomain), (Code::MailHostNotFound, Severity::Problem));
    resolved(Cause::Dns(DnsCause::NoData), (Code::MailHostNotFound, Severity::Problem));
    resolved(
        Cause::NotAllowed(Refusal::AddressNotPublic),
        (Code::MailHostPrivate, Severity::Problem),
    );
    resolved(Cause::Dns(DnsCause::Timeout), not_judged);
    resolved(Cause::Dns(DnsCause::ServFail), not_judged);
    resolved(Cause::NotAllowed(Refusal::BudgetSpent), not_judged);
    resolved(Cause::Internal, not_judged);
}

#[track_caller]
fn certified(cause: TlsCause, code: Code) {
    let failed = [(Stage::Certificate, Cause::Tls(cause))];
    check(imap(&[], &failed), &[OK, OK, (code, Severity::Problem)]);
}

#[test]
fn certificates_stop_mail_programs() {
    certified(TlsCause::Expired, Code::TlsCertificateExpired);
    certified(TlsCause::WrongName, Code::TlsCertificateWrongName);
    certified(TlsCause::SelfSigned, Code::TlsCertificateSelfSigned);
    certified(TlsCause::UnknownIssuer, Code::TlsCertificateUntrusted);
    certified(TlsCause::NotYetValid, Code::TlsCertificateUntrusted);
    certified(TlsCause::Revoked, Code::TlsCertificateUntrusted);
    certified(TlsCause::BadCertificate, Code::TlsCertificateUntrusted);
}

#[test]
fn a_certificate_that_ends_soon() {
    for (days_left, expected) in [(15, None), (14, Some(14)), (0, Some(0))] {
        let seen =
            Observation::Mail(MailSeen { tls: Some(tls(days_left, None)), ..MailSeen::default() });
        let diagnosis =
            Seen::of(&[CheckKind::Imap]).probe(ProbeKind::Imaps, &[], seen).end(RunEnd::Completed);
        let findings = evaluate(&diagnosis, &Expectations::default());
        let expiring = findings.iter().find(|finding| finding.code == Code::TlsCertificateExpiring);
        assert_eq!(expiring.and_then(|finding| finding.params.days), expected, "{days_left}");
    }
}

#[test]
fn a_port_without_encryption_is_a_problem_when_there_is_no_other() {
    let clear = [(Stage::StartTls, Cause::NotOffered { capability: ServerText::new("STARTTLS") })];
    let refused = [(Stage::Connect, Cause::Refused)];
    check(imap(&clear, &[]), &[OK, OK, (Code::StarttlsMissing, Severity::Warning)]);
    check(
        imap(&clear, &refused),
        &[OK, (Code::PortClosed, Severity::Info), (Code::StarttlsMissing, Severity::Problem)],
    );
}

#[test]
fn bytes_slipped_in_before_encryption() {
    let injected = [(Stage::StartTls, Cause::PlaintextInjected)];
    let both = [
        OK,
        (Code::TlsHandshakeFailed, Severity::Warning),
        (Code::TlsPlaintextInjected, Severity::Problem),
    ];
    check(imap(&injected, &[]), &both);
}

#[track_caller]
fn opened(failed: &[(Stage, Cause)], seen: Observation, expected: &[(Code, Severity)]) {
    check(Seen::of(&[CheckKind::Webmail]).probe(ProbeKind::Webmail, failed, seen), expected);
}

#[test]
fn the_webmail() {
    let ok = (Code::WebmailOk, Severity::Info);
    let down = (Code::WebmailDown, Severity::Problem);
    let status = |status: u16| [(Stage::Request, Cause::HttpStatus { status })];
    opened(&[], web(None), &[ok]);
    opened(&[], web(Some("https://mail.bottega.test/webmail")), &[ok]);
    opened(
        &[],
        web(Some("http://mail.bottega.test/")),
        &[ok, (Code::WebmailUnencrypted, Severity::Warning)],
    );
    opened(&status(401), web(None), &[ok]);
    opened(&status(403), web(None), &[ok]);
    opened(&status(404), web(None), &[(Code::WebmailError, Severity::Problem)]);
    opened(&status(502), web(None), &[(Code::WebmailError, Severity::Problem)]);
    opened(&[(Stage::Connect, Cause::Refused)], Observation::Web(WebSeen::default()), &[down]);
    opened(&[(Stage::Connect, TIMEOUT)], Observation::Web(WebSeen::default()), &[down]);
    opened(
        &[(Stage::Tls, Cause::Tls(TlsCause::Alert))],
        Observation::Web(WebSeen::default()),
        &[down],
    );
    opened(&[(Stage::Request, Cause::RedirectLoop)], web(Some("/a")), &[down]);
    opened(
        &[(Stage::Connect, Cause::Internal)],
        Observation::Web(WebSeen::default()),
        &[(Code::WebmailNotJudged, Severity::Unjudged)],
    );
}

#[test]
fn a_webmail_behind_a_poor_certificate_opens_all_the_same() {
    let failed = [(Stage::Certificate, Cause::Tls(TlsCause::SelfSigned))];
    let seen = Observation::Web(WebSeen {
        tls: Some(tls(90, Some(TlsCause::SelfSigned))),
        ..WebSeen::default()
    });
    opened(
        &failed,
        seen,
        &[(Code::WebmailOk, Severity::Info), (Code::TlsCertificateSelfSigned, Severity::Problem)],
    );
}

/// A mail program configured for STARTTLS fails just like one whose handshake fails.
#[test]
fn a_port_that_refuses_starttls_is_of_no_use() {
    let refused = Cause::Rejected {
        reply: mail::ReplyCode::new(454),
        enhanced: None,
        server_text: ServerText::new("TLS not available"),
    };
    let seen = Seen::of(&[CheckKind::Submission])
        .service(ProbeKind::Submission, &[(Stage::StartTls, refused)])
        .service(ProbeKind::Submissions, &[]);
    let codes = judged(&seen.end(RunEnd::Completed));
    assert!(
        codes.contains(&(FindingCode::TlsHandshakeFailed, FindingSeverity::Warning)),
        "{codes:?}"
    );
    assert!(codes.contains(&(FindingCode::SubmissionOk, FindingSeverity::Info)), "{codes:?}");
}
