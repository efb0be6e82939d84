//! Tests of the fold, the walk and the commands, on one small playbook.

mod acting;
mod ahead;
mod causes;
mod commands;
mod fold;
mod left_out;
mod mailboxes;
mod text_preview;
mod ticket;
mod unused;
mod upgrade;
mod waiting;
mod wire;

use std::collections::BTreeMap;
use std::sync::Arc;

use authoring::defects;
use checklist::playbook::{InputId, OptionId, Playbook, StepId};
use checklist::{Answer, Evidence, InputValue, RunId, Walk};
use diagnosis::finding::SeenElsewhere;
use diagnosis::probe::{CheckKind, RunEnd};
use mail::{Domain, Mailbox, ProviderId};
use session::{Actor, Command, Event, Facts, LogEntry, Rejection, Standing, decide};
use terms::Lang;

/// The mailbox, then checks, then questions about what cannot be measured.
const PLAYBOOK: &str = r#"{
  "playbook": "prova",
  "title": { "it": "Prova", "en": "Trial" },
  "intro": { "it": "Una prova.", "en": "A trial." },
  "contact": { "name": "Prova", "phone": "800 000000" },
  "inputs": {
    "mailbox": { "kind": "subject", "required": true, "ask": { "it": "Indirizzo", "en": "Address" } },
    "sender": { "kind": "address", "ask": { "it": "Mittente", "en": "Sender" } },
    "sent_at": { "kind": "moment", "ask": { "it": "Quando", "en": "When" } },
    "subject": { "kind": "line", "ask": { "it": "Oggetto", "en": "Subject line" } },
    "bounce": { "kind": "bounce", "ask": { "it": "Errore", "en": "Error" } }
  },
  "start": "mailbox",
  "support": "ticket",
  "steps": {
    "mailbox": { "collect": {
      "question": { "it": "Quale casella?", "en": "Which mailbox?" }, "inputs": ["mailbox"], "next": "device" } },
    "device": { "ask": {
      "question": { "it": "È collegato?", "en": "Is it connected?" },
      "options": [
        { "id": "yes", "label": { "it": "Sì", "en": "Yes" }, "next": "checks" },
        { "id": "no", "label": { "it": "No", "en": "No" }, "means": "device_offline", "next": "connect" },
        { "id": "unsure", "next": "checks" } ],
      "measured": [ { "when": { "device": "online" }, "answer": "yes", "because": { "it": "Ci ha raggiunto.", "en": "It reached us." } } ] } },
    "checks": { "check": {
      "title": { "it": "Guardiamo", "en": "We look" }, "checks": ["delegation", "mx"],
      "next": [ { "when": { "finding": "mx_none" }, "to": "no_mx" }, { "to": "scope" } ] } },
    "scope": { "ask": {
      "question": { "it": "Tutti i messaggi di {domain}?", "en": "All messages of {domain}?" },
      "options": [
        { "id": "all", "label": { "it": "Tutti", "en": "All" }, "next": "ticket" },
        { "id": "one", "label": { "it": "Uno", "en": "One" }, "means": "some_messages", "next": "spam" },
        { "id": "unsure", "next": "ticket" } ] } },
    "spam": { "ask": {
      "question": { "it": "È fra lo spam?", "en": "Is it among the spam?" },
      "options": [
        { "id": "yes", "label": { "it": "Sì", "en": "Yes" }, "means": "in_junk_folder", "next": "not_spam" },
        { "id": "unsure", "next": "ticket" } ] } },
    "connect": { "conclude": {} },
    "no_mx": { "conclude": { "recheck": "checks" } },
    "not_spam": { "conclude": {} },
    "ticket": { "escalate": {
      "title": { "it": "Ci scriva", "en": "Write to us" }, "why": { "it": "Risponde una persona.", "en": "A person answers." },
      "inputs": ["sender", "sent_at", "subject", "bounce"] } }
  }
}"#;

fn playbook() -> Playbook {
    let playbook: Playbook = serde_json::from_str(PLAYBOOK).expect("the playbook of the tests");
    assert_eq!(defects(&playbook), []);
    playbook
}

fn step(id: &str) -> StepId {
    StepId::from(id)
}

fn option(id: &str) -> Answer {
    Answer::Option(OptionId::from(id))
}

fn inputs(values: &[(&str, InputValue)]) -> Answer {
    Answer::Inputs(values.iter().map(|(id, value)| (InputId::from(*id), value.clone())).collect())
}

fn mailbox(address: &str) -> InputValue {
    InputValue::Mailbox(Mailbox::parse(address).expect("an address").value)
}

fn mailboxes(text: &str) -> InputValue {
    let read = mail::list::read(text);
    assert_eq!(read.faults, []);
    InputValue::Mailboxes(read.mailboxes)
}

fn domain(name: &str) -> Domain {
    Domain::parse(name).expect("a domain")
}

/// Drives a session like the server: decides commands, appends their events and applies them.
struct Session {
    playbook: Playbook,
    log: Vec<LogEntry>,
    facts: Facts,
}

impl Session {
    fn open() -> Self {
        let mut session = Self { playbook: playbook(), log: Vec::new(), facts: Facts::default() };
        session.append(Event::SessionOpened {
            playbook: "prova".to_owned(),
            digest: "00".repeat(32),
            lang: Lang::It,
        });
        session
    }

    /// A session about `anna@bottega.test` at the question about the device.
    fn begun() -> Self {
        let mut session = Self::open();
        session
            .answer("mailbox", inputs(&[("mailbox", mailbox("anna@bottega.test"))]))
            .expect("the start");
        session
    }

    /// A session whose checks found no fault, at the question about the scope.
    fn checked() -> Self {
        let mut session = Self::begun();
        session.answer("device", option("yes")).expect("an answer");
        session.start_and_end();
        session
    }

    fn append(&mut self, event: Event) {
        let seq = self.facts.last_seq + 1;
        let entry = LogEntry {
            seq,
            at_ms: 1_800_000_000_000 + i64::try_from(seq).unwrap_or_default(),
            actor: Actor::Customer,
            event,
        };
        self.facts.apply(&entry);
        self.log.push(entry);
    }

    /// Gives a command and returns the number of its events.
    fn give(&mut self, command: Command) -> Result<usize, Rejection> {
        let events = decide(&self.standing(), command)?;
        let count = events.len();
        events.into_iter().for_each(|event| self.append(event));
        Ok(count)
    }

    fn answer(&mut self, at: &str, answer: Answer) -> Result<usize, Rejection> {
        self.give(Command::GiveAnswer { step: step(at), answer })
    }

    fn start_and_end(&mut self) -> RunId {
        self.give(Command::StartChecks { step: step("checks") }).expect("checks that can start");
        let run = self.facts.running().expect("a run");
        self.append(Event::RunEnded { run, end: RunEnd::Completed });
        run
    }

    fn standing(&self) -> Standing {
        Standing::new(Arc::new(self.playbook.clone()), self.facts.clone())
    }

    fn standing_on(&self, evidence: &Evidence) -> Standing {
        Standing::of_evidence(Arc::new(self.playbook.clone()), evidence.clone())
    }

    fn walk(&self) -> Walk {
        self.standing().walk().clone()
    }

    fn path(&self) -> Vec<String> {
        self.walk().path.into_iter().map(|visit| visit.step.0).collect()
    }
}

fn run_started(run: u32, name: &str) -> Event {
    let checks = vec![CheckKind::Delegation, CheckKind::Mx];
    Event::RunStarted { run: RunId(run), step: step("checks"), domain: domain(name), checks }
}

fn elsewhere(check: CheckKind, session_count: u16) -> SeenElsewhere {
    let provider = ProviderId::parse("aruba").expect("a provider's name");
    SeenElsewhere { provider, check, session_count, window_min: 15 }
}

fn no_inputs() -> Answer {
    Answer::Inputs(BTreeMap::new())
}
