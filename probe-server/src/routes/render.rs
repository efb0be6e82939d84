//! Rendering documents away from the tasks that serve connections.
//!
//! The report of a session with a long bounce takes a third of a second of computing. Must never
//! wait for the network.

use super::App;
use super::problem::ApiError;
use crate::sessions::SessionError;

/// Documents that are rendered at once; further requests wait.
pub(super) const RENDERS_AT_ONCE: usize = 4;

/// Runs `work` on a thread for blocking work.
///
/// # Errors
/// When it panics.
pub(super) async fn render<T: Send + 'static>(
    app: &App,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, ApiError> {
    let _render = app.renders.acquire().await.map_err(|_| SessionError::Internal)?;
    let rendered = tokio::task::spawn_blocking(work).await;
    Ok(rendered.map_err(|_| SessionError::Internal)?)
}
