//! A recorded corpus of sessions: what people and programs read of each must not change by a change
//! of the structure.
//!
//! `fixtures/recorded/sessions.json.gz` holds the logs of sessions that were driven over HTTP in
//! the lab, and `digests.txt` the SHA-256 of each text that is made of them, of the pictures of the
//! playbooks and of `sportello explain`. A change that means to alter such a text runs the test
//! with `SPORTELLO_RECORD=1`, which writes the digests anew, and says in its commit what changed.
//! Must never hold a time or a name of the machine that recorded it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::{Duration, Instant};

use authoring::playbooks::{Playbooks, SetVariables};
use checklist::playbook::{InputKind, Playbook, Step, StepId};
use checklist::{Waits, walk};
use data_encoding::HEXLOWER;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use futures_util::{StreamExt as _, stream};
use probe_server::config::Config;
use probe_server::payload::Payload;
use probe_server::{picture, report};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use session::{Facts, LogEntry, Standing};
use sha2::{Digest as _, Sha256};
use terms::Lang;
use tests::binary::sportello;

use crate::api::world::{Session, World};

/// How many sessions are recorded at once.
const AT_ONCE: usize = 6;
/// The time at which each report says that it was made: milliseconds since 1970-01-01 UTC.
const MADE_AT_MS: i64 = 1_780_000_000_000;
/// Pasted into the fields of the recorded sessions, one after the other.
const PASTED: [&str; 4] = [
    include_str!("../../shared/mail/src/bounce/fixtures/postfix_multi_recipient.eml"),
    "552 5.2.2 <ugo@altra.test>: Mailbox is full",
    "535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6",
    "a2 NO [UNAVAILABLE] Temporary authentication failure.",
];

/// One recorded session.
#[derive(Serialize, Deserialize)]
struct Recorded {
    name: String,
    playbook: String,
    log: Value,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/recorded")
}

fn sessions() -> Vec<Recorded> {
    let packed =
        std::fs::read(folder().join("sessions.json.gz")).expect("the sessions are recorded");
    let mut text = String::new();
    GzDecoder::new(packed.as_slice()).read_to_string(&mut text).expect("the sessions are packed");
    serde_json::from_str(&text).expect("the sessions are JSON")
}

/// Every text of the corpus by its name.
#[derive(Default)]
struct Texts(BTreeMap<String, String>);

impl Texts {
    fn add(&mut self, name: &str, kind: &str, text: String) {
        let is_new = self.0.insert(format!("{name}/{kind}"), text).is_none();
        assert!(is_new, "{name}/{kind} is there twice");
    }

    fn add_session(&mut self, recorded: &Recorded, playbook: &Arc<Playbook>) {
        let log: Vec<LogEntry> =
            serde_json::from_value(recorded.log.clone()).expect("each event is read");
        let written = serde_json::to_value(&log).expect("each event is written");
        assert_eq!(written, recorded.log, "{}: the log is written as it was", recorded.name);
        let standing = Standing::new(Arc::clone(playbook), Facts::replay(&log));
        let name = &recorded.name;
        for (lang, tag) in [(Lang::It, "it"), (Lang::En, "en")] {
            for (left_out, kind) in
                [(&[][..], "whole"), (&["outcome".to_owned(), "subject".to_owned()][..], "part")]
            {
                let document = report::document(&standing, lang, left_out, MADE_AT_MS);
                let document =
                    serde_json::to_string_pretty(&document).expect("a report is written");
                self.add(name, &format!("{kind}.{tag}.json"), document);
                self.add(
                    name,
                    &format!("{kind}.{tag}.html"),
                    report::page(&standing, lang, left_out, MADE_AT_MS),
                );
            }
            let ticket = outcome::ticket(&standing, lang, &[]);
            let payload = Payload::new("S-0", standing.facts(), playbook, ticket);
            self.add(name, &format!("ticket.{tag}.txt"), payload.text());
            self.add(name, &format!("ticket.{tag}.html"), payload.html());
            self.add(name, &format!("ticket.{tag}.json"), payload.json());
        }
    }

    fn add_playbook(&mut self, playbook: &Playbook) {
        for (lang, tag) in [(Lang::It, "it"), (Lang::En, "en")] {
            let name = format!("playbook.{}", playbook.playbook);
            self.add(&name, &format!("dot.{tag}"), picture::dot(playbook, lang));
            self.add(&name, &format!("mermaid.{tag}"), picture::mermaid(playbook, lang));
            self.add(&name, &format!("svg.{tag}"), picture::svg(playbook, lang));
            self.add(&name, &format!("page.{tag}"), picture::page(playbook, "0", lang));
        }
    }

    fn add_explained(&mut self) {
        let fixtures =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/mail/src/bounce/fixtures");
        for file in std::fs::read_dir(fixtures).expect("the bounces are there") {
            let path = file.expect("a file").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            for format in ["json", "human"] {
                let child =
                    sportello(&["explain", "--format", format, &path.display().to_string()])
                        .stdout(Stdio::piped())
                        .output();
                let output = child.expect("the binary runs");
                self.add(
                    &format!("explain.{name}"),
                    format,
                    String::from_utf8_lossy(&output.stdout).into_owned(),
                );
            }
        }
    }

    fn digests(&self) -> String {
        let mut lines = String::new();
        for (name, text) in &self.0 {
            let digest = Sha256::digest(text);
            let digest = HEXLOWER.encode(digest.get(..8).unwrap_or_default());
            let _ = writeln!(lines, "{digest} {name}");
        }
        lines
    }
}

#[test]
fn what_is_read_of_a_session_is_as_recorded() {
    let playbooks = Playbooks::shipped(&SetVariables::new()).expect("the shipped playbooks");
    let mut texts = Texts::default();
    let sessions = sessions();
    assert!(sessions.len() > 60, "{}", sessions.len());
    for recorded in &sessions {
        texts.add_session(
            recorded,
            &playbooks.get(&recorded.playbook).expect("a shipped playbook").playbook,
        );
    }
    playbooks.iter().for_each(|published| texts.add_playbook(&published.playbook));
    texts.add_explained();
    let (file, found) = (folder().join("digests.txt"), texts.digests());
    if std::env::var_os("SPORTELLO_RECORD").is_some() {
        std::fs::write(&file, &found).expect("the digests are written");
    }
    let expected = std::fs::read_to_string(&file).expect("the digests are recorded");
    let known: BTreeMap<&str, &str> = expected
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(digest, name)| (name, digest))
        .collect();
    let other: Vec<&str> = found
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter(|(digest, name)| known.get(name) != Some(digest))
        .map(|(_, name)| name)
        .collect();
    // Kept, so that they can be compared with those of the commit before.
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../test-output/recorded");
    for name in &other {
        let path = kept.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder is made");
        std::fs::write(&path, &texts.0[*name]).expect("a text is written");
    }
    assert!(
        other.is_empty(),
        "{} of {} texts changed; they are in {}: {other:#?}",
        other.len(),
        texts.0.len(),
        kept.display()
    );
    assert_eq!(found.lines().count(), known.len(), "a text is missing");
}

/// A cause that is shown while checks still run is the headline when they have ended, with the same
/// owner, whatever the rest of them found.
#[test]
fn a_cause_known_ahead_is_the_headline_at_the_end() {
    let playbooks = Playbooks::shipped(&SetVariables::new()).expect("the shipped playbooks");
    let (mut entry_count, mut causes) = (0, BTreeMap::new());
    for recorded in sessions() {
        let playbook = &playbooks.get(&recorded.playbook).expect("a shipped playbook").playbook;
        let log: Vec<LogEntry> =
            serde_json::from_value(recorded.log.clone()).expect("each event is read");
        let mut standing = Standing::new(Arc::clone(playbook), Facts::default());
        let mut ahead = None;
        for entry in &log {
            standing.apply(entry);
            let now = standing
                .known_ahead()
                .map(|ahead| (ahead.first.cause, ahead.first.owner, ahead.end));
            if let Some(now) = now {
                let before = ahead.get_or_insert_with(|| now.clone());
                assert_eq!(now, *before, "{} at {}", recorded.name, entry.seq);
                entry_count += 1;
            }
            if standing.facts().running().is_some() {
                continue;
            }
            if let Some(said) = ahead.take() {
                let first = standing.conclusions().first().expect("a cause");
                let end = standing.walk().current().expect("a step").clone();
                let name = said.0.as_str();
                assert_eq!(
                    (first.cause, first.owner, end),
                    said,
                    "{} at {}",
                    recorded.name,
                    entry.seq
                );
                *causes.entry(name).or_insert(0) += 1;
            }
        }
    }
    println!("{entry_count} entries, {causes:?}");
    assert!(causes.len() >= 3, "{causes:?}");
}

/// Records the sessions anew: `cargo test -p tests --test integration -- --ignored
/// record_sessions`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "writes the corpus"]
async fn record_sessions() {
    let world = World::start_with(|config| Config { playbooks: None, ..config }).await;
    let playbooks = Playbooks::shipped(&SetVariables::new()).expect("the shipped playbooks");
    let (world, playbooks) = (&world, &playbooks);
    let names = ["generic", "seit", "tweppy"];
    let walks = lab::cases()
        .iter()
        .enumerate()
        .flat_map(|(index, case)| names.map(|name| (index, case.domain, name)));
    let walks = walks.filter(|(index, _, name)| *name == "generic" || index % 4 == 0).map(
        |(index, domain, name)| async move {
            let playbook = &playbooks.get(name).expect("a shipped playbook").playbook;
            let session = begin(world, playbook, domain, index).await;
            let log = drive(&session, playbook, index).await;
            Recorded {
                name: format!("{name}.{domain}"),
                playbook: name.to_owned(),
                log: serde_json::to_value(log).expect("a log"),
            }
        },
    );
    let mut recorded: Vec<Recorded> = stream::iter(walks).buffer_unordered(AT_ONCE).collect().await;
    recorded.sort_by(|one, other| one.name.cmp(&other.name));
    let text = serde_json::to_string(&recorded).expect("the sessions are written");
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(text.as_bytes()).expect("the sessions are packed");
    std::fs::write(
        folder().join("sessions.json.gz"),
        packed.finish().expect("the sessions are packed"),
    )
    .expect("the file is written");
}

async fn begin<'w>(
    world: &'w World,
    playbook: &Playbook,
    domain: &str,
    index: usize,
) -> Session<'w> {
    let listed = json!([
        { "address": format!("anna@{domain}"), "in_error": "yes", "error_text": PASTED[1 + index % 3] },
        { "address": format!("ugo@{domain}"), "in_error": "no" },
        { "address": "eva@altra.test" },
    ]);
    let Some(Step::Collect(start)) = playbook.steps.get(&playbook.start) else {
        panic!("a start step")
    };
    let input = start.inputs.first().expect("an input");
    let is_list =
        playbook.inputs.get(input).is_some_and(|input| input.kind == InputKind::Mailboxes);
    let value = if is_list {
        json!({ "mailboxes": listed })
    } else {
        json!({ "mailbox": format!("anna@{domain}") })
    };
    let body = json!({ "playbook": playbook.playbook, "lang": if index.is_multiple_of(2) { "it" } else { "en" }, "inputs": { input.to_string(): value } });
    world.open_as(&body).await
}

/// Answers what is asked, each time another option, until the walk ends or nothing more is asked.
async fn drive(session: &Session<'_>, playbook: &Playbook, index: usize) -> Vec<LogEntry> {
    let deadline = Instant::now() + Duration::from_secs(120);
    session.post("/events", &json!({ "measure_device": { "seen": "online" } })).await;
    let mut answered: Vec<StepId> = Vec::new();
    loop {
        let log = session.log().await;
        let facts = Facts::replay(&log);
        let walk = walk(playbook, &facts.evidence(playbook));
        let is_running = facts.running().is_some();
        let Some((id, step)) = walk.current().and_then(|id| playbook.steps.get_key_value(id))
        else {
            return log;
        };
        assert!(Instant::now() < deadline, "{}: it waits at {id}", session.id);
        if is_running || matches!(walk.waits, Waits::ChecksToStart | Waits::ChecksToEnd(_)) {
            tokio::time::sleep(Duration::from_millis(200)).await;
            continue;
        }
        let answer = match step {
            Step::Ask(ask) | Step::Verify(ask) => {
                json!({ "option": ask.options[(index + answered.len()) % ask.options.len()].id })
            }
            Step::Collect(collect) => {
                let text = |kind: InputKind| match kind {
                    InputKind::Bounce | InputKind::Text => Some(PASTED[index % PASTED.len()]),
                    InputKind::Line => Some("Thunderbird"),
                    _ => None,
                };
                let given = collect
                    .inputs
                    .iter()
                    .filter_map(|input| Some((input, text(playbook.inputs.get(input)?.kind)?)));
                let given: BTreeMap<String, Value> = given
                    .map(|(input, text)| (input.to_string(), json!({ "text": text })))
                    .collect();
                json!({ "inputs": given })
            }
            Step::Check(_) | Step::Conclude(_) | Step::Escalate(_) | Step::Look(_) => {
                session.post("/ticket", &json!({ "channel": "download", "left_out": [] })).await;
                return session.log().await;
            }
        };
        if answered.contains(id) {
            return log;
        }
        answered.push(id.clone());
        let command = json!({ "give_answer": { "step": id, "answer": answer } });
        let done = session.post("/events", &command).await;
        assert_eq!(done.status, 200, "{command}: {done:?}");
    }
}
