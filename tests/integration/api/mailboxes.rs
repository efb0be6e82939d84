//! Many mailboxes in one session: the checks of each domain run once, and the reports contain every
//! mailbox.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use probe_server::config::Config;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use session::api::SessionOpened;
use session::{Event, LogEntry};

use super::world::{Session, World, answer};

/// A server with the tests' own playbook about lists.
async fn world() -> World {
    let playbooks = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/mailboxes");
    World::start_with(|config| Config { playbooks: Some(playbooks), ..config }).await
}

async fn open<'a>(world: &'a World, mailboxes: &Value) -> Session<'a> {
    let body = json!({ "playbook": "list", "lang": "en", "inputs": { "mailboxes": { "mailboxes": mailboxes } } });
    let opened = answer(world.request(Method::POST, "/api/v1/sessions").json(&body)).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{opened:?}");
    let opened: SessionOpened = opened.read();
    Session { world, id: opened.id, token: opened.owner_token }
}

/// Two mailboxes in each of three domains: a healthy one, one without MX, and one whose relay
/// refuses. The last two are in error.
fn six() -> Value {
    let mailbox =
        |address: &str, in_error: &str| json!({ "address": address, "in_error": in_error });
    json!([
        mailbox("anna@bottega.test", "no"),
        mailbox("ugo@bottega.test", "no"),
        mailbox("anna@insegna.test", "no"),
        mailbox("ugo@insegna.test", "unknown"),
        { "address": "anna@panificio.test", "in_error": "yes", "error_text": "451 4.4.1 <try later>", "since": "2026-11-20" },
        mailbox("ugo@panificio.test", "yes"),
    ])
}

/// How often the runs of each domain started, and whether all have ended.
fn runs(log: &[LogEntry]) -> (BTreeMap<String, usize>, bool) {
    let (mut begun, mut open) = (BTreeMap::new(), BTreeSet::new());
    for entry in log {
        match &entry.event {
            Event::RunStarted { run, domain, .. } => {
                *begun.entry(domain.to_string()).or_default() += 1;
                open.insert(*run);
            }
            Event::RunEnded { run, .. } => {
                open.remove(run);
            }
            _ => {}
        }
    }
    (begun, open.is_empty())
}

/// Follows the log until this many runs have ended.
async fn until_ended(session: &Session<'_>, count: usize) -> Vec<LogEntry> {
    let ended = std::cell::Cell::new(0);
    let is_last = |entry: &LogEntry| {
        ended.set(ended.get() + usize::from(matches!(entry.event, Event::RunEnded { .. })));
        ended.get() == count
    };
    session.until(is_last).await
}

#[tokio::test]
async fn each_domain_is_looked_at_once_and_the_table_is_in_the_reports() {
    let world = world().await;
    let session = open(&world, &six()).await;
    let (begun, have_ended) = runs(&until_ended(&session, 3).await);
    let once =
        ["bottega.test", "insegna.test", "panificio.test"].map(|domain| (domain.to_owned(), 1));
    assert_eq!((begun, have_ended), (BTreeMap::from(once), true));

    let report = session.get("/report.json").await.json();
    assert_eq!(report["outcome"]["cause"], "mail_servers_down");
    assert_eq!(report["patterns"][0]["code"], "one_domain");
    assert_eq!(report["patterns"][0]["params"]["domain"], "panificio.test");
    let mailboxes = report["mailboxes"].as_array().expect("the table");
    assert_eq!(mailboxes.len(), 6);
    let state = |place: usize, check: &str| mailboxes[place]["checks"][check].clone();
    assert_eq!(
        (state(0, "mx"), state(2, "mx"), state(4, "relay")),
        (json!("ok"), json!("problem"), json!("problem"))
    );
    assert_eq!(
        mailboxes[2]["checks"], mailboxes[3]["checks"],
        "mailboxes of one domain share its results"
    );
    assert_eq!(mailboxes[4]["error_text"], "451 4.4.1 <try later>");
    assert_eq!(mailboxes[4]["reason"], "server_unreachable", "the error is read like a bounce");
    let causes = report["conclusions"].as_array().into_iter().flatten();
    let causes: Vec<Value> =
        causes.map(|cause| json!([cause["cause"], cause["domains"]])).collect();
    let of_each =
        json!([["mail_servers_down", ["panificio.test"]], ["mail_has_no_place", ["insegna.test"]]]);
    assert_eq!(
        json!(causes[..2]),
        of_each,
        "each domain is judged by itself, those in error first: {causes:?}"
    );
    let lines = report["ticket"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|line| line["id"].as_str().is_some_and(|id| id.starts_with("mailbox.")));
    assert_eq!(lines.count(), 6);

    let page = session.get("/report.html?lang=en").await.text;
    assert!(
        page.contains("6 mailboxes of 3 domains") && page.contains("&lt;try later&gt;"),
        "{page}"
    );
    assert_eq!(page.matches("<th scope=\"row\" translate=\"no\">").count(), 6);
    // The evidence of every domain is in the report.
    assert!(
        ["bottega.test", "insegna.test", "panificio.test"]
            .iter()
            .all(|domain| page.contains(&format!("translate=\"no\">{domain}<")))
    );
}

#[tokio::test]
async fn stop_stops_every_domain_and_again_goes_on_with_what_is_open() {
    let world = world().await;
    // Silent name servers: none of these checks ends within the test.
    let session =
        open(&world, &json!([{ "address": "a@pendolo.test" }, { "address": "b@tipografia.test" }, { "address": "c@bottega.test" }])).await;
    let is_end_of_third =
        |entry: &LogEntry| matches!(&entry.event, Event::RunEnded { run, .. } if run.0 == 3);
    session.until(is_end_of_third).await;
    let stopped = session.post("/events", &json!({ "cancel_checks": { "run": 1 } })).await;
    let entries = stopped.json()["entries"].as_array().cloned().unwrap_or_default();
    assert_eq!(entries.len(), 2, "both that were under way: {entries:?}");
    let again =
        session.post("/events", &json!({ "start_checks": { "step": "checks" } })).await.json();
    let domains: Vec<&Value> = again["entries"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| &entry["event"]["run_started"]["domain"])
        .collect();
    assert_eq!(domains, ["pendolo.test", "tipografia.test"]);
}

#[tokio::test]
async fn a_list_that_breaks_its_limits_is_refused() {
    let world = world().await;
    let refused = async |mailboxes: Value, code: &str| {
        let body = json!({ "playbook": "list", "lang": "it", "inputs": { "mailboxes": { "mailboxes": mailboxes } } });
        let answered = answer(world.request(Method::POST, "/api/v1/sessions").json(&body)).await;
        assert_eq!(answered.problem(), (422, code.to_owned()));
    };
    let many: Vec<Value> =
        (0..=200).map(|number| json!({ "address": format!("m{number}@bottega.test") })).collect();
    refused(json!(many), "list_too_long").await;
    refused(json!([]), "wrong_answer").await;
    refused(
        json!([{ "address": "a@bottega.test" }, { "address": "A@bottega.test" }]),
        "wrong_answer",
    )
    .await;
    refused(json!([{ "address": "nobody" }]), "malformed_body").await;
}

/// What was pasted into a list reaches no report with hidden characters, and an address has none.
#[tokio::test]
async fn nothing_hidden_in_a_list_is_in_a_report() {
    let world = world().await;
    let with = |address: &str| json!([{ "address": address, "in_error": "yes", "error_text": "550 a\u{202e}b\u{9b}c\u{feff}d" }]);
    let session = open(&world, &with("anna@bottega.test")).await;
    session.get("/report.json").await.shows("550 a\\u{202e}b");
    let page = session.get("/report.html").await.text;
    assert!(page.contains("550 a\\u{202e}b"), "{page}");
    assert!(!page.contains(|part| part != '\n' && terms::visible::is_hidden(part)), "{page}");
    for address in
        ["an\u{202e}na@bottega.test", "anna\u{200b}@bottega.test", "\u{2066}anna@bottega.test"]
    {
        let inputs = json!({ "mailboxes": { "mailboxes": with(address) } });
        let body = json!({ "playbook": "list", "lang": "en", "inputs": inputs });
        let refused = answer(world.request(Method::POST, "/api/v1/sessions").json(&body)).await;
        assert_eq!(refused.problem(), (422, "malformed_body".to_owned()), "{address:?}");
    }
}
