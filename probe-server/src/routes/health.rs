//! Liveness, readiness, and the contact address.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::{Timestamp, ToSpan as _};

use super::App;
use super::bytes::typed;
use super::problem::ApiError;

/// `GET /healthz`: the process is running. The body identifies this server, so that a page can
/// distinguish it from a captive portal.
pub(super) async fn alive() -> Response {
    typed("text/plain; charset=utf-8", "sportello: ok\n")
}

/// `GET /readyz`: the store answers, and the server is not shutting down.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Response {
    if app.shutdown.is_cancelled() || app.sessions.store().ping().await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, "sportello: not ready\n").into_response();
    }
    typed("text/plain; charset=utf-8", "sportello: ready\n")
}

/// `GET /.well-known/security.txt` (RFC 9116): the contact address for complaints about the probes.
pub(super) async fn security(State(app): State<Arc<App>>) -> Result<Response, ApiError> {
    let contact = app.config.abuse_contact.as_ref().ok_or(ApiError::NotFound)?;
    let expires = Timestamp::now().checked_add((24 * 30).hours()).unwrap_or_default();
    let text = format!("Contact: mailto:{contact}\nExpires: {}\n", expires.strftime("%Y-%m-%dT%H:%M:%SZ"));
    Ok(typed("text/plain; charset=utf-8", text))
}
