//! Liveness, readiness, and the contact address.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use jiff::{Timestamp, ToSpan as _};

use super::App;
use super::bytes::typed;
use super::contract::{Operation, PlainText, Sent};
use super::problem::ApiError;
use crate::clock;

/// How long the answer of the store is used again.
const BEAT_INTERVAL: Duration = Duration::from_secs(1);
/// How long the store may take to write.
const BEAT_PATIENCE: Duration = Duration::from_secs(3);

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 3] {
    [
        Operation::get(
            "/healthz",
            alive,
            "Says whether the process is running.",
            "The process is running.",
        ),
        Operation::get(
            "/readyz",
            ready,
            "Says whether the server can work.",
            "The store can write.",
        )
        .or_plain_text(503, "The store cannot write, or a shutdown has begun."),
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

/// Whether the store could write, and when that was tried.
pub(super) type Beat = tokio::sync::Mutex<Option<(Instant, bool)>>;

/// `GET /readyz`: the store can write, and the server is not shutting down. A second line says what
/// an operator should know although the server works.
async fn ready(State(app): State<Arc<App>>) -> Sent<PlainText> {
    if app.shutdown.is_cancelled() || !can_write(&app).await {
        return (StatusCode::SERVICE_UNAVAILABLE, "sportello: not ready\n").into_response().into();
    }
    let text = if app.sessions.store().erased_rows_remain() {
        "sportello: ready\nerased rows are still in the write-ahead log: another process reads the database\n"
    } else {
        "sportello: ready\n"
    };
    typed("text/plain; charset=utf-8", text).into()
}

/// Writes to the store, at most once in [`BEAT_INTERVAL`]: requests must not keep the disk busy.
async fn can_write(app: &App) -> bool {
    let mut last = app.beat.lock().await;
    if let Some((at, could)) = *last
        && at.elapsed() < BEAT_INTERVAL
    {
        return could;
    }
    let at_s = u32::try_from(clock::now_ms() / 1000).unwrap_or(u32::MAX);
    let written = tokio::time::timeout(BEAT_PATIENCE, app.sessions.store().beat(at_s)).await;
    let could = matches!(written, Ok(Ok(())));
    *last = Some((Instant::now(), could));
    could
}

/// `GET /.well-known/security.txt` (RFC 9116): the contact address for complaints about the probes.
async fn security(State(app): State<Arc<App>>) -> Result<Sent<PlainText>, ApiError> {
    let contact = app.config.abuse_contact.as_ref().ok_or(ApiError::NotFound)?;
    let expires = Timestamp::now().checked_add((24 * 30).hours()).unwrap_or_default();
    let text =
        format!("Contact: mailto:{contact}\nExpires: {}\n", expires.strftime("%Y-%m-%dT%H:%M:%SZ"));
    Ok(typed("text/plain; charset=utf-8", text).into())
}
