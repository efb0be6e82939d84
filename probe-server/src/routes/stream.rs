//! The log as `text/event-stream`.
//!
//! A reader is woken by the number of the last entry and fetches rows, so a slow one falls behind in the store and not
//! in our memory. `id` is the entry's number: who comes back with `Last-Event-ID` misses nothing and gets nothing twice.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use futures_util::stream::unfold;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::App;
use super::extract::Caller;
use super::problem::ApiError;
use crate::clock;
use crate::sessions::{Live, Presence, Sessions};
use crate::store::{StoreError, Whose};

/// A comment is sent after so much silence, so that no proxy takes the connection for dead.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The most entries in one piece.
const PIECE_LENGTH: u32 = 256;
/// How long a client waits before it comes back, in its own hands.
const FIRST_WORDS: &str = "retry: 2000\n\n";

/// Somebody who reads along.
struct Follower {
    sessions: Sessions,
    live: Arc<Live>,
    last_seq: watch::Receiver<u64>,
    after: u64,
    presence: Option<Presence>,
    expires_at_ms: i64,
    shutdown: CancellationToken,
    state: State,
}

enum State {
    Begins,
    Follows,
    Over,
}

/// Why a follower goes on.
enum Woken {
    /// There are more entries.
    Grown,
    /// Nothing happened for a while.
    Quiet,
    /// It is over.
    End(Bye),
}

/// Why a stream ends. The client sees it as `event: bye`.
enum Bye {
    /// The server is going down; come back.
    Restarting,
    /// The session was erased.
    Erased,
    /// The link was ended, or its time is over.
    LinkEnded,
}

/// Streams the entries after `after`, and those to come.
pub(super) fn follow(app: &App, caller: Caller, after: u64) -> Result<Response, ApiError> {
    let presence = match caller.whose {
        Whose::Owner => None,
        Whose::Watcher(link) => Some(app.sessions.follow(&caller.live, link)?),
    };
    let follower = Follower {
        sessions: app.sessions.clone(),
        last_seq: caller.live.last_seq(),
        live: caller.live,
        after,
        presence,
        expires_at_ms: caller.expires_at_ms,
        shutdown: app.shutdown.clone(),
        state: State::Begins,
    };
    let pieces = unfold(follower, |mut follower| async move {
        let piece = follower.next().await.transpose()?;
        Some((piece, follower))
    });
    let mut response = Response::new(Body::from_stream(pieces));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

impl Follower {
    /// The next piece of the stream; `None` is its end.
    async fn next(&mut self) -> Result<Option<Bytes>, StoreError> {
        match self.state {
            State::Over => return Ok(None),
            State::Begins => {
                self.state = State::Follows;
                return Ok(Some(Bytes::from_static(FIRST_WORDS.as_bytes())));
            }
            State::Follows => {}
        }
        let left_ms = u64::try_from(self.expires_at_ms.saturating_sub(clock::now_ms())).unwrap_or(0);
        let after = self.after;
        let woken = tokio::select! {
            biased;
            () = self.shutdown.cancelled() => Woken::End(Bye::Restarting),
            () = self.live.erased() => Woken::End(Bye::Erased),
            () = revoked(self.presence.as_ref()) => Woken::End(Bye::LinkEnded),
            grown = self.last_seq.wait_for(|last| *last > after) => {
                if grown.is_ok() { Woken::Grown } else { Woken::End(Bye::Restarting) }
            }
            () = tokio::time::sleep(Duration::from_millis(left_ms)) => Woken::End(Bye::LinkEnded),
            () = tokio::time::sleep(HEARTBEAT) => Woken::Quiet,
        };
        match woken {
            Woken::Grown => {}
            Woken::Quiet => return Ok(Some(Bytes::from_static(b":\n\n"))),
            Woken::End(bye) => return Ok(Some(self.end(&bye))),
        }
        let entries = self.sessions.store().entries_after(&self.live.id, after, PIECE_LENGTH).await?;
        let mut piece = String::new();
        for entry in entries {
            let data = serde_json::to_string(&entry).map_err(|_| StoreError::Unreadable("events.body"))?;
            self.after = entry.seq;
            piece.push_str(&format!("event: entry\nid: {}\ndata: {data}\n\n", entry.seq));
        }
        Ok(Some(Bytes::from(piece)))
    }

    fn end(&mut self, bye: &Bye) -> Bytes {
        self.state = State::Over;
        let code = match bye {
            Bye::Restarting => "restarting",
            Bye::Erased => "erased",
            Bye::LinkEnded => "link_ended",
        };
        Bytes::from(format!("event: bye\ndata: {{\"code\":\"{code}\"}}\n\n"))
    }
}

/// The owner's stream is never revoked.
async fn revoked(presence: Option<&Presence>) {
    match presence {
        Some(presence) => presence.revoked().await,
        None => std::future::pending().await,
    }
}
