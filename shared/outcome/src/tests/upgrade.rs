//! Tests of what a newer version of the playbook would change for a session.

use checklist::playbook::Step;
use session::upgrade;
use terms::Localised;

use super::*;

/// A session with the answer "one message", and a newer version modified by `change`.
#[track_caller]
fn check(change: impl FnOnce(&mut Playbook), expected: Option<&[&str]>) {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    let mut newer = session.playbook.clone();
    change(&mut newer);
    let found = upgrade(&session.playbook, &newer, &session.facts);
    let asked =
        found.map(|upgrade| upgrade.asked.into_iter().map(|step| step.0).collect::<Vec<_>>());
    assert_eq!(
        asked.as_deref().map(|asked| asked.iter().map(String::as_str).collect::<Vec<_>>()),
        expected.map(<[&str]>::to_vec)
    );
}

fn reworded() -> Localised {
    Localised { it: "Nuovo".to_owned(), en: "New".to_owned() }
}

#[test]
fn what_is_past_is_no_news() {
    check(|_| {}, None);
    check(|newer| newer.intro = reworded(), None);
    check(
        |newer| {
            newer.steps.remove(&step("no_mx"));
        },
        None,
    );
    let of_a_past_step = |newer: &mut Playbook| {
        if let Some(Step::Ask(device)) = newer.steps.get_mut(&step("device")) {
            device.question = reworded();
        }
    };
    check(of_a_past_step, None);
}

#[test]
fn what_lies_ahead_is_news_and_asks_nothing_again() {
    let of_the_next_step = |newer: &mut Playbook| {
        if let Some(Step::Ask(spam)) = newer.steps.get_mut(&step("spam")) {
            spam.question = reworded();
        }
    };
    check(of_the_next_step, Some(&[]));
}

#[test]
fn an_answer_that_is_no_option_any_more_is_asked_for_again() {
    let without_one = |newer: &mut Playbook| {
        if let Some(Step::Ask(scope)) = newer.steps.get_mut(&step("scope")) {
            scope.options.retain(|choice| choice.id.0 != "one");
        }
    };
    check(without_one, Some(&["scope"]));
}

#[test]
fn a_new_question_on_the_way_is_named() {
    let with_another = |newer: &mut Playbook| {
        let Some(Step::Ask(mut other)) = newer.steps.get(&step("spam")).cloned() else { return };
        other.question = reworded();
        newer.steps.insert(step("before"), Step::Ask(other));
        if let Some(Step::Check(checks)) = newer.steps.get_mut(&step("checks")) {
            checks.next.iter_mut().for_each(|branch| branch.to = step("before"));
        }
    };
    check(with_another, Some(&["before"]));
}
