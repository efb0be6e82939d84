//! `/api/v1/sessions/{id}/watchers`: the presence of the holder of a watch link.

use std::sync::Arc;

use axum::extract::State;
use session::api::JoinAsWatcher;

use super::App;
use super::contract::{NoContent, Operation};
use super::extract::{JsonBody, Watcher};
use super::problem::ApiError;
use crate::sessions::SessionError;

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 2] {
    [
        Operation::post(
            "/api/v1/sessions/{id}/watchers",
            join,
            "Says who watches by this link, until `DELETE` or 6 s without a stream or a poll.",
            "The customer sees the name.",
        )
        .fails([
            SessionError::NameRefused,
            SessionError::TooManyJoins,
            SessionError::Internal,
        ]),
        Operation::delete(
            "/api/v1/sessions/{id}/watchers",
            leave,
            "Says that the watcher leaves.",
            "The customer sees that nobody watches.",
        )
        .fails([SessionError::Internal]),
    ]
}

/// `POST`: the watcher joins; from now on the customer sees the name.
async fn join(
    State(app): State<Arc<App>>,
    watcher: Watcher,
    JsonBody(body): JsonBody<JoinAsWatcher>,
) -> Result<NoContent, ApiError> {
    app.sessions.join(watcher.live, watcher.link, &body.name).await?;
    Ok(NoContent)
}

/// `DELETE`: the watcher leaves. Closing the stream does the same, a few seconds later.
async fn leave(State(app): State<Arc<App>>, watcher: Watcher) -> Result<NoContent, ApiError> {
    app.sessions.leave(watcher.live, watcher.link).await?;
    Ok(NoContent)
}
