//! A new version of a playbook is published during a session: nothing breaks, and the customer may
//! take the new version.

use std::path::Path;

use probe_server::config::Config;
use serde_json::{Value, json};
use session::Event;
use tempfile::TempDir;

use super::world::{Session, World};

const SHORT: &str = include_str!("../../fixtures/playbooks/short.yaml");

fn publish(folder: &Path, text: &str) {
    std::fs::write(folder.join("short.yaml"), text).expect("the playbook is written");
}

fn answer(step: &str, option: &str) -> Value {
    json!({ "give_answer": { "step": step, "answer": { "option": option } } })
}

/// The cause in the session's report.
async fn cause(session: &Session<'_>) -> Value {
    session.get("/report.json").await.json()["outcome"]["cause"].clone()
}

#[tokio::test]
async fn a_session_keeps_its_version_until_the_customer_goes_over() {
    let folder = TempDir::new().expect("a folder");
    publish(folder.path(), SHORT);
    let mut world =
        World::start_with(|config| Config { playbooks: Some(folder.path().to_owned()), ..config })
            .await;
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    assert!(session.get("").await.json().get("newer").is_none());
    let (id, token) = (session.id.clone(), session.token.clone());

    // The option "yes" is removed, and the one that replaces it has another meaning.
    let newer = SHORT
        .replace("id: \"yes\"", "id: often")
        .replace("arrives: \"yes\"", "arrives: often")
        .replace("means: tests_succeed", "means: provider_outage")
        .replace("cause: working_again, owner: nobody", "cause: provider_outage");
    publish(folder.path(), &newer);
    world.stop_serving().await;
    world.serve_again().await;
    let session = Session { world: &world, id, token };
    session.post("/events", &answer("arrives", "yes")).await;
    assert_eq!(cause(&session).await, "working_again", "the version that it began with");

    let offered = session.get("").await.json()["newer"]["digest"]
        .as_str()
        .expect("a newer version")
        .to_owned();
    let (_, watcher) = session.share_and_join("Anna").await;
    assert!(watcher.get("").await.json().get("newer").is_none(), "who watches decides nothing");
    let take = |digest: &str| json!({ "take_newer_playbook": { "digest": digest } });
    assert_eq!(
        session.post("/events", &take("00")).await.problem(),
        (409, "unknown_version".to_owned())
    );
    let taken = session.post("/events", &take(&offered)).await.json();
    assert_eq!(taken["entries"][0]["event"]["playbook_upgraded"]["digest"], offered.as_str());
    assert_eq!(
        session.post("/events", &take(&offered)).await.json(),
        json!({ "entries": [] }),
        "twice is once"
    );

    // The results of the check were kept. The question whose answer is no longer an option is asked
    // again.
    let snapshot = session.get("").await.json();
    assert!(
        snapshot.get("newer").is_none()
            && snapshot["playbook"].to_string().contains("provider_outage")
    );
    assert_eq!(cause(&session).await, Value::Null);
    session.post("/events", &answer("arrives", "often")).await;
    assert_eq!(cause(&session).await, "provider_outage");
    let runs = session
        .log()
        .await
        .iter()
        .filter(|entry| matches!(entry.event, Event::RunStarted { .. }))
        .count();
    assert_eq!(runs, 1);
}
