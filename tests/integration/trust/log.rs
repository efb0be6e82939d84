//! The server's own log never names a customer, a domain, a token or a session, at any level.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use tests::operated::{Operated, Operation};

use super::api::Customer;

#[tokio::test(flavor = "multi_thread")]
async fn no_level_of_the_log_names_a_customer() {
    let server = Operated::start_as(Operation {
        settings: String::new(),
        log_level: Some("trace"),
        ..Operation::default()
    });
    let client = Client::new();
    let customer = Customer::open(&client, &server.url(), "canary-4711@canary-domain.test")
        .await
        .expect("a session");
    let link = customer.post("/links", &json!({ "kind": "watch", "hours": 1 })).send().await;
    let link: Value = link.expect("an answer").json().await.expect("a link");
    let link = link["token"].as_str().expect("a token").to_owned();
    let watcher = Customer { token: link.clone(), ..customer.clone() };
    let joined = watcher.post("/watchers", &json!({ "name": "Canary Watcher" })).send().await;
    assert!(joined.expect("an answer").status().is_success());
    // A command that is refused, and a path that does not exist.
    let refused = customer.post(
        "/events",
        &json!({ "give_answer": { "step": "canary-step", "answer": { "option": "x" } } }),
    );
    assert!(refused.send().await.expect("an answer").status().is_client_error());
    let missing = client.get(format!("{}/canary-path?canary-query=1", server.url())).send().await;
    assert!(missing.is_ok());
    wait_for_checks(&customer).await;
    let report = client.get(format!("{}/report.html", customer.url)).bearer_auth(&customer.token);
    assert!(report.send().await.expect("an answer").status().is_success());
    let erased = client.delete(&customer.url).bearer_auth(&customer.token).send().await;
    assert!(erased.expect("an answer").status().is_success());
    let gone = client.get(&customer.url).bearer_auth(&customer.token).send().await;
    assert_eq!(gone.expect("an answer").status(), StatusCode::GONE);

    let log = server.log();
    assert!(log.contains("status=410"), "each request has its line");
    let id = customer.url.rsplit('/').next().expect("an id");
    for secret in ["canary", "Canary", id, &customer.token, &link] {
        let line = log.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret}");
    }
}

/// Waits until the checks of the session have ended.
async fn wait_for_checks(customer: &Customer) {
    for _ in 0..600 {
        let log = customer.log().await;
        if log.iter().any(|entry| entry["event"].get("run_ended").is_some()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the checks do not end");
}
