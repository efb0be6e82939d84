//! Work that no request triggers: recovery after a stop, erasing expired sessions, dropping idle
//! ones from memory.

use std::sync::Arc;
use std::time::Duration;

use diagnosis::probe::RunEnd;
use session::{Actor, Event};
use tokio::time::Instant;

use super::command::due_events;
use super::wall_clock::{Trust, WallClock};
use super::{SessionError, Sessions, Slot};
use crate::clock;
use crate::store::{Change, SessionId, Unfinished};
use crate::telemetry::Causes;

/// How often expired and idle sessions are looked for.
const INTERVAL: Duration = Duration::from_secs(60);
/// How long the links of an erased session report that it was erased.
const ERASED_REMEMBERED_MS: i64 = 90 * clock::DAY_MS;

impl Sessions {
    /// Appends the end of runs and watchers that the last server process left open. A session that
    /// cannot be read is set aside: it keeps no other from being served.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recover(&self) -> Result<(), SessionError> {
        for (session, unfinished) in self.inner.store.unfinished().await? {
            if let Err(error) = self.recover_one(&session, unfinished).await {
                tracing::error!(session = session.fingerprint(), error = %Causes(&error), "a session was set aside");
            }
        }
        Ok(())
    }

    async fn recover_one(
        &self,
        session: &SessionId,
        unfinished: Unfinished,
    ) -> Result<(), SessionError> {
        let live = self.get(session).await?;
        let mut locked = self.lock(&live).await?;
        let event = match unfinished {
            Unfinished::Run(run) => Event::RunEnded { run, end: RunEnd::Interrupted },
            Unfinished::Watcher(link) => Event::WatcherLeft { link },
        };
        locked.append(vec![(Actor::Server, event)], Vec::new()).await?;
        let due = due_events(locked.standing());
        let entries = locked.append(due, Vec::new()).await?;
        self.begin(&mut locked, &entries);
        Ok(())
    }

    /// Does the periodic work until the server stops.
    pub async fn keep_house(&self) {
        let mut turns = tokio::time::interval(INTERVAL);
        let mut wall_clock = WallClock::default();
        loop {
            tokio::select! {
                _ = turns.tick() => {}
                () = self.inner.shutdown.cancelled() => return,
            }
            let now_ms = clock::now_ms();
            match wall_clock.look(now_ms, Instant::now()) {
                Trust::Agrees => {
                    if let Err(error) = self.erase_old(now_ms).await {
                        tracing::error!(error = %Causes(&error), "old sessions were not erased; tried again in a minute");
                    }
                }
                Trust::Jumped(by_ms) => {
                    tracing::warn!(
                        by_ms,
                        "the clock of this machine has jumped: no old session is erased until it is back, or has run on for a day"
                    );
                }
                Trust::First | Trust::Held => {}
            }
            self.forget_idle();
            self.lock_signal().forget_old(clock::now_ms());
            if let Some(sharing) = self.inner.runner.sharing() {
                sharing.forget_old().await;
            }
        }
    }

    /// Erases every session that has expired at `now_ms`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn erase_old(&self, now_ms: i64) -> Result<(), SessionError> {
        for session in self.inner.store.expired(now_ms).await? {
            let erased = match self.get(&session).await {
                Ok(live) => self.erase(live).await,
                Err(SessionError::Erased | SessionError::UnknownSession) => Ok(()),
                // A session that cannot be read is erased all the same.
                Err(_) => {
                    let erase = Change::Erase { session: session.clone(), at_ms: now_ms };
                    self.inner.store.commit(vec![erase]).await.map_err(SessionError::from)
                }
            };
            match erased {
                Ok(()) | Err(SessionError::Erased) => {}
                Err(error) => {
                    tracing::error!(session = session.fingerprint(), error = %Causes(&error), "an old session was not erased");
                }
            }
        }
        let forget =
            Change::ForgetErased { before_ms: now_ms.saturating_sub(ERASED_REMEMBERED_MS) };
        Ok(self.inner.store.commit(vec![forget]).await?)
    }

    /// Drops the sessions from memory that no request, stream or run uses.
    fn forget_idle(&self) {
        let is_used = |slot: &Slot| {
            Arc::strong_count(slot) > 1
                || slot.get().is_some_and(|live| Arc::strong_count(live) > 1)
        };
        self.lock_live().retain(|_, slot| is_used(slot));
    }
}
