//! What a customer entered is in the export that the customer gets: the log, as JSON. Nothing is
//! kept beside it.

use reqwest::Client;
use serde_json::json;
use tests::operated::Operated;

use super::api::Customer;

/// One text for each field, found nowhere else.
const PLANTED: [(&str, &str); 6] = [
    ("recipient", "ric-zibaldone@altra.test"),
    ("bounce", "550 5.1.1 <bou-zibaldone@altra.test>: unknown"),
    ("program_error", "err-zibaldone: the server did not answer"),
    ("programs", "pro-zibaldone 3.2"),
    ("changes", "cam-zibaldone moved"),
    ("reply_to", "tel-zibaldone 0471 000000"),
];

#[tokio::test]
async fn the_log_holds_everything_that_was_entered() {
    let server = Operated::start();
    let client = Client::new();
    let mailbox = "cas-zibaldone@bottega.test";
    let customer = Customer::open(&client, &server.url(), mailbox).await.expect("a session");
    let inputs: serde_json::Map<_, _> = PLANTED
        .iter()
        .map(|(field, text)| {
            let value = match *field {
                "recipient" => json!({ "mailbox": text }),
                _ => json!({ "text": text }),
            };
            ((*field).to_owned(), value)
        })
        .collect();
    let answer = json!({ "give_answer": { "step": "ticket", "answer": { "inputs": inputs } } });
    let sent = customer.post("/events", &answer).send().await.expect("an answer");
    assert!(sent.status().is_success(), "{}", sent.text().await.unwrap_or_default());
    let link = customer.post("/links", &json!({ "kind": "watch", "hours": 1 }));
    let link: serde_json::Value =
        link.send().await.expect("an answer").json().await.expect("a link");
    let join = client
        .post(format!("{}/watchers", customer.url))
        .bearer_auth(link["token"].as_str().expect("a token"))
        .json(&json!({ "name": "nom-zibaldone" }));
    assert!(join.send().await.expect("an answer").status().is_success());

    let export = serde_json::to_string(&customer.log().await).expect("JSON");
    let planted = PLANTED.iter().map(|(_, text)| *text).chain([mailbox, "nom-zibaldone"]);
    let missing: Vec<&str> = planted.filter(|text| !export.contains(text)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
