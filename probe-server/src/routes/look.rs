//! `/api/v1/sessions/{id}/look`: one look into the mailbox with the customer's password.
//!
//! The only route that takes a password. The connection is closed after each response, so that no
//! buffer of it outlives the request. Must never repeat anything of the body, not even in an error.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use session::Rejection;
use session::api::{Entries, LookRequest};

use super::App;
use super::client::Client;
use super::contract::Operation;
use super::extract::{JsonBody, Owner};
use super::problem::ApiError;
use crate::secret::Password;
use crate::sessions::SessionError;

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 1] {
    [Operation::post(
        "/api/v1/sessions/{id}/look",
        look,
        "Looks into the session's mailbox: one login with this password, read only. The password is not kept.",
        "The entry that starts the look; what it sees follows in the log.",
    )
    .fails([
        SessionError::TooManyRequests { retry_after_s: 0 },
        SessionError::Busy,
        SessionError::Full,
        SessionError::Internal,
    ])
    .fails(
        [
            Rejection::NoLook,
            Rejection::ChecksRunning,
            Rejection::TooManyRuns,
            Rejection::TextTooLong,
            Rejection::MissingInput,
            Rejection::WrongAnswer,
        ]
        .map(SessionError::Rejected),
    )
    .closing()]
}

/// `POST`: starts the look. Only for the customer.
async fn look(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    Client(client): Client,
    JsonBody(request): JsonBody<LookRequest<Password>>,
) -> Result<Json<Entries>, ApiError> {
    let entries = app.sessions.look(live, client, request).await?;
    Ok(Json(Entries { entries }))
}
