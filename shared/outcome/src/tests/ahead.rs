//! Tests of the bounds on further questions, compared with what the playbook of these tests allows.

use checklist::playbook::Choice;
use checklist::playbook::Step;
use checklist::{DeviceSeen, questions_ahead};

use super::*;

#[track_caller]
fn check(session: &Session, expected: Option<(usize, usize)>) {
    let evidence = session.facts.evidence(&session.playbook);
    let ahead = questions_ahead(&session.playbook, &evidence, &session.walk());
    assert_eq!(
        ahead.map(|ahead| (*ahead.start(), *ahead.end())),
        expected,
        "at {:?}",
        session.walk().current()
    );
}

#[test]
fn the_graph_bounds_what_is_still_asked() {
    let mut session = Session::open();
    // The device may be measured; after that, only a fault of the domain makes the other two
    // questions unnecessary.
    check(&session, Some((0, 3)));
    session = Session::begun();
    check(&session, Some((0, 2)));
    session.append(Event::DeviceMeasured { seen: DeviceSeen::Online });
    check(&session, Some((0, 2)));
    session.start_and_end();
    check(&session, Some((0, 1)));
    session.answer("scope", option("one")).unwrap();
    check(&session, Some((0, 0)));
}

#[test]
fn an_answer_that_was_kept_is_not_counted_again() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("yes")).unwrap();
    check(&session, Some((0, 0)));
    session.facts.answers.remove(&step("scope"));
    check(&session, Some((0, 0)));
}

#[test]
fn a_way_that_leads_back_promises_nothing() {
    let mut session = Session::checked();
    let Some(Step::Ask(spam)) = session.playbook.steps.get_mut(&step("spam")) else {
        panic!("a question")
    };
    let back = Choice {
        id: "again".into(),
        label: None,
        means: None,
        complaint: None,
        next: "scope".into(),
    };
    spam.options.push(back);
    check(&session, None);
}
