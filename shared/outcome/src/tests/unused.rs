//! Tests that answers that no longer count, and answers that count again, are reported.

use session::{Changed, PathSnapshot, due, unused};

use super::*;

/// Answers a step, and returns the changes right after it and after the checks that it started have
/// ended.
fn answer(session: &mut Session, at: &str, chosen: Answer) -> (Changed, Changed) {
    let before = PathSnapshot::new(&session.facts, &session.walk(), &step(at), None);
    session.answer(at, chosen).unwrap();
    let at_once = before.changed(&session.walk());
    if session.facts.running().is_some() || due(&session.standing()).is_some() {
        session.start_and_end();
    }
    (at_once, before.changed(&session.walk()))
}

#[track_caller]
fn check(
    session: &mut Session,
    at: &str,
    chosen: Answer,
    dropped: &[&str],
    used_again: &[&str],
    unused_now: &[&str],
) {
    let (_, changed) = answer(session, at, chosen);
    let steps = |names: &[&str]| names.iter().map(|name| step(name)).collect::<Vec<_>>();
    assert_eq!(changed, Changed { dropped: steps(dropped), used_again: steps(used_again) }, "{at}");
    assert_eq!(
        unused(&session.facts, &session.playbook, &session.walk()),
        steps(unused_now),
        "{at}"
    );
}

#[test]
fn an_answer_off_the_path_is_not_used_and_comes_back_with_the_path() {
    let mut session = Session::checked();
    check(&mut session, "scope", option("one"), &[], &[], &[]);
    check(&mut session, "spam", option("yes"), &[], &[], &[]);
    check(&mut session, "scope", option("all"), &["spam"], &[], &["spam"]);
    // The same answer again changes nothing.
    check(&mut session, "scope", option("unsure"), &[], &[], &["spam"]);
    check(&mut session, "scope", option("one"), &[], &["spam"], &[]);
    // Two questions later.
    check(&mut session, "device", option("no"), &["scope", "spam"], &[], &["spam", "scope"]);
    check(&mut session, "device", option("yes"), &[], &["scope", "spam"], &[]);
    // What is written for support counts on every path.
    check(&mut session, "ticket", inputs(&[("sender", mailbox("ugo@altra.test"))]), &[], &[], &[]);
    check(&mut session, "device", option("no"), &["scope", "spam"], &[], &["spam", "scope"]);
}

/// Another address must be checked first; until then it is not known which answers count.
#[test]
fn nothing_is_said_while_checks_are_waited_for() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("yes")).unwrap();
    let before = PathSnapshot::new(&session.facts, &session.walk(), &step("mailbox"), None);
    session.answer("mailbox", inputs(&[("mailbox", mailbox("ugo@altra.test"))])).unwrap();
    assert!(session.walk().current() == Some(&step("checks")), "{:?}", session.walk());
    assert_eq!(before.changed(&session.walk()), Changed::default());
    assert_eq!(unused(&session.facts, &session.playbook, &session.walk()), []);
    // Another answer meanwhile is compared with the state before both.
    let both = PathSnapshot::new(&session.facts, &session.walk(), &step("device"), Some(&before));
    session.answer("device", option("no")).unwrap();
    assert_eq!(
        both.changed(&session.walk()),
        Changed { dropped: vec![step("scope"), step("spam")], used_again: Vec::new() }
    );
}

/// An answer shown as unused is in no ticket, and no cause is based on it.
#[test]
fn nothing_rests_on_an_answer_that_is_not_used() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("yes")).unwrap();
    let rests_on = |session: &Session, name: &str| {
        let evidence = session.facts.evidence(&session.playbook);
        let causes = checklist::conclude_session(&session.playbook, &evidence);
        let in_ticket = crate::ticket(&session.standing(), Lang::It, &[]).lines;
        let is_cited = causes
            .iter()
            .flat_map(|cause| cause.because.answers.iter().chain(&cause.against.answers))
            .any(|said| said.step == step(name));
        is_cited || in_ticket.iter().any(|line| line.id == format!("step.{name}"))
    };
    assert!(rests_on(&session, "spam"));
    for other in ["all", "unsure"] {
        session.answer("scope", option(other)).unwrap();
        assert!(!rests_on(&session, "spam"), "{other}");
    }
    session.answer("scope", option("one")).unwrap();
    assert!(rests_on(&session, "spam"));
    session.answer("device", option("no")).unwrap();
    for name in ["scope", "spam"] {
        assert!(!rests_on(&session, name), "{name}");
    }
}
