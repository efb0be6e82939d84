//! Tests of the servers that receive mail: each address, all of them together, and what cannot be
//! judged from here.

use mail::ReplyCode;

use super::*;
use crate::finding::{FindingCode as Code, FindingSeverity as Severity};
use crate::probe::Refusal;

fn rejected(code: u16) -> Cause {
    Cause::Rejected {
        reply: ReplyCode::new(code),
        enhanced: None,
        server_text: ServerText::new("no"),
    }
}

/// One server that fails like this, while our port 25 is known to work.
#[track_caller]
fn alone(stage: Stage, cause: Cause, code: Code) {
    let seen = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &[(stage, cause)])
        .self_test(None, Some(true));
    check(seen, &[(code, Severity::Problem), (Code::RelayDown, Severity::Problem)]);
}

#[test]
fn a_server_alone_that_fails() {
    alone(Stage::Connect, Cause::Refused, Code::RelayRefused);
    alone(Stage::Connect, TIMEOUT, Code::RelayTimeout);
    alone(Stage::Connect, Cause::Unreachable, Code::RelayUnreachable);
    alone(Stage::Greeting, TIMEOUT, Code::RelaySilent);
    alone(Stage::Greeting, Cause::Closed, Code::RelayClosed);
    alone(Stage::Greeting, rejected(554), Code::RelayGreetingRejected);
    alone(
        Stage::Greeting,
        Cause::NotTheProtocol { first_bytes: ServerText::new("SSH-2.0") },
        Code::RelayNotSmtp,
    );
    alone(Stage::Greeting, Cause::TooMuch { limit_bytes: 1024 }, Code::RelayNotSmtp);
    alone(Stage::Capabilities, rejected(502), Code::RelayGreetingRejected);
    alone(Stage::Capabilities, Cause::Closed, Code::RelayClosed);
}

/// One server that asks to wait or to retry like this. It is a warning at most, and the server is
/// not down.
#[track_caller]
fn waiting(stage: Stage, cause: Cause, code: Code) {
    let begun = Observation::Mail(MailSeen { is_greeting_begun: true, ..MailSeen::default() });
    let address = "192.0.2.1".parse().ok();
    let seen = Seen::of(&[CheckKind::Relay]).probe_at(
        ProbeKind::Smtp,
        "mx.bottega.test",
        address,
        &[(stage, cause)],
        begun,
    );
    check(seen.self_test(None, Some(true)), &[(code, Severity::Warning)]);
}

#[test]
fn a_server_that_asks_for_patience_is_not_down() {
    for code in [421, 450, 451, 452, 454] {
        waiting(Stage::Greeting, rejected(code), Code::RelayBusy);
        waiting(Stage::Capabilities, rejected(code), Code::RelayBusy);
    }
    waiting(Stage::Greeting, TIMEOUT, Code::RelaySlow);
    // It had greeted, and is slow to answer EHLO.
    waiting(Stage::Capabilities, TIMEOUT, Code::RelaySlow);
}

#[test]
fn a_busy_server_beside_others() {
    let busy =
        || Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &[(Stage::Greeting, rejected(451))]);
    let waiting = (Code::RelayBusy, Severity::Warning);
    let (ok, refused) = ((Code::RelayOk, Severity::Info), (Code::RelayRefused, Severity::Warning));
    let (partly, no_route) = (
        (Code::RelayPartlyDown, Severity::Warning),
        (Code::RelayIpv6NotJudged, Severity::Unjudged),
    );
    check(busy().relay("192.0.2.2", &[]), &[waiting, ok]);
    check(busy().relay("192.0.2.2", &[(Stage::Greeting, rejected(421))]), &[waiting, waiting]);
    // Mail arrives by the busy server sooner or later.
    check(
        busy().relay("192.0.2.2", &[(Stage::Connect, Cause::Refused)]),
        &[waiting, refused, partly],
    );
    check(
        busy().relay("2001:db8::1", &[(Stage::Connect, Cause::NoRouteFromHere)]),
        &[waiting, no_route],
    );
}

/// A server that cannot be reached, with what is known of our own port 25.
#[track_caller]
fn unreached(cause: &Cause, port_25: Option<bool>, is_accused: bool) {
    let seen = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &[(Stage::Connect, cause.clone())])
        .self_test(None, port_25);
    let codes = judged(&seen.end(RunEnd::Completed));
    assert_eq!(
        codes.contains(&(Code::RelayDown, Severity::Problem)),
        is_accused,
        "{cause:?} {port_25:?}: {codes:?}"
    );
    assert_eq!(
        codes == [(Code::RelayNotJudged, Severity::Unjudged)],
        !is_accused,
        "{cause:?} {port_25:?}: {codes:?}"
    );
}

#[test]
fn a_server_that_is_not_reached_is_accused_only_when_our_port_leads_out() {
    // A refusal may come from a network in between that blocks port 25.
    for cause in [TIMEOUT, Cause::Unreachable, Cause::Refused, Cause::Closed] {
        unreached(&cause, Some(true), true);
        unreached(&cause, Some(false), false);
        unreached(&cause, None, false);
    }
    // A fault of our own proves nothing, whatever our port does.
    for cause in [Cause::NoRouteFromHere, Cause::Internal, Cause::NotAllowed(Refusal::BudgetSpent)]
    {
        unreached(&cause, Some(true), false);
    }
}

/// All servers of the domain fail at the connection in these ways; with what is known of our own
/// port 25.
#[track_caller]
fn all_unreached(causes: &[Cause], port_25: Option<bool>, codes: &[Code]) {
    let seen = Seen::of(&[CheckKind::Relay]);
    let seen = (1..).zip(causes).fold(seen, |seen, (host, cause)| {
        seen.relay(&format!("192.0.2.{host}"), &[(Stage::Connect, cause.clone())])
    });
    let found: Vec<_> = judged(&seen.self_test(None, port_25).end(RunEnd::Completed));
    let severity = if port_25 == Some(true) { Severity::Problem } else { Severity::Unjudged };
    assert_eq!(
        found,
        codes.iter().map(|&code| (code, severity)).collect::<Vec<_>>(),
        "{causes:?} {port_25:?}"
    );
}

/// The control host decides for any mixture; each server is named with its own fault.
#[test]
fn servers_that_fail_in_different_ways() {
    use Code::{RelayDown, RelayNotJudged, RelayRefused, RelayTimeout, RelayUnreachable};
    for (causes, accused) in [
        (vec![Cause::Refused, Cause::Refused], vec![RelayRefused, RelayRefused, RelayDown]),
        (vec![Cause::Refused, TIMEOUT], vec![RelayRefused, RelayTimeout, RelayDown]),
        (vec![TIMEOUT, Cause::Refused], vec![RelayTimeout, RelayRefused, RelayDown]),
        (
            vec![Cause::Unreachable, TIMEOUT, Cause::Refused],
            vec![RelayUnreachable, RelayTimeout, RelayRefused, RelayDown],
        ),
    ] {
        all_unreached(&causes, Some(true), &accused);
        all_unreached(&causes, Some(false), &[RelayNotJudged]);
        all_unreached(&causes, None, &[RelayNotJudged]);
    }
}

const OWN: Cause = Cause::NotAllowed(Refusal::OwnAddress);

#[test]
fn the_machine_that_we_probe_from_is_not_judged() {
    let own = (Code::RelayOwnNotJudged, Severity::Unjudged);
    let not_judged = (Code::RelayNotJudged, Severity::Unjudged);
    // As it is written now, and as an older version wrote it.
    for cause in [OWN, Cause::NotAllowed(Refusal::AddressNotPublic)] {
        for address in ["192.0.2.1", "2001:db8::1"] {
            let alone =
                || Seen::of(&[CheckKind::Relay]).relay(address, &[(Stage::Connect, cause.clone())]);
            check(alone(), &[own, not_judged]);
            check(alone().control(Some(true), Some(true)), &[own, not_judged]);
        }
        let beside = |failed: &[(Stage, Cause)]| {
            Seen::of(&[CheckKind::Relay])
                .relay("192.0.2.1", &[(Stage::Connect, cause.clone())])
                .relay("192.0.2.2", failed)
        };
        // The others are judged as usual: what works, and what certainly fails.
        check(beside(&[]), &[own, (Code::RelayOk, Severity::Info)]);
        let refused = (Code::RelayRefused, Severity::Warning);
        check(
            beside(&[(Stage::Connect, Cause::Refused)]).control(Some(true), None),
            &[own, refused, not_judged],
        );
        check(beside(&[(Stage::Connect, Cause::Refused)]), &[own, not_judged]);
    }
}

/// The services of mail programs are on that machine too.
#[test]
fn no_service_of_that_machine_is_down() {
    for cause in [OWN, Cause::NotAllowed(Refusal::AddressNotPublic)] {
        let failed = [(Stage::Connect, cause)];
        let seen = Seen::of(&[CheckKind::Imap])
            .service(ProbeKind::Imap, &failed)
            .service(ProbeKind::Imaps, &failed);
        check(seen, &[(Code::ServiceNotJudged, Severity::Unjudged)]);
        let web = Seen::of(&[CheckKind::Webmail]).probe(
            ProbeKind::Webmail,
            &failed,
            Observation::Web(WebSeen::default()),
        );
        check(web, &[(Code::WebmailNotJudged, Severity::Unjudged)]);
    }
}

#[test]
fn one_server_that_answers_proves_that_our_port_leads_out() {
    let seen = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &[])
        .relay("192.0.2.2", &[(Stage::Connect, TIMEOUT)]);
    let (ok, timeout) = ((Code::RelayOk, Severity::Info), (Code::RelayTimeout, Severity::Warning));
    check(seen, &[ok, timeout, (Code::RelayPartlyDown, Severity::Warning)]);
}

#[test]
fn some_that_failed_and_some_that_could_not_be_tried_are_not_all_down() {
    let seen = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &[(Stage::Connect, Cause::Refused)])
        .relay("192.0.2.2", &[(Stage::Connect, Cause::Internal)])
        .self_test(None, Some(true));
    check(
        seen,
        &[(Code::RelayRefused, Severity::Warning), (Code::RelayNotJudged, Severity::Unjudged)],
    );
}

#[test]
fn what_could_not_be_tried_is_said_once() {
    let failed = [(Stage::Connect, TIMEOUT)];
    let seen = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &failed)
        .relay("192.0.2.2", &failed)
        .relay("192.0.2.3", &failed);
    check(seen, &[(Code::RelayNotJudged, Severity::Unjudged)]);
}

#[test]
fn an_ipv6_address_that_we_cannot_reach_hides_nothing() {
    let no_route = [(Stage::Connect, Cause::NoRouteFromHere)];
    let ipv6 = (Code::RelayIpv6NotJudged, Severity::Unjudged);
    let seen =
        Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &[]).relay("2001:db8::1", &no_route);
    check(seen, &[(Code::RelayOk, Severity::Info), ipv6]);
    let alone = Seen::of(&[CheckKind::Relay]).relay("2001:db8::1", &no_route);
    check(alone, &[ipv6, (Code::RelayNotJudged, Severity::Unjudged)]);
}

/// A working IPv4 says nothing about IPv6: many networks have an IPv6 address but no route.
#[test]
fn each_family_of_addresses_vouches_for_itself() {
    let (ok, ipv6) =
        ((Code::RelayOk, Severity::Info), (Code::RelayIpv6NotJudged, Severity::Unjudged));
    for (cause, code) in [
        (TIMEOUT, Code::RelayTimeout),
        (Cause::Refused, Code::RelayRefused),
        (Cause::Unreachable, Code::RelayUnreachable),
    ] {
        let seen = || {
            Seen::of(&[CheckKind::Relay])
                .relay("192.0.2.1", &[])
                .relay("2001:db8::1", &[(Stage::Connect, cause.clone())])
        };
        let partly = [ok, (code, Severity::Warning), (Code::RelayPartlyDown, Severity::Warning)];
        check(seen(), &[ok, ipv6]);
        check(seen().control(Some(true), None), &[ok, ipv6]);
        check(seen().control(None, Some(false)), &[ok, ipv6]);
        check(seen().control(None, Some(true)), &partly);
        check(seen().relay("2001:db8::2", &[]), &[partly[0], partly[1], ok, partly[2]]);
        let alone = || {
            Seen::of(&[CheckKind::Relay]).relay("2001:db8::1", &[(Stage::Connect, cause.clone())])
        };
        check(
            alone().control(Some(true), None),
            &[ipv6, (Code::RelayNotJudged, Severity::Unjudged)],
        );
        check(
            alone().control(None, Some(true)),
            &[(code, Severity::Problem), (Code::RelayDown, Severity::Problem)],
        );
    }
}

/// Between servers, a bad certificate is only a risk; it rarely stops mail.
#[test]
fn certificates_between_servers_weigh_little() {
    let ok = (Code::RelayOk, Severity::Info);
    let seen = |cause: TlsCause| {
        Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &[(Stage::Certificate, Cause::Tls(cause))])
    };
    check(seen(TlsCause::Expired), &[ok, (Code::TlsCertificateExpired, Severity::Warning)]);
    check(seen(TlsCause::SelfSigned), &[ok, (Code::TlsCertificateSelfSigned, Severity::Warning)]);
    let handshake = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &[(Stage::Tls, Cause::Tls(TlsCause::Alert))]);
    check(handshake, &[ok, (Code::TlsHandshakeFailed, Severity::Warning)]);
    let injected = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &[(Stage::StartTls, Cause::PlaintextInjected)]);
    check(injected, &[ok, (Code::TlsPlaintextInjected, Severity::Problem)]);
    let capability = ServerText::new("STARTTLS");
    let clear = Seen::of(&[CheckKind::Relay])
        .relay("192.0.2.1", &[(Stage::StartTls, Cause::NotOffered { capability })]);
    check(clear, &[ok, (Code::RelayStarttlsMissing, Severity::Warning)]);
}

#[test]
fn a_server_that_takes_mail_has_no_cause() {
    let failed = [(Stage::Certificate, Cause::Tls(TlsCause::Expired))];
    let findings = evaluate(
        &Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &failed).end(RunEnd::Completed),
        &Expectations::default(),
    );
    let ok = findings.iter().find(|finding| finding.code == Code::RelayOk).unwrap();
    assert_eq!((&ok.params.stage, &ok.params.cause), (&None, &None));
}

#[test]
fn what_a_server_says_goes_into_the_finding() {
    let findings = evaluate(
        &Seen::of(&[CheckKind::Relay])
            .relay("192.0.2.1", &[(Stage::Greeting, rejected(421))])
            .end(RunEnd::Completed),
        &Expectations::default(),
    );
    let busy = findings.iter().find(|finding| finding.code == Code::RelayBusy).unwrap();
    assert_eq!(busy.params.reply_code, ReplyCode::new(421));
    assert_eq!(busy.params.server_text.as_ref().map(ServerText::as_str), Some("no"));
    assert_eq!(busy.params.address, "192.0.2.1".parse().ok());
}

/// STARTTLS is offered and then refused: between servers, mail continues in clear text, and that is
/// reported.
#[test]
fn starttls_that_is_refused_is_said() {
    let seen =
        Seen::of(&[CheckKind::Relay]).relay("192.0.2.1", &[(Stage::StartTls, rejected(454))]);
    check(seen, &[(Code::RelayOk, Severity::Info), (Code::TlsHandshakeFailed, Severity::Warning)]);
}
