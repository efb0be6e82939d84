//! What a page of another site can send without asking first: it changes nothing, because each
//! change needs JSON, and what names a session needs its token (Fetch standard, section 3.2.2).

use reqwest::Client;
use serde_json::json;
use tests::operated::Operated;

use super::api::Customer;

/// The content types of a request without a preflight, and none.
const SIMPLE: [Option<&str>; 4] = [
    None,
    Some("text/plain"),
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
];

#[tokio::test]
async fn a_simple_request_of_another_site_changes_nothing() {
    let server = Operated::start();
    let client = Client::new();
    let customer =
        Customer::open(&client, &server.url(), "anna@bottega.test").await.expect("a session");
    let opening = json!({ "playbook": "generic", "lang": "it", "inputs": { "mailbox": { "mailbox": "ugo@altra.test" } } });
    let command = json!({ "change_language": { "lang": "en" } });
    let before = customer.log().await.len();
    for origin in [None, Some("null"), Some("https://evil.example")] {
        for kind in SIMPLE {
            for (url, body) in [
                (format!("{}/api/v1/sessions", server.url()), &opening),
                (format!("{}/events", customer.url), &command),
                (format!("{}/links", customer.url), &json!({ "kind": "watch", "hours": 1 })),
                (
                    format!("{}/ticket", customer.url),
                    &json!({ "channel": "download", "left_out": [] }),
                ),
            ] {
                let mut request = client.post(&url).body(body.to_string());
                for (name, value) in [("origin", origin), ("content-type", kind)] {
                    if let Some(value) = value {
                        request = request.header(name, value);
                    }
                }
                let answer = request.send().await.expect("an answer");
                assert!(
                    answer.status().is_client_error(),
                    "{url} {origin:?} {kind:?}: {}",
                    answer.status()
                );
            }
        }
    }
    // Neither do a cookie or a password of the browser stand for the token.
    let with_cookie =
        client.delete(&customer.url).header("cookie", format!("k={}", customer.token));
    assert_eq!(with_cookie.send().await.expect("an answer").status().as_u16(), 401);
    let with_password = client.delete(&customer.url).basic_auth("anna", Some(&customer.token));
    assert_eq!(with_password.send().await.expect("an answer").status().as_u16(), 401);
    let after = customer.log().await;
    assert!(after.iter().skip(before).all(|entry| entry["actor"] == "server"), "{after:#?}");
}
