//! Many customers who write at the same time share each commit, and none is acknowledged before it.

use std::time::{Duration, Instant};

use reqwest::Client;
use serde_json::json;
use tests::operated::Operated;
use tokio::task::JoinSet;

use super::api::{Customer, check_log};
use super::{figure, size};

#[tokio::test(flavor = "multi_thread")]
async fn customers_who_write_at_once_are_all_acknowledged() {
    let mut server = Operated::start();
    let client = Client::new();
    let mut writers = JoinSet::new();
    let (customer_count, entry_count) = (size(16, 256), size(20, 400));
    let begun = Instant::now();
    for number in 0..customer_count {
        let (client, url) = (client.clone(), server.url());
        writers.spawn(async move {
            let mailbox = format!("ugo-{number}@bottega.test");
            let mut customer = Customer::open(&client, &url, &mailbox).await.expect("a session");
            for lang in ["en", "it"].into_iter().cycle().take(entry_count) {
                customer.write(lang).await.expect("an acknowledgement");
            }
            customer
        });
    }
    let customers = writers.join_all().await;
    let elapsed = begun.elapsed();
    server.kill();
    server.start_again();
    for customer in &customers {
        assert_eq!(customer.acknowledged.len(), entry_count);
        check_log(&customer.log().await, &customer.acknowledged);
    }
    let count = customer_count * entry_count;
    let per_second = count as f64 / elapsed.max(Duration::from_millis(1)).as_secs_f64();
    figure(
        "durable",
        &json!({
            "entries": count, "customers": customer_count, "elapsed_ms": elapsed.as_millis() as u64,
            "per_second": per_second.round(),
        }),
    );
}
