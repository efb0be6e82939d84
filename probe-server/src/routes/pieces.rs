//! A JSON document that ends with the entries of a log, sent in pieces.
//!
//! A piece is read from the store when the client has taken the one before, so a slow client, or
//! one that never reads, holds one piece in memory and not a whole log. Must never end a document
//! that is not complete: the connection breaks instead.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::stream::unfold;
use serde::Serialize;

use super::problem::ApiError;
use crate::sessions::{SessionError, Sessions};
use crate::store::{RawEntry, SessionId, StoreError};

/// The end of a document whose last field is an empty list of entries.
const NO_ENTRIES: &str = "]}";

/// The entries that are still to be sent.
struct Rest {
    sessions: Sessions,
    id: SessionId,
    after: u64,
    up_to: u64,
    /// What precedes the next entry.
    before: String,
}

/// A response with `document`, whose last field is a list without entries, and in its place the
/// entries with numbers above `after` and at most `up_to`.
pub(super) async fn with_entries(
    sessions: &Sessions,
    id: &SessionId,
    (after, up_to): (u64, u64),
    document: &impl Serialize,
) -> Result<Response, ApiError> {
    let document = serde_json::to_string(document).map_err(|_| SessionError::Internal)?;
    let before = document.strip_suffix(NO_ENTRIES).ok_or(SessionError::Internal)?.to_owned();
    let mut rest = Rest { sessions: sessions.clone(), id: id.clone(), after, up_to, before };
    // The first piece is read before the status is sent, so that a failure of the store is
    // reported as one.
    let first = rest.next().await.map_err(SessionError::Store)?;
    let pieces = unfold((first, Some(rest)), |(first, rest)| async move {
        if let Some(first) = first {
            return Some((Ok::<_, StoreError>(first), (None, rest)));
        }
        let mut rest = rest?;
        match rest.next().await {
            Ok(Some(piece)) => Some((Ok(piece), (None, Some(rest)))),
            Ok(None) => None,
            Err(error) => Some((Err(error), (None, None))),
        }
    });
    let mut response = Response::new(Body::from_stream(pieces));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

impl Rest {
    /// The next piece of the document; `None` after its end.
    async fn next(&mut self) -> Result<Option<Bytes>, StoreError> {
        let mut piece = std::mem::take(&mut self.before);
        if self.after < self.up_to {
            let entries = self.sessions.store().piece(&self.id, self.after, self.up_to).await?;
            self.after = entries.last().ok_or(StoreError::LogEnded)?.seq;
            push(&mut piece, &entries)?;
            if self.after < self.up_to {
                self.before.push(',');
                return Ok(Some(piece.into()));
            }
        } else if piece.is_empty() {
            return Ok(None);
        }
        piece.push_str(NO_ENTRIES);
        Ok(Some(piece.into()))
    }
}

/// Adds entries, separated by commas.
fn push(piece: &mut String, entries: &[RawEntry]) -> Result<(), StoreError> {
    let list = serde_json::to_string(entries).map_err(|_| StoreError::Unreadable("events.body"))?;
    piece.push_str(list.trim_start_matches('[').trim_end_matches(']'));
    Ok(())
}
