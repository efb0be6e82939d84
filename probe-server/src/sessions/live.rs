//! One session in memory: its facts under a lock, and a watch channel with the number of its last
//! entry.

use std::collections::BTreeMap;
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use authoring::playbooks::Published;
use checklist::RunId;
use serde::Serialize;
use session::{Actor, Event, Facts, LinkId, LogEntry, Standing};
use tokio::sync::{Mutex as AsyncMutex, MutexGuard, Semaphore, watch};
use tokio_util::sync::CancellationToken;

use super::SessionError;
use super::presence::LinkPresence;
use crate::store::{SessionId, Store, StoreError};

/// How many runs of one session execute in parallel; limited so that a long list leaves room for
/// other sessions.
const RUNS_SIDE_BY_SIDE: usize = 4;

/// A session in memory.
pub struct Live {
    /// Its id.
    pub id: SessionId,
    /// When it will be erased: milliseconds since 1970-01-01 UTC.
    pub erase_at_ms: i64,
    /// Changed only under the lock of `state`, when the customer moves to a newer version.
    playbook: RwLock<Arc<Published>>,
    /// The execution slots of its runs, acquired in the order in which they started.
    pub(super) at_work: Semaphore,
    state: AsyncMutex<State>,
    last_seq: watch::Sender<u64>,
    gone: CancellationToken,
    links: Mutex<BTreeMap<LinkId, Arc<LinkPresence>>>,
    owner: Arc<LinkPresence>,
}

/// The data that the lock guards.
pub(super) struct State {
    /// The facts of the log, and what follows from them. Shared with the readers, who keep the one
    /// that they were given while a change makes the next.
    pub(super) standing: Arc<Standing>,
    /// The size of the events in the log, in bytes.
    pub(super) log_bytes: u64,
    /// The client of the last command, whose budget pays for the runs that follow and whose network
    /// counts once among those that saw a provider fail. Never stored; `None` after a restart.
    pub(super) client: Option<IpAddr>,
    /// The running runs.
    pub(super) runs: BTreeMap<RunId, CancellationToken>,
    /// Whether the store may have entries that the facts lack, because a commit failed with an
    /// unknown outcome.
    is_behind: bool,
}

impl State {
    /// Records that a commit failed: the store may have entries that the facts lack.
    pub(super) const fn set_behind(&mut self) {
        self.is_behind = true;
    }
}

impl Live {
    /// A session with these facts, from a log whose events have `log_bytes`.
    pub(super) fn new(
        id: SessionId,
        playbook: Arc<Published>,
        erase_at_ms: i64,
        standing: Standing,
        log_bytes: u64,
    ) -> Arc<Self> {
        let last_seq = watch::Sender::new(standing.facts().last_seq);
        let state = AsyncMutex::new(State {
            standing: Arc::new(standing),
            log_bytes,
            client: None,
            runs: BTreeMap::new(),
            is_behind: false,
        });
        let playbook = RwLock::new(playbook);
        Arc::new(Self {
            id,
            erase_at_ms,
            playbook,
            at_work: Semaphore::new(RUNS_SIDE_BY_SIDE),
            state,
            last_seq,
            gone: CancellationToken::new(),
            links: Mutex::default(),
            owner: Arc::default(),
        })
    }

    /// Loads a session from the store.
    pub(super) async fn load(
        store: &Store,
        id: SessionId,
        playbook: Arc<Published>,
        erase_at_ms: i64,
    ) -> Result<Arc<Self>, StoreError> {
        let (facts, log_bytes) = replay(store, &id).await?;
        let standing = Standing::new(Arc::clone(&playbook.playbook), facts);
        Ok(Self::new(id, playbook, erase_at_ms, standing, log_bytes))
    }

    /// The playbook version that the session uses: the one that it started with, or a newer one to
    /// which the customer moved.
    #[must_use]
    pub fn playbook(&self) -> Arc<Published> {
        self.playbook.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn set_playbook(&self, playbook: Arc<Published>) {
        *self.playbook.write().unwrap_or_else(PoisonError::into_inner) = playbook;
    }

    /// The present facts, and what follows from them.
    pub async fn standing(&self) -> Arc<Standing> {
        Arc::clone(&self.state.lock().await.standing)
    }

    /// Whether the customer sees that somebody watches by this link.
    pub async fn is_watched_by(&self, link: LinkId) -> bool {
        let standing = self.standing().await;
        standing.facts().links.get(&link).is_some_and(|link| link.watcher.is_some())
    }

    /// The number of the last entry, as a channel that reports each change.
    #[must_use]
    pub fn last_seq(&self) -> watch::Receiver<u64> {
        self.last_seq.subscribe()
    }

    /// Resolves when the session is erased.
    pub async fn erased(&self) {
        self.gone.cancelled().await;
    }

    /// Whether it was erased.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.gone.is_cancelled()
    }

    pub(super) fn set_gone(&self) {
        self.gone.cancel();
    }

    /// The streams of a link, and whether it was revoked.
    pub(super) fn presence(&self, link: LinkId) -> Arc<LinkPresence> {
        let mut links = self.links.lock().unwrap_or_else(PoisonError::into_inner);
        links.entry(link).or_default().clone()
    }

    /// The streams of the customer.
    pub(super) fn owner_presence(&self) -> Arc<LinkPresence> {
        Arc::clone(&self.owner)
    }

    /// Locks the session for a change. Reloads the facts first if a commit failed before.
    pub(super) async fn lock(&self, store: &Store) -> Result<MutexGuard<'_, State>, SessionError> {
        let mut state = self.state.lock().await;
        if self.is_gone() {
            return Err(SessionError::Erased);
        }
        if state.is_behind {
            let (facts, log_bytes) = replay(store, &self.id).await?;
            state.log_bytes = log_bytes;
            state.standing = Arc::new(Standing::new(Arc::clone(&self.playbook().playbook), facts));
            state.is_behind = false;
            self.notify(state.standing.facts().last_seq);
        }
        Ok(state)
    }

    /// Reports a new last entry to the readers.
    pub(super) fn notify(&self, last_seq: u64) {
        self.last_seq.send_replace(last_seq);
    }
}

/// The facts of a stored log, and the size of its events in bytes. Holds one piece of the log at a
/// time.
async fn replay(store: &Store, id: &SessionId) -> Result<(Facts, u64), StoreError> {
    let (mut facts, mut log_bytes) = (Facts::default(), 0_u64);
    store
        .read_log(id, |entry, size_bytes| {
            facts.apply(&entry);
            log_bytes = log_bytes.saturating_add(size_bytes as u64);
        })
        .await?;
    Ok((facts, log_bytes))
}

/// The size of these events in bytes, as they are stored.
pub(super) fn stored_bytes<'a>(events: impl IntoIterator<Item = &'a Event>) -> u64 {
    events.into_iter().map(json_bytes).fold(0, u64::saturating_add)
}

/// The size of a value as JSON, in bytes; nothing is kept of the text.
pub(super) fn json_bytes(value: &impl Serialize) -> u64 {
    let mut size = Size(0);
    // Counting never fails, and a value that has no JSON is refused where it is written.
    let _ = serde_json::to_writer(&mut size, value);
    size.0
}

/// A writer that only counts.
struct Size(u64);

impl io::Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len() as u64);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The events as log entries that follow these facts.
pub(super) fn numbered(facts: &Facts, events: Vec<(Actor, Event)>, at_ms: i64) -> Vec<LogEntry> {
    (facts.last_seq.saturating_add(1)..)
        .zip(events)
        .map(|(seq, (actor, event))| LogEntry { seq, at_ms, actor, event })
        .collect()
}
