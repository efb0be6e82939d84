//! Liveness, readiness, and the contact address.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use jiff::{Timestamp, ToSpan as _};

use super::App;
use super::bytes::typed;
use super::contract::{Operation, PlainText, Sent};
use super::problem::ApiError;

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 3] {
    [
        Operation::get(
            "/healthz",
            alive,
            "Says whether the process is running.",
            "The process is running.",
        ),
        Operation::get("/readyz", ready, "Says whether the server can work.", "The store answers.")
            .or_plain_text(503, "The store does not answer, or a shutdown has begun."),
        Operation::get(
            "/.well-known/security.txt",
            security,
            "Gets the contact address for complaints about the probes (RFC 9116).",
            "The contact address.",
        )
        .fails([ApiError::NotFound]),
    ]
}

/// `GET /healthz`: the process is running. The body identifies this server, so that a page can
/// distinguish it from a captive portal.
async fn alive() -> Sent<PlainText> {
    typed("text/plain; charset=utf-8", "sportello: ok\n").into()
}

/// `GET /readyz`: the store answers, and the server is not shutting down.
async fn ready(State(app): State<Arc<App>>) -> Sent<PlainText> {
    if app.shutdown.is_cancelled() || app.sessions.store().ping().await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, "sportello: not ready\n").into_response().into();
    }
    typed("text/plain; charset=utf-8", "sportello: ready\n").into()
}

/// `GET /.well-known/security.txt` (RFC 9116): the contact address for complaints about the probes.
async fn security(State(app): State<Arc<App>>) -> Result<Sent<PlainText>, ApiError> {
    let contact = app.config.abuse_contact.as_ref().ok_or(ApiError::NotFound)?;
    let expires = Timestamp::now().checked_add((24 * 30).hours()).unwrap_or_default();
    let text =
        format!("Contact: mailto:{contact}\nExpires: {}\n", expires.strftime("%Y-%m-%dT%H:%M:%SZ"));
    Ok(typed("text/plain; charset=utf-8", text).into())
}
