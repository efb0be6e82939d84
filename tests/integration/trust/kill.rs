//! A server that is killed again and again loses nothing that it acknowledged, writes nothing
//! twice, and ends the runs that were under way.

use std::time::Duration;

use reqwest::Client;
use serde_json::{Value, json};
use tests::operated::Operated;
use tokio::task::JoinSet;

use super::api::{Customer, check_log};
use super::{figure, size};

/// How many customers write at the same time.
const CUSTOMER_COUNT: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_survives_a_kill() {
    let mut server = Operated::start();
    let url = server.url();
    let client = Client::builder().timeout(Duration::from_secs(10)).build().expect("a client");
    let (kill_count, mut acknowledged_count) = (size(6, 300), 0);
    for kill in 0..kill_count {
        let mut writers = JoinSet::new();
        for number in 0..CUSTOMER_COUNT {
            let mailbox = format!("anna-{kill}-{number}@bottega.test");
            writers.spawn(write_until_killed(client.clone(), url.clone(), mailbox));
        }
        // Prime steps, so that the kills meet all moments of a commit.
        let moment_ms = 60 + (kill as u64 * 37) % 240;
        tokio::time::sleep(Duration::from_millis(moment_ms)).await;
        server.kill();
        let customers: Vec<Customer> = writers.join_all().await.into_iter().flatten().collect();
        server.start_again();
        for customer in customers {
            let log = customer.log().await;
            check_log(&log, &customer.acknowledged);
            acknowledged_count += customer.acknowledged.len();
            check_runs(&log);
        }
    }
    assert!(acknowledged_count > kill_count, "the server was killed while it wrote");
    figure(
        "kill",
        &json!({
            "kills": kill_count, "acknowledged": acknowledged_count, "lost": 0, "twice": 0,
            "runs_left_open": 0,
        }),
    );
}

/// Writes until the server is gone; `None` if the session was not acknowledged.
async fn write_until_killed(client: Client, url: String, mailbox: String) -> Option<Customer> {
    let mut customer = Customer::open(&client, &url, &mailbox).await?;
    for lang in ["en", "it"].into_iter().cycle() {
        if customer.write(lang).await.is_none() {
            break;
        }
    }
    Some(customer)
}

/// Asserts that each run that had started has ended, once.
#[track_caller]
fn check_runs(log: &[Value]) {
    let count = |name: &str| log.iter().filter(|entry| entry["event"].get(name).is_some()).count();
    assert_eq!(count("run_started"), count("run_ended"), "{log:#?}");
}
