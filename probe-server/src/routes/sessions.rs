//! `/api/v1/sessions` and `/api/v1/sessions/{id}`.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{HeaderName, header};
use checklist::playbook::Playbook;
use session::api::{OpenSession, PlaybookListed, SessionOpened, Snapshot};
use session::{LinkKind, Rejection};

use super::App;
use super::client::Client;
use super::contract::{Created, JsonOf, NoContent, Operation, Sent};
use super::extract::{JsonBody, Owner, Reader};
use super::pieces::with_entries;
use super::problem::ApiError;
use crate::sessions::SessionError;
use crate::store::{RawEntry, StoreError, Whose};

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 3] {
    let refused = [
        Rejection::UnknownStep,
        Rejection::WrongAnswer,
        Rejection::MissingInput,
        Rejection::TextTooLong,
        Rejection::ListTooLong,
    ];
    [
        Operation::post(
            "/api/v1/sessions",
            open,
            "Opens a session, and starts the checks that follow from the start step.",
            "The only response that shows the owner's token.",
        )
        .fails([
            SessionError::UnknownPlaybook,
            SessionError::TooManyRequests { retry_after_s: 0 },
            SessionError::Busy,
        ])
        .fails([SessionError::Internal, StoreError::NotWritten.into()])
        .fails(refused.map(SessionError::Rejected)),
        Operation::get(
            "/api/v1/sessions/{id}",
            snapshot,
            "Gets everything that a page needs at the start. Changes nothing.",
            "The session so far.",
        ),
        Operation::delete(
            "/api/v1/sessions/{id}",
            erase,
            "Erases the session irrevocably.",
            "Nothing of the session is left.",
        )
        .fails([SessionError::Internal]),
    ]
}

/// `POST`: opens a session, and starts the checks that follow from the start step.
async fn open(
    State(app): State<Arc<App>>,
    Client(client): Client,
    JsonBody(body): JsonBody<OpenSession>,
) -> Result<([(HeaderName, String); 1], Created<SessionOpened>), ApiError> {
    let opened = app.sessions.open(client, body).await?;
    let id = opened.live.id.as_str().to_owned();
    let location = format!("/api/v1/sessions/{id}");
    let body = SessionOpened { id, owner_token: opened.owner.into_shown() };
    Ok(([(header::LOCATION, location)], Created(body)))
}

/// `GET`: the data with which a page starts. Changes nothing.
async fn snapshot(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
) -> Result<Sent<JsonOf<Snapshot>>, ApiError> {
    let live = &caller.live;
    let up_to = *live.last_seq().borrow();
    let (capability, link) = match caller.whose {
        Whose::Owner => (LinkKind::Owner, None),
        Whose::Watcher(link) => (LinkKind::Watch, Some(link)),
    };
    let newer = (capability == LinkKind::Owner).then(|| app.sessions.newer(live)).flatten();
    let newer = newer.map(|version| PlaybookListed {
        digest: version.digest.clone(),
        playbook: Playbook::clone(&version.playbook),
    });
    let version = live.playbook();
    let snapshot = Snapshot::<RawEntry> {
        id: live.id.as_str().to_owned(),
        capability,
        link,
        playbook: Playbook::clone(&version.playbook),
        newer,
        erased_at_ms: live.erase_at_ms,
        ticket_channels: app.sessions.ticket_channels(),
        entries: Vec::new(),
    };
    with_entries(&app.sessions, &live.id, (0, up_to), &snapshot).await.map(Sent::from)
}

/// `DELETE`: erases the session irrevocably.
async fn erase(State(app): State<Arc<App>>, Owner(live): Owner) -> Result<NoContent, ApiError> {
    app.sessions.erase(live).await?;
    Ok(NoContent)
}
