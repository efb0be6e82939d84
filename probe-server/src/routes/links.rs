//! `/api/v1/sessions/{id}/links`: links with which other people can watch a session.

use std::sync::Arc;

use axum::extract::State;
use session::api::{CreateLink, LinkCreated};

use super::App;
use super::contract::{Created, NoContent, Operation};
use super::extract::{JsonBody, LinkInPath, Owner};
use super::problem::ApiError;
use crate::sessions::SessionError;

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 2] {
    [
        Operation::post(
            "/api/v1/sessions/{id}/links",
            create,
            "Creates a watch link.",
            "The only response that shows the token of the link.",
        )
        .fails([
            SessionError::LinkRefused,
            SessionError::TooManyLinks,
            SessionError::Internal,
        ]),
        Operation::delete(
            "/api/v1/sessions/{id}/links/{link}",
            revoke,
            "Revokes a link. Its streams end at once.",
            "The link is revoked.",
        )
        .fails([SessionError::Internal]),
    ]
}

/// `POST`: creates a watch link.
async fn create(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    JsonBody(body): JsonBody<CreateLink>,
) -> Result<Created<LinkCreated>, ApiError> {
    let made = app.sessions.create_link(live, body.kind, body.hours).await?;
    let body = LinkCreated {
        link: made.link,
        token: made.token.into_shown(),
        expires_at_ms: made.expires_at_ms,
    };
    Ok(Created(body))
}

/// `DELETE …/{link}`: revokes a link. Its streams end at once.
async fn revoke(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    LinkInPath(link): LinkInPath,
) -> Result<NoContent, ApiError> {
    app.sessions.revoke_link(live, link).await?;
    Ok(NoContent)
}
