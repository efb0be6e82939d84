//! `/api/v1/sessions/{id}/links`: links with which other people can watch a session.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use session::LinkId;
use session::api::{CreateLink, LinkCreated};

use super::App;
use super::extract::{JsonBody, Owner};
use super::problem::ApiError;
use crate::sessions::SessionError;

/// `POST`: creates a watch link.
pub(super) async fn create(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    JsonBody(body): JsonBody<CreateLink>,
) -> Result<Response, ApiError> {
    let made = app.sessions.create_link(live, body.kind, body.hours).await?;
    let body = LinkCreated { link: made.link, token: made.token.into_shown(), expires_at_ms: made.expires_at_ms };
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// `DELETE …/{link}`: revokes a link. Its streams end at once.
pub(super) async fn revoke(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    Path((_, link)): Path<(String, String)>,
) -> Result<StatusCode, ApiError> {
    let link = link.parse().map(LinkId).map_err(|_| SessionError::UnknownLink)?;
    app.sessions.revoke_link(live, link).await?;
    Ok(StatusCode::NO_CONTENT)
}
