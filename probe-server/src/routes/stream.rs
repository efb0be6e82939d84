//! The log of a session as `text/event-stream`.
//!
//! A reader is notified of the number of the last entry and then fetches rows, so the backlog of a
//! slow reader stays in the store and not in memory. `id` is the entry's number: a client that
//! reconnects with `Last-Event-ID` receives each entry exactly once.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;
use futures_util::stream::unfold;
use session::LinkId;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::App;
use super::extract::Caller;
use super::problem::ApiError;
use crate::clock;
use crate::sessions::{Live, Presence, Sessions};
use crate::store::{StoreError, Whose};

/// A comment is sent after so much silence, so that proxies do not close the connection as idle.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// Sets how long the client waits before it reconnects, in milliseconds.
const FIRST_WORDS: &str = "retry: 2000\n\n";

/// A client that reads a stream.
struct Follower {
    sessions: Sessions,
    live: Arc<Live>,
    last_seq: watch::Receiver<u64>,
    after: u64,
    /// The link that it uses; `None` for the customer.
    link: Option<LinkId>,
    presence: Presence,
    expires_at_ms: i64,
    shutdown: CancellationToken,
    state: State,
}

enum State {
    Begins,
    Follows,
    Over,
}

/// Why a follower continues.
enum Woken {
    /// There are more entries.
    Grown,
    /// Nothing happened for [`HEARTBEAT`].
    Quiet,
    /// The stream ends.
    End(Bye),
}

/// Why a stream ends; sent to the client as `event: bye`.
enum Bye {
    /// The server is stopping; the client should reconnect.
    Restarting,
    /// The session was erased.
    Erased,
    /// The link was revoked or has expired.
    LinkEnded,
    /// The watcher has left.
    NotJoined,
}

/// Streams the entries with numbers above `after`, and all new ones.
pub(super) fn follow(
    app: &App,
    caller: Caller,
    client: IpAddr,
    after: u64,
) -> Result<Response, ApiError> {
    let link = match caller.whose {
        Whose::Owner => None,
        Whose::Watcher(link) => Some(link),
    };
    let presence = app.sessions.follow(&caller.live, link, client)?;
    let follower = Follower {
        sessions: app.sessions.clone(),
        last_seq: caller.live.last_seq(),
        live: caller.live,
        after,
        link,
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
    /// The next chunk of the stream; `None` at its end.
    async fn next(&mut self) -> Result<Option<Bytes>, StoreError> {
        match self.state {
            State::Over => return Ok(None),
            State::Begins => {
                self.state = State::Follows;
                return Ok(Some(Bytes::from_static(FIRST_WORDS.as_bytes())));
            }
            State::Follows => {}
        }
        let left_ms =
            u64::try_from(self.expires_at_ms.saturating_sub(clock::now_ms())).unwrap_or(0);
        let after = self.after;
        let woken = tokio::select! {
            biased;
            () = self.shutdown.cancelled() => Woken::End(Bye::Restarting),
            () = self.live.erased() => Woken::End(Bye::Erased),
            () = self.presence.revoked() => Woken::End(Bye::LinkEnded),
            grown = self.last_seq.wait_for(|last| *last > after) => {
                if grown.is_ok() { Woken::Grown } else { Woken::End(Bye::Restarting) }
            }
            () = tokio::time::sleep(Duration::from_millis(left_ms)) => Woken::End(Bye::LinkEnded),
            () = tokio::time::sleep(HEARTBEAT) => Woken::Quiet,
        };
        match woken {
            Woken::Grown => {}
            Woken::Quiet => return Ok(Some(Bytes::from_static(b":\n\n"))),
            Woken::End(bye) => return Ok(Some(self.end(&bye).into())),
        }
        let up_to = *self.last_seq.borrow();
        // A watcher who leaves does not go on watching by a stream that is still open.
        if let Some(link) = self.link
            && !self.live.is_watched_by(link).await
        {
            return Ok(Some(self.end(&Bye::NotJoined).into()));
        }
        let entries = self.sessions.store().piece(&self.live.id, after, up_to).await?;
        let mut piece = String::new();
        for entry in entries {
            let data =
                serde_json::to_string(&entry).map_err(|_| StoreError::Unreadable("events.body"))?;
            self.after = entry.seq;
            piece.push_str(&format!("event: entry\nid: {}\ndata: {data}\n\n", entry.seq));
        }
        Ok(Some(Bytes::from(piece)))
    }

    fn end(&mut self, bye: &Bye) -> String {
        self.state = State::Over;
        let code = match bye {
            Bye::Restarting => "restarting",
            Bye::Erased => "erased",
            Bye::LinkEnded => "link_ended",
            Bye::NotJoined => "not_joined",
        };
        format!("event: bye\ndata: {{\"code\":\"{code}\"}}\n\n")
    }
}
