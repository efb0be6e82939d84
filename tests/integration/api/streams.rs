//! The event stream of the log: no entry is missed, none comes twice, and the stream ends when it
//! should.

use futures_util::StreamExt as _;
use reqwest::StatusCode;
use serde_json::json;
use session::{Event, LogEntry};

use super::world::{PATIENCE, World, entry};

#[tokio::test]
async fn a_stream_that_is_cut_again_and_again_gives_the_whole_log_once() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    let mut seen: Vec<LogEntry> = Vec::new();
    let follow = async {
        // Read three entries, then drop the connection, as often as needed.
        while !seen.iter().any(|entry| matches!(entry.event, Event::RunEnded { .. })) {
            let mut stream = session.stream(seen.last().map(|entry| entry.seq)).await;
            for _ in 0..3 {
                let Some(event) = stream.next().await else { break };
                seen.push(entry(&event));
                if matches!(seen.last().map(|entry| &entry.event), Some(Event::RunEnded { .. })) {
                    break;
                }
            }
        }
    };
    tokio::time::timeout(PATIENCE, follow).await.expect("the run ends in time");
    assert_eq!(seen, session.log().await);
}

#[tokio::test]
async fn the_later_of_two_positions_counts() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    let log = session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let last = log.len() as u64;
    let mut stream = session.stream(Some(last - 1)).await;
    assert_eq!(entry(&stream.next().await.expect("one entry")).seq, last);
    let list = super::world::answer(
        session.request(reqwest::Method::GET, "/events?after=1").header("Last-Event-ID", last - 1),
    )
    .await;
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(list.json()["entries"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn what_is_written_reaches_everybody_who_follows() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    let log = session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    // The link and the watcher are two entries.
    let last = log.len() as u64 + 1;
    let (_, watcher) = session.share_and_join("Anna").await;
    let (mut one, mut two, mut three) = (
        session.stream(Some(last + 1)).await,
        session.stream(Some(last + 1)).await,
        watcher.stream(Some(last + 1)).await,
    );
    let changed = session.post("/events", &json!({ "change_language": { "lang": "en" } })).await;
    assert_eq!(changed.status, StatusCode::OK);
    for stream in
        [&mut one as &mut (dyn futures_util::Stream<Item = _> + Unpin), &mut two, &mut three]
    {
        let event = tokio::time::timeout(PATIENCE, stream.next())
            .await
            .expect("it comes in time")
            .expect("an event");
        assert!(matches!(entry(&event).event, Event::LanguageChanged { .. }));
    }
}
