//! What one client can store, and what an answer costs the server.

use std::num::NonZeroU32;

use probe_server::config::{Config, LimitsConfig, TicketEmailConfig};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use session::api::Snapshot;
use session::{Event, LogEntry};
use tests::relay;

use super::world::{Session, World, answer};

/// A world with these limits.
async fn world(change: impl FnOnce(LimitsConfig) -> LimitsConfig) -> World {
    World::start_with(|config| {
        let limits = change(config.limits);
        Config { limits, ..config }
    })
    .await
}

fn count(number: u32) -> NonZeroU32 {
    NonZeroU32::new(number).expect("not zero")
}

/// A command with a text of this many bytes; `number` makes each of them another answer.
fn text(number: usize, size_bytes: usize) -> Value {
    let happened = format!("{number:<size_bytes$}.");
    let inputs = json!({ "notice": { "text": happened } });
    json!({ "give_answer": { "step": "support", "answer": { "inputs": inputs } } })
}

async fn settled(world: &World) -> Session<'_> {
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    session
}

fn switch(number: usize) -> Value {
    json!({ "change_language": { "lang": if number.is_multiple_of(2) { "en" } else { "it" } } })
}

#[tokio::test]
async fn a_session_takes_no_more_than_its_room() {
    let by_entries = world(|limits| LimitsConfig { session_entries: count(80), ..limits }).await;
    let by_bytes = world(|limits| LimitsConfig { session_bytes: count(200_000), ..limits }).await;
    for (world, command) in [
        (&by_entries, &switch as &(dyn Fn(usize) -> Value + Sync)),
        (&by_bytes, &|number| text(number, 60_000)),
    ] {
        let session = settled(world).await;
        let mut number = 0;
        let full = loop {
            let answered = session.post("/events", &command(number)).await;
            if answered.status != StatusCode::OK {
                break answered;
            }
            number += 1;
            assert!(number < 100, "a session has an end");
        };
        assert_eq!(full.problem(), (409, "session_full".to_owned()));
        let log = session.log().await;
        assert!(number > 1 && log.len() <= 80, "{number} {}", log.len());
        // It can still be read, taken along and erased, also after it was loaded again.
        let ticket = json!({ "channel": "download", "left_out": [] });
        assert_eq!(session.post("/ticket", &ticket).await.status, StatusCode::OK);
        assert_eq!(session.get("/report.json").await.status, StatusCode::OK);
        assert_eq!(session.delete("").await.status, StatusCode::NO_CONTENT);
    }
}

#[tokio::test]
async fn the_room_is_counted_over_a_restart() {
    let mut world = world(|limits| LimitsConfig { session_bytes: count(200_000), ..limits }).await;
    let session = settled(&world).await;
    for number in 0..2 {
        assert_eq!(session.post("/events", &text(number, 60_000)).await.status, StatusCode::OK);
    }
    let (id, token) = (session.id.clone(), session.token.clone());
    world.stop_serving().await;
    world.serve_again().await;
    let session = Session { world: &world, id, token };
    assert_eq!(session.post("/events", &text(2, 60_000)).await.status, StatusCode::OK);
    let full = session.post("/events", &text(3, 60_000)).await;
    assert_eq!(full.problem(), (409, "session_full".to_owned()));
}

#[tokio::test]
async fn commands_are_counted_by_their_size() {
    let world = world(|limits| LimitsConfig {
        client_commands_burst: count(40),
        client_commands_per_hour: count(1),
        ..limits
    })
    .await;
    let session = settled(&world).await;
    // 60 kB count as 15 commands, and the session itself as one.
    for number in 0..2 {
        assert_eq!(session.post("/events", &text(number, 60_000)).await.status, StatusCode::OK);
    }
    let refused = session.post("/events", &text(2, 60_000)).await;
    assert_eq!(refused.problem(), (429, "too_many_requests".to_owned()));
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|wait_s| wait_s > 0));
    assert_eq!(session.post("/events", &switch(0)).await.status, StatusCode::OK);
    // A report counts as one.
    let mut reports = 0;
    while session.get("/report.html").await.status == StatusCode::OK {
        reports += 1;
        assert!(reports < 20, "reports have an end");
    }
    assert_eq!(session.get("/report.json").await.problem().0, 429);
    assert_eq!(session.get("").await.status, StatusCode::OK);
}

/// Log, snapshot and stream give the same, however many pieces they are sent in.
#[tokio::test]
async fn a_long_log_is_the_same_in_pieces() {
    let world = World::start().await;
    let session = settled(&world).await;
    for number in 0..20 {
        assert_eq!(session.post("/events", &text(number, 60_000)).await.status, StatusCode::OK);
    }
    let log = session.log().await;
    assert_eq!(
        log.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
        (1..=log.len() as u64).collect::<Vec<_>>()
    );
    let snapshot: Snapshot = session.get("").await.read();
    assert_eq!(snapshot.entries, log);
    let last = log.last().expect("entries").seq;
    let streamed: Vec<LogEntry> = session.until(|entry| entry.seq == last).await;
    assert_eq!(streamed, log);
    for after in [last - 1, last, last + 7] {
        let expected = log.iter().filter(|entry| entry.seq > after).count();
        assert_eq!(session.log_after(after).await.len(), expected);
    }
    assert_eq!(answer(session.request(Method::HEAD, "")).await.status, StatusCode::OK);
}

/// A relay at a closed port, so that tickets stay in the queue.
fn email() -> TicketEmailConfig {
    relay::settings(([127, 0, 0, 1], 9).into())
}

/// Sends tickets of different content until one is refused; returns how many were accepted.
async fn tickets_until_refused(session: &Session<'_>) -> (usize, super::world::Answer) {
    for number in 0..50 {
        assert_eq!(session.post("/events", &text(number, 10)).await.status, StatusCode::OK);
        let ticket = json!({ "channel": "email", "left_out": [] });
        let sent = session.post("/ticket", &ticket).await;
        if sent.status != StatusCode::OK {
            return (number, sent);
        }
        // The same content again is the same ticket, and costs nothing.
        assert_eq!(session.post("/ticket", &ticket).await.text, sent.text);
    }
    panic!("tickets have an end");
}

#[tokio::test]
async fn a_session_and_a_client_send_few_tickets_by_mail() {
    let world = World::start_with(|config| {
        let limits = LimitsConfig {
            client_tickets_burst: count(8),
            client_tickets_per_hour: count(1),
            ..config.limits
        };
        Config { limits, ticket_email: Some(email()), ..config }
    })
    .await;
    // Five for one session, and eight for one client.
    for expected in [5, 3, 0] {
        let session = settled(&world).await;
        let (sent, refused) = tickets_until_refused(&session).await;
        assert_eq!(sent, expected);
        assert_eq!(refused.problem(), (429, "too_many_requests".to_owned()));
        let wait_s: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!(wait_s > 60 && wait_s <= 3_601, "{wait_s}");
        let ticket = json!({ "channel": "download", "left_out": [] });
        assert_eq!(session.post("/ticket", &ticket).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn streams_are_counted_for_each_client_and_token() {
    let per_token = world(|limits| LimitsConfig { token_streams: count(2), ..limits }).await;
    let per_client = world(|limits| LimitsConfig { client_streams: count(2), ..limits }).await;
    for world in [&per_token, &per_client] {
        let session = settled(world).await;
        let other = settled(world).await;
        let (_, watcher) = session.share_and_join("Anna").await;
        let first = session.stream(None).await;
        let _second = session.stream(None).await;
        let one_more = |session: &Session<'_>| {
            session.request(Method::GET, "/events").header("accept", "text/event-stream")
        };
        let refused = answer(one_more(&session)).await;
        assert_eq!(refused.problem(), (429, "too_many_streams".to_owned()));
        for others in [&other, &watcher] {
            let opened = one_more(others).send().await.expect("an answer").status();
            let expected = if std::ptr::eq(world, &raw const per_token) { 200 } else { 429 };
            assert_eq!(opened.as_u16(), expected);
        }
        // The list is not a stream, and a stream that ends makes room.
        assert_eq!(session.get("/events").await.status, StatusCode::OK);
        drop(first);
        let opened = async {
            while one_more(&session).send().await.expect("an answer").status() != StatusCode::OK {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(super::world::PATIENCE, opened).await.expect("there is room again");
    }
}

/// Idle connections of one client leave room for questions about health, and it is said why
/// everything else is refused.
#[tokio::test]
async fn idle_connections_do_not_stop_the_service() {
    let world = world(|limits| LimitsConfig { client_connections: count(4), ..limits }).await;
    let address = world.url().trim_start_matches("http://").to_owned();
    let mut idle = Vec::new();
    for _ in 0..4 {
        idle.push(tokio::net::TcpStream::connect(&address).await.expect("a connection"));
    }
    // A client without connections of its own from before.
    let client = || reqwest::Client::builder().pool_max_idle_per_host(0).build().expect("a client");
    let get = |path: &str| client().get(format!("{}{path}", world.url())).send();
    for path in ["/healthz", "/readyz"] {
        assert_eq!(get(path).await.expect("an answer").status(), StatusCode::OK, "{path}");
    }
    let refused = get("/api/v1/playbooks").await.expect("an answer");
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.headers()["retry-after"], "10");
    assert_eq!(refused.json::<Value>().await.expect("a problem")["code"], "busy");
    drop(idle);
    let opened = async {
        while get("/api/v1/playbooks").await.expect("an answer").status() != StatusCode::OK {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(super::world::PATIENCE, opened).await.expect("there is room again");
}
