//! Tests of the state of a check, and of a check that was stopped.

use mail::ReplyCode;

use super::*;
use crate::finding::{
    CheckState, FindingCode as Code, FindingSeverity as Severity, state_of, state_of_probe,
};

#[track_caller]
fn stands(diagnosis: &Diagnosis, expected: CheckState) {
    let findings = evaluate(diagnosis, &Expectations::default());
    assert_eq!(state_of(diagnosis, diagnosis.checks[0], &findings), expected, "{findings:?}");
}

fn imap() -> Seen {
    Seen::of(&[CheckKind::Imap])
}

const REFUSED: [(Stage, Cause); 1] = [(Stage::Connect, Cause::Refused)];
const STOPPED: [(Stage, Cause); 1] = [(Stage::Connect, Cause::Cancelled)];

#[test]
fn while_it_runs() {
    stands(&imap().unended(), CheckState::Waiting);
    stands(&imap().running(ProbeKind::Imap).unended(), CheckState::Running);
    stands(&imap().service(ProbeKind::Imap, &[]).unended(), CheckState::Running);
    stands(
        &imap().service(ProbeKind::Imap, &[]).running(ProbeKind::Imaps).unended(),
        CheckState::Running,
    );
    stands(
        &imap().service(ProbeKind::Imap, &[]).service(ProbeKind::Imaps, &[]).unended(),
        CheckState::Ok,
    );
    // More relays may be planned until the end.
    stands(&Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &[]).unended(), CheckState::Running);
}

#[test]
fn at_the_end() {
    let end = |seen: Seen| seen.end(RunEnd::Completed);
    stands(&end(imap().service(ProbeKind::Imap, &[])), CheckState::Ok);
    stands(&end(imap().service(ProbeKind::Imap, &REFUSED)), CheckState::Problem);
    stands(
        &end(imap().service(ProbeKind::Imap, &[(Stage::Connect, Cause::Internal)])),
        CheckState::CouldNotCheck,
    );
    stands(&end(imap()), CheckState::Skipped);
    let relay = Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &[]);
    stands(
        &end(relay.relay("2001:db8::1", &[(Stage::Connect, Cause::NoRouteFromHere)])),
        CheckState::Ok,
    );
    let partly = Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &[]).relay("192.0.2.2", &REFUSED);
    stands(&end(partly), CheckState::Warning);
}

/// Stopping a check is not a fault.
#[test]
fn a_check_that_was_stopped_accuses_nobody() {
    let cancelled = |seen: Seen| seen.end(RunEnd::Cancelled);
    stands(&cancelled(imap()), CheckState::Cancelled);
    stands(&cancelled(imap().running(ProbeKind::Imap)), CheckState::Cancelled);
    stands(&cancelled(imap().service(ProbeKind::Imap, &STOPPED)), CheckState::Cancelled);
    stands(
        &cancelled(imap().service(ProbeKind::Imap, &REFUSED).service(ProbeKind::Imaps, &STOPPED)),
        CheckState::Cancelled,
    );
    stands(
        &cancelled(imap().service(ProbeKind::Imap, &[]).service(ProbeKind::Imaps, &STOPPED)),
        CheckState::Ok,
    );
    let relays =
        Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &REFUSED).relay("192.0.2.2", &STOPPED);
    stands(&cancelled(relays), CheckState::Cancelled);
    let silent = crate::probe::MxSeen::failed(mail::dns::DnsCause::Timeout);
    let mx = Seen::of(&[CheckKind::Mx]).probe(
        ProbeKind::Mx,
        &[(Stage::Mx, Cause::Cancelled)],
        Observation::Mx(silent),
    );
    stands(&cancelled(mx.self_test(Some(true), None)), CheckState::Cancelled);
    let web = Seen::of(&[CheckKind::Webmail]).probe(
        ProbeKind::Webmail,
        &STOPPED,
        Observation::Web(WebSeen::default()),
    );
    stands(&cancelled(web), CheckState::Cancelled);
}

#[test]
fn what_was_seen_before_the_stop_is_kept() {
    let seen = Seen::of(&[CheckKind::Imap, CheckKind::Pop3])
        .service(ProbeKind::Imap, &REFUSED)
        .service(ProbeKind::Imaps, &REFUSED)
        .service(ProbeKind::Pop3, &[])
        .service(ProbeKind::Pop3s, &STOPPED);
    let expected = [(Code::ImapDown, Severity::Problem), (Code::Pop3Ok, Severity::Info)];
    assert_eq!(judged(&seen.end(RunEnd::Cancelled)), expected);
}

#[test]
fn a_check_whose_server_went_away_could_not_be_judged() {
    stands(&imap().running(ProbeKind::Imap).end(RunEnd::Interrupted), CheckState::CouldNotCheck);
    stands(
        &Seen::of(&[CheckKind::Relay]).running(ProbeKind::Smtp).end(RunEnd::Interrupted),
        CheckState::CouldNotCheck,
    );
}

#[track_caller]
fn alone(kind: ProbeKind, failed: &[(Stage, Cause)], expected: CheckState) {
    let diagnosis = imap().service(kind, failed).end(RunEnd::Completed);
    assert_eq!(state_of_probe(&diagnosis.probes[0]), expected, "{failed:?}");
}

#[test]
fn the_state_of_one_probe() {
    let rejected = |code: u16| Cause::Rejected {
        reply: ReplyCode::new(code),
        enhanced: None,
        server_text: ServerText::default(),
    };
    alone(ProbeKind::Imaps, &[], CheckState::Ok);
    alone(ProbeKind::Imaps, &REFUSED, CheckState::Problem);
    alone(ProbeKind::Smtp, &[(Stage::Greeting, rejected(554))], CheckState::Problem);
    alone(ProbeKind::Smtp, &[(Stage::Greeting, rejected(421))], CheckState::Warning);
    alone(ProbeKind::Imaps, &STOPPED, CheckState::Cancelled);
    alone(ProbeKind::Imaps, &[(Stage::Connect, Cause::NoRouteFromHere)], CheckState::CouldNotCheck);
    alone(
        ProbeKind::Imaps,
        &[(Stage::Certificate, Cause::Tls(TlsCause::Expired))],
        CheckState::Warning,
    );
    let diagnosis = imap().running(ProbeKind::Imap).unended();
    assert_eq!(state_of_probe(&diagnosis.probes[0]), CheckState::Running);
}
