//! The look into a mailbox: what each mailbox of the lab leads to, and what is refused.

use std::sync::Arc;
use std::time::Duration;

use diagnosis::finding::Finding;
use diagnosis::probe::CheckKind;
use futures_util::{StreamExt as _, stream};
use probe_server::config::Config;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use session::api::Snapshot;
use session::{Event, Facts, Standing};
use terms::ConnectionReason::{self, *};

use super::world::{Session, World, answer};

/// How many sessions run at once.
const AT_ONCE: usize = 4;

async fn world() -> World {
    World::start_with(|config| Config { playbooks: None, ..config }).await
}

/// A session whose checks have ended.
async fn checked<'w>(world: &'w World, mailbox: &str) -> Session<'w> {
    let session = world.open_with("generic", mailbox).await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    session
}

/// Looks, waits for the end, and returns the session as the page shows it.
async fn look(session: &Session<'_>, body: &Value) -> Standing {
    let started = session.post("/look", body).await;
    assert_eq!(started.status, StatusCode::OK, "{started:?}");
    assert_eq!(started.header("connection"), "close");
    let started: session::api::Entries = started.read();
    let run = started.entries.iter().find_map(|entry| match &entry.event {
        Event::RunStarted { run, .. } => Some(*run),
        _ => None,
    });
    let run = run.expect("a run");
    let is_end =
        |event: &Event| matches!(event, Event::RunEnded { run: ended, .. } if *ended == run);
    session.until(|entry| is_end(&entry.event)).await;
    standing(session).await
}

async fn standing(session: &Session<'_>) -> Standing {
    let shown: Snapshot = session.get("").await.read();
    Standing::new(Arc::new(shown.playbook), Facts::replay(&shown.entries))
}

/// The findings of the look.
fn found(standing: &Standing) -> Vec<&Finding> {
    let findings = standing.evidence().findings();
    findings.filter(|finding| finding.check == Some(CheckKind::Mailbox)).collect()
}

/// Their codes.
fn codes(standing: &Standing) -> Vec<&'static str> {
    found(standing).iter().map(|finding| finding.code.as_str()).collect()
}

/// The reason of a refusal, if it is one.
fn refusal(standing: &Standing) -> Option<ConnectionReason> {
    found(standing).iter().find_map(|finding| finding.params.refusal)
}

fn first_cause(standing: &Standing) -> &'static str {
    standing.conclusions().first().map_or("", |conclusion| conclusion.cause.as_str())
}

/// One mailbox of the lab: its domain, what the login finds, the reason of a refusal, and the first
/// cause; without one the look leaves the first cause as it was.
type Row = (&'static str, &'static [&'static str], Option<ConnectionReason>, Option<&'static str>);

const OPENS: [&str; 4] = ["mailbox_opens", "mailbox_has_space", "inbox_seen", "message_not_there"];

const ROWS: [Row; 16] = [
    ("bottega.test", &OPENS, None, None),
    (
        "ebanista.test",
        &["mailbox_opens", "mailbox_over_limit", "inbox_seen", "message_not_there"],
        None,
        Some("mailbox_full"),
    ),
    (
        "giardiniere.test",
        &["mailbox_opens", "mailbox_near_limit", "inbox_seen", "message_not_there"],
        None,
        None,
    ),
    (
        "gelataio.test",
        &["mailbox_opens", "mailbox_has_space", "inbox_seen", "message_in_junk"],
        None,
        Some("taken_for_junk"),
    ),
    (
        "fabbro.test",
        &["mailbox_opens", "mailbox_has_space", "inbox_seen", "message_elsewhere"],
        None,
        Some("mailbox_rule"),
    ),
    (
        "barbiere.test",
        &["mailbox_opens", "mailbox_has_space", "inbox_emptied", "message_not_there"],
        None,
        Some("messages_fetched"),
    ),
    ("sarta.test", &["mailbox_login_refused"], Some(PasswordExpired), Some("password_expired")),
    ("maniscalco.test", &["mailbox_login_refused"], Some(AccountDisabled), Some("account_closed")),
    (
        "ombrellaio.test",
        &["mailbox_login_refused"],
        Some(AppPasswordNeeded),
        Some("two_step_sign_in"),
    ),
    ("liutaio.test", &["mailbox_login_refused"], Some(OauthOnly), Some("modern_sign_in_needed")),
    (
        "cappellaio.test",
        &["mailbox_login_refused"],
        Some(ServerUnavailable),
        Some("sign_in_not_checked"),
    ),
    (
        "tornitore.test",
        &["mailbox_login_refused"],
        Some(TooManyConnections),
        Some("too_many_connections"),
    ),
    ("ramaio.test", &["mailbox_opens", "inbox_seen", "message_not_there"], None, None),
    (
        "carradore.test",
        &["mailbox_opens", "mailbox_has_space", "inbox_seen", "message_in_junk"],
        None,
        Some("taken_for_junk"),
    ),
    ("tessitore.test", &OPENS, None, None),
    ("cestaio.test", &OPENS, None, None),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_mailbox_leads_to_its_findings() {
    let world = world().await;
    let world = &world;
    let walks = ROWS.iter().map(|(domain, findings, reason, cause)| async move {
        let session = checked(world, &format!("anna@{domain}")).await;
        let before = world.login_count(domain);
        let cause = cause.map_or(first_cause(&standing(&session).await), |cause| cause);
        let body = json!({ "password": lab::PASSWORD, "from": "ugo@fornitore.test", "subject": "fattura" });
        let standing = look(&session, &body).await;
        let logins = world.login_count(domain) - before;
        let expected_logins = usize::from(*reason != Some(OauthOnly));
        let is_right = codes(&standing) == *findings
            && refusal(&standing) == *reason
            && first_cause(&standing) == cause
            && logins == expected_logins;
        (!is_right).then(|| {
            let (cause, reason) = (first_cause(&standing), refusal(&standing));
            format!("{domain}: {:?} {reason:?} {cause} {logins} logins", codes(&standing))
        })
    });
    let wrong: Vec<String> = stream::iter(walks)
        .buffer_unordered(AT_ONCE)
        .filter_map(async |wrong| wrong)
        .collect()
        .await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn a_wrong_password_is_tried_once() {
    let world = world().await;
    let session = checked(&world, "anna@bottega.test").await;
    let standing = look(&session, &json!({ "password": "wrong-canary" })).await;
    assert_eq!(codes(&standing), ["mailbox_login_refused"]);
    assert_eq!(refusal(&standing), Some(LoginRefused));
    assert_eq!(world.login_count("bottega.test"), 1);
    // What was seen is in each report.
    let report = session.get("/report.json").await.json();
    let checks = report["checks"].as_array().expect("checks");
    assert!(checks.iter().any(|line| line["check"] == "mailbox"), "{report:#}");
    assert!(session.get("/report.html").await.text.contains("AUTHENTICATE PLAIN"));
    // Reading, answering and checking again repeat no login, whatever the log says.
    session.post("/events", &json!({ "change_language": { "lang": "en" } })).await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(world.login_count("bottega.test"), 1);
    assert!(!world.stores("wrong-canary"));
}

#[tokio::test]
async fn there_is_no_look_without_a_mailbox_or_a_server() {
    let world = world().await;
    let body = json!({ "password": "canary" });
    let no_look = (409, "no_look".to_owned());
    let domain = world
        .open_as(&json!({ "playbook": "generic", "lang": "it", "inputs": { "mailbox": { "domain": "bottega.test" } } }))
        .await;
    assert_eq!(domain.post("/look", &body).await.problem(), no_look);
    domain.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    assert_eq!(domain.post("/look", &body).await.problem(), no_look);
    // No server with a valid certificate.
    let session = checked(&world, "anna@pizzeria.test").await;
    let refused = session.post("/look", &body).await;
    assert_eq!(refused.problem(), no_look);
    assert_eq!(refused.header("connection"), "close");
    // While the checks run, or before they saw a server.
    let early = world.open_with("generic", "anna@bottega.test").await;
    let refused = early.post("/look", &body).await.problem();
    assert!(["no_look", "checks_running"].contains(&refused.1.as_str()), "{refused:?}");
    assert_eq!(world.login_count("bottega.test"), 0);
}

#[tokio::test]
async fn only_the_customer_may_look() {
    let world = world().await;
    let session = checked(&world, "anna@bottega.test").await;
    let (_, watcher) = session.share_and_join("Ugo").await;
    let refused = watcher.post("/look", &json!({ "password": lab::PASSWORD })).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
    assert_eq!(refused.header("connection"), "close");
    assert_eq!(world.login_count("bottega.test"), 0);
}

/// Over all sessions; a session about another mailbox gives no further attempts.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attempts_for_one_user_name_are_limited() {
    let world = world().await;
    let body = json!({ "password": "guess", "user": " Anna@Bottega.test" });
    for number in 0..5 {
        let session = checked(&world, &format!("guest-{number}@bottega.test")).await;
        look(&session, &body).await;
    }
    let session = checked(&world, "anna@bottega.test").await;
    let refused = session.post("/look", &json!({ "password": "guess" })).await;
    assert_eq!(refused.problem(), (429, "too_many_requests".to_owned()));
    let wait_s: u32 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=180).contains(&wait_s), "{wait_s}");
    assert_eq!(world.login_count("bottega.test"), 5);
    // Another mailbox of the same server has its own.
    let session = checked(&world, "ugo@bottega.test").await;
    look(&session, &json!({ "password": lab::PASSWORD })).await;
}

#[tokio::test]
async fn a_refused_body_is_not_repeated() {
    let world = world().await;
    let session = checked(&world, "anna@bottega.test").await;
    let long = "canary".repeat(50);
    for (body, code) in [
        (json!({ "password": ["canary"] }), "malformed_body"),
        (json!({ "password": { "canary": 1 } }), "malformed_body"),
        (json!({ "canary": "x" }), "malformed_body"),
        (json!("canary"), "malformed_body"),
        (json!({ "password": "" , "from": "canary" }), "missing_input"),
        (json!({ "password": long }), "text_too_long"),
        (json!({ "password": "canary", "user": long }), "text_too_long"),
        (json!({ "password": "canary", "user": "canary\r\nb LOGOUT" }), "wrong_answer"),
        (json!({ "password": "canary", "day": "canary" }), "wrong_answer"),
    ] {
        let refused = session.post("/look", &body).await;
        assert_eq!(refused.problem().1, code, "{body}");
        assert!(!refused.text.contains("canary"), "{refused:?}");
        assert_eq!(refused.header("connection"), "close", "{body}");
    }
    let half = session
        .request(Method::POST, "/look")
        .header("content-type", "application/json")
        .body("{\"password\": \"canary");
    let refused = answer(half).await;
    assert_eq!(refused.problem().1, "malformed_body");
    assert!(!refused.text.contains("canary"), "{refused:?}");
    assert_eq!(world.login_count("bottega.test"), 0);
    assert!(!world.stores("canary"));
}

/// The log has no password, so a server that starts again cannot repeat the login.
#[tokio::test]
async fn a_restart_in_the_middle_repeats_nothing() {
    let mut world = world().await;
    let (id, token) = {
        let session = checked(&world, "anna@bottega.test").await;
        let started = session.post("/look", &json!({ "password": lab::PASSWORD })).await;
        assert_eq!(started.status, StatusCode::OK);
        (session.id.clone(), session.token.clone())
    };
    world.stop_serving().await;
    let logins = world.login_count("bottega.test");
    world.serve_again().await;
    let session = Session { world: &world, id, token };
    let log = session.log().await;
    let started = log.iter().filter(|entry| matches!(entry.event, Event::RunStarted { .. }));
    let ended = log.iter().filter(|entry| matches!(entry.event, Event::RunEnded { .. }));
    assert_eq!((started.count(), ended.count()), (2, 2), "{log:#?}");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(logins <= 1);
    assert_eq!(world.login_count("bottega.test"), logins);
}
