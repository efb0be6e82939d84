//! Those who watch: nobody does so unseen, and nobody is shown who has left.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use session::{Actor, Event, LinkId};
use terms::ServerText;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::{Live, SessionError, Sessions, to_the_end};

/// A reload or a short loss of the network does not count as leaving.
const GRACE: Duration = Duration::from_secs(6);
/// The longest name of a watcher, in characters.
const MAX_NAME_CHARS: usize = 80;
/// The most streams by one link.
const MAX_STREAM_COUNT: usize = 16;

/// Who follows by one link.
#[derive(Default)]
pub(super) struct LinkPresence {
    streams: AtomicUsize,
    /// Told whenever somebody comes, goes or asks.
    moved: Notify,
    ended: CancellationToken,
}

/// One stream of a watcher; dropping it is leaving.
pub struct Presence(Arc<LinkPresence>);

impl LinkPresence {
    pub(super) fn end(&self) {
        self.ended.cancel();
    }
}

impl Presence {
    /// Resolves when the customer ends the link.
    pub async fn revoked(&self) {
        self.0.ended.cancelled().await;
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        self.0.streams.fetch_sub(1, Ordering::Relaxed);
        self.0.moved.notify_one();
    }
}

impl Sessions {
    /// A stream by this link begins.
    ///
    /// # Errors
    /// When there are too many.
    pub fn follow(&self, live: &Live, link: LinkId) -> Result<Presence, SessionError> {
        let presence = live.presence(link);
        let before = presence.streams.fetch_add(1, Ordering::Relaxed);
        let follows = Presence(presence);
        if before >= MAX_STREAM_COUNT { Err(SessionError::TooManyStreams) } else { Ok(follows) }
    }

    /// Whoever has this link asked for entries without a stream: still here.
    pub fn seen(&self, live: &Live, link: LinkId) {
        live.presence(link).moved.notify_one();
    }

    /// Somebody presses "I am here".
    ///
    /// # Errors
    /// When the name cannot be shown, or the link is dead.
    pub async fn join(&self, live: Arc<Live>, link: LinkId, name: &str) -> Result<(), SessionError> {
        let name = name.trim().to_owned();
        // What turns the text around it, or shows nothing, is no name either.
        let is_shown_as_written = ServerText::new(&name).as_str() == name;
        if name.is_empty() || name.chars().count() > MAX_NAME_CHARS || !is_shown_as_written {
            return Err(SessionError::NameRefused);
        }
        let sessions = self.clone();
        to_the_end(async move {
            let mut state = live.lock(&sessions.0.store).await?;
            let known = state.facts.links.get(&link).filter(|known| !known.is_revoked).ok_or(SessionError::LinkDead)?;
            let was_here = known.watcher.is_some();
            if known.watcher.as_ref().is_some_and(|(present, _)| *present == name) {
                return Ok(());
            }
            let joined = vec![(Actor::Watcher, Event::WatcherJoined { link, name })];
            live.append(&sessions.0.store, &mut state, joined, Vec::new()).await?;
            drop(state);
            if !was_here {
                sessions.await_departure(live, link);
            }
            Ok(())
        })
        .await
    }

    /// Somebody leaves, or has left: written once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leave(&self, live: Arc<Live>, link: LinkId) -> Result<(), SessionError> {
        let sessions = self.clone();
        to_the_end(async move {
            let mut state = live.lock(&sessions.0.store).await?;
            if state.facts.links.get(&link).is_none_or(|link| link.watcher.is_none()) {
                return Ok(());
            }
            let left = vec![(Actor::Watcher, Event::WatcherLeft { link })];
            live.append(&sessions.0.store, &mut state, left, Vec::new()).await?;
            live.presence(link).moved.notify_one();
            Ok(())
        })
        .await
    }

    fn await_departure(&self, live: Arc<Live>, link: LinkId) {
        let sessions = self.clone();
        self.0.tasks.spawn(async move {
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
                    if live.facts().await.links.get(&link).is_none_or(|link| link.watcher.is_none()) {
                        return;
                    }
                }
            };
            tokio::select! {
                () = gone => {}
                () = presence.ended.cancelled() => return,
                () = live.erased() => return,
                () = sessions.0.shutdown.cancelled() => {}
            }
            match sessions.leave(live, link).await {
                Ok(()) | Err(SessionError::Erased) => {}
                Err(error) => tracing::error!(%error, "that a watcher left was not written; it is at the next start"),
            }
        });
    }
}
