//! The archive of a session: what is in it, that it is the same each time, and that masked addresses
//! are in none of its files, whatever the encoding.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use mail_parser::{MessageParser, MimeHeaders as _};
use probe_server::config::Config;
use reqwest::StatusCode;
use serde_json::{Value, json};
use session::{Event, TicketState};
use sha2::{Digest as _, Sha256};
use tests::relay;

use super::world::{Answer, Session, World};

/// A name that no server and no text has by chance.
const NAME: &str = "zoe.canary";
/// The same name as a customer may write it elsewhere.
const OTHER_CASE: &str = "Zoe.Canary";

/// The files of an archive by their names.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

#[track_caller]
pub(crate) fn unpacked(archive: &[u8]) -> Files {
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).expect("a ZIP archive");
    let names: Vec<String> =
        zip.file_names().map(|name| name.expect("a name").into_owned()).collect();
    let content = |name: String| {
        let mut content = Vec::new();
        zip.by_name(&name).expect("a file").read_to_end(&mut content).expect("it is read");
        (name, content)
    };
    names.into_iter().map(content).collect()
}

#[track_caller]
fn text(files: &Files, name: &str) -> String {
    let content =
        files.get(name).unwrap_or_else(|| panic!("{name} is not among {:?}", files.keys()));
    String::from_utf8(content.clone()).expect("text")
}

#[track_caller]
fn document(files: &Files, name: &str) -> Value {
    serde_json::from_str(&text(files, name)).expect("JSON")
}

/// Checks a document against its published schema.
#[track_caller]
fn check_schema(files: &Files, name: &str, schema: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join(format!("../docs/schemas/{schema}.schema.json"));
    let schema = std::fs::read_to_string(file).expect("the schema is there");
    let schema = serde_json::from_str(&schema).expect("the schema is JSON");
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let errors: Vec<String> = validator
        .iter_errors(&document(files, name))
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

/// Checks the manifest against the files.
#[track_caller]
pub(crate) fn check_manifest(files: &Files) -> Value {
    check_schema(files, "manifest.json", "manifest");
    let manifest = document(files, "manifest.json");
    let listed = manifest["files"].as_array().expect("files");
    assert_eq!(listed.len(), files.len() - 1, "every other file is listed");
    for entry in listed {
        let name = entry["name"].as_str().expect("a name");
        let content = files.get(name).expect("a listed file is there");
        assert_eq!(entry["sha256"], HEXLOWER.encode(&Sha256::digest(content)), "{name}");
        assert_eq!(entry["size_bytes"], content.len(), "{name}");
    }
    manifest
}

/// A message that names the mailbox plainly, in quoted-printable, across a soft line break, and in
/// base64.
fn bounce() -> String {
    let block = STANDARD
        .encode(format!("Caro {NAME}, il messaggio di {OTHER_CASE}@bottega.test non va.\n"));
    let block: Vec<&str> =
        block.as_bytes().chunks(60).filter_map(|line| std::str::from_utf8(line).ok()).collect();
    format!(
        "From: MAILER-DAEMON@mx.altra.test\r\nTo: {NAME}@bottega.test\r\n\
         Subject: =?utf-8?B?{}?= =?utf-8?Q?zoe=2Ecanary?=\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         <{NAME}@bottega.test>: host mx1.bottega.test said: 550 5.1.1 <{NAME}=40bottega.test>:=\r\n \
         Recipient address rejected: User unknown zoe.ca=\r\nnary@bottega.test\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n\r\n--b--\r\n",
        STANDARD.encode(format!("Per {NAME}")),
        block.join("\r\n"),
    )
}

/// A session of the shipped playbook whose checks have ended, with a returned message for support.
async fn told(world: &World) -> Session<'_> {
    let session = world.open_with("generic", &format!("{NAME}@bottega.test")).await;
    let online = session.post("/events", &json!({ "measure_device": { "seen": "online" } })).await;
    assert_eq!(online.status, StatusCode::OK, "{online:?}");
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let support = json!({
        "bounce": { "text": bounce() },
        "program_error": { "text": format!("535 5.7.8 {OTHER_CASE}: authentication failed") },
        "changes": { "text": format!("password di {NAME} cambiata") },
        "reply_to": { "text": "casa@altrove.test" },
    });
    let given = json!({ "give_answer": { "step": "ticket", "answer": { "inputs": support } } });
    let given = session.post("/events", &given).await;
    assert_eq!(given.status, StatusCode::OK, "{given:?}");
    session
}

fn shipped(config: Config) -> Config {
    Config { playbooks: None, ..config }
}

async fn archive(session: &Session<'_>, query: &str) -> Answer {
    let answer = session.get(&format!("/report.zip{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer
}

#[tokio::test]
async fn the_archive_holds_both_reports_and_what_they_rest_on() {
    let world = World::start_with(shipped).await;
    let session = told(&world).await;
    let answer = archive(&session, "?lang=en").await;
    assert_eq!(answer.header("content-type"), "application/zip");
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"sportello.zip\"");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "no-store");

    let files = unpacked(&answer.body);
    let manifest = check_manifest(&files);
    assert_eq!((&manifest["schema"], &manifest["kind"]), (&json!(1), &json!("session")));
    assert_eq!(manifest["are_addresses_masked"], false);
    assert_eq!(manifest["left_out"], json!({ "lines": [], "files": [] }));
    check_schema(&files, "report.json", "report");
    let folder = format!("mailboxes/001-{NAME}@bottega.test");
    check_schema(&files, &format!("{folder}/results.json"), "mailbox-results");

    // The same content as the other two documents, except for the time.
    let mut report = document(&files, "report.json");
    let mut alone = session.get("/report.json?lang=en").await.json();
    report["made_at_ms"].take();
    alone["made_at_ms"].take();
    assert_eq!(report, alone);
    let html = text(&files, "report.html");
    for forbidden in ["<script", "src=", "href=", "@import", "url("] {
        assert!(!html.contains(forbidden), "{forbidden}: it opens offline");
    }
    assert!(html.contains(&format!("{NAME}@bottega.test")), "{html}");
    let results = document(&files, &format!("{folder}/results.json"));
    assert_eq!(results["checks"], report["checks"]);
    let dialogue = text(&files, &format!("{folder}/transcripts/imap.txt"));
    assert!(dialogue.contains("CAPABILITY"), "{dialogue}");
    assert_eq!(text(&files, "bounce.eml").replace("\r\n", "\n"), bounce().replace("\r\n", "\n"));
    assert!(text(&files, "pasted/program_error.txt").contains("535 5.7.8"));
    assert!(!files.contains_key("mailboxes.csv"), "there is no list");

    // The same log gives the same bytes; another event other ones.
    assert_eq!(archive(&session, "?lang=en").await.body, answer.body);
    session.post("/ticket", &json!({ "channel": "download", "left_out": [] })).await;
    assert_ne!(archive(&session, "?lang=en").await.body, answer.body);
}

#[tokio::test]
async fn what_was_left_out_is_in_no_file() {
    let world = World::start_with(shipped).await;
    let session = told(&world).await;
    let (_, watcher) = session.share_and_join("Anna").await;
    let chosen = "?left_out=input.bounce,input.program_error,nonsense";
    let files = unpacked(&archive(&session, chosen).await.body);
    let manifest = check_manifest(&files);
    assert_eq!(manifest["left_out"]["lines"], json!(["input.bounce", "input.program_error"]));
    assert!(!files.keys().any(|name| name.contains("bounce") || name.contains("pasted")));
    for (name, content) in &files {
        let content = String::from_utf8_lossy(content);
        assert!(!content.contains("MAILER-DAEMON") && !content.contains("535 5.7.8"), "{name}");
    }
    for refused in [chosen, "?mask=none"] {
        let refused = watcher.get(&format!("/report.zip{refused}")).await;
        assert_eq!(refused.problem(), (403, "not_allowed".to_owned()));
    }
    let files = unpacked(&archive(&session, "?left_out=subject").await.body);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert!(!names.iter().any(|name| name.starts_with("mailboxes")), "{names:?}");
}

#[tokio::test]
async fn a_list_has_a_folder_for_each_mailbox_and_a_table() {
    let playbooks = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/mailboxes");
    let world = World::start_with(|config| Config { playbooks: Some(playbooks), ..config }).await;
    let mailboxes = json!([
        { "address": "anna@panificio.test", "in_error": "yes", "error_text": "=HYPERLINK(\"https://a.test\")" },
        { "address": "+ugo@panificio.test", "in_error": "yes" },
        { "address": "anna@bottega.test", "in_error": "no" },
    ]);
    let session = world.open_as(&json!({ "playbook": "list", "lang": "en", "inputs": { "mailboxes": { "mailboxes": mailboxes } } })).await;
    let ended = std::cell::Cell::new(0);
    session
        .until(|entry| {
            ended.set(ended.get() + u8::from(matches!(entry.event, Event::RunEnded { .. })));
            ended.get() == 2
        })
        .await;
    let files = unpacked(&archive(&session, "").await.body);
    check_manifest(&files);
    for folder in ["001-anna@panificio.test", "002-+ugo@panificio.test", "003-anna@bottega.test"] {
        let name = format!("mailboxes/{folder}/results.json");
        check_schema(&files, &name, "mailbox-results");
        let results = document(&files, &name);
        assert_eq!(results["checks"].as_array().map(Vec::is_empty), Some(false), "{folder}");
        text(&files, &format!("mailboxes/{folder}/transcripts/mx.txt"));
    }
    let first = document(&files, "mailboxes/001-anna@panificio.test/results.json");
    assert_eq!(first["listed"]["in_error"], "yes");
    let table = text(&files, "mailboxes.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 4, "{table}");
    assert_eq!(
        lines[0],
        "address,in_error,since,error_text,reason,provider,folder,delegation,mx,relay"
    );
    assert!(lines[1].contains("\"'=HYPERLINK(\"\"https://a.test\"\")\""), "{table}");
    assert!(lines[2].starts_with("'+ugo@panificio.test,yes,"), "{table}");

    // One mailbox of the list is left out: in the order of the ticket those in error come first.
    let files = unpacked(&archive(&session, "?left_out=mailbox.0").await.body);
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert!(!names.iter().any(|name| name.contains("anna@panificio")), "{names:?}");
    assert!(!text(&files, "mailboxes.csv").contains("anna@panificio"));
}

/// The forms in which a name can be in base64: it depends on where it begins.
fn in_base64(name: &str) -> Vec<String> {
    (0..3)
        .map(|shift| {
            let encoded = STANDARD.encode(format!("{}{name}", "x".repeat(shift)));
            // The first and the last group also hold other letters.
            let length = (shift + name.len()) / 3 * 4;
            encoded[shift.div_ceil(3) * 4..length].to_owned()
        })
        .collect()
}

/// The text with the escapes of quoted-printable and of addresses resolved.
fn unescaped(text: &str) -> String {
    let joined = text.replace("=\r\n", "").replace("=\n", "");
    let mut parts = joined.split(['=', '%']);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                plain.push(char::from(byte));
                plain.push_str(&part[2..]);
            }
            None => plain.push_str(part),
        }
    }
    plain
}

/// Asserts that the name is in no file and in no file's name, in any form.
#[track_caller]
fn check_masked(files: &Files) {
    for (name, content) in files {
        let content = String::from_utf8_lossy(content);
        let lower = format!("{name}\n{content}").to_lowercase();
        let without_breaks: String = content.split_whitespace().collect();
        assert!(!lower.contains(NAME), "{name}: {content}");
        assert!(!unescaped(&content).to_lowercase().contains(NAME), "{name}: {content}");
        for form in [NAME, OTHER_CASE].into_iter().flat_map(in_base64) {
            assert!(!without_breaks.contains(&form), "{form} in {name}: {content}");
        }
    }
}

#[tokio::test]
async fn masked_addresses_are_in_no_file_in_any_form() {
    let world = World::start_with(shipped).await;
    let session = told(&world).await;
    // The search finds each form where nothing is masked.
    let whole = unpacked(&archive(&session, "").await.body);
    let eml = text(&whole, "bounce.eml");
    assert!(unescaped(&eml).contains("User unknown zoe.canary@bottega.test"), "{eml}");
    let eml: String = eml.split_whitespace().collect();
    for form in [NAME, OTHER_CASE].map(in_base64) {
        assert!(form.iter().any(|form| eml.contains(form)), "{form:?} in {eml}");
    }

    let masked = unpacked(&archive(&session, "?mask=addresses").await.body);
    check_masked(&masked);
    assert_eq!(check_manifest(&masked)["are_addresses_masked"], true);
    let eml = text(&masked, "bounce.eml");
    assert!(eml.contains("To: masked-1@bottega.test"), "{eml}");
    let parsed = MessageParser::default().parse(&eml).expect("a message");
    let second = parsed.body_text(1).expect("the part in base64");
    assert_eq!(second.trim(), "Caro masked-1, il messaggio di masked-1@bottega.test non va.");
    assert!(text(&masked, "pasted/program_error.txt").contains("535 5.7.8 masked-1: auth"));
    // What is judged stays the same.
    let judged = |files: &Files| {
        let report = document(files, "report.json");
        let causes: Vec<Value> = report["conclusions"]
            .as_array()
            .expect("conclusions")
            .iter()
            .map(|conclusion| {
                json!([conclusion["cause"], conclusion["owner"], conclusion["confidence"]])
            })
            .collect();
        let states: Vec<Value> = report["checks"]
            .as_array()
            .expect("checks")
            .iter()
            .map(|check| json!([check["check"], check["target"], check["state"]]))
            .collect();
        let target = |state: &Value| state.to_string().replace(NAME, "masked-1");
        (causes, states.iter().map(target).collect::<Vec<_>>(), report["outcome"].clone())
    };
    assert_eq!(judged(&masked), judged(&whole));
    // The other two documents are masked in the same way.
    for file in ["/report.html?mask=addresses", "/report.json?mask=addresses"] {
        let shown = session.get(file).await;
        assert!(shown.text.contains("masked-1@bottega.test"), "{}", shown.text);
        assert!(!shown.text.to_lowercase().contains(NAME), "{}", shown.text);
    }
    assert_eq!(
        session.get("/report.zip?mask=all").await.problem(),
        (400, "malformed_query".to_owned())
    );
}

/// The parts of a message: its text, and its attachments by their names.
#[track_caller]
pub(crate) fn parts(message: &str) -> (String, Files) {
    let parsed = MessageParser::default().parse(message).expect("a message");
    let text = parsed.body_text(0).expect("a text").into_owned();
    let attachment = |part: &mail_parser::MessagePart<'_>| {
        (part.attachment_name().expect("a name").to_owned(), part.contents().to_vec())
    };
    (text, parsed.attachments().map(attachment).collect())
}

#[tokio::test]
async fn the_ticket_brings_the_archive_masked_if_the_customer_wants() {
    let (address, seen) = relay::start_willing().await;
    let email = relay::settings(address);
    let world =
        World::start_with(|config| Config { ticket_email: Some(email), ..shipped(config) }).await;
    let session = told(&world).await;
    let (_, watcher) = session.share_and_join("Anna").await;
    let session = &session;
    let send = |body: Value| async move {
        let sent = session.post("/ticket", &body).await;
        assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
        let reference = sent.json()["reference"].as_str().expect("a reference").to_owned();
        let is_there = |event: &Event| matches!(event, Event::TicketMoved { reference: of, state: TicketState::Delivered } if *of == reference);
        session.until(|entry| is_there(&entry.event)).await;
        reference
    };
    let first = send(json!({ "channel": "email", "left_out": ["input.program_error"] })).await;
    let message = seen.lock().expect("the relay runs").messages[0].clone();
    let (body, attached) = parts(&message);
    assert!(body.contains(&format!("{NAME}@bottega.test")), "{body}");
    let files = unpacked(&attached[&format!("sportello-{first}.zip")]);
    check_manifest(&files);
    assert!(files.contains_key("bounce.eml") && !files.contains_key("pasted/program_error.txt"));
    assert!(attached.contains_key(&format!("sportello-{first}.json")));

    let second =
        send(json!({ "channel": "email", "left_out": [], "are_addresses_masked": true })).await;
    assert_ne!(first, second);
    let message = seen.lock().expect("the relay runs").messages[1].clone();
    let (body, mut attached) = parts(&message);
    assert!(body.contains("masked-1@bottega.test"), "{body}");
    assert!(body.contains("la parte prima della @ è sostituita"), "{body}");
    assert!(message.contains("Reply-To: casa@altrove.test"), "{message}");
    let files =
        unpacked(&attached.remove(&format!("sportello-{second}.zip")).expect("the archive"));
    check_masked(&files);
    attached.insert("body".to_owned(), body.into_bytes());
    check_masked(&attached);
    // From now on the reports are as the ticket was, until the customer chooses otherwise.
    assert!(watcher.get("/report.json").await.text.contains("masked-1@bottega.test"));
    check_masked(&unpacked(&archive(&watcher, "").await.body));
    assert!(session.get("/report.json?mask=none").await.text.contains(NAME));
}
