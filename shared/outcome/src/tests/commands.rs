//! Tests of what a customer may do and of the rejections.

use checklist::{DeviceSeen, How, StepRun, Waits};
use diagnosis::finding::{Finding, FindingCode, Params};
use session::{MAX_LINE_BYTES, MAX_RUN_COUNT, MAX_TEXT_BYTES, due};

use super::*;

#[test]
fn a_session_goes_along_its_path() {
    let mut session = Session::open();
    assert_eq!(session.walk().waits, Waits::Answer);
    session.answer("mailbox", inputs(&[("mailbox", mailbox("anna@bottega.test"))])).unwrap();
    assert_eq!(session.path(), ["mailbox", "device"]);
    session.answer("device", option("yes")).unwrap();
    assert_eq!(session.walk().waits, Waits::ChecksToStart);
    let command = due(&session.standing()).expect("checks are due");
    session.give(command).unwrap();
    assert_eq!(session.walk().waits, Waits::ChecksToEnd(RunId(1)));
    assert_eq!(due(&session.standing()), None, "they run already");
    session.append(Event::RunEnded { run: RunId(1), end: RunEnd::Completed });
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("yes")).unwrap();
    assert_eq!(session.path(), ["mailbox", "device", "checks", "scope", "spam", "not_spam"]);
    assert_eq!(session.walk().waits, Waits::Nothing);
}

#[test]
fn what_the_device_measured_is_not_asked_and_can_be_contradicted() {
    let mut session = Session::begun();
    assert_eq!(session.give(Command::MeasureDevice { seen: DeviceSeen::Online }), Ok(1));
    assert_eq!(
        session.give(Command::MeasureDevice { seen: DeviceSeen::Online }),
        Ok(0),
        "said once is enough"
    );
    let how = session.walk().path.get(1).map(|visit| visit.how.clone());
    assert_eq!(how, Some(How::Measured { rule: 0, option: OptionId::from("yes") }));
    assert_eq!(session.walk().current(), Some(&step("checks")));
    session.answer("device", option("no")).expect("who sees it differently may say so");
    assert_eq!(session.walk().current(), Some(&step("connect")));
}

/// The checks that end the questions stay on the path, so that they can be run again.
#[test]
fn the_checks_that_end_the_questions_stay_on_the_path() {
    let mut session = Session::begun();
    session.playbook.ends = serde_json::from_str(
        r#"[ { "when": { "cause": { "at_least": "likely" } }, "to": "not_spam" } ]"#,
    )
    .expect("an end");
    session.give(Command::MeasureDevice { seen: DeviceSeen::Online }).expect("a measurement");
    session.start_and_end();
    let path = |session: &Session, codes: &[FindingCode]| {
        let mut evidence = session.facts.evidence(&session.playbook);
        let findings = codes
            .iter()
            .map(|&code| Finding::new(CheckKind::Relay, code, Params::default()))
            .collect();
        evidence.runs.insert(
            step("checks"),
            vec![StepRun { is_ended: true, findings, ..StepRun::default() }],
        );
        checklist::walk(&session.playbook, &evidence)
            .path
            .into_iter()
            .map(|visit| visit.step.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        path(&session, &[FindingCode::RelayDown]),
        ["mailbox", "device", "checks", "not_spam"]
    );
    assert_eq!(path(&session, &[FindingCode::RelayOk]), ["mailbox", "device", "checks", "scope"]);
    // A question without an answer is skipped, wherever it is.
    session.facts.device = None;
    assert_eq!(path(&session, &[FindingCode::RelayDown]), ["mailbox", "not_spam"]);
}

#[test]
fn the_same_answer_twice_is_one_event() {
    let mut session = Session::begun();
    assert_eq!(session.answer("device", option("yes")), Ok(1));
    assert_eq!(session.answer("device", option("yes")), Ok(0));
    assert_eq!(session.answer("device", option("no")), Ok(1));
}

#[test]
fn changing_an_answer_and_changing_it_back_starts_no_second_probe() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("device", option("no")).unwrap();
    assert_eq!(session.path(), ["mailbox", "device", "connect"]);
    assert_eq!(due(&session.standing()), None);
    session.answer("device", option("yes")).unwrap();
    assert_eq!(due(&session.standing()), None);
    assert_eq!(
        session.path(),
        ["mailbox", "device", "checks", "scope", "spam"],
        "what was said later still holds"
    );
    // Another mailbox of the same domain, which was checked already.
    session.answer("mailbox", inputs(&[("mailbox", mailbox("ugo@bottega.test"))])).unwrap();
    assert_eq!(due(&session.standing()), None);
    // Another domain needs new checks; back at the first domain, its results are still there.
    session.answer("mailbox", inputs(&[("mailbox", mailbox("anna@altra.test"))])).unwrap();
    assert_eq!(due(&session.standing()), Some(Command::StartChecks { step: step("checks") }));
    session.answer("mailbox", inputs(&[("mailbox", mailbox("anna@bottega.test"))])).unwrap();
    assert_eq!(due(&session.standing()), None);
}

#[test]
fn an_answer_to_a_step_that_is_off_the_way_is_stale() {
    let mut session = Session::checked();
    assert_eq!(session.answer("spam", option("yes")), Err(Rejection::StaleStep));
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("yes")).expect("now it is on the way");
    session.answer("scope", option("all")).unwrap();
    assert_eq!(session.answer("spam", option("unsure")), Err(Rejection::StaleStep));
    assert_eq!(session.answer("nowhere", option("yes")), Err(Rejection::UnknownStep));
}

#[test]
fn support_can_be_asked_at_any_time() {
    let mut session = Session::open();
    assert_eq!(
        session.answer("ticket", inputs(&[("subject", InputValue::Text("aiuto".to_owned()))])),
        Ok(1)
    );
}

#[track_caller]
fn answered(at: &str, answer: Answer, expected: Result<usize, Rejection>) {
    assert_eq!(Session::checked().answer(at, answer), expected);
}

#[test]
fn an_answer_must_fit_its_step() {
    let text = |length: usize| InputValue::Text("x".repeat(length));
    answered("scope", option("all"), Ok(1));
    answered("scope", option("some"), Err(Rejection::WrongAnswer));
    answered("scope", no_inputs(), Err(Rejection::WrongAnswer));
    answered("checks", option("yes"), Err(Rejection::WrongAnswer));
    answered("mailbox", option("yes"), Err(Rejection::WrongAnswer));
    answered("mailbox", no_inputs(), Err(Rejection::MissingInput));
    answered("mailbox", inputs(&[("sender", mailbox("a@b.test"))]), Err(Rejection::WrongAnswer));
    answered("mailbox", inputs(&[("mailbox", text(3))]), Err(Rejection::WrongAnswer));
    answered("mailbox", inputs(&[("mailbox", InputValue::Domain(domain("bottega.test")))]), Ok(1));
    answered("ticket", no_inputs(), Ok(1));
    answered(
        "ticket",
        inputs(&[("sender", InputValue::Domain(domain("bottega.test")))]),
        Err(Rejection::WrongAnswer),
    );
    answered("ticket", inputs(&[("subject", text(MAX_LINE_BYTES))]), Ok(1));
    answered(
        "ticket",
        inputs(&[("subject", text(MAX_LINE_BYTES + 1))]),
        Err(Rejection::TextTooLong),
    );
    answered(
        "ticket",
        inputs(&[("subject", InputValue::Text("  ".to_owned()))]),
        Err(Rejection::WrongAnswer),
    );
    answered("ticket", inputs(&[("bounce", text(MAX_TEXT_BYTES))]), Ok(1));
    answered(
        "ticket",
        inputs(&[("bounce", text(MAX_TEXT_BYTES + 1))]),
        Err(Rejection::TextTooLong),
    );
    answered("ticket", inputs(&[("sent_at", InputValue::Text("ieri mattina".to_owned()))]), Ok(1));
    let moment = |local: &str| InputValue::Moment { local: local.to_owned(), utc_offset_min: 60 };
    answered("ticket", inputs(&[("sent_at", moment("2026-11-21T09:30"))]), Ok(1));
    answered(
        "ticket",
        inputs(&[("sent_at", moment(&"9".repeat(33)))]),
        Err(Rejection::WrongAnswer),
    );
}

#[test]
fn checks_start_where_the_way_leads_to_them_and_one_at_a_time() {
    let start = |at: &str| Command::StartChecks { step: step(at) };
    let mut session = Session::open();
    assert_eq!(
        session.give(start("checks")),
        Err(Rejection::StaleStep),
        "there is nothing to look at yet"
    );
    session.answer("mailbox", inputs(&[("mailbox", mailbox("anna@bottega.test"))])).unwrap();
    assert_eq!(session.give(start("checks")), Err(Rejection::StaleStep));
    assert_eq!(session.give(start("scope")), Err(Rejection::UnknownStep));
    session.answer("device", option("unsure")).unwrap();
    assert_eq!(session.give(start("checks")), Ok(1));
    assert_eq!(session.give(start("checks")), Err(Rejection::ChecksRunning));
    assert_eq!(session.give(Command::CancelChecks { run: RunId(2) }), Err(Rejection::NotRunning));
    assert_eq!(session.give(Command::CancelChecks { run: RunId(1) }), Ok(1));
    assert_eq!(session.give(Command::CancelChecks { run: RunId(1) }), Err(Rejection::NotRunning));
    assert_eq!(session.start_and_end(), RunId(2), "check again is a new run");
}

#[test]
fn a_session_has_a_bounded_number_of_runs() {
    let mut session = Session::checked();
    while session.facts.runs.len() < usize::try_from(MAX_RUN_COUNT).unwrap() {
        session.start_and_end();
    }
    assert_eq!(
        session.give(Command::StartChecks { step: step("checks") }),
        Err(Rejection::TooManyRuns)
    );
}

#[test]
fn a_language_is_changed_once() {
    let mut session = Session::open();
    assert_eq!(session.give(Command::ChangeLanguage { lang: Lang::It }), Ok(0));
    assert_eq!(session.give(Command::ChangeLanguage { lang: Lang::En }), Ok(1));
    assert_eq!(session.facts.lang, Lang::En);
}
