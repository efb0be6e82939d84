//! `/api/v1/sessions/{id}/files`: the files that a customer gives.
//!
//! A file is sent back only as a download of unknown type, under a name of ours, so that no browser
//! shows or runs it. Must never send its own name or a media type from outside.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use checklist::playbook::InputId;
use schemars::JsonSchema;
use serde::Deserialize;
use session::LogEntry;
use session::api::Entries;

use super::App;
use super::bytes::typed;
use super::client::Client;
use super::contract::{Binary, Created, Operation, Sent};
use super::extract::{Bytes, FileInPath, Owner, Params, Reader};
use super::problem::ApiError;
use crate::sessions::SessionError;

/// Where a file is given, and its name.
#[derive(Deserialize, JsonSchema)]
struct Given {
    /// The input beside which it is given: one that asks for an error.
    input: InputId,
    /// Its name on the customer's device.
    name: String,
}

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 3] {
    [
        Operation::post(
            "/api/v1/sessions/{id}/files",
            give,
            "Gives a file, such as a screenshot. Its content says what it is: PNG, JPEG, WebP, GIF, PDF, a message or plain text.",
            "The entry that it added to the log.",
        )
        .fails([
            SessionError::FileRefused,
            SessionError::FilesFull,
            SessionError::Full,
            SessionError::TooManyRequests { retry_after_s: 0 },
            SessionError::Internal,
        ]),
        Operation::get(
            "/api/v1/sessions/{id}/files/{file}",
            get,
            "Gets a file as a download.",
            "The file.",
        )
        .fails([SessionError::TooManyRequests { retry_after_s: 0 }, SessionError::Internal]),
        Operation::delete(
            "/api/v1/sessions/{id}/files/{file}",
            take_back,
            "Takes a file back: its content is erased.",
            "The entry that this added to the log; none if there was no such file.",
        )
        .fails([SessionError::Internal]),
    ]
}

/// `POST`: gives a file.
async fn give(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    Client(client): Client,
    Params(given): Params<Given>,
    Bytes(content): Bytes,
) -> Result<Created<Entries<LogEntry>>, ApiError> {
    let Given { input, name } = given;
    let entries = app.sessions.give_file(live, client, input, &name, content).await?;
    Ok(Created(Entries { entries }))
}

/// `GET`: the file.
async fn get(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Client(client): Client,
    FileInPath(file): FileInPath,
) -> Result<Sent<Binary>, ApiError> {
    app.sessions.charge_document(client)?;
    let (kind, content) = app.sessions.file(&caller.live, file).await?;
    let mut response = typed("application/octet-stream", content);
    let name = format!("attachment; filename=\"sportello-{}.{}\"", file.0, kind.ending());
    let name = HeaderValue::from_str(&name).map_err(|_| SessionError::Internal)?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    Ok(response.into())
}

/// `DELETE`: takes it back.
async fn take_back(
    State(app): State<Arc<App>>,
    Owner(live): Owner,
    FileInPath(file): FileInPath,
) -> Result<Json<Entries<LogEntry>>, ApiError> {
    Ok(Json(Entries { entries: app.sessions.take_file_back(live, file).await? }))
}
