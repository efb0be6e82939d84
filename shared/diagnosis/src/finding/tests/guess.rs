//! Tests of guessed hosts: a missing answer is no fault, and good answers count.

use mail::ReplyCode;
use mail::dns::DnsCause;

use super::*;
use crate::finding::{
    CheckState, FindingCode as Code, FindingSeverity as Severity, state_of, state_of_probe_within,
};
use crate::probe::Refusal;

const PROGRAMS: [CheckKind; 3] = [CheckKind::Submission, CheckKind::Imap, CheckKind::Pop3];
const REFUSED: Cause = Cause::Refused;
const UNKNOWN: (Code, Severity) = (Code::MailHostUnknown, Severity::Unjudged);
const OK: (Code, Severity) = (Code::ImapOk, Severity::Info);

/// IMAP at a guessed host that fails at this stage, on both ports.
#[track_caller]
fn imap(stage: Stage, cause: Cause, expected: &[(Code, Severity)]) {
    let failed = [(stage, cause)];
    let seen = Seen::of(&[CheckKind::Imap])
        .service(ProbeKind::Imap, &failed)
        .service(ProbeKind::Imaps, &failed);
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
    // It could not be tested from here, so the host is not blamed.
    imap(
        Stage::Resolve,
        Cause::Dns(DnsCause::Timeout),
        &[(Code::MailHostNotJudged, Severity::Unjudged)],
    );
    imap(Stage::Connect, Cause::Internal, &[(Code::ServiceNotJudged, Severity::Unjudged)]);
}

/// A host that refuses may be meant for others, or may be unused.
#[test]
fn what_says_no_is_not_down() {
    for code in [421, 454, 550, 554] {
        let no = Cause::Rejected {
            reply: ReplyCode::new(code),
            enhanced: None,
            server_text: ServerText::new("BYE"),
        };
        imap(Stage::Greeting, no.clone(), &[UNKNOWN]);
        imap(Stage::Capabilities, no, &[UNKNOWN]);
    }
    imap(Stage::Capabilities, TIMEOUT, &[UNKNOWN]);
}

/// The name is our guess, so its faults may concern a name that is not in use.
#[test]
fn what_is_wrong_with_a_guess_that_works_is_a_warning() {
    for (cause, code) in [
        (TlsCause::Expired, Code::TlsCertificateExpired),
        (TlsCause::WrongName, Code::TlsCertificateWrongName),
        (TlsCause::SelfSigned, Code::TlsCertificateSelfSigned),
        (TlsCause::UnknownIssuer, Code::TlsCertificateUntrusted),
    ] {
        imap(
            Stage::Certificate,
            Cause::Tls(cause),
            &[OK, OK, (code, Severity::Warning), (code, Severity::Warning)],
        );
    }
    let clear = Cause::NotOffered { capability: ServerText::new("STARTTLS") };
    let seen = Seen::of(&[CheckKind::Imap]).service(ProbeKind::Imap, &[(Stage::StartTls, clear)]);
    let seen =
        seen.service(ProbeKind::Imaps, &[(Stage::Connect, REFUSED)]).guessed(CheckKind::Imap);
    check(
        seen,
        &[OK, (Code::PortClosed, Severity::Info), (Code::StarttlsMissing, Severity::Warning)],
    );
    let injected = [(Stage::StartTls, Cause::PlaintextInjected)];
    let seen = Seen::of(&[CheckKind::Imap])
        .service(ProbeKind::Imap, &injected)
        .service(ProbeKind::Imaps, &[])
        .guessed(CheckKind::Imap);
    check(
        seen,
        &[
            OK,
            (Code::TlsHandshakeFailed, Severity::Warning),
            (Code::TlsPlaintextInjected, Severity::Warning),
        ],
    );
}

/// Submission, IMAP or POP3 at several guessed hosts, which fail like this; `None` works.
#[track_caller]
fn at_hosts(
    kind: ProbeKind,
    hosts: &[(&str, Option<(Stage, Cause)>)],
    expected: &[(Code, Severity)],
) {
    let check_kind = kind.check().unwrap();
    let seen = hosts.iter().fold(Seen::of(&[check_kind]), |seen, (host, failure)| {
        let failed: Vec<_> = failure.iter().cloned().collect();
        let observation = Observation::Mail(crate::testing::mail_seen(kind, &failed));
        seen.probe_at(kind, host, None, &failed, observation)
    });
    let diagnosis = seen.guessed(check_kind).end(RunEnd::Completed);
    assert_eq!(judged(&diagnosis), expected, "{hosts:?}");
    // Failed guesses are shown as tried, and are no problem.
    for run in &diagnosis.probes {
        assert_ne!(state_of_probe_within(CheckState::Ok, run), CheckState::Problem, "{hosts:?}");
    }
}

#[test]
fn of_several_names_the_one_that_works_counts() {
    let refused = || Some((Stage::Connect, REFUSED));
    let missing = || Some((Stage::Resolve, Cause::Dns(DnsCause::NxDomain)));
    let unasked = || Some((Stage::Resolve, Cause::Dns(DnsCause::Timeout)));
    let ours = || Some((Stage::Connect, Cause::Internal));
    for (kind, ok) in [
        (ProbeKind::Submission, Code::SubmissionOk),
        (ProbeKind::Imaps, Code::ImapOk),
        (ProbeKind::Pop3s, Code::Pop3Ok),
    ] {
        let ok = (ok, Severity::Info);
        at_hosts(kind, &[("mail.bottega.test", refused()), ("smtp.bottega.test", None)], &[ok]);
        at_hosts(
            kind,
            &[
                ("mail.bottega.test", ours()),
                ("smtp.bottega.test", None),
                ("mx.bottega.test", None),
            ],
            &[ok],
        );
        at_hosts(
            kind,
            &[("mail.bottega.test", refused()), ("smtp.bottega.test", refused())],
            &[UNKNOWN],
        );
        at_hosts(
            kind,
            &[("mail.bottega.test", missing()), ("smtp.bottega.test", refused())],
            &[UNKNOWN],
        );
        // One host that was tested is enough to know that the service is not there.
        at_hosts(
            kind,
            &[("mail.bottega.test", unasked()), ("smtp.bottega.test", refused())],
            &[UNKNOWN],
        );
        at_hosts(
            kind,
            &[("mail.bottega.test", ours()), ("smtp.bottega.test", refused())],
            &[UNKNOWN],
        );
        at_hosts(
            kind,
            &[("mail.bottega.test", unasked()), ("smtp.bottega.test", ours())],
            &[(Code::MailHostNotJudged, Severity::Unjudged)],
        );
        at_hosts(
            kind,
            &[("mail.bottega.test", ours()), ("smtp.bottega.test", ours())],
            &[(Code::ServiceNotJudged, Severity::Unjudged)],
        );
    }
}

#[test]
fn every_name_that_was_tried_is_told() {
    let refused = [(Stage::Connect, REFUSED)];
    let tried = |seen: Seen, host: &str| {
        seen.probe_at(
            ProbeKind::Submission,
            host,
            None,
            &refused,
            Observation::Mail(MailSeen::default()),
        )
        .probe_at(
            ProbeKind::Submissions,
            host,
            None,
            &refused,
            Observation::Mail(MailSeen::default()),
        )
    };
    let seen = ["mail.bottega.test", "smtp.bottega.test"]
        .into_iter()
        .fold(Seen::of(&[CheckKind::Submission]), tried);
    let findings = evaluate(
        &seen.guessed(CheckKind::Submission).end(RunEnd::Completed),
        &Expectations::default(),
    );
    assert_eq!(
        findings[0].params.hosts,
        [domain("mail.bottega.test"), domain("smtp.bottega.test")]
    );
    assert_eq!(findings[0].evidence.len(), 4);
}

#[test]
fn a_proxy_at_a_name_that_nobody_uses_is_no_fault() {
    let proxied =
        || MailSeen { addresses: vec!["104.21.3.4".parse().unwrap()], ..MailSeen::default() };
    let seen = Seen::of(&[CheckKind::Imap]).probe(
        ProbeKind::Imaps,
        &[(Stage::Connect, TIMEOUT)],
        Observation::Mail(proxied()),
    );
    check(seen.guessed(CheckKind::Imap), &[UNKNOWN]);
}

/// Submission, IMAP and POP3 at one guessed host: which of them work, and the codes in that order.
#[track_caller]
fn beside(speaks: [bool; 3], expected: [Code; 3]) {
    let kinds = [ProbeKind::Submissions, ProbeKind::Imaps, ProbeKind::Pop3s];
    let mut seen = Seen::of(&PROGRAMS);
    for (kind, speaks) in kinds.into_iter().zip(speaks) {
        let failed: &[_] = if speaks { &[] } else { &[(Stage::Connect, REFUSED)] };
        seen = seen.service(kind, failed);
    }
    let seen = PROGRAMS.into_iter().fold(seen, Seen::guessed);
    let codes: Vec<_> =
        judged(&seen.end(RunEnd::Completed)).into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, expected, "{speaks:?}");
}

/// Many domains send at one name and read at another: a working guess says nothing about the other
/// services.
#[test]
fn half_of_a_guess_vouches_for_no_other_half() {
    use Code::{ImapOk, MailHostUnknown, Pop3Ok, SubmissionOk};
    beside([true, true, true], [SubmissionOk, ImapOk, Pop3Ok]);
    beside([false, false, false], [MailHostUnknown; 3]);
    beside([true, false, false], [SubmissionOk, MailHostUnknown, MailHostUnknown]);
    beside([false, true, false], [MailHostUnknown, ImapOk, MailHostUnknown]);
    beside([false, false, true], [MailHostUnknown, MailHostUnknown, Pop3Ok]);
    beside([false, true, true], [MailHostUnknown, ImapOk, Pop3Ok]);
    beside([true, true, false], [SubmissionOk, ImapOk, MailHostUnknown]);
    beside([true, false, true], [SubmissionOk, MailHostUnknown, Pop3Ok]);
}

/// Another name may be tried, and a check judged before that could change its result.
#[test]
fn a_guess_that_came_to_nothing_is_settled_by_the_end() {
    let refused = [(Stage::Connect, REFUSED)];
    let seen = |clear: &[(Stage, Cause)]| {
        Seen::of(&[CheckKind::Imap])
            .service(ProbeKind::Imap, clear)
            .service(ProbeKind::Imaps, &refused)
            .guessed(CheckKind::Imap)
    };
    let stands = |diagnosis: &Diagnosis| {
        state_of(diagnosis, CheckKind::Imap, &evaluate(diagnosis, &Expectations::default()))
    };
    assert_eq!(stands(&seen(&refused).unended()), CheckState::Running);
    assert_eq!(stands(&seen(&refused).end(RunEnd::Completed)), CheckState::CouldNotCheck);
    assert_eq!(stands(&seen(&[]).unended()), CheckState::Ok);
}

/// One page: how it fails, if it does, and which webmail it is recognised as.
type Page = (Option<(Stage, Cause)>, Option<&'static str>);

/// Guessed hosts in order, each with its page.
#[track_caller]
fn webmails(pages: &[(&str, Page)], expected: &[(Code, Severity)]) {
    let seen =
        pages.iter().fold(Seen::of(&[CheckKind::Webmail]), |seen, (host, (failure, marks))| {
            let status = match failure {
                Some((_, Cause::HttpStatus { status })) => *status,
                _ => 200,
            };
            let hop = WebHop {
                url: ServerText::new(&format!("https://{host}/")),
                status,
                location: None,
            };
            let failed: Vec<_> = failure.iter().cloned().collect();
            let problem = failed.iter().find_map(|(_, cause)| {
                if let Cause::Tls(cause) = cause { Some(cause.clone()) } else { None }
            });
            let web = WebSeen {
                hops: vec![hop],
                title: None,
                webmail: marks.map(str::to_owned),
                tls: Some(tls(90, problem)),
            };
            seen.probe_at(ProbeKind::Webmail, host, None, &failed, Observation::Web(web))
        });
    check(seen.guessed(CheckKind::Webmail), expected);
}

#[track_caller]
fn webmail(
    failure: Option<(Stage, Cause)>,
    marks: Option<&'static str>,
    expected: &[(Code, Severity)],
) {
    webmails(&[("mail.bottega.test", (failure, marks))], expected);
}

const MARKS: Option<&str> = Some("Roundcube");
const WEB_UNKNOWN: (Code, Severity) = (Code::WebmailHostUnknown, Severity::Unjudged);
const SOME_PAGE: (Code, Severity) = (Code::WebmailPageNotJudged, Severity::Unjudged);
const WEB_OK: (Code, Severity) = (Code::WebmailOk, Severity::Info);

fn status(status: u16) -> Option<(Stage, Cause)> {
    Some((Stage::Request, Cause::HttpStatus { status }))
}

#[test]
fn a_webmail_that_nobody_named() {
    webmail(Some((Stage::Connect, REFUSED)), None, &[WEB_UNKNOWN]);
    webmail(Some((Stage::Tls, Cause::Tls(TlsCause::Alert))), None, &[WEB_UNKNOWN]);
    webmail(Some((Stage::Resolve, Cause::Dns(DnsCause::NxDomain))), None, &[WEB_UNKNOWN]);
    webmail(
        Some((Stage::Resolve, Cause::NotAllowed(Refusal::AddressNotPublic))),
        None,
        &[WEB_UNKNOWN],
    );
    webmail(Some((Stage::Request, Cause::RedirectLoop)), None, &[WEB_UNKNOWN]);
    webmail(status(404), None, &[WEB_UNKNOWN]);
    webmail(status(502), None, &[WEB_UNKNOWN]);
    // A webmail that fails at a guessed name may have another name.
    webmail(status(500), MARKS, &[WEB_UNKNOWN]);
    webmail(
        Some((Stage::Resolve, Cause::Dns(DnsCause::Timeout))),
        None,
        &[(Code::MailHostNotJudged, Severity::Unjudged)],
    );
    webmail(
        Some((Stage::Connect, Cause::Internal)),
        None,
        &[(Code::WebmailNotJudged, Severity::Unjudged)],
    );
}

/// A shop, a parking page, the sign-in of a hosting panel: a page opens at almost every name.
#[test]
fn a_page_is_a_webmail_by_its_marks_only() {
    webmail(None, None, &[SOME_PAGE]);
    webmail(status(401), None, &[SOME_PAGE]);
    webmail(status(403), None, &[SOME_PAGE]);
    webmail(None, MARKS, &[WEB_OK]);
    webmail(status(401), MARKS, &[WEB_OK]);
    let expired = || Some((Stage::Certificate, Cause::Tls(TlsCause::Expired)));
    webmail(expired(), MARKS, &[WEB_OK, (Code::TlsCertificateExpired, Severity::Warning)]);
    // For a page that may be unrelated, even the certificate is not reported.
    webmail(expired(), None, &[SOME_PAGE]);
}

#[test]
fn of_several_names_the_one_with_a_webmail_counts() {
    let refused = || (Some((Stage::Connect, REFUSED)), None);
    webmails(
        &[("webmail.bottega.test", (None, None)), ("mail.bottega.test", (None, MARKS))],
        &[WEB_OK],
    );
    webmails(
        &[("webmail.bottega.test", refused()), ("mail.bottega.test", (None, MARKS))],
        &[WEB_OK],
    );
    webmails(
        &[("webmail.bottega.test", refused()), ("mail.bottega.test", (None, None))],
        &[SOME_PAGE],
    );
    webmails(
        &[("webmail.bottega.test", (None, None)), ("mail.bottega.test", refused())],
        &[SOME_PAGE],
    );
    webmails(
        &[("webmail.bottega.test", refused()), ("mail.bottega.test", refused())],
        &[WEB_UNKNOWN],
    );
}

/// The operator knows the name of the webmail, so any page that opens there is the webmail.
#[test]
fn a_webmail_that_the_operator_names_needs_no_marks() {
    let seen = Seen::of(&[CheckKind::Webmail]).probe(ProbeKind::Webmail, &[], web(None));
    check(seen, &[WEB_OK]);
}
