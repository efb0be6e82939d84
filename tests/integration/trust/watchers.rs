//! Many open streams: each gets each entry of its session, and costs little memory.

use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use reqwest::Client;
use serde_json::json;
use tests::name_server;
use tests::operated::{Operated, Operation};
use tokio::sync::mpsc;

use super::api::{Customer, seq};
use super::process::resident_kib;
use super::{figure, size};

/// How many streams follow each session.
const STREAMS_EACH: usize = 10;

#[tokio::test(flavor = "multi_thread")]
async fn every_stream_gets_every_entry_of_its_session() {
    raise_file_limit();
    // The names of the mailboxes do not exist, so that the checks of a session end at once.
    let resolver = name_server::empty().await;
    let server = Operated::start_as(Operation::default().asking(resolver.address()));
    let client = Client::builder().pool_max_idle_per_host(0).build().expect("a client");
    let (session_count, entry_count) = (size(20, 1_000), size(40, 2_000));
    let mut customers = Vec::new();
    for number in 0..session_count {
        let mailbox = format!("anna-{number}@bottega.test");
        customers.push(Customer::open(&client, &server.url(), &mailbox).await.expect("a session"));
        // The server lets 512 runs wait.
        if number % 256 == 255 {
            settle(&customers).await;
        }
    }
    settle(&customers).await;
    let idle_kib = resident_kib(server.pid());
    let (received, mut delays) = mpsc::unbounded_channel();
    for customer in &customers {
        let after = customer.log().await.last().map_or(0, seq);
        for _ in 0..STREAMS_EACH {
            let mut stream = customer.follow(after).await;
            let received = received.clone();
            tokio::spawn(async move {
                while let Some(entry) = stream.next().await {
                    let _ = received.send((seq(&entry), Instant::now()));
                }
            });
        }
    }
    let stream_count = session_count * STREAMS_EACH;
    let each_kib = resident_kib(server.pid()).saturating_sub(idle_kib) as f64 / stream_count as f64;

    let mut waits_ms = Vec::new();
    for number in 0..entry_count {
        let customer = &mut customers[number % session_count];
        let written = Instant::now();
        customer
            .write(["en", "it"][(number / session_count) % 2])
            .await
            .expect("an acknowledgement");
        let number = seq(customer.acknowledged.last().expect("an entry"));
        for _ in 0..STREAMS_EACH {
            let wait = tokio::time::timeout(Duration::from_secs(20), delays.recv());
            let (got, at) = wait.await.expect("each stream gets it").expect("a stream");
            assert_eq!(got, number);
            waits_ms.push(at.saturating_duration_since(written).as_secs_f64() * 1e3);
        }
    }
    waits_ms.sort_by(f64::total_cmp);
    let percentile = |percent: usize| waits_ms[(waits_ms.len() - 1) * percent / 100];
    let tenths = |figure: f64| (figure * 10.0).round() / 10.0;
    figure(
        "watchers",
        &json!({
            "streams": stream_count, "kib_each": tenths(each_kib), "entries": entry_count,
            "p50_ms": tenths(percentile(50)), "p99_ms": tenths(percentile(99)),
        }),
    );
}

/// Allows this process as many open files as the system lets it have: each stream takes one.
fn raise_file_limit() {
    let raised = getrlimit(Resource::RLIMIT_NOFILE)
        .and_then(|(_, hard)| setrlimit(Resource::RLIMIT_NOFILE, hard, hard));
    raised.expect("the limit of open files can be read and set");
}

/// Waits until no session has a run under way.
async fn settle(customers: &[Customer]) {
    for customer in customers {
        while !customer.log().await.iter().any(|entry| entry["event"].get("run_ended").is_some()) {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
