//! Watchers of a session: their presence is always shown to the customer, and ends when they leave.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use session::{Actor, Event, LinkId};
use terms::ServerText;

use super::presence::Presence;
use super::{Live, SessionError, Sessions, to_the_end};
use crate::telemetry::Causes;

/// How long a watcher may be disconnected, for example by a reload, before it counts as having
/// left.
const GRACE: Duration = Duration::from_secs(6);
/// The longest name of a watcher, in characters.
const MAX_NAME_CHARS: usize = 80;
/// How often a link can join or change its name. Each time adds at most two entries to the
/// customer's log, and an agent who leaves and returns all day needs fewer.
const MAX_JOIN_COUNT: u32 = 100;

impl Sessions {
    /// Registers a stream of this client that uses this link, or the customer's token.
    ///
    /// # Errors
    /// When the client or the token has too many streams.
    pub fn follow(
        &self,
        live: &Live,
        link: Option<LinkId>,
        client: IpAddr,
    ) -> Result<Presence, SessionError> {
        let counted = self.inner.streams.open(client)?;
        let presence = match link {
            Some(link) => live.presence(link),
            None => live.owner_presence(),
        };
        let before = presence.streams.fetch_add(1, Ordering::Relaxed);
        let follows = Presence::new(presence, counted);
        if before >= self.inner.token_streams {
            Err(SessionError::TooManyStreams)
        } else {
            Ok(follows)
        }
    }

    /// Records a request that uses this link: the watcher is still present.
    ///
    /// # Errors
    /// When the holder of the link has not joined, or has left: a session is not watched unseen.
    pub async fn seen(&self, live: &Live, link: LinkId) -> Result<(), SessionError> {
        live.presence(link).moved.notify_one();
        if live.is_watched_by(link).await { Ok(()) } else { Err(SessionError::NotJoined) }
    }

    /// Records that a watcher joins under this name.
    ///
    /// # Errors
    /// When the name is not displayable, the link was revoked, or it has joined too often.
    pub async fn join(
        &self,
        live: Arc<Live>,
        link: LinkId,
        name: &str,
    ) -> Result<(), SessionError> {
        let name = name.trim().to_owned();
        // A name that changes the text direction or is invisible is rejected, too.
        let is_shown_as_written = ServerText::new(&name).as_str() == name;
        if name.is_empty() || name.chars().count() > MAX_NAME_CHARS || !is_shown_as_written {
            return Err(SessionError::NameRefused);
        }
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            let known = locked
                .facts()
                .links
                .get(&link)
                .filter(|known| !known.is_revoked)
                .ok_or(SessionError::LinkDead)?;
            let was_here = known.watcher.is_some();
            if known.watcher.as_ref().is_some_and(|(present, _)| *present == name) {
                return Ok(());
            }
            if known.join_count >= MAX_JOIN_COUNT {
                return Err(SessionError::TooManyJoins);
            }
            let joined = vec![(Actor::Watcher, Event::WatcherJoined { link, name })];
            locked.append(joined, Vec::new()).await?;
            drop(locked);
            if !was_here {
                sessions.await_departure(live, link);
            }
            Ok(())
        })
        .await
    }

    /// Records that a watcher leaves; does nothing if it has left already.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leave(&self, live: Arc<Live>, link: LinkId) -> Result<(), SessionError> {
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            if locked.facts().links.get(&link).is_none_or(|link| link.watcher.is_none()) {
                return Ok(());
            }
            let left = vec![(Actor::Watcher, Event::WatcherLeft { link })];
            locked.append(left, Vec::new()).await?;
            live.presence(link).moved.notify_one();
            Ok(())
        })
        .await
    }

    fn await_departure(&self, live: Arc<Live>, link: LinkId) {
        let sessions = self.clone();
        self.inner.tasks.spawn(async move {
            let presence = live.presence(link);
            let gone = async {
                loop {
                    let is_streaming = presence.streams.load(Ordering::Relaxed) > 0;
                    let moved = presence.moved.notified();
                    if is_streaming {
                        moved.await;
                    } else if tokio::time::timeout(GRACE, moved).await.is_err() && presence.streams.load(Ordering::Relaxed) == 0 {
                        return;
                    }
                    if !live.is_watched_by(link).await {
                        return;
                    }
                }
            };
            tokio::select! {
                () = gone => {}
                () = presence.ended.cancelled() => return,
                () = live.erased() => return,
                () = sessions.inner.shutdown.cancelled() => {}
            }
            match sessions.leave(live, link).await {
                Ok(()) | Err(SessionError::Erased) => {}
                Err(error) => tracing::error!(error = %Causes(&error), "that a watcher left was not written; it is at the next start"),
            }
        });
    }
}
