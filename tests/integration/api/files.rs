//! Files that a customer gives: what is taken, what is refused, who may read them, and that an
//! erased file is in no byte of the store.

use probe_server::config::Config;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use session::{Event, FileId, FileKind, TicketState};
use tests::relay;

use super::archive::{check_manifest, parts, unpacked};
use super::world::{Answer, Session, World, answer};

/// A picture that no decoder has to read; its end is easy to find in a file.
fn png(end: &str) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n".as_slice(), end.as_bytes()].concat()
}

async fn world() -> World {
    World::start_with(|config| Config { playbooks: None, ..config }).await
}

async fn open(world: &World) -> Session<'_> {
    let session = world.open_with("generic", "mario@bottega.test").await;
    let online = session.post("/events", &json!({ "measure_device": { "seen": "online" } })).await;
    assert_eq!(online.status, StatusCode::OK, "{online:?}");
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    session
}

async fn give(session: &Session<'_>, name: &str, content: Vec<u8>) -> Answer {
    give_at(session, "bounce", name, content).await
}

async fn give_at(session: &Session<'_>, input: &str, name: &str, content: Vec<u8>) -> Answer {
    let percent = |byte: u8| format!("%{byte:02X}");
    let name: String = name.bytes().map(percent).collect();
    let request = session.request(Method::POST, &format!("/files?input={input}&name={name}"));
    answer(request.header("content-type", "application/octet-stream").body(content)).await
}

#[tokio::test]
async fn a_file_is_given_read_and_taken_back() {
    let world = world().await;
    let session = open(&world).await;
    let (_, watcher) = session.share_and_join("Anna").await;
    let content = png("canary-of-the-content");
    let given = give(&session, "C:\\fakepath\\scher\u{202e}mata.png", content.clone()).await;
    assert_eq!(given.status, StatusCode::CREATED, "{given:?}");
    let event = &given.json()["entries"][0]["event"]["file_given"];
    assert_eq!(event["name"], "schermata.png");
    assert_eq!((&event["kind"], &event["size_bytes"]), (&json!("png"), &json!(content.len())));
    // The log names it and never holds its content.
    let log = session.get("/events").await.text;
    assert!(log.contains("schermata.png") && !log.contains("canary-of-the-content"), "{log}");
    // The same content again is the same file.
    assert_eq!(give(&session, "again.png", content.clone()).await.json(), json!({ "entries": [] }));

    for reader in [&session, &watcher] {
        let file = reader.get("/files/1").await;
        assert_eq!((file.status, &file.body), (StatusCode::OK, &content), "{file:?}");
        assert_eq!(file.header("content-type"), "application/octet-stream");
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"sportello-1.png\"");
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        assert_eq!(file.header("cache-control"), "no-store");
    }
    assert_eq!(session.get("/files/2").await.problem(), (404, "unknown_file".to_owned()));
    assert_eq!(session.get("/files/x").await.problem(), (404, "unknown_file".to_owned()));
    assert_eq!(give(&watcher, "b.png", png("b")).await.problem(), (403, "not_allowed".to_owned()));
    assert_eq!(watcher.delete("/files/1").await.problem(), (403, "not_allowed".to_owned()));
    let other = open(&world).await;
    assert_eq!(other.get("/files/1").await.problem().0, 404, "another session has its own files");

    // In the ticket and in the archive, unless the line is left out or addresses are masked.
    let lines = session.get("/report.json").await.json()["ticket"].clone();
    let line = lines.as_array().expect("lines").iter().find(|line| line["id"] == "file.1");
    assert_eq!(line.expect("a line")["value"], "schermata.png (PNG, 1 kB)");
    let files = unpacked(&session.get("/report.zip").await.body);
    check_manifest(&files);
    assert_eq!(files["files/01-schermata.png"], content);
    for (query, reason) in [("?left_out=file.1", None), ("?mask=addresses", Some("not_masked"))] {
        let files = unpacked(&session.get(&format!("/report.zip{query}")).await.body);
        let manifest = check_manifest(&files);
        assert!(!files.keys().any(|name| name.starts_with("files/")), "{query}");
        assert_eq!(manifest["left_out"]["files"][0]["reason"].as_str(), reason, "{query}");
    }

    assert!(world.stores("canary-of-the-content"));
    let taken = session.delete("/files/1").await.json();
    assert_eq!(taken["entries"][0]["event"], json!({ "file_taken_back": 1 }));
    assert_eq!(session.delete("/files/1").await.json(), json!({ "entries": [] }));
    assert!(!world.stores("canary-of-the-content"), "what is taken back is overwritten");
    assert_eq!(session.get("/files/1").await.problem(), (404, "unknown_file".to_owned()));
    // A number is never used again.
    give(&session, "c.png", png("canary-of-the-second")).await;
    assert_eq!(session.get("/files/2").await.status, StatusCode::OK);
    assert!(world.stores("canary-of-the-second"));
    session.delete("").await;
    assert!(!world.stores("canary-of-the-second"), "erased with the session");
}

#[tokio::test]
async fn what_is_no_file_for_us_is_refused_by_its_content() {
    let world = world().await;
    let session = open(&world).await;
    let before = session.log().await;
    let refused = (422, "file_refused".to_owned());
    for (name, content) in [
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>".to_vec()),
        ("a.png", b"\xef\xbb\xbf <!DOCTYPE html><script>x()</script>".to_vec()),
        ("a.pdf", b"MZ\x90\0\x03".to_vec()),
        ("a.txt", b"PK\x03\x04\0".to_vec()),
        ("a.txt", Vec::new()),
    ] {
        assert_eq!(give(&session, name, content).await.problem(), refused, "{name}");
    }
    for input in ["sender", "nowhere", "mailbox"] {
        let given = give_at(&session, input, "a.png", png("a")).await;
        assert_eq!(given.problem(), refused, "{input} takes no files");
    }
    let large = give(&session, "a.png", png(&"x".repeat(4 * 1024 * 1024))).await;
    assert_eq!(large.problem(), (413, "body_too_large".to_owned()));
    let wrong = session.request(Method::POST, "/files?input=bounce&name=a.png").json(&json!({}));
    assert_eq!(answer(wrong).await.problem(), (415, "unsupported_media_type".to_owned()));
    let nameless = session.request(Method::POST, "/files?input=bounce").body(png("a"));
    assert_eq!(answer(nameless).await.problem(), (400, "malformed_query".to_owned()));
    assert_eq!(session.log().await, before);
}

#[tokio::test]
async fn files_have_limits_and_leave_room_for_the_session() {
    let world = world().await;
    let session = open(&world).await;
    for number in 1..=8 {
        let given = give(&session, "a.png", png(&format!("{number}"))).await;
        assert_eq!(given.status, StatusCode::CREATED, "{given:?}");
    }
    let full = (409, "files_full".to_owned());
    assert_eq!(give(&session, "a.png", png("9")).await.problem(), full);
    for number in 1..=8 {
        session.delete(&format!("/files/{number}")).await;
    }
    // Half of what a session may hold: 4 MiB.
    let half = give(&session, "a.png", png(&"x".repeat(3 * 1024 * 1024))).await;
    assert_eq!(half.status, StatusCode::CREATED, "{half:?}");
    assert_eq!(give(&session, "b.png", png(&"y".repeat(1024 * 1024))).await.problem(), full);
    let goes_on = session.post("/events", &json!({ "change_language": { "lang": "en" } })).await;
    assert_eq!(goes_on.status, StatusCode::OK, "{goes_on:?}");
}

#[tokio::test]
async fn the_ticket_brings_the_files() {
    let (address, seen) = relay::start_willing().await;
    let email = relay::settings(address);
    let world =
        World::start_with(|config| Config { ticket_email: Some(email), playbooks: None, ..config })
            .await;
    let session = open(&world).await;
    give(&session, "=schermata.png", png("the picture")).await;
    give_at(&session, "program_error", "errore.exe", b"0x800CCC0E".to_vec()).await;
    let sent = session.post("/ticket", &json!({ "channel": "email", "left_out": [] })).await;
    assert_eq!(sent.status, StatusCode::OK, "{sent:?}");
    let is_there =
        |event: &Event| matches!(event, Event::TicketMoved { state: TicketState::Delivered, .. });
    let log = session.until(|entry| is_there(&entry.event)).await;
    let is_second = |event: &Event| matches!(event, Event::FileGiven(given) if (given.file, given.kind) == (FileId(2), FileKind::Text));
    assert!(log.iter().any(|entry| is_second(&entry.event)));
    let message = seen.lock().expect("the relay runs").messages[0].clone();
    let (body, attached) = parts(&message);
    assert!(body.contains("File allegato: =schermata.png (PNG, 1 kB)"), "{body}");
    let reference = sent.json()["reference"].as_str().expect("a reference").to_owned();
    let files = unpacked(&attached[&format!("sportello-{reference}.zip")]);
    let manifest: Value = check_manifest(&files);
    assert_eq!(files["files/01-_schermata.png"], png("the picture"));
    assert_eq!(files["files/02-errore.txt"], b"0x800CCC0E", "its ending is that of its content");
    assert_eq!(manifest["left_out"]["files"], json!([]));
}
