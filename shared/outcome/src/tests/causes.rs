//! Tests of the verdict of a session: the headline, its evidence, and where the evidence is shown.

use checklist::{Evidence, StepRun};
use diagnosis::finding::{Finding, FindingCode, Params};

use super::*;
use crate::{CauseText, Place, ticket, verdict};

/// The evidence of a session whose checks have found this.
fn with_findings(session: &Session, codes: &[FindingCode]) -> Evidence {
    let mut evidence = session.facts.evidence(&session.playbook);
    let findings =
        codes.iter().map(|&code| Finding::new(CheckKind::Relay, code, Params::default())).collect();
    evidence
        .runs
        .insert(step("checks"), vec![StepRun { is_ended: true, findings, ..StepRun::default() }]);
    evidence
}

#[track_caller]
fn check(session: &Session, codes: &[FindingCode], expected: &[&str]) {
    let evidence = with_findings(session, codes);
    let found: Vec<&str> = everything(session, &evidence)
        .iter()
        .map(|cause| cause.conclusion.cause.as_str())
        .collect();
    assert_eq!(found, expected);
}

/// The headline first, then the other causes.
fn everything(session: &Session, evidence: &Evidence) -> Vec<CauseText> {
    let concluded = verdict(&session.standing_on(evidence), Lang::En)
        .map(|verdict| [verdict.results, verdict.others, verdict.noticed].concat());
    concluded.unwrap_or_default()
}

/// The headline is the first ranked cause, whatever the playbook's steps are called.
#[test]
fn the_headline_is_the_first_cause() {
    let mut session = Session::checked();
    check(&session, &[FindingCode::MxNone], &["mail_has_no_place"]);
    check(
        &session,
        &[FindingCode::MxNone, FindingCode::RelayDown],
        &["mail_has_no_place", "mail_servers_down"],
    );
    check(&session, &[FindingCode::RelayStarttlsMissing], &["works_with_risks"]);
    session.answer("device", option("no")).unwrap();
    check(&session, &[], &["device_offline"]);
}

#[test]
fn a_session_without_a_conclusion_has_its_possibilities() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("unsure")).unwrap();
    check(&session, &[FindingCode::RelayOk], &["sender_side"]);
    check(&session, &[FindingCode::RelayNotJudged], &["sender_side"]);
    // An answer off the path no longer counts.
    session.answer("scope", option("all")).unwrap();
    check(&session, &[FindingCode::RelayOk], &["all_well"]);
}

#[test]
fn every_ground_leads_to_where_it_is_shown() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("unsure")).unwrap();
    let evidence = with_findings(&session, &[FindingCode::RelayDown]);
    let concluded = everything(&session, &evidence);
    let [concluded] = concluded.as_slice() else { panic!("one cause: {concluded:?}") };
    let places = |grounds: &[crate::Ground]| {
        grounds.iter().map(|ground| ground.place.clone()).collect::<Vec<_>>()
    };
    assert_eq!(places(&concluded.because), [Some(Place::Check(CheckKind::Relay))]);
    assert_eq!(places(&concluded.against), [Some(Place::Answer(step("scope")))]);
    assert!(concluded.against[0].sentence.contains("One"), "{:?}", concluded.against);
}

/// What follows from an answer left out of the ticket must not appear either.
#[test]
fn a_ticket_has_the_cause_but_not_that_of_an_answer_left_out() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("yes")).unwrap();
    let outcome = |left_out: &[String]| -> String {
        let ticket = ticket(&session.standing(), Lang::En, left_out);
        ticket
            .lines
            .into_iter()
            .find(|line| line.id == "outcome")
            .map(|line| line.value)
            .unwrap_or_default()
    };
    assert!(
        outcome(&[])
            .contains(words::conclusion(Lang::En, checklist::conclusion::CauseCode::TakenForJunk)),
        "{}",
        outcome(&[])
    );
    assert!(
        !outcome(&["step.spam".to_owned()])
            .contains(words::conclusion(Lang::En, checklist::conclusion::CauseCode::TakenForJunk))
    );
}

/// The customer's own mailbox refused a message; if the bounce is left out of the ticket, so is
/// that cause.
#[test]
fn a_pasted_bounce_meets_what_was_measured() {
    let mut session = Session::checked();
    session.answer("scope", option("all")).unwrap();
    let full = "Final-Recipient: rfc822; anna@bottega.test\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; 552 5.2.2 Mailbox is full";
    session.answer("ticket", inputs(&[("bounce", InputValue::Text(full.to_owned()))])).unwrap();
    check(&session, &[FindingCode::RelayOk], &["mailbox_full"]);
    let full = words::conclusion(Lang::It, checklist::conclusion::CauseCode::MailboxFull);
    let has_cause = |left_out: &[String]| {
        let ticket = ticket(&session.standing(), Lang::It, left_out);
        ticket.lines.iter().any(|line| line.id == "outcome" && line.value.contains(full))
    };
    assert!(has_cause(&[]));
    assert!(!has_cause(&["input.bounce".to_owned()]));
}
