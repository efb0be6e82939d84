//! The types that are read from the store.

use serde::Serialize;
use serde_json::value::RawValue;
use session::{Actor, LinkId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{SessionId, StoreError, Unfinished};

/// A log entry with its event as the stored JSON, so that events of a newer version are passed on
/// unchanged.
#[derive(Debug, Serialize)]
pub struct RawEntry {
    /// Its number within the session.
    pub seq: u64,
    /// When it was written: milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Who caused the event.
    pub actor: Actor,
    /// The event, as JSON.
    pub event: Box<RawValue>,
}

/// A session's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Its playbook's digest.
    pub playbook: String,
    /// When it will be erased: milliseconds since 1970-01-01 UTC.
    pub erase_at_ms: i64,
}

/// Who holds a capability token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The customer's.
    Owner,
    /// The holder of this watch link.
    Watcher(LinkId),
}

/// A token's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRow {
    /// The session that it gives access to.
    pub session: SessionId,
    /// Who holds it.
    pub whose: Whose,
    /// When it expires: milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: i64,
    /// Whether the customer revoked it.
    pub is_revoked: bool,
}

/// A ticket that waits for delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketRow {
    /// Its reference.
    pub reference: String,
    /// The session.
    pub session: SessionId,
    /// The payload of the ticket, as JSON.
    pub payload: String,
    /// How many attempts were made.
    pub attempts: u32,
}

pub(super) fn raw_entry(row: &SqliteRow) -> Result<RawEntry, StoreError> {
    let seq: i64 = row.try_get(0)?;
    Ok(RawEntry {
        seq: u64::try_from(seq).map_err(|_| StoreError::Unreadable("events.seq"))?,
        at_ms: row.try_get(1)?,
        actor: actor(row.try_get(2)?).ok_or(StoreError::Unreadable("events.actor"))?,
        event: RawValue::from_string(row.try_get(3)?)
            .map_err(|_| StoreError::Unreadable("events.body"))?,
    })
}

pub(super) fn unfinished(row: &SqliteRow) -> Result<(SessionId, Unfinished), StoreError> {
    let session = SessionId::parse(row.try_get::<&str, _>(0)?)
        .ok_or(StoreError::Unreadable("unfinished.session"))?;
    let what = Unfinished::from_row(row.try_get(1)?, row.try_get(2)?)
        .ok_or(StoreError::Unreadable("unfinished.kind"))?;
    Ok((session, what))
}

pub(super) fn ticket(row: &SqliteRow) -> Result<TicketRow, StoreError> {
    Ok(TicketRow {
        reference: row.try_get(0)?,
        session: SessionId::parse(row.try_get::<&str, _>(1)?)
            .ok_or(StoreError::Unreadable("outbox.session"))?,
        payload: row.try_get(2)?,
        attempts: row.try_get(3)?,
    })
}

/// The actor's stored name, the same as in the API.
pub(super) const fn actor_name(actor: Actor) -> &'static str {
    match actor {
        Actor::Customer => "customer",
        Actor::Watcher => "watcher",
        Actor::Server => "server",
    }
}

fn actor(name: &str) -> Option<Actor> {
    [Actor::Customer, Actor::Watcher, Actor::Server]
        .into_iter()
        .find(|&actor| actor_name(actor) == name)
}
