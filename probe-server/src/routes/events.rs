//! `/api/v1/sessions/{id}/events`: the log, as a stream or as a list, and the customer's commands.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use schemars::JsonSchema;
use serde::Deserialize;
use session::api::Entries;
use session::{Command, LogEntry, Rejection};

use super::App;
use super::client::Client;
use super::contract::{JsonOf, Operation, Sent, StreamOf};
use super::extract::{JsonBody, Owner, Params, Reader};
use super::pieces::with_entries;
use super::problem::ApiError;
use super::stream;
use crate::sessions::SessionError;
use crate::store::RawEntry;

/// The most entries in one list; a client that receives as many has to ask for the rest.
const MAX_LIST_LENGTH: u64 = 5_000;
/// The number of the last entry, from a client that reconnects to the stream.
const LAST_EVENT_ID: header::HeaderName = header::HeaderName::from_static("last-event-id");

/// The start of the entries.
#[derive(Deserialize, JsonSchema)]
struct After {
    /// The number of the last entry that the client has; 0 for all entries.
    #[serde(default)]
    after: u64,
}

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 2] {
    [
        Operation::get(
            "/api/v1/sessions/{id}/events",
            follow,
            "Gets the log, as a stream or as a list.",
            "With `Accept: text/event-stream` a stream: `event: entry`, `id` is the number of the entry, `data` the LogEntry; \
             `event: bye` with a `code` (`restarting`, `erased`, `link_ended`, `not_joined`) before a planned end; a comment at least every 15 s. \
             Otherwise a list of at most 5000 entries: if you get that many, ask again after the last one.",
        )
        .number_in_header(LAST_EVENT_ID, "As `after`, sent by a client that reconnects to the stream; the larger number counts.")
        .fails([SessionError::TooManyStreams]),
        Operation::post(
            "/api/v1/sessions/{id}/events",
            command,
            "Executes a command of the customer.",
            "The entries that the command appended; none if it changed nothing.",
        )
        .fails([SessionError::TooManyRequests { retry_after_s: 0 }, SessionError::Busy, SessionError::Full, SessionError::Internal])
        .fails(Rejection::ALL.map(SessionError::Rejected)),
    ]
}

/// `GET`: a stream if the client accepts one, otherwise a list of the same entries.
async fn follow(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Client(client): Client,
    Params(After { after }): Params<After>,
    headers: HeaderMap,
) -> Result<Sent<(StreamOf<LogEntry>, JsonOf<Entries>)>, ApiError> {
    let text =
        |name| headers.get(name).and_then(|value: &axum::http::HeaderValue| value.to_str().ok());
    // A client that reconnects automatically repeats its first URL, so the larger number is the
    // newer one.
    let last_seen = text(LAST_EVENT_ID).and_then(|id| id.trim().parse().ok()).unwrap_or(0);
    let after = after.max(last_seen);
    if text(header::ACCEPT).is_some_and(|accept| accept.contains("text/event-stream")) {
        return stream::follow(&app, caller, client, after).map(Sent::from);
    }
    // Numbers have no gaps.
    let up_to = after.saturating_add(MAX_LIST_LENGTH).min(*caller.live.last_seq().borrow());
    let list = Entries::<RawEntry> { entries: Vec::new() };
    with_entries(&app.sessions, &caller.live.id, (after, up_to), &list).await.map(Sent::from)
}

/// `POST`: executes a command and returns the entries that it added. Only for the customer.
async fn command(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    Client(client): Client,
    JsonBody(command): JsonBody<Command>,
) -> Result<Json<Entries>, ApiError> {
    let entries = app.sessions.command(live, client, command).await?;
    Ok(Json(Entries { entries }))
}
