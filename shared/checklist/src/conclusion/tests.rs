//! Tests of the table of situations (`shared/checklist/data/situations.toml`), of properties of all
//! rules, and of their documentation.

mod documentation;
mod kinds;
mod publish;
mod situations;

use diagnosis::finding::{FindingCode, FindingSeverity, Owner, Params};
use diagnosis::probe::CheckKind;
use mail::bounce::BounceReason;
use mail::connection::ConnectionReason;

use super::*;
use crate::playbook::{Complaint, Confidence, Meaning};

fn found(code: FindingCode) -> Finding {
    // A refused login always has a reason.
    let is_refusal = code == FindingCode::MailboxLoginRefused;
    let params = Params {
        refusal: is_refusal.then_some(ConnectionReason::LoginRefused),
        confidence: is_refusal.then_some(Confidence::Likely),
        ..Params::default()
    };
    Finding::new(CheckKind::Mx, code, params)
}

fn refused(reason: BounceReason, side: Side) -> Known<'static> {
    let refusal = Refusal {
        reason,
        side,
        provider: None,
        owner: reason.owner(),
        confidence: Confidence::Certain,
        recipients: Vec::new(),
    };
    Known { refusals: vec![refusal], ..Known::default() }
}

/// Each finding alone leads to one conclusion that fits its severity. A problem without a cause
/// would be reported as "all well".
#[test]
fn every_finding_alone_has_its_conclusion() {
    for &code in FindingCode::ALL {
        let conclusions = conclude(&[found(code)]);
        assert_eq!(conclusions.len(), 1, "{code:?}");
        let first = &conclusions[0];
        match code.severity() {
            FindingSeverity::Problem => assert!(
                first.cause.is_trouble() && first.confidence > Confidence::Possible,
                "{code:?}"
            ),
            FindingSeverity::Warning => assert_ne!(first.cause, CauseCode::AllWell, "{code:?}"),
            FindingSeverity::Unjudged => {
                assert_eq!(first.cause, CauseCode::CouldNotJudge, "{code:?}")
            }
            FindingSeverity::Info => assert_eq!(first.cause, CauseCode::AllWell, "{code:?}"),
        }
    }
}

/// A failure on our side is not evidence: only the rule that reports it is based on it.
#[test]
fn what_could_not_be_judged_accuses_nobody() {
    for rule in TABLE.iter().copied().flatten().filter(|rule| rule.cause.is_trouble()) {
        for sign in rule.all.iter().chain(rule.any).chain(rule.against) {
            if let Sign::Problem(code) | Sign::Trouble(code) | Sign::Seen(code) = sign {
                assert_ne!(code.severity(), FindingSeverity::Unjudged, "{rule:?}");
            }
        }
        assert!(
            rule.wanted.iter().all(|code| code.severity() == FindingSeverity::Unjudged),
            "{rule:?}"
        );
    }
}

/// An answer alone is never a measurement.
#[test]
fn an_answer_alone_makes_nothing_certain() {
    for &means in Meaning::ALL {
        let said = vec![Said { step: "question".into(), means }];
        for conclusion in rank(&Known { said, ..Known::default() }) {
            let is_measured =
                conclusion.confidence == Confidence::Certain && conclusion.cause.is_trouble();
            assert!(!is_measured, "{means:?}: {conclusion:?}");
        }
    }
}

/// Every reason of a bounce leads to exactly one cause, on every side.
#[test]
fn every_reason_has_its_cause_on_both_sides() {
    for &reason in BounceReason::ALL {
        if matches!(reason, BounceReason::Delivered | BounceReason::Unknown) {
            continue;
        }
        for side in [Side::Sent, Side::Received, Side::Forwarded] {
            let conclusions = rank(&refused(reason, side));
            assert!(conclusions[0].cause.is_trouble(), "{reason:?} {side:?}");
            assert_eq!(conclusions.len(), 1, "{reason:?} {side:?}");
            assert_eq!(conclusions[0].because.bounce.len(), 1, "{reason:?} {side:?}");
        }
    }
}

/// Every error that a program shows has a cause, which is not certain and does not blame the other
/// side.
#[test]
fn every_shown_error_has_its_cause() {
    for &reason in
        ConnectionReason::ALL.iter().filter(|reason| **reason != ConnectionReason::Unknown)
    {
        let shown = vec![ShownError {
            reason,
            provider: None,
            owner: reason.owner(),
            confidence: Confidence::Likely,
        }];
        for complaint in [None, Some(Complaint::ServiceCannotOpen), Some(Complaint::CannotConnect)]
        {
            let conclusions = rank(&Known { complaint, shown: shown.clone(), ..Known::default() });
            let first = &conclusions[0];
            assert!(first.cause.is_trouble(), "{reason:?} {complaint:?}: {conclusions:?}");
            assert_eq!(first.because.shown.len(), 1, "{reason:?} {complaint:?}");
            assert!(
                first.confidence < Confidence::Certain && first.owner != Owner::OtherSide,
                "{reason:?} {complaint:?}"
            );
        }
    }
}

#[test]
fn every_cause_has_a_rule_and_rules_of_one_cause_ask_for_something() {
    let rules = || TABLE.iter().copied().flatten();
    for &cause in CauseCode::ALL {
        assert!(rules().any(|rule| rule.cause == cause), "{cause:?}");
    }
    for rule in rules() {
        let asks = !rule.all.is_empty() || !rule.any.is_empty();
        assert!(asks || rule.when == When::NothingElse, "{rule:?}");
        let is_cited = |sign: &Sign| {
            matches!(
                sign,
                Sign::Sent(_)
                    | Sign::SentFor(..)
                    | Sign::Received(_)
                    | Sign::Forwarded(_)
                    | Sign::Shown(_)
                    | Sign::ShownFor(..)
                    | Sign::Arrived(_)
                    | Sign::ArrivedElsewhere(_)
            )
        };
        let needs_bounce = rule.confidence == ConfidenceSource::AsTheBounce
            || rule.owner == OwnerSource::OfTheBounce;
        assert!(!needs_bounce || rule.any.iter().chain(rule.all).any(is_cited), "{rule:?}");
    }
}

#[test]
fn a_conclusion_cites_each_finding_once_and_only_problems() {
    let mut findings = vec![found(FindingCode::TlsCertificateExpired); 3];
    findings
        .push(found(FindingCode::TlsCertificateWrongName).with_severity(FindingSeverity::Warning));
    let conclusions = conclude(&findings);
    assert_eq!(conclusions.len(), 1);
    assert_eq!(conclusions[0].because.findings, [FindingCode::TlsCertificateExpired]);
    assert_eq!(
        (conclusions[0].confidence, conclusions[0].owner),
        (Confidence::Certain, Owner::MailProvider)
    );
}

/// Other programs read this form: existing fields stay, and empty fields are not written.
#[test]
fn the_wire_form_is_the_documented_one() {
    let conclusions = conclude(&[found(FindingCode::MailProviderChanged)]);
    let written = serde_json::to_string(&conclusions).unwrap();
    let expected = r#"[{"cause":"dns_after_move","confidence":"likely","owner":"domain_admin","because":["mail_provider_changed"]}]"#;
    assert_eq!(written, expected);
    assert_eq!(serde_json::from_str::<Vec<Conclusion>>(&written).unwrap(), conclusions);
    let full = rank(&refused(BounceReason::SpfRefused, Side::Sent));
    let written = serde_json::to_string(&full).unwrap();
    assert!(
        written.contains(
            r#""bounce":[{"reason":"spf_refused","side":"sent","confidence":"certain"}]"#
        ),
        "{written}"
    );
}

/// A bounce is about the customer's own message, unless it was meant for the customer's domain.
#[test]
fn which_way_a_message_was_going() {
    #[track_caller]
    fn check(recipient: &str, domain: Option<&str>, expected: Side) {
        let text = format!(
            "Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 mailbox full"
        );
        let domains: Vec<_> =
            domain.into_iter().map(|domain| mail::Domain::parse(domain).unwrap()).collect();
        let context = PastedContext { domains: &domains, ..PastedContext::default() };
        let refusals = Refusal::all(&mail::bounce::explain(&text).items, &context);
        assert_eq!(
            refusals.iter().map(|refusal| refusal.side).collect::<Vec<_>>(),
            [expected],
            "{recipient}"
        );
    }
    check("anna@bottega.test", Some("bottega.test"), Side::Received);
    check("Anna@BOTTEGA.test", Some("bottega.test"), Side::Received);
    check("ugo@altrove.test", Some("bottega.test"), Side::Sent);
    check("anna@mail.bottega.test", Some("bottega.test"), Side::Sent);
    check("anna@bottega.test", None, Side::Sent);
}
