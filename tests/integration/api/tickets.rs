//! Tickets: the same content gives one ticket, it is delivered once, and its state is reported
//! correctly.

use probe_server::config::Config;
use reqwest::StatusCode;
use serde_json::json;
use session::{Event, TicketState};
use tests::relay;

use super::world::{Session, World};

async fn reference(session: &Session<'_>, channel: &str, left_out: &[&str]) -> String {
    let sent = session.post("/ticket", &json!({ "channel": channel, "left_out": left_out })).await;
    assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
    sent.json()["reference"].as_str().expect("a reference").to_owned()
}

#[tokio::test]
async fn the_same_content_is_the_same_ticket() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let first = reference(&session, "download", &[]).await;
    assert_eq!(reference(&session, "download", &[]).await, first);
    // A line that does not exist cannot be left out.
    assert_eq!(reference(&session, "download", &["nonsense"]).await, first);
    let without_outcome = reference(&session, "download", &["outcome"]).await;
    assert_ne!(without_outcome, first);
    session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "arrives", "answer": { "option": "yes" } } }),
        )
        .await;
    assert_ne!(reference(&session, "download", &[]).await, first, "more is known now");
    let log = session.log().await;
    let submitted =
        log.iter().filter(|entry| matches!(entry.event, Event::TicketSubmitted { .. })).count();
    assert_eq!(submitted, 3);
    let moved = |entry: &&session::LogEntry| {
        matches!(entry.event, Event::TicketMoved { state: TicketState::Delivered, .. })
    };
    assert_eq!(log.iter().filter(moved).count(), 3, "what is taken along is delivered");
}

#[tokio::test]
async fn a_ticket_by_mail_is_delivered_once_although_the_relay_hesitates() {
    let (address, seen) = relay::start().await;
    let email = relay::settings(address);
    let world = World::start_with(|config| Config { ticket_email: Some(email), ..config }).await;
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let support = json!({ "happened": { "text": "canary line" }, "reply_to": { "mailbox": "casa@altrove.test" } });
    session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "support", "answer": { "inputs": support } } }),
        )
        .await;

    let first = reference(&session, "email", &["input.happened"]).await;
    assert_eq!(reference(&session, "email", &["input.happened"]).await, first);
    let is_delivered = |state: &TicketState| *state == TicketState::Delivered;
    let log = session
        .until(
            |entry| matches!(&entry.event, Event::TicketMoved { state, .. } if is_delivered(state)),
        )
        .await;
    let states: Vec<TicketState> = log
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::TicketMoved { reference, state } if *reference == first => Some(*state),
            _ => None,
        })
        .collect();
    assert_eq!(states, [TicketState::WillRetry, TicketState::Delivered]);

    let seen = seen.lock().expect("the sink did not panic");
    assert_eq!((seen.messages.len(), seen.accepted), (2, 1));
    let message_id = format!("Message-ID: <sportello-{first}@example.it>");
    for message in &seen.messages {
        assert!(message.contains(&message_id), "{message}");
        assert!(message.contains("Auto-Submitted: auto-generated"));
        assert!(message.contains("Reply-To: casa@altrove.test"), "{message}");
        assert!(
            message.contains("Content-Type: text/plain")
                && message.contains("Content-Type: text/html")
        );
        assert!(message.contains(&format!("sportello-{first}.json")));
        assert!(!message.contains("canary line"), "a line left out is not sent");
    }
}
