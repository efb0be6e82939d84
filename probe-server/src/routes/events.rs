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

/// The most entries in one list; a client that receives as many has to ask for the rest.
const MAX_LIST_LENGTH: u32 = 5_000;

/// The start of the entries.
#[derive(Deserialize)]
pub(super) struct After {
    /// The number of the last entry that the client has; 0 for all entries.
    #[serde(default)]
    after: u64,
}

/// [`Entries`] for serialisation, with the entries as stored.
#[derive(Serialize)]
struct EntriesOut {
    entries: Vec<RawEntry>,
}

/// `GET`: a stream if the client accepts one, otherwise a list of the same entries.
pub(super) async fn follow(
    State(app): State<Arc<App>>,
    caller: Caller,
    after: Result<Query<After>, axum::extract::rejection::QueryRejection>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let Query(After { after }) = after.map_err(|_| ApiError::MalformedQuery)?;
    let text = |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    // A client that reconnects automatically repeats its first URL, so the larger number is the
    // newer one.
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

/// `POST`: executes a command and returns the entries that it added. Only for the customer.
pub(super) async fn command(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    Client(client): Client,
    JsonBody(command): JsonBody<Command>,
) -> Result<Json<Entries>, ApiError> {
    let entries = app.sessions.command(live, client, command).await?;
    Ok(Json(Entries { entries }))
}
