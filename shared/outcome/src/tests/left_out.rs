//! Tests that lines left out of a ticket stay out of everything else, whatever has changed since.

use checklist::conclusion::{CauseCode, Conclusion, Grounds, Said};
use checklist::playbook::Meaning;
use diagnosis::finding::{FindingCode, Owner};
use diagnosis::probe::{
    Cause, MxSeen, Observation, ProbeId, ProbeKind, ProbeTarget, Progress, RunEnd, Stage,
    StageOutcome, StageReport, Transcript,
};
use mail::dns::DnsCause;
use session::TicketChannel;
use terms::Confidence;
use terms::Lang;

use super::*;
use crate::{LeftOut, left_out_before, ticket};

fn ids(of: &[&str]) -> Vec<String> {
    of.iter().map(|id| (*id).to_owned()).collect()
}

fn answered() -> Session {
    let mut session = Session::checked();
    session.answer("scope", option("all")).unwrap();
    session
        .answer(
            "ticket",
            inputs(&[
                ("sender", mailbox("ugo@altra.test")),
                ("bounce", text("550 5.1.1 no such user")),
            ]),
        )
        .unwrap();
    session
}

fn text(text: &str) -> InputValue {
    InputValue::Text(text.to_owned())
}

fn submit(session: &mut Session, left_out: &[&str]) {
    let (reference, channel) = ("7Q2MX-K4D9P".to_owned(), TicketChannel::Email);
    session.append(Event::TicketSubmitted {
        reference,
        channel,
        left_out: ids(left_out),
        are_addresses_masked: false,
    });
}

#[track_caller]
fn check_before(session: &Session, expected: &[&str]) {
    assert_eq!(left_out_before(&session.standing()), expected);
}

#[test]
fn the_last_ticket_says_what_stays_out() {
    let mut session = answered();
    check_before(&session, &[]);
    submit(&mut session, &["step.scope", "input.sender", "nonsense"]);
    check_before(&session, &["step.scope", "input.sender"]);
    submit(&mut session, &["bounce.0"]);
    check_before(&session, &["bounce.0"]);
    submit(&mut session, &[]);
    check_before(&session, &[]);
}

/// The second text has one more recipient, and it is not known which one was left out.
#[test]
fn what_is_named_by_its_place_stays_out_when_places_have_changed() {
    let mut session = answered();
    submit(&mut session, &["bounce.0", "outcome"]);
    let two = "<eva@altra.test>: host mx.altra.test said: 550 5.1.1 no such user\n<ugo@altra.test>: host mx.altra.test said: 552 5.2.2 full";
    session.answer("ticket", inputs(&[("bounce", text(two))])).unwrap();
    check_before(&session, &["outcome", "bounce.0", "bounce.1"]);
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("yes")).unwrap();
    let left_out = left_out_before(&session.standing());
    assert!(
        left_out.iter().any(|id| id == "outcome")
            && !left_out.iter().any(|id| id.starts_with("step.")),
        "{left_out:?}"
    );
}

#[test]
fn a_finding_stays_out_under_its_earlier_name() {
    let mut session = Session::begun();
    session.answer("device", option("yes")).unwrap();
    session.give(Command::StartChecks { step: step("checks") }).unwrap();
    let run = session.facts.running().unwrap();
    let (probe, kind, target) =
        (ProbeId(0), ProbeKind::Mx, ProbeTarget::new(domain("bottega.test"), 53));
    session.append(Event::Probed { run, progress: Progress::Planned { probe, kind, target } });
    let outcome = StageOutcome::Failed(Cause::Dns(DnsCause::NoData));
    let report = StageReport { stage: Stage::Mx, outcome, elapsed_ms: 1, evidence: None };
    session.append(Event::Probed { run, progress: Progress::Stage { probe, report } });
    let observation = Box::new(Observation::Mx(MxSeen::failed(DnsCause::NoData)));
    let finished = Progress::Finished {
        probe,
        observation,
        transcript: Transcript::default(),
        elapsed_ms: 1,
        shared: None,
    };
    session.append(Event::Probed { run, progress: finished });
    session.append(Event::RunEnded { run, end: RunEnd::Completed });
    let codes: Vec<String> = ticket(&session.standing(), Lang::It, &[])
        .lines
        .into_iter()
        .filter(|line| line.id.starts_with("finding."))
        .map(|line| line.id)
        .collect();
    assert!(!codes.is_empty(), "something was found");
    for (place, id) in codes.iter().enumerate() {
        let code = id.strip_prefix("finding.").unwrap();
        submit(&mut session, &[&format!("finding.{}.{code}", place + 7)]);
        check_before(&session, &[id]);
    }
    assert!(
        !LeftOut::new(&ids(&["finding.mx_none"]), &session.playbook).has_finding(FindingCode::MxOk)
    );
    for id in ["finding.mx_ok", "finding.mx_ok.2", "finding.12.mx_ok"] {
        assert!(
            LeftOut::new(&ids(&[id]), &session.playbook).has_finding(FindingCode::MxOk),
            "{id}"
        );
    }
}

#[test]
fn it_is_said_how_many_are_left_out() {
    #[track_caller]
    fn check(left_out: &[&str], expected: usize) {
        let session = answered();
        let ticket = ticket(&session.standing(), Lang::It, &ids(left_out));
        assert_eq!(ticket.left_out_count, expected);
        assert!(ticket.lines.iter().all(|line| !left_out.contains(&line.id.as_str())));
    }
    check(&[], 0);
    check(&["nonsense"], 0);
    check(&["subject"], 1);
    check(&["input.bounce", "step.scope", "nonsense"], 2);
    check(&["outcome", "bounce.0", "input.sender"], 3);
}

/// The verdict comes from the rest: it is the one from before the text was pasted, and not empty.
#[test]
fn without_a_pasted_text_the_outcome_is_that_of_before() {
    let outcome = |session: &Session, left_out: &[&str]| -> Vec<String> {
        let ticket = ticket(&session.standing(), Lang::It, &ids(left_out));
        ticket
            .lines
            .into_iter()
            .filter(|line| line.id.starts_with("outcome"))
            .map(|line| line.value)
            .collect()
    };
    let mut before = Session::checked();
    before.answer("scope", option("all")).unwrap();
    before.answer("ticket", inputs(&[("sender", mailbox("ugo@altra.test"))])).unwrap();
    assert_eq!(outcome(&answered(), &["input.bounce"]), outcome(&before, &[]));
    assert!(!outcome(&before, &[]).is_empty());
}

fn conclusion() -> Conclusion {
    let said = |name: &str| Said { step: step(name), means: Meaning::OneRecipient };
    Conclusion {
        because: Grounds {
            findings: vec![FindingCode::MxNone, FindingCode::RelayOk],
            answers: vec![said("scope")],
            ..Grounds::default()
        },
        unjudged: vec![FindingCode::RelayNotJudged],
        against: Grounds {
            findings: vec![FindingCode::MxOk],
            answers: vec![said("spam")],
            ..Grounds::default()
        },
        mailboxes: vec![Mailbox::parse("anna@bottega.test").unwrap().value],
        domains: vec![Domain::parse("bottega.test").unwrap()],
        ..Conclusion::new(CauseCode::MailHasNoPlace, Confidence::Certain, Owner::DomainAdmin)
    }
}

#[track_caller]
fn check_conclusion(left_out: &[&str], expected: Option<Conclusion>) {
    let session = Session::open();
    assert_eq!(LeftOut::new(&ids(left_out), &session.playbook).conclusion(conclusion()), expected);
}

#[test]
fn a_cause_cites_nothing_that_was_left_out() {
    let whole = conclusion;
    check_conclusion(&[], Some(whole()));
    check_conclusion(&["step.device"], Some(whole()));
    check_conclusion(&["step.scope"], None);
    check_conclusion(
        &["step.spam"],
        Some(Conclusion { against: Grounds { answers: Vec::new(), ..whole().against }, ..whole() }),
    );
    check_conclusion(
        &["finding.mx_none"],
        Some(Conclusion {
            because: Grounds { findings: vec![FindingCode::RelayOk], ..whole().because },
            ..whole()
        }),
    );
    check_conclusion(
        &["finding.mx_ok"],
        Some(Conclusion {
            against: Grounds { findings: Vec::new(), ..whole().against },
            ..whole()
        }),
    );
    check_conclusion(
        &["finding.relay_not_judged"],
        Some(Conclusion { unjudged: Vec::new(), ..whole() }),
    );
    check_conclusion(
        &["mailbox.0"],
        Some(Conclusion { mailboxes: Vec::new(), domains: Vec::new(), ..whole() }),
    );
    check_conclusion(&["subject"], Some(Conclusion { domains: Vec::new(), ..whole() }));
}

/// The second result keeps its name when the first one is withheld.
#[test]
fn a_result_that_was_left_out_does_not_come_back_in_another_place() {
    let mut session = Session::checked();
    session.answer("scope", option("all")).unwrap();
    let two = "<eva@altra.test>: host mx.altra.test said: 550 5.1.1 no such user\n\n<ugo@altra.test>: host mx.altra.test said: 552 5.2.2 mailbox full";
    session.answer("ticket", inputs(&[("bounce", text(two))])).unwrap();
    let whole = ticket(&session.standing(), Lang::It, &[]);
    let second = whole
        .lines
        .iter()
        .find(|line| line.id == "outcome.2")
        .expect("two recipients are two results")
        .value
        .clone();
    let out = ids(&["outcome.2"]);
    assert!(!format!("{:?}", ticket(&session.standing(), Lang::It, &out)).contains(&second));
    let both = ids(&["outcome", "outcome.2"]);
    let left = ticket(&session.standing(), Lang::It, &both);
    assert!(left.lines.iter().all(|line| !line.id.starts_with("outcome")), "{:?}", left.lines);
}

/// A pasted text can contain anything; it must not break or reverse a line of the ticket.
#[test]
fn nothing_hidden_is_in_a_ticket() {
    let mut session = answered();
    let hidden = "550 a\0b\u{7}\u{1b}[2J\u{9b}\u{202e}txt.exe\u{2066}\r\nsecond\rthird\tend";
    session
        .answer(
            "ticket",
            inputs(&[("bounce", text(hidden)), ("subject", text("\u{202d}Preventivo\u{8}"))]),
        )
        .unwrap();
    let ticket = ticket(&session.standing(), Lang::It, &[]);
    for line in &ticket.lines {
        let is_shown = |character: char| {
            matches!(character, '\n' | '\t') || !terms::visible::is_hidden(character)
        };
        assert!(line.value.chars().chain(line.label.chars()).all(is_shown), "{line:?}");
    }
    let value =
        |id: &str| ticket.lines.iter().find(|line| line.id == id).map(|line| line.value.clone());
    let expected =
        "550 a\\u{0}b\\u{7}\\u{1b}[2J\\u{9b}\\u{202e}txt.exe\\u{2066}\nsecond\nthird\tend";
    assert_eq!(value("input.bounce").as_deref(), Some(expected));
    assert_eq!(value("input.subject").as_deref(), Some("\\u{202d}Preventivo\\u{8}"));
}
