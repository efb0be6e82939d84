//! A stream that is cut and resumed gives each entry once, to the customer and to a watcher.

use futures_util::StreamExt as _;
use reqwest::Client;
use serde_json::{Value, json};
use tests::operated::Operated;

use super::api::{Customer, seq};
use super::{figure, size};

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_that_is_cut_is_resumed_without_a_loss() {
    let server = Operated::start();
    let client = Client::new();
    let mut customer =
        Customer::open(&client, &server.url(), "anna@bottega.test").await.expect("a session");
    let link = customer.post("/links", &json!({ "kind": "watch", "hours": 1 })).send().await;
    let link: Value = link.expect("an answer").json().await.expect("a link");
    let watcher = Customer {
        token: link["token"].as_str().expect("a token").to_owned(),
        acknowledged: Vec::new(),
        ..customer.clone()
    };
    let joined = watcher.post("/watchers", &json!({ "name": "Ugo" })).send().await;
    assert!(joined.expect("an answer").status().is_success());

    let cut_count = size(20, 500);
    let followers =
        [customer.clone(), watcher].map(|follower| tokio::spawn(read_in_bits(follower, cut_count)));
    let writing = async {
        for lang in ["en", "it"].into_iter().cycle() {
            customer.write(lang).await.expect("an acknowledgement");
            tokio::task::yield_now().await;
        }
    };
    let reading = futures_util::future::join_all(followers);
    let read = tokio::select! { read = reading => read, () = writing => unreachable!() };
    let log = customer.log().await;
    for read in read {
        let read = read.expect("a reader ends well");
        assert_eq!(read.as_slice(), &log[..read.len()]);
    }
    figure("resume", &json!({ "cuts": 2 * cut_count, "lost": 0, "twice": 0 }));
}

/// Reads up to three entries, drops the connection, and resumes, as often as given.
async fn read_in_bits(follower: Customer, cut_count: usize) -> Vec<Value> {
    let mut read: Vec<Value> = Vec::new();
    for cut in 0..cut_count {
        let mut stream = follower.follow(read.last().map_or(0, seq)).await;
        for _ in 0..=cut % 3 {
            read.push(stream.next().await.expect("the stream goes on"));
        }
    }
    read
}
