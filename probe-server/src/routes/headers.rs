//! The headers of every response: nothing is loaded from other origins, no referrer is sent, and
//! only origins that the operator configured may frame the page.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::cors::{Any, CorsLayer};

use super::App;

const CONTENT_SECURITY_POLICY: HeaderName = header::CONTENT_SECURITY_POLICY;

/// The policy for responses other than pages: nothing may be loaded.
const NOTHING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Adds the headers that the handler has not set itself.
pub(super) async fn add(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let is_data = request.uri().path().starts_with("/api/");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut set = |name: HeaderName, value: HeaderValue| {
        headers.entry(name).or_insert(value);
    };
    set(CONTENT_SECURITY_POLICY, NOTHING);
    set(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    set(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    set(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow"));
    set(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static(
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self)",
        ),
    );
    let resource_policy = if is_data { "same-origin" } else { "cross-origin" };
    set(
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static(resource_policy),
    );
    set(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if app.config.public_url.as_deref().is_some_and(|url| url.starts_with("https://")) {
        set(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
    }
    response
}

/// Any origin may call, because a call needs a token that only the customer's page has, and cookies
/// are never used. A sandboxed embed has the opaque origin `null`, so a list of origins could not
/// include it.
pub(super) fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            HeaderName::from_static("last-event-id"),
        ])
        .expose_headers([header::LOCATION, header::RETRY_AFTER, header::ETAG])
        .max_age(Duration::from_secs(600))
}

/// The origin under which the customer's browser reaches this server.
pub(super) fn own_origin(app: &App, headers: &HeaderMap) -> Option<String> {
    if let Some(url) = &app.config.public_url {
        return Some(url.clone());
    }
    let host = headers.get(header::HOST)?.to_str().ok()?;
    // Reject characters that could end the directive in which it is used.
    let is_plain =
        host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte));
    (is_plain && !host.is_empty()).then(|| format!("http://{host}"))
}
