//! `/api/v1/sessions/{id}/events`: the log, as a stream or as a list, and the customer's commands.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use session::Command;
use session::api::Entries;

use super::App;
use super::client::Client;
use super::extract::{Caller, JsonBody, Owner};
use super::problem::ApiError;
use super::stream;
use crate::sessions::SessionError;
use crate::store::{RawEntry, Whose};

/// The most entries in one list; who gets as many asks again.
const MAX_LIST_LENGTH: u32 = 5_000;

/// Where to begin.
#[derive(Deserialize)]
pub(super) struct After {
    /// The number of the last entry that the caller has; 0 is the beginning.
    #[serde(default)]
    after: u64,
}

/// [`Entries`] on their way out, as they were written.
#[derive(Serialize)]
struct EntriesOut {
    entries: Vec<RawEntry>,
}

/// `GET`: a stream for who accepts one, a list for everybody else; the same entries either way.
pub(super) async fn follow(
    State(app): State<Arc<App>>,
    caller: Caller,
    after: Result<Query<After>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Query(After { after }) = after.map_err(|_| ApiError::MalformedQuery)?;
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    // A client that reconnects by itself repeats its first address; the larger number is the later one.
    let last_seen = text(header::HeaderName::from_static("last-event-id")).and_then(|id| id.trim().parse().ok()).unwrap_or(0);
    let after = after.max(last_seen);
    if text(header::ACCEPT).is_some_and(|accept| accept.contains("text/event-stream")) {
        return stream::follow(&app, caller, after);
    }
    if let Whose::Watcher(link) = caller.whose {
        app.sessions.seen(&caller.live, link);
    }
    let entries = app.sessions.store().entries_after(&caller.live.id, after, MAX_LIST_LENGTH).await.map_err(SessionError::Store)?;
    Ok(Json(EntriesOut { entries }).into_response())
}

/// `POST`: a command; the answer holds the entries that it added. Only the customer may.
pub(super) async fn command(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    Client(client): Client,
    JsonBody(command): JsonBody<Command>,
) -> Result<Json<Entries>, ApiError> {
    let entries = app.sessions.command(live, client, command).await?;
    Ok(Json(Entries { entries }))
}
