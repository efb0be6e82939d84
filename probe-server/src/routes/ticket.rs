//! `/api/v1/sessions/{id}/ticket`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use session::api::{SubmitTicket, TicketSubmitted};

use super::App;
use super::extract::{JsonBody, Owner};
use super::problem::ApiError;

/// `POST`: submits the ticket. The same ticket submitted twice is one ticket.
pub(super) async fn submit(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    JsonBody(body): JsonBody<SubmitTicket>,
) -> Result<Json<TicketSubmitted>, ApiError> {
    let reference = app.sessions.submit_ticket(live, body.channel, body.left_out).await?;
    Ok(Json(TicketSubmitted { reference }))
}
