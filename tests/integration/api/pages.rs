//! The headers of every answer, and the page.

use reqwest::{Method, StatusCode};

use super::world::{World, answer};

#[tokio::test]
async fn every_answer_carries_its_headers() {
    let world = World::start().await;
    for (path, status) in [
        ("/", 200),
        ("/s/AAAAAAAAAAAAAAAAAAAAAA", 200),
        ("/watch/AAAAAAAAAAAAAAAAAAAAAA", 200),
        ("/embed", 200),
        ("/healthz", 200),
        ("/readyz", 200),
        ("/api/v1/playbooks", 200),
        ("/api/v1/openapi.json", 200),
        ("/api/v1/sessions/x", 404),
        ("/api/v1/nothing", 404),
        ("/nothing", 404),
    ] {
        let answer = world.get(path).await;
        assert_eq!(answer.status.as_u16(), status, "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow", "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        assert!(answer.header("access-control-allow-credentials").is_empty(), "{path}");
        assert!(answer.headers.get("set-cookie").is_none(), "{path}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{path}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{path}: {policy}");
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{path}: {policy}"
        );
        let ancestors =
            if path == "/embed" { "frame-ancestors *" } else { "frame-ancestors 'none'" };
        assert!(policy.ends_with(ancestors), "{path}: {policy}");
        if path.starts_with("/api/") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}

#[tokio::test]
async fn a_framed_page_may_load_from_us_although_it_has_no_origin() {
    let world = World::start_with(|config| probe_server::config::Config {
        embed_hosts: vec!["https://help.example.it".to_owned()],
        ..config
    })
    .await;
    let page = world.get("/embed").await;
    let policy = page.header("content-security-policy");
    for directive in ["script-src", "style-src", "connect-src"] {
        assert!(
            policy.contains(&format!("{directive} 'self' {}", world.url())),
            "{directive}: {policy}"
        );
    }
    assert!(policy.ends_with("frame-ancestors https://help.example.it"), "{policy}");
    assert!(page.headers.get("cross-origin-opener-policy").is_none());
    let top_level = world.get("/").await;
    assert_eq!(top_level.header("cross-origin-opener-policy"), "same-origin");
    assert!(!top_level.header("content-security-policy").contains(world.url()));
}

#[tokio::test]
async fn a_sandboxed_page_gets_through_the_preflight() {
    let world = World::start().await;
    let preflight = world
        .request(Method::OPTIONS, "/api/v1/sessions")
        .header("origin", "null")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type,last-event-id");
    let answer = answer(preflight).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    for allowed in ["authorization", "content-type", "last-event-id"] {
        assert!(answer.header("access-control-allow-headers").contains(allowed));
    }
    assert!(answer.header("access-control-allow-methods").contains("DELETE"));
}

/// The page cannot be shown before this list has arrived: it holds all shipped playbooks with all
/// their texts.
#[tokio::test]
async fn the_list_of_playbooks_travels_small() {
    let world =
        World::start_with(|config| probe_server::config::Config { playbooks: None, ..config })
            .await;
    for encoding in ["br", "gzip"] {
        let request =
            world.request(Method::GET, "/api/v1/playbooks").header("accept-encoding", encoding);
        let listed = request.send().await.expect("the server answers");
        assert_eq!(
            listed.headers().get("content-encoding").and_then(|value| value.to_str().ok()),
            Some(encoding)
        );
        let size_bytes = listed.bytes().await.expect("a list").len();
        assert!((1_000..60_000).contains(&size_bytes), "{encoding}: {size_bytes} bytes");
    }
}
