//! Hosts that nobody named: their silence accuses nobody, what they say counts.

use super::*;
use crate::dns::DnsCause;
use crate::finding::{CheckState, FindingCode as Code, FindingSeverity as Severity, state_of};
use crate::mail::ReplyCode;
use crate::probe::Refusal;

const PROGRAMS: [CheckKind; 3] = [CheckKind::Submission, CheckKind::Imap, CheckKind::Pop3];
const REFUSED: Cause = Cause::Refused;
const UNKNOWN: (Code, Severity) = (Code::MailHostUnknown, Severity::Unjudged);
const OK: (Code, Severity) = (Code::ImapOk, Severity::Info);

/// IMAP at a guessed host that fails at this stage, on both ports.
#[track_caller]
fn imap(stage: Stage, cause: Cause, expected: &[(Code, Severity)]) {
    let failed = [(stage, cause)];
    let seen = Seen::of(&[CheckKind::Imap]).service(ProbeKind::Imap, &failed).service(ProbeKind::Imaps, &failed);
    check(seen.guessed(CheckKind::Imap).self_test(Some(true), None), expected);
}

#[test]
fn what_never_spoke_is_not_down() {
    let not_imap = Cause::NotTheProtocol { first_bytes: ServerText::new("SSH-2.0") };
    imap(Stage::Resolve, Cause::Dns(DnsCause::NxDomain), &[UNKNOWN]);
    imap(Stage::Resolve, Cause::Dns(DnsCause::NoData), &[UNKNOWN]);
    imap(Stage::Resolve, Cause::NotAllowed(Refusal::AddressNotPublic), &[UNKNOWN]);
    imap(Stage::Connect, REFUSED, &[UNKNOWN]);
    imap(Stage::Connect, TIMEOUT, &[UNKNOWN]);
    imap(Stage::Greeting, not_imap, &[UNKNOWN]);
    imap(Stage::Greeting, Cause::Closed, &[UNKNOWN]);
    // What we could not try stays our own affair.
    imap(Stage::Resolve, Cause::Dns(DnsCause::Timeout), &[(Code::MailHostNotJudged, Severity::Unjudged)]);
    imap(Stage::Connect, Cause::Internal, &[(Code::ServiceNotJudged, Severity::Unjudged)]);
}

#[test]
fn what_speaks_counts_whoever_named_it() {
    let bye = Cause::Rejected { reply: ReplyCode::new(554), enhanced: None, server_text: ServerText::new("BYE") };
    imap(Stage::Greeting, bye, &[(Code::ImapDown, Severity::Problem)]);
    let expired = [OK, OK, (Code::TlsCertificateExpired, Severity::Problem), (Code::TlsCertificateExpired, Severity::Problem)];
    imap(Stage::Certificate, Cause::Tls(TlsCause::Expired), &expired);
    // The name is ours, so a certificate for another one may be for the right one.
    let other_name = [OK, OK, (Code::TlsCertificateWrongName, Severity::Warning), (Code::TlsCertificateWrongName, Severity::Warning)];
    imap(Stage::Certificate, Cause::Tls(TlsCause::WrongName), &other_name);
}

#[test]
fn a_proxy_at_a_name_that_nobody_uses_is_no_fault() {
    let proxied = || MailSeen { addresses: vec!["104.21.3.4".parse().unwrap()], ..MailSeen::default() };
    let seen = Seen::of(&[CheckKind::Imap]).probe(ProbeKind::Imaps, &[(Stage::Connect, TIMEOUT)], Observation::Mail(proxied()));
    check(seen.guessed(CheckKind::Imap), &[UNKNOWN]);
}

/// Submission, IMAP and POP3 at one guessed host: which of them speak, and the codes in that order.
#[track_caller]
fn beside(speaks: [bool; 3], expected: [Code; 3]) {
    let kinds = [ProbeKind::Submissions, ProbeKind::Imaps, ProbeKind::Pop3s];
    let mut seen = Seen::of(&PROGRAMS);
    for (kind, speaks) in kinds.into_iter().zip(speaks) {
        let failed: &[_] = if speaks { &[] } else { &[(Stage::Connect, REFUSED)] };
        seen = seen.service(kind, failed);
    }
    let seen = PROGRAMS.into_iter().fold(seen, Seen::guessed);
    let codes: Vec<_> = judged(&seen.end(RunEnd::Completed)).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, expected, "{speaks:?}");
}

#[test]
fn sending_and_reading_vouch_for_each_other() {
    use Code::{ImapDown, ImapOk, MailHostUnknown, Pop3Down, Pop3Ok, SubmissionDown, SubmissionOk};
    beside([true, true, true], [SubmissionOk, ImapOk, Pop3Ok]);
    beside([false, false, false], [MailHostUnknown; 3]);
    beside([true, false, false], [SubmissionOk, ImapDown, Pop3Down]);
    beside([false, true, false], [SubmissionDown, ImapOk, MailHostUnknown]);
    // Who reads by one way needs no other: it may never have been offered.
    beside([true, true, false], [SubmissionOk, ImapOk, MailHostUnknown]);
    beside([true, false, true], [SubmissionOk, MailHostUnknown, Pop3Ok]);
}

#[test]
fn a_witness_is_one_at_the_same_host() {
    let seen = Seen::of(&[CheckKind::Submission, CheckKind::Imap])
        .probe_at(ProbeKind::Submissions, "smtp.gestore.test", None, &[], Observation::Mail(MailSeen::default()))
        .service(ProbeKind::Imaps, &[(Stage::Connect, REFUSED)]);
    check(seen.guessed(CheckKind::Imap), &[(Code::SubmissionOk, Severity::Info), UNKNOWN]);
}

/// A check that is judged before its witness is heard would change its mind.
#[test]
fn a_guess_waits_for_its_witness() {
    let seen = || {
        let refused = [(Stage::Connect, REFUSED)];
        let imap =
            Seen::of(&[CheckKind::Submission, CheckKind::Imap]).service(ProbeKind::Imap, &refused).service(ProbeKind::Imaps, &refused);
        imap.guessed(CheckKind::Imap).service(ProbeKind::Submission, &[])
    };
    let stands = |diagnosis: &Diagnosis| state_of(diagnosis, CheckKind::Imap, &evaluate(diagnosis, &Expectations::default()));
    assert_eq!(stands(&seen().running(ProbeKind::Submissions).unended()), CheckState::Running);
    assert_eq!(stands(&seen().service(ProbeKind::Submissions, &[]).unended()), CheckState::Problem);
}

#[track_caller]
fn webmail(stage: Option<Stage>, cause: Cause, status: Option<u16>, expected: &[(Code, Severity)]) {
    let failed: Vec<_> = stage.map(|stage| (stage, cause)).into_iter().collect();
    let hops = status.map(|status| WebHop { url: ServerText::new("https://mail.bottega.test/"), status, location: None });
    let problem = failed.iter().find_map(|(_, cause)| if let Cause::Tls(cause) = cause { Some(cause.clone()) } else { None });
    let seen = WebSeen { hops: hops.into_iter().collect(), title: None, tls: Some(tls(90, problem)) };
    let seen = Seen::of(&[CheckKind::Webmail]).probe(ProbeKind::Webmail, &failed, Observation::Web(seen));
    check(seen.guessed(CheckKind::Webmail), expected);
}

#[test]
fn a_webmail_that_nobody_named() {
    let unknown = (Code::WebmailHostUnknown, Severity::Unjudged);
    let opens = (Code::WebmailOk, Severity::Info);
    let status = |status: u16| Cause::HttpStatus { status };
    webmail(Some(Stage::Connect), REFUSED, None, &[unknown]);
    webmail(Some(Stage::Tls), Cause::Tls(TlsCause::Alert), None, &[unknown]);
    webmail(Some(Stage::Request), status(404), Some(404), &[unknown]);
    webmail(Some(Stage::Request), status(502), Some(502), &[(Code::WebmailError, Severity::Problem)]);
    webmail(Some(Stage::Request), Cause::RedirectLoop, Some(302), &[(Code::WebmailDown, Severity::Problem)]);
    webmail(None, REFUSED, Some(200), &[opens]);
    webmail(Some(Stage::Request), status(401), Some(401), &[opens]);
    // Whether that page is the webmail we do not know.
    let expired = (Code::TlsCertificateExpired, Severity::Warning);
    webmail(Some(Stage::Certificate), Cause::Tls(TlsCause::Expired), Some(200), &[opens, expired]);
}
