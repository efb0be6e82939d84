//! A line that the customer left out of a ticket is in none of its files, and each file states how
//! many lines were left out.

use reqwest::StatusCode;
use serde_json::{Value, json};
use session::Event;

use super::world::{Answer, Session, World};

/// A session whose checks have ended, with an answer and a text for support.
async fn told(world: &World) -> Session<'_> {
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "arrives", "answer": { "option": "yes" } } }),
        )
        .await;
    let support = json!({ "happened": { "text": "canary line" }, "reply_to": { "mailbox": "casa@altrove.test" } });
    session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "support", "answer": { "inputs": support } } }),
        )
        .await;
    session
}

async fn submit(session: &Session<'_>, left_out: &[&str]) {
    let sent =
        session.post("/ticket", &json!({ "channel": "download", "left_out": left_out })).await;
    assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
}

/// Asserts the same for both formats: which texts are in the file and which are not, and the stated
/// number of lines left out.
#[track_caller]
fn check(html: &Answer, json: &Answer, there: &[&str], not_there: &[&str], count: usize) {
    assert_eq!((html.status, json.status), (StatusCode::OK, StatusCode::OK), "{json:?}");
    for form in [&html.text, &json.text] {
        for part in there {
            assert!(form.contains(part), "{part} is missing\n{form}");
        }
        for part in not_there {
            assert!(!form.contains(part), "{part} was left out\n{form}");
        }
    }
    assert_eq!(json.json()["left_out"], count);
    let said = format!("Omesso dal cliente: {count}");
    assert_eq!(html.text.contains(&said), count > 0, "{}", html.text);
}

async fn check_both(
    session: &Session<'_>,
    query: &str,
    there: &[&str],
    not_there: &[&str],
    count: usize,
) {
    let html = session.get(&format!("/report.html{query}")).await;
    let json = session.get(&format!("/report.json{query}")).await;
    check(&html, &json, there, not_there, count);
}

#[tokio::test]
async fn what_was_left_out_of_the_ticket_is_left_out_of_the_report() {
    let world = World::start().await;
    let session = told(&world).await;
    let (_, watcher) = session.share_and_join("Anna").await;
    let all = ["canary line", "casa@altrove.test", "mario@bottega.test", "mx1.bottega.test"];
    check_both(&session, "", &all, &[], 0).await;

    // The lines chosen on the screen, before a ticket was sent.
    let chosen = "?left_out=input.happened,input.reply_to";
    check_both(
        &session,
        chosen,
        &["mario@bottega.test", "mx1.bottega.test"],
        &["canary", "altrove"],
        2,
    )
    .await;
    check_both(&session, "", &all, &[], 0).await;
    assert_eq!(
        watcher.get(&format!("/report.json{chosen}")).await.problem(),
        (403, "not_allowed".to_owned())
    );

    // With a ticket and after it, for the customer and for the holder of the link.
    submit(&session, &["input.happened", "step.arrives"]).await;
    for reader in [&session, &watcher] {
        check_both(
            reader,
            "",
            &["casa@altrove.test", "mx1.bottega.test"],
            &["canary", "Arriva qualcosa?"],
            2,
        )
        .await;
    }
    // A cause that rests on that answer is left out too.
    let report = session.get("/report.json").await.json();
    let rests = |conclusion: &Value| {
        conclusion["answers"].as_array().is_some_and(|answers| !answers.is_empty())
    };
    assert!(!report["conclusions"].as_array().is_some_and(|all| all.iter().any(rests)), "{report}");
    // The next ticket replaces the choice, and the customer can override it at any time.
    check_both(&session, "?left_out=", &all, &[], 0).await;
    submit(&session, &[]).await;
    check_both(&watcher, "", &all, &[], 0).await;
}

#[tokio::test]
async fn without_the_address_nothing_names_it() {
    let world = World::start().await;
    let session = told(&world).await;
    submit(&session, &["subject", "input.reply_to"]).await;
    // The line of the finding is a line of its own and was kept; the details of its check were not.
    check_both(
        &session,
        "",
        &["canary line", "mx1.bottega.test"],
        &["mario@", "203.0.113", "casa@altrove.test"],
        2,
    )
    .await;
    submit(&session, &["subject", "input.reply_to", "finding.mx_ok"]).await;
    check_both(&session, "", &["canary line"], &["mario@", "bottega.test", "casa@altrove.test"], 3)
        .await;
}

#[tokio::test]
async fn a_finding_takes_the_details_of_its_check_along() {
    let world = World::start().await;
    let session = told(&world).await;
    let report = session.get("/report.json").await.json();
    let ticket = report["ticket"].as_array().expect("a ticket");
    let finding = ticket
        .iter()
        .find_map(|line| line["id"].as_str().filter(|id| id.starts_with("finding.mx")))
        .expect("a finding");
    let value = ticket
        .iter()
        .find(|line| line["id"] == finding)
        .and_then(|line| line["value"].as_str())
        .expect("words")
        .to_owned();
    submit(&session, &[finding]).await;
    check_both(&session, "", &["canary line"], &[&value, "203.0.113"], 1).await;
    let report = session.get("/report.json").await.json();
    assert_eq!(report["checks"], json!([]));
}

#[tokio::test]
async fn without_the_outcome_no_cause_is_named() {
    let world = World::start().await;
    let session = told(&world).await;
    let report = session.get("/report.json").await.json();
    assert!(report["outcome"]["cause"].is_string(), "{report}");
    submit(&session, &["outcome"]).await;
    check_both(&session, "", &["canary line"], &["La posta arriva", "Non deve fare nulla."], 1)
        .await;
    let report = session.get("/report.json").await.json();
    assert_eq!(report["outcome"], json!({}));
}

/// Control characters, and characters that reorder or hide text, are in no file: neither directly
/// nor as a character reference.
#[tokio::test]
async fn nothing_hidden_is_in_a_file() {
    let world = World::start().await;
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    let hidden = "a\u{0}b\u{7}c\u{1b}[31md\u{85}e\u{9b}f\u{202e}g\u{2066}h\u{200f}i\u{feff}j";
    let support = json!({ "happened": { "text": hidden }, "notice": { "text": format!("uno\n{hidden}\r\ndue") } });
    let given = session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "support", "answer": { "inputs": support } } }),
        )
        .await;
    assert_eq!(given.status, StatusCode::OK, "{given:?}");
    for file in ["/report.html", "/report.json"] {
        let text = session.get(file).await.text;
        let found: Vec<char> = text
            .chars()
            .filter(|&character| character != '\n' && terms::visible::is_hidden(character))
            .collect();
        assert!(found.is_empty(), "{file}: {found:?}");
        assert!(text.contains("u{202e}g"), "{file} shows that something was there\n{text}");
        assert!(!text.contains("&#"), "{file}");
    }
    // Nor in what a program reads from the JSON.
    session.get("/report.json").await.shows("u{202e}g");
}
