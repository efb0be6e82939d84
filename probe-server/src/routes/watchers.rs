//! `/api/v1/sessions/{id}/watchers`: the presence of the holder of a watch link.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use session::api::JoinAsWatcher;

use super::App;
use super::extract::{JsonBody, Watcher};
use super::problem::ApiError;

/// `POST`: the watcher joins; from now on the customer sees the name.
pub(super) async fn join(
    State(app): State<Arc<App>>,
    watcher: Watcher,
    JsonBody(body): JsonBody<JoinAsWatcher>,
) -> Result<StatusCode, ApiError> {
    app.sessions.join(watcher.live, watcher.link, &body.name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `DELETE`: the watcher leaves. Closing the stream does the same, a few seconds later.
pub(super) async fn leave(State(app): State<Arc<App>>, watcher: Watcher) -> Result<StatusCode, ApiError> {
    app.sessions.leave(watcher.live, watcher.link).await?;
    Ok(StatusCode::NO_CONTENT)
}
