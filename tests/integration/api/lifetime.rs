//! The end of a session and of the server, and what is kept over a restart.

use std::time::Duration;

use diagnosis::probe::RunEnd;
use futures_util::StreamExt as _;
use reqwest::StatusCode;
use serde_json::json;
use session::Event;

use super::world::{PATIENCE, World};

#[tokio::test]
async fn an_erased_session_is_gone_from_the_file_and_its_links_say_so() {
    let world = World::start().await;
    let session = world.open("canary-4711@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let (_, watcher) = session.share_and_join("Anna").await;
    assert!(world.stores("canary-4711"));
    assert!(
        !world.stores(&session.token) && !world.stores(&watcher.token),
        "tokens are stored hashed"
    );
    let mut stream = watcher.stream(None).await;

    assert_eq!(session.delete("").await.status, StatusCode::NO_CONTENT);
    assert!(!world.stores("canary-4711"));
    let end = async {
        let mut last = None;
        while let Some(event) = stream.next().await {
            last = Some(event);
        }
        last
    };
    let bye =
        tokio::time::timeout(PATIENCE, end).await.expect("the stream ends").expect("a last word");
    assert_eq!(bye.data, r#"{"code":"erased"}"#);
    for caller in [&session, &watcher] {
        assert_eq!(caller.get("").await.problem(), (410, "erased".to_owned()));
        assert_eq!(caller.get("/events").await.problem(), (410, "erased".to_owned()));
    }
    assert_eq!(session.delete("").await.problem(), (410, "erased".to_owned()));
}

/// A mailbox whose domain has silent name servers, so that its checks take long.
fn slow_mailbox() -> &'static str {
    &lab::cases()
        .iter()
        .find(|case| case.name == "dns_timeout")
        .expect("the lab has silent name servers")
        .mailbox
}

#[tokio::test]
async fn a_shutdown_ends_streams_and_runs_and_the_next_start_goes_on() {
    let mut world = World::start().await;
    let session = world.open(slow_mailbox()).await;
    let (id, token) = (session.id.clone(), session.token.clone());
    let mut streams = Vec::new();
    for _ in 0..16 {
        streams.push(session.stream(None).await);
    }
    assert!(
        !session.log().await.iter().any(|entry| matches!(entry.event, Event::RunEnded { .. })),
        "the run is under way"
    );

    let took = world.stop_serving().await;
    assert!(took < Duration::from_secs(12), "{took:?}");
    for stream in &mut streams {
        let mut last = None;
        while let Some(event) = stream.next().await {
            last = Some(event);
        }
        assert_eq!(last.expect("a last word").data, r#"{"code":"restarting"}"#);
    }

    world.serve_again().await;
    let session = super::world::Session { world: &world, id, token };
    let log = session.log().await;
    let ends: Vec<_> = log
        .iter()
        .filter(|entry| matches!(entry.event, Event::RunEnded { .. }))
        .map(|entry| &entry.event)
        .collect();
    assert!(
        matches!(ends.as_slice(), [Event::RunEnded { end: RunEnd::Interrupted, .. }]),
        "{ends:?}"
    );
    // The path continues after checks that could not be judged.
    let answered = session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "arrives", "answer": { "option": "unsure" } } }),
        )
        .await;
    assert_eq!(answered.status, StatusCode::OK, "{answered:?}");
}
