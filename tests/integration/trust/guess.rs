//! A guessed session gets the same answer whatever is guessed, and a known one opens only with its
//! own token.

use reqwest::{Client, StatusCode};
use serde_json::json;
use tests::operated::Operated;

use super::api::Customer;
use super::{figure, size};

/// The resources of a session.
const RESOURCES: [&str; 5] = ["", "/events?after=0", "/report.html", "/report.json", "/report.zip"];

#[tokio::test]
async fn a_guess_opens_nothing_and_says_nothing() {
    let server = Operated::start();
    let client = Client::new();
    let customer =
        Customer::open(&client, &server.url(), "anna@bottega.test").await.expect("a session");
    let (sessions, known) = customer.url.rsplit_once('/').expect("an id");
    let wrong: String = customer.token.chars().rev().collect();
    let answer = async |id: &str, rest: &str, token: Option<&str>| {
        let mut request = client.get(format!("{sessions}/{id}{rest}"));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.expect("an answer");
        (response.status(), response.text().await.expect("a text"))
    };
    for rest in RESOURCES {
        let (status, _) = answer(known, rest, Some(&wrong)).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{rest}");
        let (status, _) = answer(known, rest, None).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{rest}");
    }
    let guess_count = size(200, 20_000);
    let mut expected = None;
    for (number, rest) in (0..guess_count).zip(RESOURCES.into_iter().cycle()) {
        // Ids of the right form, close to the known one and far from it.
        let mut letters: Vec<char> = known.chars().collect();
        letters.rotate_left(number % 22);
        let mut id: String = letters.iter().collect();
        id.replace_range(..1, changed(letters[0]));
        for token in [None, Some(wrong.as_str()), Some(customer.token.as_str())] {
            let got = answer(&id, rest, token).await;
            assert_eq!(expected.get_or_insert_with(|| got.clone()), &got, "{rest} {token:?}");
        }
    }
    let (status, _) = expected.expect("a guess");
    assert_eq!(status, StatusCode::NOT_FOUND);
    figure("guess", &json!({ "ids": guess_count, "answers": 1 }));
}

/// Another letter of the same alphabet.
const fn changed(letter: char) -> &'static str {
    if letter == 'A' { "B" } else { "A" }
}
