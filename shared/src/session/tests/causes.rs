//! The causes beside a playbook's own advice: which, with which grounds, and where those are shown.

use super::*;
use crate::finding::{Finding, FindingCode, Params};
use crate::session::{Evidence, Place, StepRun, causes, ticket};

/// What a session would know if its checks had found this.
fn with_findings<'a>(session: &'a Session, codes: &[FindingCode]) -> Evidence<'a> {
    let mut evidence = session.facts.evidence(&session.playbook);
    let findings = codes.iter().map(|&code| Finding::new(CheckKind::Relay, code, Params::default())).collect();
    evidence.runs.insert(step("checks"), vec![StepRun { is_ended: true, findings, ..StepRun::default() }]);
    evidence
}

#[track_caller]
fn check(session: &Session, codes: &[FindingCode], expected: &[&str]) {
    let evidence = with_findings(session, codes);
    let told = causes(&session.playbook, &evidence, Lang::En);
    let found: Vec<&str> = told.iter().map(|told| told.conclusion.cause.as_str()).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_the_playbook_advises_itself_is_not_said_twice() {
    let mut session = Session::checked();
    check(&session, &[FindingCode::MxNone], &[]);
    check(&session, &[FindingCode::MxNone, FindingCode::RelayDown], &["mail_servers_down"]);
    session.answer("device", option("no")).unwrap();
    check(&session, &[], &[]);
    // A risk has its place among the findings, and "all is well" is no cause.
    check(&session, &[FindingCode::RelayStarttlsMissing], &[]);
}

#[test]
fn a_session_without_a_conclusion_has_its_possibilities() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("unsure")).unwrap();
    check(&session, &[FindingCode::RelayOk], &["sender_side"]);
    check(&session, &[FindingCode::RelayNotJudged], &["sender_side", "could_not_judge"]);
    // An answer that is off the way says nothing any more.
    session.answer("scope", option("all")).unwrap();
    check(&session, &[FindingCode::RelayOk], &[]);
}

#[test]
fn every_ground_leads_to_where_it_is_shown() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("unsure")).unwrap();
    let evidence = with_findings(&session, &[FindingCode::RelayDown]);
    let told = causes(&session.playbook, &evidence, Lang::En);
    let [told] = told.as_slice() else { panic!("one cause: {told:?}") };
    let places = |grounds: &[crate::session::Ground]| grounds.iter().map(|ground| ground.place.clone()).collect::<Vec<_>>();
    assert_eq!(places(&told.because), [Some(Place::Check(CheckKind::Relay))]);
    assert_eq!(places(&told.against), [Some(Place::Answer(step("scope")))]);
    assert!(told.against[0].sentence.contains("One"), "{:?}", told.against);
}

/// What a customer leaves out of the ticket does not come back as what follows from it.
#[test]
fn a_ticket_has_the_causes_but_not_those_of_an_answer_left_out() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("yes")).unwrap();
    let ids = |left_out: &[String]| -> Vec<String> {
        ticket(&session.facts, &session.playbook, Lang::It, left_out).lines.into_iter().map(|line| line.id).collect()
    };
    assert!(!ids(&[]).iter().any(|id| id.starts_with("cause.")), "the advice says it");
    let mut session = Session::checked();
    session.answer("device", option("no")).unwrap();
    let mut playbook = session.playbook.clone();
    playbook.steps.insert(step("connect"), playbook.steps[&step("ticket")].clone());
    let ids = |left_out: &[String]| -> Vec<String> {
        ticket(&session.facts, &playbook, Lang::It, left_out).lines.into_iter().map(|line| line.id).collect()
    };
    assert!(ids(&[]).contains(&"cause.device_offline".to_owned()), "{:?}", ids(&[]));
    assert!(!ids(&["step.device".to_owned()]).contains(&"cause.device_offline".to_owned()));
}

/// The customer's own mailbox refused a message; whoever leaves the bounce out of the ticket leaves that out, too.
#[test]
fn a_pasted_bounce_meets_what_was_measured() {
    let mut session = Session::checked();
    session.answer("scope", option("all")).unwrap();
    let full =
        "Final-Recipient: rfc822; anna@bottega.test\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox is full";
    session.answer("ticket", inputs(&[("bounce", InputValue::Text(full.to_owned()))])).unwrap();
    check(&session, &[FindingCode::RelayOk], &["mailbox_full"]);
    let has_cause = |left_out: &[String]| {
        let ticket = ticket(&session.facts, &session.playbook, Lang::It, left_out);
        ticket.lines.iter().any(|line| line.id == "cause.mailbox_full")
    };
    assert!(has_cause(&[]));
    assert!(!has_cause(&["input.bounce".to_owned()]));
}
