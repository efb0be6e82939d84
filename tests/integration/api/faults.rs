//! A store that fails in part: what cannot be read or written harms nothing else, and is reported.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use probe_server::config::Config;
use reqwest::StatusCode;
use serde_json::json;
use session::{Event, TicketState};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _};
use tests::relay;

use super::world::{Session, World};

/// A second connection to the world's database, as another process has it.
async fn database(world: &World) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(world.data());
    options.connect().await.expect("the database opens")
}

async fn execute(world: &World, statement: &str) {
    let statement = AssertSqlSafe(statement.to_owned());
    database(world).await.execute(statement).await.expect("the statement is executed");
}

type Seen = Arc<Mutex<relay::Seen>>;

/// A world that sends tickets to this relay.
async fn with_relay((address, seen): (SocketAddr, Seen)) -> (World, Seen) {
    let email = relay::settings(address);
    (World::start_with(|config| Config { ticket_email: Some(email), ..config }).await, seen)
}

async fn settled<'w>(world: &'w World, mailbox: &str) -> Session<'w> {
    let session = world.open(mailbox).await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    session
}

async fn send(session: &Session<'_>) -> String {
    let sent = session.post("/ticket", &json!({ "channel": "email", "left_out": [] })).await;
    assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
    sent.json()["reference"].as_str().expect("a reference").to_owned()
}

async fn delivered(session: &Session<'_>) {
    let is_delivered =
        |event: &Event| matches!(event, Event::TicketMoved { state: TicketState::Delivered, .. });
    session.until(|entry| is_delivered(&entry.event)).await;
}

fn sent_with(seen: &Mutex<relay::Seen>, reference: &str) -> usize {
    let seen = seen.lock().expect("the sink did not panic");
    let id = format!("Message-ID: <sportello-{reference}@");
    seen.messages.iter().filter(|message| message.contains(&id)).count()
}

/// The relay took the ticket, and that cannot be written: it is not sent again, other tickets are
/// sent, and the outcome is written when that is possible again.
#[tokio::test]
async fn a_ticket_whose_outcome_cannot_be_written_is_sent_once() {
    let (world, seen) = with_relay(relay::start_willing().await).await;
    let first = settled(&world, "mario@bottega.test").await;
    execute(
        &world,
        "CREATE TRIGGER refuse BEFORE UPDATE OF state ON outbox BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    .await;
    let first_reference = send(&first).await;
    let mut others = Vec::new();
    for _ in 0..3 {
        // Each of them comes after another attempt at the first one's outcome.
        let other = settled(&world, "mario@bottega.test").await;
        let reference = send(&other).await;
        let arrived = async {
            while sent_with(&seen, &reference) == 0 {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(super::world::PATIENCE, arrived).await.expect("it is sent");
        others.push(other);
    }
    execute(&world, "DROP TRIGGER refuse").await;
    delivered(&first).await;
    for other in &others {
        delivered(other).await;
    }
    assert_eq!(sent_with(&seen, &first_reference), 1);
}

#[tokio::test]
async fn a_ticket_whose_attempt_cannot_be_recorded_is_not_sent() {
    let (world, seen) = with_relay(relay::start_willing().await).await;
    let first = settled(&world, "mario@bottega.test").await;
    let other = settled(&world, "mario@bottega.test").await;
    let refuse = format!(
        "CREATE TRIGGER refuse BEFORE UPDATE OF attempts ON outbox WHEN OLD.session = '{}' BEGIN SELECT RAISE(ABORT, 'no'); END",
        first.id
    );
    execute(&world, &refuse).await;
    let first_reference = send(&first).await;
    send(&other).await;
    delivered(&other).await;
    assert_eq!(sent_with(&seen, &first_reference), 0);
    execute(&world, "DROP TRIGGER refuse").await;
    delivered(&first).await;
    assert_eq!(sent_with(&seen, &first_reference), 1);
}

/// The log of the session cannot be read any more: the ticket is sent once all the same, and its
/// content leaves the outbox.
#[tokio::test]
async fn a_ticket_of_an_unreadable_session_is_sent_once() {
    let (mut world, seen) = with_relay(relay::start().await).await;
    let session = settled(&world, "mario@bottega.test").await;
    let (id, reference) = (session.id.clone(), send(&session).await);
    let will_retry =
        |event: &Event| matches!(event, Event::TicketMoved { state: TicketState::WillRetry, .. });
    session.until(|entry| will_retry(&entry.event)).await;
    world.stop_serving().await;
    let broken = format!("UPDATE events SET actor = 'nobody' WHERE session = '{id}' AND seq = 1");
    execute(&world, &broken).await;
    world.serve_again().await;
    let mut database = database(&world).await;
    let delivered = async {
        loop {
            let state: String = sqlx::query_scalar("SELECT state || payload FROM outbox")
                .fetch_one(&mut database)
                .await
                .expect("a ticket");
            if state == "delivered" {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(super::world::PATIENCE, delivered).await.expect("it is delivered");
    // The first time it was refused.
    assert_eq!(sent_with(&seen, &reference), 2);
}

/// A session with a row that cannot be read is not loaded without its token, and keeps neither the
/// server from starting nor other sessions from being continued.
#[tokio::test]
async fn one_unreadable_session_is_set_aside() {
    let mut world = World::start().await;
    let broken = settled(&world, "mario@bottega.test").await;
    let (broken_id, broken_token) = (broken.id.clone(), broken.token.clone());
    let slow = lab::cases().iter().find(|case| case.name == "dns_timeout").expect("a slow case");
    let running = world.open(&slow.mailbox).await;
    let (id, token) = (running.id.clone(), running.token.clone());
    world.stop_serving().await;
    // As after a crash: both have a run that is open.
    for statement in [
        format!("UPDATE events SET actor = 'nobody' WHERE session = '{broken_id}' AND seq = 1"),
        format!("INSERT INTO unfinished (session, kind, number) VALUES ('{broken_id}', 'run', 1)"),
        format!("DELETE FROM events WHERE session = '{id}' AND body LIKE '%run_ended%'"),
        format!(
            "INSERT OR IGNORE INTO unfinished (session, kind, number) VALUES ('{id}', 'run', 1)"
        ),
    ] {
        execute(&world, &statement).await;
    }
    world.serve_again().await;
    let stranger = Session { world: &world, id: broken_id.clone(), token: "A".repeat(43) };
    assert_eq!(stranger.get("").await.problem(), (401, "wrong_token".to_owned()));
    let broken = Session { world: &world, id: broken_id, token: broken_token };
    assert_eq!(broken.get("").await.problem(), (503, "store_failed".to_owned()));
    let running = Session { world: &world, id, token };
    running.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
}

/// Readiness is a real write: a database that can only be read is not ready.
#[tokio::test]
async fn a_store_that_cannot_write_is_not_ready() {
    let world = World::start().await;
    assert_eq!(world.get("/readyz").await.status, StatusCode::OK);
    let mut other = database(&world).await;
    other.execute("BEGIN IMMEDIATE").await.expect("the database is locked");
    let refused = async {
        while world.get("/readyz").await.status != StatusCode::SERVICE_UNAVAILABLE {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(super::world::PATIENCE, refused).await.expect("it is noticed");
    assert_eq!(world.get("/healthz").await.status, StatusCode::OK);
    other.execute("ROLLBACK").await.expect("the lock ends");
    let ready = async {
        while world.get("/readyz").await.status != StatusCode::OK {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(super::world::PATIENCE, ready).await.expect("it is ready again");
}
