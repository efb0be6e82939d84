//! A session from its start to its report, as the contract says.

use std::collections::BTreeSet;

use checklist::RunId;
use diagnosis::probe::RunEnd;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use session::api::{FirstPage, PlaybookListed, Snapshot};
use session::{Actor, Event, LinkKind, TicketChannel};

use super::description::DOCUMENT;
use super::world::{Answer, World, answer};

#[tokio::test]
async fn a_session_runs_its_checks_and_comes_to_an_end() {
    let world = World::start().await;
    let listed: Vec<PlaybookListed> = world.get("/api/v1/playbooks").await.read();
    assert_eq!(
        listed.iter().map(|listed| listed.playbook.playbook.as_str()).collect::<Vec<_>>(),
        ["short"]
    );

    let session = world.open("mario@bottega.test").await;
    let log = session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    assert_eq!(
        log.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
        (1..=log.len() as u64).collect::<Vec<_>>()
    );
    assert!(
        matches!(&log[0].event, Event::SessionOpened { digest, .. } if *digest == listed[0].digest)
    );
    assert!(matches!((&log[1].event, log[1].actor), (Event::AnswerGiven { .. }, Actor::Customer)));
    assert!(matches!((&log[2].event, log[2].actor), (Event::RunStarted { .. }, Actor::Server)));
    assert!(log.iter().any(|entry| matches!(entry.event, Event::Probed { .. })));
    assert!(matches!(
        log.last().map(|entry| &entry.event),
        Some(Event::RunEnded { end: RunEnd::Completed, .. })
    ));

    let answered = session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "arrives", "answer": { "option": "yes" } } }),
        )
        .await;
    assert_eq!(answered.status, StatusCode::OK, "{answered:?}");
    assert_eq!(answered.json()["entries"][0]["seq"], log.len() + 1);
    // The same command again appends nothing.
    let again = session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "arrives", "answer": { "option": "yes" } } }),
        )
        .await;
    assert_eq!(again.json(), json!({ "entries": [] }));

    let snapshot: Snapshot = session.get("").await.read();
    assert_eq!((snapshot.capability, snapshot.link), (LinkKind::Owner, None));
    assert_eq!(snapshot.ticket_channels, [TicketChannel::Download]);
    assert_eq!(snapshot.entries, session.log().await);
    assert!(snapshot.playbook.scenarios.is_empty(), "scenarios stay on the server");

    let report = session.get("/report.json").await.json();
    assert_eq!(report["schema"], 1);
    assert_eq!(
        report["outcome"],
        json!({ "step": "well", "cause": "working_again", "owner": "nobody", "confidence": "possible" })
    );
    assert_eq!(report["checks"][0]["check"], "mx");
    assert_eq!(report["checks"][0]["state"], "ok");
    for (lang, expected) in [("it", "Non deve fare nulla"), ("en", "There is nothing to do")] {
        let page = session.get(&format!("/report.html?lang={lang}")).await;
        assert!(
            page.text.contains(expected) && page.text.contains("mario@bottega.test"),
            "{}",
            page.text
        );
        assert!(
            !page.text.contains("<script") && !page.text.contains("http://"),
            "it opens offline"
        );
    }
}

#[tokio::test]
async fn the_first_page_gets_the_beginning_and_nothing_of_the_rest() {
    let world = World::start().await;
    let listed: Vec<PlaybookListed> = world.get("/api/v1/playbooks").await.read();
    let playbook = &listed[0].playbook;
    let answered = world.get("/api/v1/start").await;
    assert!(
        !answered.text.contains("\"steps\"") && !answered.text.contains("\"causes\""),
        "{}",
        answered.text
    );
    let first: FirstPage = answered.read();
    let chosen = first.chosen.expect("the only playbook is the usual one");
    assert_eq!(
        (chosen.playbook.as_str(), &chosen.title, &chosen.operator),
        ("short", &playbook.title, &playbook.contact.name)
    );
    assert_eq!(
        chosen.inputs.iter().map(|named| named.id.0.as_str()).collect::<Vec<_>>(),
        ["mailbox"]
    );
    assert!(!chosen.checks.is_empty() && first.others.is_empty());
    let named: FirstPage = world.get("/api/v1/start?playbook=short").await.read();
    assert_eq!(named.chosen.as_ref(), Some(&chosen));
    let unknown: FirstPage = world.get("/api/v1/start?playbook=elsewhere").await.read();
    assert_eq!(unknown.chosen, None);
    assert_eq!(
        unknown.others.iter().map(|other| other.playbook.as_str()).collect::<Vec<_>>(),
        ["short"]
    );
}

#[tokio::test]
async fn a_measured_cause_ends_the_talk() {
    let world = World::start().await;
    let case = lab::cases()
        .iter()
        .find(|case| case.name == "mx_none")
        .expect("the lab has a case without MX");
    let session = world.open(&case.mailbox).await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    assert_eq!(session.get("/report.json").await.json()["outcome"]["cause"], "mail_has_no_place");
    // "Check again" starts another run.
    let again = session.post("/events", &json!({ "start_checks": { "step": "checks" } })).await;
    assert_eq!(again.json()["entries"][0]["event"]["run_started"]["run"], 2);
    assert_eq!(again.json()["entries"][0]["actor"], "customer");
}

#[tokio::test]
async fn a_run_can_be_stopped() {
    let world = World::start().await;
    let case = lab::cases()
        .iter()
        .find(|case| case.name == "dns_timeout")
        .expect("the lab has silent name servers");
    let session = world.open(&case.mailbox).await;
    let stopped = session.post("/events", &json!({ "cancel_checks": { "run": 1 } })).await;
    assert_eq!(
        stopped.json()["entries"][0]["event"],
        json!({ "run_ended": { "run": 1, "end": "cancelled" } })
    );
    // The server must not append a second end after the customer's. Late results of the stopped
    // probes are appended before the end of the next run.
    let again = session.post("/events", &json!({ "start_checks": { "step": "checks" } })).await;
    assert_eq!(again.status, StatusCode::OK, "{again:?}");
    let log =
        session.until(|entry| matches!(entry.event, Event::RunEnded { run: RunId(2), .. })).await;
    let end = log
        .iter()
        .position(|entry| matches!(entry.event, Event::RunEnded { run: RunId(1), .. }))
        .expect("the customer's stop");
    let more = log[end + 1..].iter().filter(|entry| {
        matches!(
            entry.event,
            Event::Probed { run: RunId(1), .. } | Event::RunEnded { run: RunId(1), .. }
        )
    });
    assert_eq!(more.count(), 0, "{log:?}");
}

#[tokio::test]
async fn the_shipped_checklist_runs_in_the_lab() {
    let world =
        World::start_with(|config| probe_server::config::Config { playbooks: None, ..config })
            .await;
    let session = world.open_with("seit", "mario@bottega.test").await;
    let online = session.post("/events", &json!({ "measure_device": { "seen": "online" } })).await;
    assert_eq!(online.status, StatusCode::OK, "{online:?}");
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let report = session.get("/report.json").await.json();
    let checks = report["checks"].as_array().cloned().unwrap_or_default();
    // A domain that runs its own mail has no known provider.
    let expected = |check: &Value| if check["check"] == "provider" { "skipped" } else { "ok" };
    assert!(
        !checks.is_empty() && checks.iter().all(|check| check["state"] == expected(check)),
        "{checks:?}"
    );
}

/// The operations of the document, as `get /path`.
fn described() -> BTreeSet<String> {
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    let of_path = |(path, operations): (&String, &Value)| {
        let methods: Vec<String> = operations
            .as_object()
            .expect("operations")
            .keys()
            .map(|method| format!("{method} {path}"))
            .collect();
        methods
    };
    paths.iter().flat_map(of_path).collect()
}

#[tokio::test]
async fn every_operation_succeeds_as_the_document_says() {
    let world = World::start_with(|config| probe_server::config::Config {
        abuse_contact: Some("abuse@example.it".to_owned()),
        ..config
    })
    .await;
    assert_eq!(world.get("/api/v1/openapi.json").await.json(), *DOCUMENT);
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let (link, watcher) = session.share().await;
    let ticket = json!({ "channel": "download", "left_out": [] });
    let language = json!({ "change_language": { "lang": "en" } });
    let (of_session, of_link) = ("/api/v1/sessions/{id}", "/api/v1/sessions/{id}/links/{link}");
    let mut seen =
        BTreeSet::from(["post /api/v1/sessions".to_owned(), format!("post {of_session}/links")]);
    // `answer` compares each response with the document; here each must also be a success.
    let mut see = |operation: String, answer: Answer| {
        assert!(answer.status.is_success(), "{operation}: {answer:?}");
        seen.insert(operation);
    };
    for path in ["openapi.json", "playbooks", "start"].map(|name| format!("/api/v1/{name}")) {
        see(format!("get {path}"), world.get(&path).await);
    }
    for path in ["/healthz", "/readyz", "/.well-known/security.txt"] {
        see(format!("get {path}"), world.get(path).await);
    }
    see(
        format!("post {of_session}/watchers"),
        watcher.post("/watchers", &json!({ "name": "Anna" })).await,
    );
    assert_eq!(watcher.get("").await.status, StatusCode::OK);
    see(format!("delete {of_session}/watchers"), watcher.delete("/watchers").await);
    see(format!("post {of_session}/events"), session.post("/events", &language).await);
    see(format!("post {of_session}/ticket"), session.post("/ticket", &ticket).await);
    for rest in ["", "/events", "/checks.html", "/report.html", "/report.json", "/report.zip"] {
        see(format!("get {of_session}{rest}"), session.get(rest).await);
    }
    // A checklist with a field that takes files, and with a look into the mailbox.
    let shipped =
        World::start_with(|config| probe_server::config::Config { playbooks: None, ..config })
            .await;
    let of_shipped = shipped.open_with("generic", "mario@bottega.test").await;
    let given = of_shipped.request(Method::POST, "/files?input=bounce&name=a.txt");
    let given = given.header("content-type", "application/octet-stream").body("a text");
    see(format!("post {of_session}/files"), answer(given).await);
    see(format!("get {of_session}/files/{{file}}"), of_shipped.get("/files/1").await);
    see(format!("delete {of_session}/files/{{file}}"), of_shipped.delete("/files/1").await);
    of_shipped.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let look = json!({ "password": lab::PASSWORD });
    see(format!("post {of_session}/look"), of_shipped.post("/look", &look).await);
    see(format!("delete {of_link}"), session.delete(&format!("/links/{link}")).await);
    see(format!("delete {of_session}"), session.delete("").await);
    assert_eq!(seen, described());
}

#[tokio::test]
async fn what_the_document_does_not_name_is_not_there() {
    let world = World::start().await;
    let described = described();
    for path in DOCUMENT["paths"].as_object().expect("paths").keys() {
        let concrete = path.replace("{id}", "AAAAAAAAAAAAAAAAAAAAAA");
        let concrete = concrete.replace("{link}", "1").replace("{file}", "1");
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let answer = answer(world.request(method.clone(), &concrete)).await;
            let is_described =
                described.contains(&format!("{} {path}", method.as_str().to_lowercase()));
            assert_eq!(
                answer.status == StatusCode::METHOD_NOT_ALLOWED,
                !is_described,
                "{method} {path}: {answer:?}"
            );
        }
    }
}
