//! What is refused, with which code, and that a refused command changes nothing.

use reqwest::header::CONTENT_TYPE;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use session::Event;

use super::world::{Session, World, answer};

#[track_caller]
fn check(what: &str, answer: &super::world::Answer, status: u16, code: &str) {
    assert_eq!(answer.problem(), (status, code.to_owned()), "{what}");
}

async fn settled(world: &World) -> Session<'_> {
    let session = world.open("mario@bottega.test").await;
    session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    session
}

#[tokio::test]
async fn nothing_opens_without_the_right_token() {
    let world = World::start().await;
    let session = settled(&world).await;
    let other = settled(&world).await;
    let before = session.log().await;
    let with = |method: Method, rest: &str, token: Option<&str>| {
        let request = world.request(method, &session.path(rest));
        let request = if let Some(token) = token { request.bearer_auth(token) } else { request };
        answer(request)
    };
    let long = "A".repeat(43);
    for (method, rest) in [
        (Method::GET, ""),
        (Method::GET, "/events"),
        (Method::POST, "/events"),
        (Method::DELETE, ""),
        (Method::GET, "/report.html"),
        (Method::GET, "/report.zip"),
    ] {
        check(rest, &with(method.clone(), rest, None).await, 401, "missing_token");
        check(rest, &with(method.clone(), rest, Some("x")).await, 401, "wrong_token");
        check(rest, &with(method.clone(), rest, Some(&long)).await, 401, "wrong_token");
        check(rest, &with(method, rest, Some(&other.token)).await, 401, "wrong_token");
    }
    let unknown = Session { world: &world, id: "A".repeat(22), token: session.token.clone() };
    check("a name that nobody has", &unknown.get("").await, 404, "unknown_session");
    let unknown =
        Session { world: &world, id: "nonsense".to_owned(), token: session.token.clone() };
    check("what is no name", &unknown.get("").await, 404, "unknown_session");
    assert_eq!(session.log().await, before);
}

#[tokio::test]
async fn bad_input_is_refused_by_name_and_changes_nothing() {
    let world = World::start().await;
    let session = settled(&world).await;
    let before = session.log().await;
    let option = |step: &str, option: &str| json!({ "give_answer": { "step": step, "answer": { "option": option } } });
    let inputs = |step: &str, values: Value| json!({ "give_answer": { "step": step, "answer": { "inputs": values } } });
    let long = "x".repeat(2_000);
    for (what, command, status, code) in [
        ("a step that is not there", option("nowhere", "yes"), 422, "unknown_step"),
        ("an option that is not there", option("arrives", "maybe"), 422, "wrong_answer"),
        (
            "a step that was left behind",
            inputs("support", json!({ "mailbox": { "mailbox": "a@b.test" } })),
            422,
            "wrong_answer",
        ),
        ("a conclusion answered", option("well", "yes"), 422, "wrong_answer"),
        (
            "a line that is a book",
            inputs("support", json!({ "happened": { "text": long } })),
            422,
            "text_too_long",
        ),
        ("a field left empty", inputs("mailbox", json!({})), 422, "missing_input"),
        ("a run that ended", json!({ "cancel_checks": { "run": 1 } }), 409, "not_running"),
        ("a run that never was", json!({ "cancel_checks": { "run": 9 } }), 409, "not_running"),
        (
            "an address that is none",
            inputs("mailbox", json!({ "mailbox": { "mailbox": "@@" } })),
            422,
            "malformed_body",
        ),
        ("a command that is not there", json!({ "delete_everything": {} }), 422, "malformed_body"),
        ("a number", json!(7), 400, "malformed_body"),
    ] {
        check(what, &session.post("/events", &command).await, status, code);
    }
    let raw = |body: String, kind: &str| {
        answer(session.request(Method::POST, "/events").header(CONTENT_TYPE, kind).body(body))
    };
    check("no JSON", &raw("{".to_owned(), "application/json").await, 400, "malformed_body");
    check("another type", &raw("{}".to_owned(), "text/plain").await, 415, "unsupported_media_type");
    check(
        "too much",
        &raw(format!("\"{}\"", "x".repeat(200_000)), "application/json").await,
        413,
        "body_too_large",
    );
    let pieces =
        futures_util::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>("x".repeat(5_000))));
    let unannounced =
        session.request(Method::POST, "/events").header(CONTENT_TYPE, "application/json");
    let unannounced = answer(unannounced.body(reqwest::Body::wrap_stream(pieces))).await;
    check("too much, without a length", &unannounced, 413, "body_too_large");
    check("a query that is none", &session.get("/events?after=soon").await, 400, "malformed_query");
    check("a path that is none", &session.get("/secrets").await, 404, "not_found");
    check(
        "a method that is none",
        &answer(session.request(Method::PUT, "/events")).await,
        405,
        "method_not_allowed",
    );
    for body in [
        json!({ "kind": "owner", "hours": 1 }),
        json!({ "kind": "watch", "hours": 0 }),
        json!({ "kind": "watch", "hours": 169 }),
    ] {
        check("a link", &session.post("/links", &body).await, 422, "link_refused");
    }
    check("a link that is none", &session.delete("/links/9").await, 404, "unknown_link");
    let email = json!({ "channel": "email", "left_out": [] });
    check("no relay", &session.post("/ticket", &email).await, 409, "channel_unavailable");
    assert_eq!(session.log().await, before);
}

#[tokio::test]
async fn a_session_that_cannot_begin_is_not_stored() {
    let world = World::start().await;
    let open = |body: Value| answer(world.request(Method::POST, "/api/v1/sessions").json(&body));
    let mailbox = json!({ "mailbox": { "mailbox": "canary-81@bottega.test" } });
    check(
        "playbook",
        &open(json!({ "playbook": "none", "lang": "it", "inputs": mailbox })).await,
        404,
        "unknown_playbook",
    );
    check(
        "inputs",
        &open(json!({ "playbook": "short", "lang": "it", "inputs": {} })).await,
        422,
        "missing_input",
    );
    let foreign =
        json!({ "mailbox": { "mailbox": "canary-81@bottega.test" }, "other": { "text": "x" } });
    check(
        "a field too many",
        &open(json!({ "playbook": "short", "lang": "it", "inputs": foreign })).await,
        422,
        "wrong_answer",
    );
    check(
        "language",
        &open(json!({ "playbook": "short", "lang": "xx", "inputs": mailbox })).await,
        422,
        "malformed_body",
    );
    check("half of it", &open(json!({ "playbook": "short" })).await, 422, "malformed_body");
    assert!(!world.stores("canary-81"));
}

#[tokio::test]
async fn who_asks_too_often_is_told_when_to_come_back() {
    let world = World::start_with(|config| {
        let limits = probe_server::config::LimitsConfig {
            client_burst: std::num::NonZeroU32::MIN,
            client_per_hour: std::num::NonZeroU32::MIN,
            ..config.limits
        };
        probe_server::config::Config { limits, ..config }
    })
    .await;
    let session = settled(&world).await;
    let before = session.log().await;
    let again = session.post("/events", &json!({ "start_checks": { "step": "checks" } })).await;
    check("a second run", &again, 429, "too_many_requests");
    let wait_s: u64 = again.header("retry-after").parse().expect("seconds");
    assert!((3_000..=3_601).contains(&wait_s), "{wait_s}");
    assert_eq!(session.log().await, before);
    // A command that starts no checks is not limited.
    let answered = session
        .post(
            "/events",
            &json!({ "give_answer": { "step": "arrives", "answer": { "option": "yes" } } }),
        )
        .await;
    assert_eq!(answered.status, StatusCode::OK, "{answered:?}");
}

/// A document that is deeper than any command is refused, and does not overflow a stack.
#[tokio::test]
async fn deep_json_is_refused() {
    let world = World::start().await;
    let session = settled(&world).await;
    for depth in [10, 100, 127, 128, 1_000, 60_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let levels = depth.min(120_000 / (open.len() + close.len()));
            let body = format!("{}1{}", open.repeat(levels), close.repeat(levels));
            for rest in ["/events", "/links", "/ticket", "/watchers"] {
                let request = session.request(Method::POST, rest);
                let request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
                let refused = answer(request).await;
                assert!(
                    matches!(refused.status.as_u16(), 400 | 403 | 422),
                    "{rest}, {depth} levels: {refused:?}"
                );
            }
        }
    }
    assert_eq!(world.get("/healthz").await.status, StatusCode::OK);
}

/// Sends a request as it is written here, and returns the status line of the response.
async fn raw(world: &World, request: &str) -> String {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let address = world.url().trim_start_matches("http://");
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("a connection");
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    let mut response = Vec::new();
    let read = stream.read_to_end(&mut response);
    tokio::time::timeout(super::world::PATIENCE, read).await.expect("an end").expect("an answer");
    let response = String::from_utf8_lossy(&response).into_owned();
    response.lines().next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn no_path_leads_out_of_the_page() {
    let world = World::start().await;
    for path in [
        "/../Cargo.toml",
        "/../../../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/parts-x/../../../etc/passwd",
        "//etc/passwd",
        "/etc/passwd",
        "/playbooks/../../../etc/passwd",
        "/playbooks/..%2f..%2fetc%2fpasswd",
        "/api/v1/sessions/..%2f..%2fetc%2fpasswd",
        "/index.html%00.js",
        "/\\..\\..\\etc\\passwd",
    ] {
        let request =
            format!("GET {path} HTTP/1.1\r\nhost: a.example\r\nconnection: close\r\n\r\n");
        let status = raw(&world, &request).await;
        assert!(status.contains(" 404 ") || status.contains(" 400 "), "{path}: {status}");
    }
}

#[tokio::test]
async fn a_request_has_one_host() {
    let world = World::start().await;
    for (hosts, expected) in [
        ("host: a.example\r\n", "HTTP/1.1 200 OK"),
        ("host: a.example\r\nhost: b.example\r\n", "HTTP/1.1 400 Bad Request"),
        ("host: a.example\r\nHOST: a.example\r\n", "HTTP/1.1 400 Bad Request"),
        ("host: a.example, b.example\r\n", "HTTP/1.1 400 Bad Request"),
        ("host: a.example\"><script>\r\n", "HTTP/1.1 400 Bad Request"),
        ("", "HTTP/1.1 400 Bad Request"),
    ] {
        for path in ["/healthz", "/", "/api/v1/playbooks"] {
            let request = format!("GET {path} HTTP/1.1\r\n{hosts}connection: close\r\n\r\n");
            assert_eq!(raw(&world, &request).await, expected, "{hosts:?} {path}");
        }
    }
}
