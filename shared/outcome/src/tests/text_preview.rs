//! Tests that the preview below a field agrees with the verdict, and that a text counts only while
//! its question is on the path.

use checklist::conclude_session;
use checklist::conclusion::{CauseCode, Side, complaint};
use checklist::playbook::{Collect, Step};
use checklist::{PastedBounce, TextPreview};
use terms::Localised;
use terms::Owner;

use super::*;
use crate::ticket;

fn text(text: &str) -> InputValue {
    InputValue::Text(text.to_owned())
}

/// The preview of a text before it is sent, with this correction by the customer.
fn previews(session: &Session, pasted: &str, corrected: Option<Side>) -> Vec<TextPreview> {
    let evidence = session.facts.evidence(&session.playbook);
    let complaint =
        complaint(&session.playbook, &checklist::walk(&session.playbook, &evidence).path);
    let input = InputId::from("bounce");
    let pasted =
        PastedBounce::new(pasted).into_input(&input, session.playbook.about(&input), corrected);
    evidence.text_previews(&pasted, complaint)
}

#[track_caller]
fn check(pasted: &str, corrected: Option<Side>, expected: &[(Side, CauseCode, Owner)]) {
    let mut session = Session::checked();
    let before: Vec<_> = previews(&session, pasted, corrected)
        .into_iter()
        .map(|preview| (preview.side, preview.conclusion.cause, preview.conclusion.owner))
        .collect();
    assert_eq!(before, expected, "{pasted}");
    // The verdict after it is sent.
    session.answer("ticket", inputs(&[("bounce", text(pasted))])).unwrap();
    if let Some(side) = corrected {
        session.give(Command::CorrectSide { input: InputId::from("bounce"), side }).unwrap();
    }
    let verdict = conclude_session(&session.playbook, &session.facts.evidence(&session.playbook));
    for (_, cause, owner) in expected.iter().filter(|(_, cause, _)| cause.is_trouble()) {
        assert!(
            verdict
                .iter()
                .any(|conclusion| (conclusion.cause, conclusion.owner) == (*cause, *owner)),
            "{pasted}\n{verdict:?}"
        );
    }
    if expected.iter().all(|(_, cause, _)| !cause.is_trouble()) {
        assert!(
            verdict.iter().all(|conclusion| conclusion.because.bounce.is_empty()
                && conclusion.because.shown.is_empty()),
            "{pasted}\n{verdict:?}"
        );
    }
}

const FULL: &str = "<{}>: host mx said: 552 5.2.2 Mailbox is full";

#[test]
fn the_side_that_is_recognised_or_chosen_says_whose_job_it_is() {
    use CauseCode as Cause;
    let full = |address: &str| FULL.replace("{}", address);
    check(&full("ugo@altra.test"), None, &[(Side::Sent, Cause::RecipientFull, Owner::OtherSide)]);
    check(&full("anna@bottega.test"), None, &[(Side::Received, Cause::MailboxFull, Owner::You)]);
    check(
        &full("ugo@altra.test"),
        Some(Side::Received),
        &[(Side::Received, Cause::MailboxFull, Owner::You)],
    );
    check(
        &full("anna@bottega.test"),
        Some(Side::Sent),
        &[(Side::Sent, Cause::RecipientFull, Owner::OtherSide)],
    );
    check(
        &full("ugo@altra.test"),
        Some(Side::Forwarded),
        &[(Side::Forwarded, Cause::MailboxRule, Owner::You)],
    );
    let unproven = "550-5.7.26 This mail has been blocked because the sender is unauthenticated.";
    check(unproven, None, &[(Side::Sent, Cause::SenderUnproven, Owner::DomainAdmin)]);
    check(unproven, Some(Side::Received), &[(Side::Received, Cause::SenderSide, Owner::OtherSide)]);
    check(
        unproven,
        Some(Side::Forwarded),
        &[(Side::Forwarded, Cause::ForwardBreaksSpf, Owner::You)],
    );
    check(
        "550 5.1.1 User unknown",
        Some(Side::Received),
        &[(Side::Received, Cause::MailboxMissing, Owner::DomainAdmin)],
    );
    check(
        "451 4.7.1 Greylisted, try again later",
        None,
        &[(Side::Sent, Cause::PutOff, Owner::Nobody)],
    );
}

#[test]
fn each_recipient_has_its_own() {
    let two = "<ugo@altra.test>: host mx said: 550 5.1.1 no such user\n\n<anna@bottega.test>: host mx said: 552 5.2.2 Mailbox is full";
    let (unknown, full) = (CauseCode::RecipientUnknown, CauseCode::MailboxFull);
    check(two, None, &[(Side::Sent, unknown, Owner::You), (Side::Received, full, Owner::You)]);
}

#[test]
fn what_a_program_shows_is_about_the_connection_unless_the_customer_says_otherwise() {
    let refused = "[AUTHENTICATIONFAILED] Authentication failed.";
    check(refused, None, &[(Side::Connection, CauseCode::PasswordWrong, Owner::You)]);
    check(
        refused,
        Some(Side::Connection),
        &[(Side::Connection, CauseCode::PasswordWrong, Owner::You)],
    );
    check(refused, Some(Side::Sent), &[(Side::Sent, CauseCode::CouldNotJudge, Owner::Nobody)]);
}

/// Choosing the side that is chosen already changes nothing.
#[test]
fn to_confirm_that_it_is_about_the_connection_changes_nothing() {
    for pasted in
        ["552 5.2.2 <anna@bottega.test>: Mailbox is full", "451 4.3.0 Temporary server error"]
    {
        let mut session = Session::checked();
        let input = session.playbook.inputs.get_mut(&InputId::from("bounce")).unwrap();
        input.about = Some(Side::Connection);
        let before = previews(&session, pasted, None);
        assert!(before[0].is_judged(), "{pasted} {before:?}");
        assert_eq!(previews(&session, pasted, Some(Side::Connection)), before, "{pasted}");
        assert!(before.iter().all(|preview| preview.side == Side::Connection));
    }
}

#[test]
fn what_nobody_can_read_is_judged_by_nobody() {
    assert_eq!(previews(&Session::checked(), "Ci vediamo domani.", None), []);
    let unknown = previews(&Session::checked(), "550 5.7.1 Quod licet Iovi", None);
    assert!(
        unknown.iter().all(|preview| preview.conclusion.confidence == terms::Confidence::Possible),
        "{unknown:?}"
    );
}

/// After "one message" a step asks for the error; support asks for it too.
fn asked_on_the_path() -> Session {
    let mut session = Session::checked();
    let question = Localised { it: "Che errore?".to_owned(), en: "Which error?".to_owned() };
    let collect = Collect {
        question,
        help: None,
        inputs: vec![InputId::from("bounce")],
        next: step("ticket"),
    };
    session.playbook.steps.insert(step("error"), Step::Collect(collect));
    if let Some(Step::Ask(scope)) = session.playbook.steps.get_mut(&step("scope")) {
        scope.options[1].next = step("error");
    }
    session.answer("scope", option("one")).unwrap();
    session
}

#[track_caller]
fn check_causes(session: &Session, expected: &[CauseCode]) {
    let evidence = session.facts.evidence(&session.playbook);
    let causes = conclude_session(&session.playbook, &evidence)
        .into_iter()
        .filter(|conclusion| !conclusion.because.bounce.is_empty());
    assert_eq!(causes.map(|conclusion| conclusion.cause).collect::<Vec<_>>(), expected);
    let in_ticket = ticket(&session.standing(), Lang::It, &[])
        .lines
        .iter()
        .filter(|line| line.id.starts_with("bounce."))
        .count();
    assert_eq!(in_ticket, expected.len(), "the ticket tells of the same texts");
}

/// The page says that an answer off the path is not used, so nothing may be based on it.
#[test]
fn a_text_counts_as_long_as_its_question_is_on_the_path() {
    let full = text("<ugo@altra.test>: host mx said: 552 5.2.2 Mailbox is full");
    let unknown = text("<eva@altra.test>: host mx said: 550 5.1.1 no such user");
    let mut session = asked_on_the_path();
    session.answer("error", inputs(&[("bounce", full)])).unwrap();
    check_causes(&session, &[CauseCode::RecipientFull]);
    session.answer("scope", option("all")).unwrap();
    check_causes(&session, &[]);
    session.answer("ticket", inputs(&[("bounce", unknown)])).unwrap();
    check_causes(&session, &[CauseCode::RecipientUnknown]);
    // When it is asked again it counts again, but the text written since is newer.
    session.answer("scope", option("one")).unwrap();
    check_causes(&session, &[CauseCode::RecipientUnknown]);
    session
        .answer("error", inputs(&[("bounce", text("550 5.7.26 unauthenticated sender"))]))
        .unwrap();
    check_causes(&session, &[CauseCode::SenderUnproven]);
}
