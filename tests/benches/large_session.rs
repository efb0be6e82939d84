//! What a large session costs: 200 mailboxes in 30 domains, more than 5,000 events.
//!
//! `cargo bench -p tests --bench large_session` prints medians. The log is put together from the
//! recorded corpus: its runs, as if they had been of other domains. Must never be a test: a time is
//! no assertion.
#![allow(missing_docs, reason = "a program, not a library")]
#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark stops where it fails")]

use std::io::Read as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use authoring::playbooks::{Playbooks, SetVariables};
use checklist::playbook::{Playbook, Step};
use checklist::{Answer, RunId};
use flate2::read::GzDecoder;
use outcome::{ticket, verdict};
use probe_server::report;
use serde_json::{Value, json};
use session::{Command, Event, Facts, LogEntry, Standing, decide, due};
use terms::Lang;

const REPEATED: usize = 11;
const DOMAIN_COUNT: usize = 30;
const MAILBOX_COUNT: usize = 200;

fn main() {
    let playbooks = Playbooks::shipped(&SetVariables::new()).expect("the shipped playbooks");
    let playbook = &playbooks.get("tweppy").expect("a playbook for lists").playbook;
    let log = log(playbook);
    println!("{} events, {MAILBOX_COUNT} mailboxes, {DOMAIN_COUNT} domains", log.len());
    let standing = Standing::new(Arc::clone(playbook), Facts::replay(&log));
    print("all facts of the log", || (), |()| drop(Facts::replay(&log)));
    let fresh = || standing.with_playbook(Arc::clone(playbook));
    let entry = LogEntry {
        seq: standing.facts().last_seq + 1,
        at_ms: 0,
        actor: session::Actor::Customer,
        event: Event::LanguageChanged { lang: Lang::En },
    };
    print("a command, and what becomes due", fresh, |standing| {
        let lang = if standing.facts().lang == Lang::It { Lang::En } else { Lang::It };
        let _events = decide(&standing, Command::ChangeLanguage { lang }).expect("a command");
        let _due = due(&standing.after(std::slice::from_ref(&entry)));
    });
    print("what the page draws after one event", fresh, |standing| {
        let _verdict = verdict(&standing, Lang::It);
        let _patterns = standing.evidence().patterns.len();
        let _waits = standing.walk().waits;
    });
    print("the ticket", fresh, |standing| drop(ticket(&standing, Lang::It, &[])));
    print("the HTML report", fresh, |standing| drop(report::page(&standing, Lang::It, &[], 0)));
    print("the JSON report", fresh, |standing| drop(report::document(&standing, Lang::It, &[], 0)));
}

fn print<T>(what: &str, prepare: impl Fn() -> T, run: impl Fn(T)) {
    let mut times: Vec<Duration> = (0..REPEATED)
        .map(|_| {
            let prepared = prepare();
            let begun = Instant::now();
            run(prepared);
            begun.elapsed()
        })
        .collect();
    times.sort();
    let median = times.get(REPEATED / 2).expect("a median");
    println!("{what:<40} {:>8.2} ms", median.as_secs_f64() * 1_000.0);
}

/// A session with a list, each domain checked twice.
fn log(playbook: &Playbook) -> Vec<LogEntry> {
    let recorded = recorded();
    let first = recorded.first().expect("a recorded session");
    let mut events: Vec<Event> = first.iter().take(1).map(|entry| entry.event.clone()).collect();
    let mailboxes: Vec<Value> = (0..MAILBOX_COUNT)
        .map(|index| {
            let address = format!("m{index}@d{}.test", index % DOMAIN_COUNT);
            json!({
                "address": address,
                "in_error": if index.is_multiple_of(3) { "yes" } else { "no" },
                "error_text": "550 5.1.1 <ugo@altra.test>: User unknown",
            })
        })
        .collect();
    let Some(Step::Collect(start)) = playbook.steps.get(&playbook.start) else { return Vec::new() };
    let input = start.inputs.first().expect("an input").to_string();
    let answer: Answer =
        serde_json::from_value(json!({ "inputs": { input: { "mailboxes": mailboxes } } }))
            .expect("an answer");
    events.push(Event::AnswerGiven { step: playbook.start.clone(), answer });
    let step = playbook.steps.iter().find(|(_, step)| matches!(step, Step::Check(_)));
    let (step, _) = step.expect("a step with checks");
    let runs: Vec<Vec<Event>> = recorded.iter().filter_map(|log| run_of(log)).collect();
    let numbered = (0..2 * DOMAIN_COUNT).zip(runs.iter().cycle());
    for (index, run) in numbered {
        let domain = mail::Domain::parse(&format!("d{}.test", index % DOMAIN_COUNT));
        let domain = domain.expect("a domain");
        let id = RunId(u32::try_from(index + 1).expect("a small number"));
        for event in run {
            let event = match event.clone() {
                Event::RunStarted { checks, .. } => {
                    let (step, domain) = (step.clone(), domain.clone());
                    Event::RunStarted { run: id, step, domain, checks }
                }
                Event::Probed { progress, .. } => Event::Probed { run: id, progress },
                Event::RunEnded { end, .. } => Event::RunEnded { run: id, end },
                other => other,
            };
            events.push(event);
        }
    }
    let entry = |(seq, event)| LogEntry { seq, at_ms: 0, actor: session::Actor::Server, event };
    (1..).zip(events).map(entry).collect()
}

/// The events of the first run of a session.
fn run_of(log: &[LogEntry]) -> Option<Vec<Event>> {
    let first = log.iter().find_map(|entry| match &entry.event {
        Event::RunStarted { run, .. } => Some(*run),
        _ => None,
    })?;
    let is_of_it = |event: &Event| matches!(event, Event::RunStarted { run, .. } | Event::Probed { run, .. } | Event::RunEnded { run, .. } if *run == first);
    Some(log.iter().map(|entry| &entry.event).filter(|event| is_of_it(event)).cloned().collect())
}

fn recorded() -> Vec<Vec<LogEntry>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/recorded");
    let packed = std::fs::read(folder.join("sessions.json.gz")).expect("the corpus");
    let mut text = String::new();
    GzDecoder::new(packed.as_slice()).read_to_string(&mut text).expect("the corpus is packed");
    let sessions: Vec<Value> = serde_json::from_str(&text).expect("the corpus is JSON");
    sessions
        .into_iter()
        .filter(|session| session.get("playbook").is_some_and(|name| name == "tweppy"))
        .filter_map(|session| session.get("log").cloned())
        .map(|log| serde_json::from_value(log).expect("a log"))
        .collect()
}
