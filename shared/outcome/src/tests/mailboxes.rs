//! Tests of lists of mailboxes: the checks run once for each domain, and the path follows from all
//! of them.

use authoring::{coverage, run_scenario};
use checklist::Waits;
use checklist::conclude_session;
use diagnosis::finding::{CheckState, InErrorCount, PatternCode};
use diagnosis::probe::{
    MxHost, MxSeen, Observation, ProbeId, ProbeKind, ProbeTarget, Progress, Stage, StageOutcome,
    StageReport, Transcript,
};
use mail::Subject;
use mail::dns::{DnsCause, Lookup};
use mail::list::{MAX_DOMAIN_COUNT, MAX_MAILBOX_COUNT};
use mail::reading::Reading;
use session::{MAX_LIST_RUN_COUNT, MAX_RUN_COUNT, MailboxTable, due};

use super::*;
use crate::{TicketGroup, ticket};

/// A list, checks of every domain, and edges that depend on the pattern.
const LIST_PLAYBOOK: &str = r#"{
  "playbook": "elenco",
  "title": { "it": "Prova", "en": "Trial" },
  "intro": { "it": "Una prova.", "en": "A trial." },
  "contact": { "name": "Prova" },
  "inputs": { "mailboxes": { "kind": "mailboxes", "required": true, "ask": { "it": "Caselle", "en": "Mailboxes" } } },
  "start": "list",
  "support": "ticket",
  "steps": {
    "list": { "collect": { "question": { "it": "Quali caselle?", "en": "Which mailboxes?" }, "inputs": ["mailboxes"], "next": "checks" } },
    "checks": { "check": {
      "title": { "it": "Guardiamo {domain}", "en": "We look at {domain}" }, "checks": ["mx"],
      "next": [
        { "when": { "finding": "mx_none" }, "to": "no_mx" },
        { "when": { "pattern": "one_provider" }, "to": "provider" },
        { "when": { "mailboxes": { "in_error": "none" } }, "to": "well" },
        { "to": "ticket" } ] } },
    "no_mx": { "conclude": { "recheck": "checks" } },
    "provider": { "conclude": {} },
    "well": { "conclude": {} },
    "ticket": { "escalate": {
      "title": { "it": "Ci scriva", "en": "Write to us" }, "why": { "it": "Risponde una persona.", "en": "A person answers." },
      "inputs": [] } }
  },
  "scenarios": [
    { "name": "no MX somewhere", "given": { "findings": ["mx_none"] }, "expect": { "step": "no_mx" } },
    { "name": "one provider", "given": { "mailboxes": { "in_error": "some" }, "patterns": ["one_provider"] }, "expect": { "step": "provider" } },
    { "name": "none in error", "given": { "mailboxes": { "in_error": "none" } }, "expect": { "step": "well" } },
    { "name": "all", "given": { "mailboxes": { "in_error": "all" }, "patterns": ["all_in_error"] }, "expect": { "step": "ticket" } }
  ]
}"#;

fn list_playbook() -> Playbook {
    let playbook: Playbook =
        serde_json::from_str(LIST_PLAYBOOK).expect("the playbook of these tests");
    assert_eq!(defects(&playbook), []);
    playbook
}

fn listed(text: &str) -> Session {
    let mut session =
        Session { playbook: list_playbook(), log: Vec::new(), facts: Facts::default() };
    session.append(Event::SessionOpened {
        playbook: "elenco".to_owned(),
        digest: "00".repeat(32),
        lang: Lang::It,
    });
    session.answer("list", inputs(&[("mailboxes", mailboxes(text))])).expect("the list");
    session
}

/// Starts the checks that are due, and returns the numbers of the runs and their domains.
fn start(session: &mut Session) -> Vec<(u32, String)> {
    let before = session.log.len();
    let command = due(&session.standing()).expect("checks are due");
    session.give(command).expect("they can start");
    let started = session.log.iter().skip(before).filter_map(|entry| match &entry.event {
        Event::RunStarted { run, domain, .. } => Some((run.0, domain.to_string())),
        _ => None,
    });
    started.collect()
}

/// Ends a run with this MX host, or with none.
fn end(session: &mut Session, run: u32, mx: Option<&str>) {
    let (run, probe) = (RunId(run), ProbeId(0));
    let target = ProbeTarget::new(domain("bottega.test"), 53);
    let host = |name: &str| MxHost {
        name: domain(name),
        preference: 10,
        alias_of: None,
        ipv4: Lookup::Found(vec![[192, 0, 2, 1].into()]),
        ipv6: Lookup::Failed(DnsCause::NoData),
        not_public: Vec::new(),
    };
    let found = || {
        Lookup::Found(vec![mail::dns::MxRecord {
            preference: 10,
            exchange: domain("mx.bottega.test"),
        }])
    };
    let seen = MxSeen {
        mx: mx.map_or(Lookup::Failed(DnsCause::NoData), |_| found()),
        is_null: false,
        is_null_beside: false,
        is_implicit: false,
        malformed: Vec::new(),
        hosts: mx.map(host).into_iter().collect(),
        left_out_count: 0,
    };
    session.append(Event::Probed {
        run,
        progress: Progress::Planned { probe, kind: ProbeKind::Mx, target },
    });
    let outcome = if mx.is_some() {
        StageOutcome::Passed
    } else {
        StageOutcome::Failed(diagnosis::probe::Cause::Dns(DnsCause::NoData))
    };
    let report = StageReport { stage: Stage::Mx, outcome, elapsed_ms: 1, evidence: None };
    session.append(Event::Probed { run, progress: Progress::Stage { probe, report } });
    let observation = Box::new(Observation::Mx(seen));
    session.append(Event::Probed {
        run,
        progress: Progress::Finished {
            probe,
            observation,
            transcript: Transcript::default(),
            elapsed_ms: 1,
            shared: None,
        },
    });
    session.append(Event::RunEnded { run, end: RunEnd::Completed });
}

const SIX: &str = "a@uno.test;ok\nb@uno.test;ok\nc@due.test;ko;535 no\nd@tre.test;ko\ne@due.test;ko\nf@tre.test;ko";

#[test]
fn each_domain_is_looked_at_once() {
    let mut session = listed(SIX);
    assert_eq!(
        start(&mut session),
        [(1, "due.test".to_owned()), (2, "tre.test".to_owned()), (3, "uno.test".to_owned())]
    );
    assert_eq!(
        session.give(Command::StartChecks { step: step("checks") }),
        Err(Rejection::ChecksRunning)
    );
    for run in [2, 1] {
        assert_eq!(due(&session.standing()), None);
        end(&mut session, run, Some("mx.rossi.test"));
        assert!(matches!(session.walk().waits, Waits::ChecksToEnd(_)), "another still runs");
    }
    end(&mut session, 3, Some("mx.bianchi.test"));
    assert_eq!(session.path(), ["list", "checks", "provider"]);
    let evidence = session.facts.evidence(&session.playbook);
    assert_eq!(
        evidence.patterns.iter().map(|pattern| pattern.code).collect::<Vec<_>>(),
        [PatternCode::OneProvider]
    );
    assert_eq!(evidence.patterns[0].params.provider.as_deref(), Some("rossi.test"));
    assert_eq!(InErrorCount::of(&evidence.mailboxes), Some(InErrorCount::Some));
    assert_eq!(evidence.subject, None);
    assert_eq!(session.playbook.fill("{domain}", &evidence), "due.test, tre.test, uno.test");
    // Replaying the whole log gives the same facts as applying it entry by entry.
    assert_eq!(Facts::replay(&session.log), session.facts);
}

#[test]
fn one_domain_without_mx_is_enough_for_a_condition() {
    let mut session = listed(SIX);
    start(&mut session);
    end(&mut session, 1, Some("mx.rossi.test"));
    end(&mut session, 2, None);
    end(&mut session, 3, Some("mx.rossi.test"));
    assert_eq!(session.path(), ["list", "checks", "no_mx"]);
    let evidence = session.facts.evidence(&session.playbook);
    assert_eq!(evidence.check_state(CheckKind::Mx), Some(CheckState::Problem), "the worst");
    assert!(evidence.is_check_in(CheckKind::Mx, CheckState::Ok), "and some are well");
    let table = MailboxTable::new(&evidence, &[]);
    let states: Vec<_> = table.rows.iter().map(|row| row.states[0]).collect();
    let (ok, problem) = (Some(CheckState::Ok), Some(CheckState::Problem));
    assert_eq!(states, [ok, ok, ok, problem, ok, problem]);
    assert_eq!(table.checks, [CheckKind::Mx]);
}

/// A fault of one domain neither explains nor affects another, and domains with a mailbox in error
/// come first.
#[test]
fn each_domain_is_judged_by_itself() {
    #[track_caller]
    fn check(list: &str, mx: [Option<&str>; 3], expected: &[(&str, &[&str])]) {
        let mut session = listed(list);
        let started = start(&mut session);
        for ((run, _), mx) in started.into_iter().zip(mx) {
            end(&mut session, run, mx);
        }
        let evidence = session.facts.evidence(&session.playbook);
        let concluded = conclude_session(&session.playbook, &evidence);
        let found: Vec<(&str, Vec<&str>)> = concluded
            .iter()
            .map(|one| (one.cause.as_str(), one.domains.iter().map(Domain::as_str).collect()))
            .collect();
        let expected: Vec<(&str, Vec<&str>)> =
            expected.iter().map(|(cause, domains)| (*cause, domains.to_vec())).collect();
        assert_eq!(found, expected, "{list}");
    }
    let mx = Some("mx.rossi.test");
    // The runs are those of due.test, tre.test and uno.test: domains with a mailbox in error come
    // first.
    check(
        SIX,
        [mx, None, mx],
        &[
            ("mail_has_no_place", &["tre.test"]),
            ("password_wrong", &["due.test"]),
            ("could_not_judge", &["due.test"]),
            ("all_well", &["uno.test"]),
        ],
    );
    check(
        SIX,
        [mx, mx, None],
        &[
            ("password_wrong", &["due.test"]),
            ("provider_outage", &["due.test", "tre.test"]),
            ("mail_has_no_place", &["uno.test"]),
        ],
    );
    // The mailboxes of uno.test work: its fault is an aside and is not merged with those of domains
    // in error.
    check(
        SIX,
        [None, None, None],
        &[
            ("mail_has_no_place", &["due.test", "tre.test"]),
            ("password_wrong", &["due.test"]),
            ("mail_has_no_place", &["uno.test"]),
        ],
    );
}

#[test]
fn an_error_in_a_row_is_read_like_a_bounce() {
    #[track_caller]
    fn check(list: &str, expected: &[(&str, &str)]) {
        let session = listed(list);
        let evidence = session.facts.evidence(&session.playbook);
        let mut found = Vec::new();
        for mailbox in &evidence.mailboxes {
            let reading =
                mailbox.error_text.as_deref().and_then(|text| evidence.pasted.reading(text));
            let reason =
                reading.filter(|reading| reading.is_understood()).and_then(Reading::reason_name);
            found.extend(reason.map(|reason| (mailbox.address.domain().as_str(), reason)));
        }
        assert_eq!(found, expected, "{list}");
        assert!(evidence.pasted.bounces().next().is_none());
    }
    check(
        "a@uno.test;ko;535 5.7.8 authentication failed\nb@uno.test;ko;535 5.7.8 authentication failed",
        &[("uno.test", "login_refused"); 2],
    );
    check(
        "a@uno.test;ko;452 4.2.2 Mailbox is full\na@due.test;ko;452 4.2.2 Mailbox is full",
        &[("uno.test", "mailbox_full"), ("due.test", "mailbox_full")],
    );
    // An old error of a mailbox that works, and an error that no mail server wrote.
    check(
        "a@uno.test;ok;452 4.2.2 Mailbox is full\na@due.test;ko;the service is not connected",
        &[],
    );
}

/// The server that a service could not use for a mailbox is that mailbox's own.
#[test]
fn an_error_in_a_row_is_about_the_mailbox_itself() {
    #[track_caller]
    fn check(error: &str, expected: &str) {
        let mut session = listed(&format!("a@uno.test;ko;{error}\nb@due.test;ok"));
        start(&mut session)
            .into_iter()
            .for_each(|(run, _)| end(&mut session, run, Some("mx.rossi.test")));
        let evidence = session.facts.evidence(&session.playbook);
        let concluded = conclude_session(&session.playbook, &evidence);
        assert_eq!(concluded[0].cause.as_str(), expected, "{error}");
    }
    check("452 4.2.2 Mailbox is full", "mailbox_full");
    check("550 5.1.1 User unknown", "mailbox_missing");
    check("451 4.4.1 try later", "mail_servers_down");
    check("535 5.7.8 authentication failed", "password_wrong");
    check("550 5.1.0 sender rejected (smtps.aruba.it)", "sender_not_allowed");
    check("550 5.7.1 blocked using bl.lab.test", "blocklisted");
}

/// The reason why a mailbox does not open is read in its row; an unrecognised error stays visible.
#[test]
fn a_connection_error_in_a_row_is_about_its_mailbox() {
    let list = "email;stato;messaggio di errore\n\
                a@uno.test;ko;NO [ALERT] Application-specific password required\n\
                b@uno.test;ko;connect ETIMEDOUT 192.0.2.25:993\n\
                c@due.test;ko;il servizio non parte\n\
                d@due.test;ok;NO [INUSE] locked\n\
                e@due.test;ko;NO [ALERT] Boh\n\
                f@tre.test;ko;552 5.2.2 Mailbox is full";
    let session = listed(list);
    let evidence = session.facts.evidence(&session.playbook);
    let mut read = Vec::new();
    for mailbox in &evidence.mailboxes {
        let reading = mailbox.error_text.as_deref().and_then(|text| evidence.pasted.reading(text));
        read.push(reading.map(|reading| {
            reading.reason_name().filter(|_| reading.is_understood()).unwrap_or("not understood")
        }));
    }
    // The old error of a mailbox that works is omitted.
    let expected = [
        Some("app_password_needed"),
        Some("connection_timed_out"),
        Some("not understood"),
        None,
        Some("not understood"),
        Some("mailbox_full"),
    ];
    assert_eq!(read, expected, "{:#?}", evidence.mailboxes);
    assert!(evidence.pasted.texts().is_empty(), "nothing was pasted by itself");

    let ticket = ticket(&session.standing(), Lang::It, &[]);
    let row =
        |name: &str| ticket.lines.iter().find(|line| line.label == name).unwrap().value.clone();
    assert!(
        row("b@uno.test").contains("» · Il server non ha risposto in tempo."),
        "{}",
        row("b@uno.test")
    );
    assert!(
        row("f@tre.test").contains("» · La casella del destinatario è piena."),
        "{}",
        row("f@tre.test")
    );
}

#[test]
fn a_text_about_a_conclusion_names_the_domains_that_it_is_about() {
    let mut session = listed(SIX);
    start(&mut session);
    end(&mut session, 1, Some("mx.rossi.test"));
    end(&mut session, 2, None);
    end(&mut session, 3, Some("mx.rossi.test"));
    let evidence = session.facts.evidence(&session.playbook);
    let concluded = conclude_session(&session.playbook, &evidence);
    let named: Vec<_> = concluded
        .iter()
        .map(|one| (one.cause.as_str(), session.playbook.fill_about("{domain}", one, &evidence)))
        .collect();
    assert!(named.contains(&("mail_has_no_place", "tre.test".to_owned())), "{named:?}");
}

#[test]
fn stop_stops_all_and_again_looks_at_what_is_open() {
    let mut session = listed(SIX);
    start(&mut session);
    end(&mut session, 2, Some("mx.rossi.test"));
    assert_eq!(session.give(Command::CancelChecks { run: RunId(1) }), Ok(2), "both that run");
    assert_eq!(session.facts.running(), None);
    assert_eq!(session.walk().path.len(), 3, "what was seen is enough to go on");
    assert_eq!(
        session.give(Command::StartChecks { step: step("checks") }),
        Ok(2),
        "those that were stopped"
    );
    end(&mut session, 4, Some("mx.rossi.test"));
    end(&mut session, 5, Some("mx.rossi.test"));
    assert_eq!(
        session.give(Command::StartChecks { step: step("checks") }),
        Ok(3),
        "then all of them"
    );
}

#[test]
fn a_list_that_grows_asks_for_the_new_domains_only() {
    let mut session = listed("a@uno.test;ko\nb@uno.test;ok");
    assert_eq!(start(&mut session).len(), 1);
    end(&mut session, 1, Some("mx.uno.test"));
    assert_eq!(session.facts.subject(&step("list")), Some(Subject::Domain(domain("uno.test"))));
    session.answer("list", inputs(&[("mailboxes", mailboxes(SIX))])).unwrap();
    let started = start(&mut session).into_iter().map(|(_, domain)| domain).collect::<Vec<_>>();
    assert_eq!(started, ["due.test", "tre.test"]);
    session.append(Event::RunEnded { run: RunId(2), end: RunEnd::Completed });
    session.append(Event::RunEnded { run: RunId(3), end: RunEnd::Completed });
    session.answer("list", inputs(&[("mailboxes", mailboxes("a@uno.test;ko"))])).unwrap();
    assert_eq!(due(&session.standing()), None, "what was looked at is known");
}

#[test]
fn domains_and_runs_are_bounded() {
    let text: String = (0..MAX_MAILBOX_COUNT).map(|number| format!("m@d{number}.test\n")).collect();
    let mut session = listed(&text);
    assert_eq!(start(&mut session).len(), MAX_DOMAIN_COUNT);
    let table = MailboxTable::new(&session.facts.evidence(&session.playbook), &[CheckKind::Mx]);
    assert_eq!(table.rows.iter().filter(|row| row.is_looked_at).count(), MAX_DOMAIN_COUNT);
    assert_eq!(table.rows.len(), MAX_MAILBOX_COUNT, "the others are shown as not looked at");
    assert_eq!(
        1 + until_refused(&mut session),
        usize::try_from(MAX_LIST_RUN_COUNT).unwrap() / MAX_DOMAIN_COUNT
    );
}

/// Ends the running checks and starts all of them again until the session's limit; returns how
/// often.
fn until_refused(session: &mut Session) -> usize {
    let mut rounds = 0;
    loop {
        end_all(session);
        match session.give(Command::StartChecks { step: step("checks") }) {
            Ok(_) => rounds += 1,
            Err(refused) => {
                assert_eq!(refused, Rejection::TooManyRuns);
                return rounds;
            }
        }
    }
}

fn end_all(session: &mut Session) {
    let running: Vec<RunId> = session
        .facts
        .runs
        .iter()
        .filter(|(_, run)| run.diagnosis.end.is_none())
        .map(|(&run, _)| run)
        .collect();
    running
        .into_iter()
        .for_each(|run| session.append(Event::RunEnded { run, end: RunEnd::Completed }));
}

#[test]
fn a_list_that_shrinks_to_one_mailbox_is_looked_at_all_the_same() {
    let text: String = (0..MAX_DOMAIN_COUNT).map(|number| format!("m@d{number}.test\n")).collect();
    let mut session = listed(&text);
    start(&mut session);
    end_all(&mut session);
    session.give(Command::StartChecks { step: step("checks") }).expect("a second time");
    end_all(&mut session);
    let replace = |session: &mut Session, list: &str| {
        session.answer("list", inputs(&[("mailboxes", mailboxes(list))])).unwrap()
    };
    replace(&mut session, "anna@bottega.test;ko");
    assert_eq!(start(&mut session), [(61, "bottega.test".to_owned())]);
    assert_eq!(
        1 + until_refused(&mut session),
        usize::try_from(MAX_RUN_COUNT).unwrap(),
        "as often as in a session of its own"
    );
    replace(&mut session, "anna@bottega.test;ko\nugo@altra.test;ko");
    assert_eq!(
        start(&mut session),
        [(101, "altra.test".to_owned())],
        "one domain does not use up the runs of another"
    );
    end_all(&mut session);
    assert_eq!(
        session.give(Command::StartChecks { step: step("checks") }),
        Ok(1),
        "the other has had all of its own"
    );
}

#[track_caller]
fn refused(value: InputValue, expected: Rejection) {
    assert_eq!(listed("a@uno.test").answer("list", inputs(&[("mailboxes", value)])), Err(expected));
}

#[test]
fn a_list_keeps_to_its_limits() {
    let one =
        |address: &str| mail::list::ListedMailbox::new(Mailbox::parse(address).unwrap().value);
    refused(InputValue::Mailboxes(Vec::new()), Rejection::WrongAnswer);
    refused(
        InputValue::Mailboxes(vec![one("a@uno.test"), one("A@uno.test")]),
        Rejection::WrongAnswer,
    );
    refused(
        InputValue::Mailboxes(
            (0..=MAX_MAILBOX_COUNT).map(|number| one(&format!("m{number}@uno.test"))).collect(),
        ),
        Rejection::ListTooLong,
    );
    refused(mailbox("a@uno.test"), Rejection::WrongAnswer);
    let long = mail::list::ListedMailbox { error_text: Some("x".repeat(500)), ..one("a@uno.test") };
    refused(InputValue::Mailboxes(vec![long]), Rejection::WrongAnswer);
}

#[test]
fn the_table_is_in_the_ticket() {
    let mut session = listed(SIX);
    start(&mut session);
    end(&mut session, 1, None);
    let content = ticket(&session.standing(), Lang::En, &[]);
    assert!(content.subject.contains("6 mailboxes of 3 domains"), "{}", content.subject);
    let lines: Vec<_> =
        content.lines.iter().filter(|line| line.group == TicketGroup::Mailboxes).collect();
    assert_eq!(lines.len(), 7);
    assert_eq!(lines[0].value, "Mailboxes: 6. In error: 4.");
    assert_eq!(
        (lines[1].label.as_str(), lines[1].step.as_ref()),
        ("c@due.test", Some(&step("list")))
    );
    assert_eq!(
        lines[1].value,
        "In error · «535 no» · User name or password were not accepted. · Where mail is delivered: Does not work"
    );
    assert_eq!(lines[5].value, "Works · Where mail is delivered: Waiting");
    assert!(content.lines.iter().any(|line| line.id == "pattern.no_pattern"));
    let without = ticket(&session.standing(), Lang::En, &["mailbox.0".to_owned()]);
    assert!(!format!("{without:?}").contains("c@due.test"));

    let text: String =
        (0..MAX_MAILBOX_COUNT).map(|number| format!("m{number}@uno.test;ko\n")).collect();
    let content = ticket(&listed(&text).standing(), Lang::En, &[]);
    assert!(content.lines.len() < 50, "{}", content.lines.len());
    assert!(
        content
            .lines
            .iter()
            .any(|line| line.id == "mailboxes.more" && line.value.starts_with("160,"))
    );
}

#[test]
fn the_scenarios_of_a_list_take_every_edge() {
    let playbook = list_playbook();
    assert!(coverage(&playbook).is_whole());
    for scenario in &playbook.scenarios {
        run_scenario(&playbook, scenario)
            .unwrap_or_else(|failure| panic!("{}: {failure}", scenario.name));
    }
}

#[test]
fn scenarios_that_fail_reach_nothing() {
    let mut playbook = list_playbook();
    let reached = |playbook: &Playbook| {
        (coverage(playbook).reached_count(), coverage(playbook).taken_count())
    };
    assert_eq!(reached(&playbook), (6, 5));
    for scenario in &mut playbook.scenarios {
        scenario.expect.step = Some(step("checks"));
    }
    assert_eq!(reached(&playbook), (0, 0), "not even the start");
    playbook.scenarios.clear();
    assert_eq!(reached(&playbook), (0, 0));
}

#[test]
fn a_condition_on_mailboxes_needs_a_list_in_the_start_step() {
    let text = PLAYBOOK.replace(
        r#"{ "finding": "mx_none" }, "to": "no_mx""#,
        r#"{ "pattern": "one_domain" }, "to": "no_mx""#,
    );
    let playbook: Playbook = serde_json::from_str(&text).unwrap();
    let found: Vec<_> = defects(&playbook).into_iter().map(|defect| defect.to_string()).collect();
    assert_eq!(found, ["steps.checks: pattern one_domain: unknown_input"]);
}
