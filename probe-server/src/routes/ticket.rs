//! `/api/v1/sessions/{id}/ticket`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use session::api::{SubmitTicket, TicketSubmitted};

use super::App;
use super::client::Client;
use super::contract::Operation;
use super::extract::{JsonBody, Owner};
use super::problem::ApiError;
use crate::sessions::SessionError;

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 1] {
    [Operation::post(
        "/api/v1/sessions/{id}/ticket",
        submit,
        "Submits the ticket. The same content is the same ticket, however often it is submitted.",
        "The reference of the ticket.",
    )
    .fails([
        SessionError::ChannelUnavailable,
        SessionError::TooManyTickets,
        SessionError::TooManyRequests { retry_after_s: 0 },
        SessionError::Internal,
    ])]
}

/// `POST`: submits the ticket. The same ticket submitted twice is one ticket.
async fn submit(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    Client(client): Client,
    JsonBody(body): JsonBody<SubmitTicket>,
) -> Result<Json<TicketSubmitted>, ApiError> {
    let reference = app.sessions.submit_ticket(live, client, body).await?;
    Ok(Json(TicketSubmitted { reference }))
}
