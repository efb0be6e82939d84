//! Watch links: the customer sees who watches and can revoke the link, and a link allows nothing
//! but watching.

use futures_util::StreamExt as _;
use reqwest::{Method, StatusCode};
use serde_json::json;
use session::api::Snapshot;
use session::{Actor, Event, Facts, LinkId, LinkKind};

use super::world::{PATIENCE, Session, World, answer, entry};

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
    // Opening the link has no effect and shows nothing, whatever the method.
    let refused = answer(watcher.request(Method::HEAD, "")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    for rest in SHOWN {
        not_joined(&watcher, rest).await;
    }
    assert_eq!(session.log().await, before);
    watcher.post("/watchers", &json!({ "name": "Anna" })).await;
    let before = session.log().await;
    let snapshot: Snapshot = watcher.get("").await.read();
    assert_eq!((snapshot.capability, snapshot.link), (LinkKind::Watch, Some(LinkId(link))));
    assert_eq!(snapshot.entries, before);
    for rest in SHOWN {
        assert_eq!(watcher.get(rest).await.status, StatusCode::OK, "{rest}");
    }
    assert_eq!(answer(watcher.request(Method::HEAD, "")).await.status, StatusCode::OK);
    drop(watcher.stream(None).await);
    assert_eq!(session.log().await, before);
}

/// What a watch link shows of a session.
const SHOWN: [&str; 6] =
    ["", "/events", "/checks.html", "/report.html", "/report.json", "/report.zip"];

/// Asserts that neither a response nor a stream shows anything.
async fn not_joined(watcher: &Session<'_>, rest: &str) {
    let refused = (403, "not_joined".to_owned());
    assert_eq!(watcher.get(rest).await.problem(), refused, "{rest}");
    let stream = watcher.request(Method::GET, rest).header("accept", "text/event-stream");
    assert_eq!(answer(stream).await.problem(), refused, "{rest}");
}

/// A watcher who leaves sees nothing more, also by a stream that is still open.
#[tokio::test]
async fn who_has_left_sees_nothing_more() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let (_, watcher) = session.share_and_join("Anna").await;
    let mut stream = watcher.stream(None).await;
    assert_eq!(entry(&stream.next().await.expect("the log")).seq, 1);
    assert_eq!(watcher.delete("/watchers").await.status, StatusCode::NO_CONTENT);
    let switched = session.post("/events", &json!({ "change_language": { "lang": "en" } })).await;
    assert_eq!(switched.status, StatusCode::OK);
    let rest = tokio::time::timeout(PATIENCE, stream.collect::<Vec<_>>()).await;
    let rest = rest.expect("the stream ends");
    let bye = rest.last().expect("a last word");
    assert_eq!((bye.event.as_str(), bye.data.as_str()), ("bye", r#"{"code":"not_joined"}"#));
    let seen = session.log().await.len();
    assert!(
        rest.len() < seen,
        "the entry after the departure is not sent: {} of {seen}",
        rest.len()
    );
    for rest in SHOWN {
        not_joined(&watcher, rest).await;
    }
}

#[tokio::test]
async fn a_link_cannot_fill_the_log() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let (_, watcher) = session.share().await;
    let before = session.log().await.len();
    let mut joins = 0_u32;
    let refused = loop {
        let joined = watcher.post("/watchers", &json!({ "name": format!("Anna {joins}") })).await;
        if joined.status != StatusCode::NO_CONTENT {
            break joined;
        }
        joins += 1;
        assert!(joins < 1_000, "a link has an end");
        if joins.is_multiple_of(2) {
            assert_eq!(watcher.delete("/watchers").await.status, StatusCode::NO_CONTENT);
        }
    };
    assert_eq!(refused.problem(), (409, "too_many_joins".to_owned()));
    assert!(session.log().await.len() - before <= 200);
    // The customer's session continues, and another link works.
    session.share_and_join("Anna").await;
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
    for _ in 0..2 {
        // Joining twice is one join.
        assert_eq!(
            watcher.post("/watchers", &json!({ "name": " Anna (assistenza) " })).await.status,
            StatusCode::NO_CONTENT
        );
    }
    let stream = watcher.stream(None).await;
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
    for rest in ["", "/events", "/report.html", "/report.zip"] {
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
