//! Tests that the ticket contains what is known, omits what the customer leaves out, and names what
//! is missing.

use checklist::playbook::{Collect, Step};
use diagnosis::probe::{
    MailSeen, Observation, ProbeId, ProbeKind, ProbeTarget, Progress, RunEnd, SharedResult,
    Transcript,
};
use terms::Localised;

use super::*;
use crate::{Ticket, TicketGroup, ticket};

fn ids(ticket: &Ticket) -> Vec<&str> {
    ticket.lines.iter().map(|line| line.id.as_str()).collect()
}

fn made(session: &Session, left_out: &[&str]) -> Ticket {
    let left_out: Vec<String> = left_out.iter().map(|id| (*id).to_owned()).collect();
    ticket(&session.standing(), Lang::It, &left_out)
}

fn answered() -> Session {
    let mut session = Session::checked();
    session.answer("scope", option("all")).unwrap();
    let sent_at = InputValue::Moment { local: "2026-11-21T09:30".to_owned(), utc_offset_min: -210 };
    session
        .answer("ticket", inputs(&[("sender", mailbox("ugo@altra.test")), ("sent_at", sent_at)]))
        .unwrap();
    session
}

#[test]
fn what_was_said_is_in_it() {
    let session = answered();
    let ticket = made(&session, &[]);
    assert_eq!(
        ids(&ticket),
        ["subject", "outcome", "step.device", "step.scope", "input.sender", "input.sent_at"]
    );
    let value =
        |id: &str| ticket.lines.iter().find(|line| line.id == id).map(|line| line.value.as_str());
    assert_eq!(value("subject"), Some("anna@bottega.test"));
    assert_eq!(value("outcome"), Some("Risponde una persona."));
    assert_eq!(value("input.sender"), Some("ugo@altra.test"));
    assert_eq!(value("input.sent_at"), Some("2026-11-21 09:30 (UTC-03:30)"));
    let scope = ticket.lines.iter().find(|line| line.id == "step.scope").unwrap();
    assert_eq!(
        (scope.label.as_str(), scope.step.as_ref()),
        ("Tutti i messaggi di bottega.test?", Some(&step("scope")))
    );
    assert_eq!(ticket.missing, ["Oggetto", "Errore"]);
    assert!(ticket.subject.contains("anna@bottega.test"));
}

#[test]
fn what_was_left_out_is_nowhere_in_it() {
    let session = answered();
    let ticket = made(&session, &["input.sender", "step.scope"]);
    assert_eq!(ids(&ticket), ["subject", "outcome", "step.device", "input.sent_at"]);
    let said = format!("{ticket:?}");
    assert!(!said.contains("ugo@altra.test"), "{said}");
    let unnamed = made(&session, &["subject", "input.recipient"]);
    assert!(
        !unnamed.subject.contains("anna"),
        "the subject line names nobody either: {}",
        unnamed.subject
    );
}

#[test]
fn a_pasted_bounce_is_decoded_in_it_and_left_out_with_it() {
    let mut session = answered();
    let bounce = "<ugo@altra.test>: host mx.altra.test[192.0.2.45] said: 552 5.2.2 Mailbox is full";
    session.answer("ticket", inputs(&[("bounce", InputValue::Text(bounce.to_owned()))])).unwrap();
    let ticket = made(&session, &[]);
    let line = ticket.lines.iter().find(|line| line.id == "bounce.0").unwrap();
    assert_eq!(line.label, "Che cosa dice questo avviso: ugo@altra.test");
    let facts = "(552 5.2.2, rifiuto definitivo; mx.altra.test)";
    assert!(
        line.value.starts_with("La casella del destinatario è piena.")
            && line.value.ends_with(facts),
        "{}",
        line.value
    );
    assert_eq!((line.group, &line.step), (TicketGroup::Measured, &None));
    assert!(!ids(&made(&session, &["bounce.0"])).contains(&"bounce.0"));
    let said = format!("{:?}", made(&session, &["input.bounce"]));
    assert!(!said.contains("ugo@altra.test") && !said.contains("552"), "{said}");
}

/// A message that the receiver's filter took for junk, with a line that its sender forged.
const ARRIVED: &str = "X-Spam-Status: Yes, score=7.1 required=5.0 tests=BAYES_99
Authentication-Results: mx.bottega.test; spf=fail smtp.mailfrom=altra.test; dmarc=fail header.from=altra.test
Received: from out.altra.test (out.altra.test [192.0.2.9]) by mx.bottega.test (Postfix); Sat, 21 Nov 2026 10:00:02 +0100
Authentication-Results: mx.fidati.test; dmarc=pass header.from=altra.test
From: ugo@altra.test
";

#[test]
fn the_headers_of_a_message_are_told_in_it_and_judged() {
    let mut session = answered();
    session.answer("ticket", inputs(&[("bounce", InputValue::Text(ARRIVED.to_owned()))])).unwrap();
    let ticket = made(&session, &[]);
    let line = ticket.lines.iter().find(|line| line.id == "message.0").unwrap();
    assert_eq!(line.label, "Che cosa raccontano le intestazioni");
    for expected in [
        "Il filtro di chi riceve ha segnato il messaggio. Per il filtro è posta indesiderata.",
        "SpamAssassin: Per il filtro è posta indesiderata. (punti 7.1, soglia 5.0; BAYES_99)",
        "superato; lo afferma mx.fidati.test, non verificabile",
    ] {
        assert!(line.value.contains(expected), "{expected}\n{}", line.value);
    }
    assert!(!line.value.contains("Tocca a"), "{}", line.value);
    let evidence = session.facts.evidence(&session.playbook);
    let verdict = checklist::conclude_session(&session.playbook, &evidence);
    let cites =
        |conclusion: &&checklist::conclusion::Conclusion| !conclusion.because.arrived.is_empty();
    let found = verdict.iter().find(cites).unwrap();
    assert_eq!(
        (found.cause.as_str(), found.owner.as_str()),
        ("taken_for_junk", "other_side"),
        "{verdict:?}"
    );
    let said = format!("{:?}", made(&session, &["input.bounce"]));
    assert!(!said.contains("BAYES_99") && !said.contains("fidati"), "{said}");
    assert!(!ids(&made(&session, &["message.0"])).contains(&"message.0"));
}

#[test]
fn a_pasted_connection_error_is_told_in_it() {
    let mut session = answered();
    let error = "SMTP ERROR: Failed to connect to server: Connection refused (111)";
    session.answer("ticket", inputs(&[("bounce", InputValue::Text(error.to_owned()))])).unwrap();
    let ticket = made(&session, &[]);
    let line = ticket.lines.iter().find(|line| line.id == "connection.0").unwrap();
    assert_eq!(line.label, "Che cosa dice questo errore");
    assert!(
        line.value.starts_with("Il collegamento al server è stato rifiutato."),
        "{}",
        line.value
    );
    // The owner of the fix is named only once, by the verdict.
    assert!(!line.value.contains("Tocca a"), "{}", line.value);
    assert!(line.value.ends_with("(SMTP (invio); certo: il testo lo dice)"), "{}", line.value);
    assert!(!ids(&ticket).contains(&"bounce.0"));
    let said = format!("{:?}", made(&session, &["input.bounce"]));
    assert!(!said.contains("rifiutato") && !said.contains("refused"), "{said}");
}

#[test]
fn an_answer_that_is_off_the_way_is_not_in_it() {
    let mut session = Session::checked();
    session.answer("scope", option("one")).unwrap();
    session.answer("spam", option("unsure")).unwrap();
    assert!(ids(&made(&session, &[])).contains(&"step.spam"));
    session.answer("scope", option("all")).unwrap();
    assert!(!ids(&made(&session, &[])).contains(&"step.spam"));
}

#[test]
fn without_a_single_answer_it_is_a_ticket_all_the_same() {
    let ticket = made(&Session::open(), &[]);
    assert_eq!(ids(&ticket), ["subject", "outcome"]);
    assert_eq!(ticket.missing, ["Mittente", "Quando", "Oggetto", "Errore"]);
}

#[test]
fn what_was_measured_stands_apart_from_what_was_said() {
    let mut session = Session::begun();
    session.give(Command::MeasureDevice { seen: checklist::DeviceSeen::Online }).unwrap();
    let ticket = made(&session, &[]);
    let device = ticket.lines.iter().find(|line| line.id == "step.device").unwrap();
    assert_eq!(device.group, TicketGroup::Measured);
}

/// After "all messages", a step on the path asks for the error and for the subject line.
fn asked_on_the_path() -> Session {
    let mut session = Session::checked();
    let collect = Collect {
        question: Localised { it: "Che errore?".to_owned(), en: "Which error?".to_owned() },
        help: None,
        inputs: vec![InputId::from("bounce"), InputId::from("subject")],
        next: step("ticket"),
    };
    session.playbook.steps.insert(step("error"), Step::Collect(collect));
    if let Some(Step::Ask(scope)) = session.playbook.steps.get_mut(&step("scope")) {
        scope.options[0].next = step("error");
    }
    if let Some(Step::Escalate(support)) = session.playbook.steps.get_mut(&step("ticket")) {
        support.inputs.retain(|input| input.0 != "subject");
    }
    session.answer("scope", option("all")).unwrap();
    let text = |text: &str| InputValue::Text(text.to_owned());
    session
        .answer("error", inputs(&[("bounce", text("550 5.1.0")), ("subject", text("Preventivo"))]))
        .unwrap();
    session
}

#[test]
fn what_a_step_on_the_way_was_told_is_in_it_and_not_missing() {
    let mut session = asked_on_the_path();
    let ticket = made(&session, &[]);
    let line = |ticket: &Ticket, id: &str| {
        ticket
            .lines
            .iter()
            .find(|line| line.id == id)
            .map(|line| (line.value.clone(), line.step.clone()))
    };
    assert_eq!(line(&ticket, "input.bounce"), Some(("550 5.1.0".to_owned(), Some(step("error")))));
    assert_eq!(
        line(&ticket, "input.subject"),
        Some(("Preventivo".to_owned(), Some(step("error")))),
        "support did not ask for it"
    );
    assert_eq!(ticket.missing, ["Mittente", "Quando"]);
    // Off the path, it is neither included nor silently omitted.
    session.answer("scope", option("one")).unwrap();
    let ticket = made(&session, &[]);
    assert_eq!(line(&ticket, "input.bounce"), None);
    assert_eq!(ticket.missing, ["Mittente", "Quando", "Errore"]);
}

/// For results measured for another session, support sees when: the oldest result of each check.
#[test]
fn what_was_measured_for_others_is_told_with_its_time() {
    let mut session = Session::begun();
    session.answer("device", option("yes")).unwrap();
    session.give(Command::StartChecks { step: step("checks") }).unwrap();
    let run = session.facts.running().unwrap();
    let ages = [
        (ProbeKind::Smtp, Some(3)),
        (ProbeKind::Smtp, Some(12)),
        (ProbeKind::Smtp, None),
        (ProbeKind::Mx, None),
        (ProbeKind::SelfTest, Some(5)),
    ];
    for ((id, (kind, age_s)), host) in (0..).zip(ages).zip(["mx1", "mx2", "mx3", "", ""]) {
        let (probe, host) = (ProbeId(id), format!("{host}.bottega.test"));
        let target = ProbeTarget::new(Domain::parse(host.trim_start_matches('.')).unwrap(), 25);
        session.append(Event::Probed { run, progress: Progress::Planned { probe, kind, target } });
        let shared = age_s.map(|age_s| SharedResult { measured_at_ms: 1_800_000_000_000, age_s });
        let (observation, transcript) =
            (Box::new(Observation::Mail(MailSeen::default())), Transcript::default());
        session.append(Event::Probed {
            run,
            progress: Progress::Finished { probe, observation, transcript, elapsed_ms: 1, shared },
        });
    }
    session.append(Event::RunEnded { run, end: RunEnd::Completed });
    let ticket = made(&session, &[]);
    let shared_lines: Vec<_> =
        ticket.lines.iter().filter(|line| line.id.starts_with("measured.")).collect();
    assert_eq!(shared_lines.len(), 1, "{shared_lines:?}");
    assert_eq!(
        (shared_lines[0].id.as_str(), shared_lines[0].group),
        ("measured.relay", TicketGroup::Measured)
    );
    assert_eq!(shared_lines[0].value, "misurato 12 secondi fa per un'altra verifica");
    assert!(
        made(&session, &["measured.relay"])
            .lines
            .iter()
            .all(|line| !line.id.starts_with("measured."))
    );
}
