//! Tests of conditions: what they require, and how they are written.

use std::collections::BTreeMap;

use checklist::playbook::{OptionId, Playbook, Predicate, StepId};
use checklist::{Answer, DeviceSeen, Evidence, How, Moment, Pasted, PastedBounce, StepRun, Visit};
use diagnosis::finding::{CheckState, Finding, FindingCode, FindingSeverity, Params};
use diagnosis::probe::CheckKind;
use mail::{Domain, ProviderId};

/// Scope was answered "all"; the relay has a bad certificate, IMAP an expired one; the device is
/// online.
fn holds(predicate: &str) -> bool {
    let scope = StepId::from("scope");
    // Answered before, but off the path now.
    let left = StepId::from("left");
    let all = Answer::Option(OptionId::from("all"));
    let expired =
        |check| Finding::new(check, FindingCode::TlsCertificateExpired, Params::default());
    let self_signed =
        Finding::new(CheckKind::Relay, FindingCode::TlsCertificateSelfSigned, Params::default());
    let known = |code, name| {
        let params = Params { provider: ProviderId::parse(name).ok(), ..Params::default() };
        Finding::new(CheckKind::Provider, code, params)
    };
    let run = StepRun {
        findings: vec![
            expired(CheckKind::Imap),
            self_signed.with_severity(FindingSeverity::Warning),
            known(FindingCode::ProviderIdentified, "microsoft"),
            known(FindingCode::GatewayInFront, "proofpoint"),
        ],
        states: BTreeMap::from([
            (CheckKind::Imap, CheckState::Problem),
            (CheckKind::Relay, CheckState::Warning),
        ]),
        ..StepRun::default()
    };
    let evidence = Evidence {
        answers: BTreeMap::from([(scope.clone(), all.clone()), (left.clone(), all.clone())]),
        runs: BTreeMap::from([(StepId::from("checks"), vec![run])]),
        device: Some(DeviceSeen::Online),
        domains: Domain::parse("bottega.test").into_iter().collect(),
        pasted: Pasted::new(
            [
                "550 5.1.0 <anna@bottega.test> sender rejected (smtps.aruba.it)",
                "452 4.2.2 Mailbox is full",
            ]
            .map(PastedBounce::new)
            .to_vec(),
        ),
        ..Evidence::default()
    };
    let playbook = empty_playbook();
    // The path no longer contains the other question.
    let path = [Visit { step: scope.clone(), how: How::Answered("all".into()) }];
    serde_json::from_str::<Predicate>(predicate)
        .expect("a predicate")
        .holds(&Moment::new(&playbook, &evidence, &path))
}

fn empty_playbook() -> Playbook {
    let text = r#"{"playbook":"p","title":{"it":"","en":""},"intro":{"it":"","en":""},"contact":{"name":"P"},
        "inputs":{},"start":"s","support":"s","steps":{}}"#;
    serde_json::from_str(text).expect("a playbook")
}

#[test]
fn conditions() {
    let table = [
        (r#"{"answer":{"scope":"all"}}"#, true),
        (r#"{"answer":{"scope":"one"}}"#, false),
        (r#"{"answer":{"left":"all"}}"#, false),
        (r#"{"not":{"answer":{"left":"all"}}}"#, true),
        (r#"{"answer":{"scope":"all","other":"all"}}"#, false),
        (r#"{"finding":"tls_certificate_expired"}"#, true),
        (r#"{"finding":"tls_certificate_self_signed"}"#, true),
        (r#"{"finding":"mx_none"}"#, false),
        (r#"{"problem":"tls_certificate_expired"}"#, true),
        (r#"{"problem":"tls_certificate_self_signed"}"#, false),
        (r#"{"check":{"imap":"problem"}}"#, true),
        (r#"{"check":{"imap":"problem","relay":"ok"}}"#, false),
        (r#"{"check":{"webmail":"ok"}}"#, false),
        (r#"{"device":"online"}"#, true),
        (r#"{"device":"offline"}"#, false),
        (r#"{"provider":"microsoft"}"#, true),
        (r#"{"provider":"proofpoint"}"#, true),
        (r#"{"provider":"aruba"}"#, false),
        (r#"{"provider_kind":"gateway"}"#, true),
        (r#"{"provider_kind":"mailbox_host"}"#, true),
        (r#"{"provider_kind":"forwarder"}"#, false),
        (r#"{"not":{"finding":"mx_none"}}"#, true),
        (r#"{"any":[{"finding":"mx_none"},{"device":"online"}]}"#, true),
        (r#"{"all":[{"finding":"mx_none"},{"device":"online"}]}"#, false),
        (r#"{"bounce":{}}"#, true),
        (r#"{"bounce":{"reason":"mailbox_full"}}"#, true),
        (r#"{"bounce":{"reason":"mailbox_unknown"}}"#, false),
        (r#"{"bounce":{"provider":"aruba","reply_code":550,"enhanced_status":"5.1.0"}}"#, true),
        // Both exist, but in different messages.
        (r#"{"bounce":{"provider":"aruba","reason":"mailbox_full"}}"#, false),
        (r#"{"bounce":{"reason":"mailbox_full","side":"sent"}}"#, true),
        (r#"{"bounce":{"reason":"mailbox_full","side":"received"}}"#, false),
        // IMAP's expired certificate comes after what the bounces say, because it is fixed later.
        (r#"{"cause":"sender_not_allowed"}"#, true),
        (r#"{"cause":"certificate_problem"}"#, false),
        (r#"{"cause":{}}"#, true),
        (r#"{"cause":{"is":"sender_not_allowed","owner":"you"}}"#, true),
        (r#"{"cause":{"is":"sender_not_allowed","owner":"nobody"}}"#, false),
        (r#"{"cause":{"at_least":"possible"}}"#, true),
        (r#"{"cause":{"stops_everything":true}}"#, false),
        (r#"{"cause":{"is_read":true}}"#, true),
        (r#"{"cause":"all_well"}"#, false),
        (r#"{"complaint":"cannot_send"}"#, false),
        (r#"{"any":[]}"#, false),
        (r#"{"all":[]}"#, true),
    ];
    for (predicate, expected) in table {
        assert_eq!(holds(predicate), expected, "{predicate}");
    }
}

#[track_caller]
fn written(predicate: &str, expected: &str) {
    assert_eq!(
        serde_json::from_str::<Predicate>(predicate).expect("a predicate").to_string(),
        expected
    );
}

#[test]
fn conditions_in_one_line() {
    written(
        r#"{"all":[{"finding":"mx_none"},{"not":{"any":[{"problem":"relay_down"},{"device":"offline"}]}}]}"#,
        "all(mx_none, not any(problem relay_down, device offline))",
    );
    written(r#"{"answer":{"scope":"all","spam":"yes"}}"#, "scope = all, spam = yes");
    written(r#"{"bounce":{"reason":"mailbox_full"}}"#, "bounce mailbox_full");
    written(r#"{"cause":"mailbox_full"}"#, "cause mailbox_full");
    written(r#"{"cause":{"at_least":"likely","owner":"you"}}"#, "cause at least likely of you");
    written(r#"{"complaint":"late"}"#, "complaint late");
    written(
        r#"{"bounce":{"provider":"aruba","reply_code":550,"enhanced_status":"5.1.0"}}"#,
        "bounce by aruba 550 5.1.0",
    );
    written(r#"{"check":{"mx":"could_not_check"}}"#, "mx: could_not_check");
    written(
        r#"{"any":[{"provider":"aruba"},{"provider_kind":"gateway"}]}"#,
        "any(provider aruba, provider_kind gateway)",
    );
}

/// Everything that must be computed is a finding: there are no other conditions.
#[test]
fn there_are_no_other_conditions() {
    for text in [
        r#"{"count":{"imap":2}}"#,
        r#"{"matches":"a.*"}"#,
        r#"{"finding":"mx_some"}"#,
        r#"{"check":{"ftp":"ok"}}"#,
        r#"{"provider":"Aruba!"}"#,
        r#"{"provider_kind":"bank"}"#,
        r#"{"bounce":{"reason":"bad_luck"}}"#,
        r#"{"bounce":{"text":"spam"}}"#,
        r#"{"cause":"bad_luck"}"#,
        r#"{"cause":{"at_least":"surely"}}"#,
        r#"{"complaint":"boredom"}"#,
        r#""always""#,
    ] {
        assert!(serde_json::from_str::<Predicate>(text).is_err(), "{text}");
    }
}
