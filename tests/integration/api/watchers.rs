//! Watch links: the customer sees who watches and can revoke the link, and a link allows nothing
//! but watching.

use futures_util::StreamExt as _;
use reqwest::{Method, StatusCode};
use serde_json::json;
use session::api::Snapshot;
use session::{Actor, Event, Facts, LinkId, LinkKind};

use super::world::{PATIENCE, World, answer, entry};

#[tokio::test]
async fn a_watch_link_can_only_watch() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let (link, watcher) = session.share().await;
    let before = session.log().await;
    for (method, rest, body) in [
        (Method::POST, "/events", json!({ "start_checks": { "step": "checks" } })),
        (Method::POST, "/links", json!({ "kind": "watch", "hours": 1 })),
        (Method::POST, "/ticket", json!({ "channel": "download", "left_out": [] })),
        (Method::DELETE, &format!("/links/{link}"), json!(null)),
        (Method::DELETE, "", json!(null)),
    ] {
        let refused = answer(watcher.request(method.clone(), rest).json(&body)).await;
        assert_eq!(refused.problem(), (403, "not_allowed".to_owned()), "{method} {rest}");
    }
    // The owner cannot join as a watcher.
    let joined = session.post("/watchers", &json!({ "name": "Mario" })).await;
    assert_eq!(joined.problem(), (403, "not_allowed".to_owned()));
    // Opening the link has no effect, whatever the method.
    let snapshot: Snapshot = watcher.get("").await.read();
    assert_eq!((snapshot.capability, snapshot.link), (LinkKind::Watch, Some(LinkId(link))));
    assert_eq!(snapshot.entries, before);
    assert_eq!(answer(watcher.request(Method::HEAD, "")).await.status, StatusCode::OK);
    assert_eq!(watcher.get("/report.html").await.status, StatusCode::OK);
    drop(watcher.stream(None).await);
    assert_eq!(session.log().await, before);
}

#[tokio::test]
async fn a_watcher_is_seen_from_the_button_to_the_end_of_the_stream() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    let (link, watcher) = session.share().await;
    for name in ["", "   ", "two\nlines", &"x".repeat(81)] {
        assert_eq!(
            watcher.post("/watchers", &json!({ "name": name })).await.problem(),
            (422, "name_refused".to_owned())
        );
    }
    let stream = watcher.stream(None).await;
    for _ in 0..2 {
        // Joining twice is one join.
        assert_eq!(
            watcher.post("/watchers", &json!({ "name": " Anna (assistenza) " })).await.status,
            StatusCode::NO_CONTENT
        );
    }
    let log = session.log().await;
    let joined: Vec<_> =
        log.iter().filter(|entry| matches!(entry.event, Event::WatcherJoined { .. })).collect();
    assert_eq!(joined.len(), 1);
    assert_eq!(joined[0].actor, Actor::Watcher);
    assert_eq!(
        Facts::replay(&log).watchers().map(|(name, _)| name.to_owned()).collect::<Vec<_>>(),
        ["Anna (assistenza)"]
    );

    drop(stream);
    let left = session.until(|entry| matches!(entry.event, Event::WatcherLeft { .. })).await;
    assert_eq!(
        left.last().map(|entry| &entry.event),
        Some(&Event::WatcherLeft { link: LinkId(link) })
    );
    assert_eq!(Facts::replay(&session.log().await).watchers().count(), 0);
}

#[tokio::test]
async fn who_says_goodbye_has_left_at_once() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    let (_, watcher) = session.share().await;
    watcher.post("/watchers", &json!({ "name": "Anna" })).await;
    for _ in 0..2 {
        assert_eq!(watcher.delete("/watchers").await.status, StatusCode::NO_CONTENT);
    }
    let left = session
        .log()
        .await
        .iter()
        .filter(|entry| matches!(entry.event, Event::WatcherLeft { .. }))
        .count();
    assert_eq!(left, 1);
}

#[tokio::test]
async fn a_revoked_link_is_dead_everywhere() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let (link, watcher) = session.share().await;
    watcher.post("/watchers", &json!({ "name": "Anna" })).await;
    let mut stream = watcher.stream(None).await;
    for _ in 0..2 {
        assert_eq!(session.delete(&format!("/links/{link}")).await.status, StatusCode::NO_CONTENT);
    }
    let end = async {
        let mut last = None;
        while let Some(event) = stream.next().await {
            last = Some(event);
        }
        last
    };
    let bye =
        tokio::time::timeout(PATIENCE, end).await.expect("the stream ends").expect("a last word");
    assert_eq!((bye.event.as_str(), bye.data.as_str()), ("bye", r#"{"code":"link_ended"}"#));
    for rest in ["", "/events", "/report.html"] {
        assert_eq!(watcher.get(rest).await.problem(), (410, "link_ended".to_owned()));
    }
    assert_eq!(
        watcher.post("/watchers", &json!({ "name": "Anna" })).await.problem(),
        (410, "link_ended".to_owned())
    );
    let log = session.log().await;
    assert_eq!(
        log.iter().filter(|entry| matches!(entry.event, Event::LinkRevoked { .. })).count(),
        1
    );
    assert_eq!(Facts::replay(&log).watchers().count(), 0);
    // The customer's session continues.
    let mut own = session.stream(None).await;
    assert_eq!(entry(&own.next().await.expect("the log")).seq, 1);
}
