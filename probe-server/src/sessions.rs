//! The sessions: commands come in, events are appended, due checks run, and readers are notified.
//!
//! Every change of a session holds the session's lock from reading its facts until the append is
//! done, so a decision always sees the latest log, and sequence numbers have no gaps. Knows the
//! store and the probes. Must never know HTTP.

mod command;
mod error;
mod files;
mod housekeeping;
mod library;
mod links;
mod live;
mod locked;
mod look;
mod open;
mod presence;
mod runner;
mod signal;
mod streams;
mod ticket;
mod wall_clock;
mod watchers;

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use session::TicketChannel;
use tokio::sync::{Notify, OnceCell, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock;
use crate::config::Config;
use crate::net::Net;
use crate::net::limits::{ClientBudgets, ClientQuota};
use crate::probes::Sharing;
use crate::store::{SessionId, Store, Token, TokenRow};

pub use error::SessionError;
pub use library::Library;
pub use links::NewLink;
pub use live::Live;
pub use open::Opened;
pub use presence::Presence;

use live::json_bytes;
use locked::Room;
use look::LookBudget;
use runner::Runner;
use signal::Signal;
use streams::Streams;

/// What counts as one command of a client, in bytes of its JSON.
const COMMAND_BYTES: u64 = 4 * 1024;
/// Sessions that are loaded at once.
const LOADS_AT_ONCE: usize = 4;

/// A session in memory, or the place that the first request for it fills.
type Slot = Arc<OnceCell<Arc<Live>>>;

/// All sessions. Cheap to clone; clones share them.
#[derive(Clone)]
pub struct Sessions {
    inner: Arc<Inner>,
}

struct Inner {
    store: Arc<Store>,
    library: Library,
    runner: Runner,
    /// Which sessions saw which provider fail, in the last 15 minutes.
    signal: Mutex<Signal>,
    budgets: ClientBudgets,
    /// The streams that clients have open.
    streams: Streams,
    /// The most streams of one token at once.
    token_streams: usize,
    retention_days: u16,
    has_ticket_email: bool,
    /// What clients may send, in commands of 4 KiB.
    commands: ClientBudgets,
    /// The tickets that clients may send by e-mail.
    tickets: ClientBudgets,
    /// What the log of a session may hold.
    room: Room,
    /// The looks into each mailbox.
    looks: LookBudget,
    /// The sessions in memory, and those that are being loaded.
    live: Mutex<HashMap<SessionId, Slot>>,
    /// Acquired to load a session: a log takes much more memory than its session.
    loads: Semaphore,
    /// Notifies the task that delivers tickets.
    outbox: Notify,
    tasks: TaskTracker,
    shutdown: CancellationToken,
}

impl Sessions {
    /// Creates the sessions on top of `store`. Call [`Sessions::recover`] before the first request.
    #[must_use]
    pub fn new(
        config: &Config,
        store: Arc<Store>,
        library: Library,
        net: Net,
        shutdown: CancellationToken,
    ) -> Self {
        let sharing = Sharing::lasting(Duration::from_secs(config.network.share_seconds.into()));
        let inner = Inner {
            store,
            library,
            runner: Runner::new(net, sharing, config.limits.runs_at_once),
            signal: Mutex::new(Signal::new()),
            budgets: ClientBudgets::new(ClientQuota {
                burst: config.limits.client_burst,
                per_hour: config.limits.client_per_hour,
            }),
            commands: ClientBudgets::new(ClientQuota {
                burst: config.limits.client_commands_burst,
                per_hour: config.limits.client_commands_per_hour,
            }),
            tickets: ClientBudgets::new(ClientQuota {
                burst: config.limits.client_tickets_burst,
                per_hour: config.limits.client_tickets_per_hour,
            }),
            room: Room::new(&config.limits),
            looks: LookBudget::new(),
            streams: Streams::new(config.limits.client_streams),
            token_streams: usize::try_from(config.limits.token_streams.get()).unwrap_or(usize::MAX),
            retention_days: config.retention_days,
            has_ticket_email: config.ticket_email.is_some(),
            live: Mutex::default(),
            loads: Semaphore::new(LOADS_AT_ONCE),
            outbox: Notify::new(),
            tasks: TaskTracker::new(),
            shutdown,
        };
        Self { inner: Arc::new(inner) }
    }

    /// The playbooks that customers can choose.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.inner.library
    }

    /// The store with the log.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The ways in which a ticket can be delivered.
    #[must_use]
    pub fn ticket_channels(&self) -> Vec<TicketChannel> {
        if self.inner.has_ticket_email {
            vec![TicketChannel::Email, TicketChannel::Download]
        } else {
            vec![TicketChannel::Download]
        }
    }

    /// Resolves when a ticket was queued.
    pub async fn ticket_queued(&self) {
        self.inner.outbox.notified().await;
    }

    /// Waits until every run and every watcher task has ended; the token given to [`Sessions::new`]
    /// has to be cancelled first.
    pub async fn finish(&self) {
        self.inner.tasks.close();
        self.inner.tasks.wait().await;
    }

    /// A session, loaded from the store if it is not in memory.
    ///
    /// # Errors
    /// When there is no session with this id, or it was erased.
    pub async fn get(&self, id: &SessionId) -> Result<Arc<Live>, SessionError> {
        if let Some(live) = self.cached(id) {
            return if live.is_gone() { Err(SessionError::Erased) } else { Ok(live) };
        }
        let slot = self.lock_live().entry(id.clone()).or_default().clone();
        // Requests that come while it is loaded wait for that, so that a log is loaded once.
        let loaded = slot.get_or_try_init(|| self.load(id)).await.cloned();
        if loaded.is_err() {
            let mut live = self.lock_live();
            if live.get(id).is_some_and(|slot| slot.get().is_none()) {
                live.remove(id);
            }
        }
        loaded
    }

    async fn load(&self, id: &SessionId) -> Result<Arc<Live>, SessionError> {
        let _load = self.inner.loads.acquire().await.map_err(|_| SessionError::Internal)?;
        let Some(row) = self.inner.store.session(id).await? else {
            return Err(self.missing(id).await);
        };
        let playbook = self.inner.library.version(&row.playbook, &self.inner.store).await?;
        Ok(Live::load(&self.inner.store, id.clone(), playbook, row.erase_at_ms).await?)
    }

    /// The session to which a token belongs, as far as it is valid now. Nothing of a session is
    /// loaded before.
    ///
    /// # Errors
    /// When the session does not exist, or the token is not valid for it.
    pub async fn enter(
        &self,
        id: &SessionId,
        token: Option<&Token>,
    ) -> Result<Option<(Arc<Live>, TokenRow)>, SessionError> {
        let row = match token {
            Some(token) => self.inner.store.token(&token.hash()).await?,
            None => None,
        };
        let Some(row) = row.filter(|row| row.session == *id) else {
            return match self.inner.store.session(id).await? {
                Some(_) => Ok(None),
                None => Err(self.missing(id).await),
            };
        };
        if row.is_revoked || row.expires_at_ms <= clock::now_ms() {
            return Err(SessionError::LinkDead);
        }
        Ok(Some((self.get(id).await?, row)))
    }

    /// Why there is no session with this id.
    async fn missing(&self, id: &SessionId) -> SessionError {
        match self.inner.store.was_erased(id).await {
            Ok(true) => SessionError::Erased,
            Ok(false) => SessionError::UnknownSession,
            Err(error) => error.into(),
        }
    }

    fn cached(&self, id: &SessionId) -> Option<Arc<Live>> {
        self.lock_live().get(id).and_then(|slot| slot.get().cloned())
    }

    fn lock_live(&self) -> std::sync::MutexGuard<'_, HashMap<SessionId, Slot>> {
        // No code that holds this lock can panic in the middle of a change.
        self.inner.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_signal(&self) -> std::sync::MutexGuard<'_, Signal> {
        // A panic in the middle of a change could only leave one sighting too many or too few.
        self.inner.signal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Charges `count` runs to a client's budget; opening a session costs at least one.
    fn charge(&self, client: IpAddr, count: NonZeroU32) -> Result<(), SessionError> {
        self.inner.budgets.take(client, count).map_err(too_many)
    }

    /// Charges a document about a session to a client's budget of commands.
    ///
    /// # Errors
    /// When the client exceeds it.
    pub fn charge_document(&self, client: IpAddr) -> Result<(), SessionError> {
        self.inner.commands.take(client, NonZeroU32::MIN).map_err(too_many)
    }

    /// Charges a command to a client's budget, by the size that it may have in the store.
    fn charge_command(
        &self,
        client: IpAddr,
        command: &impl serde::Serialize,
    ) -> Result<(), SessionError> {
        let count = 1 + json_bytes(command) / COMMAND_BYTES;
        let count = NonZeroU32::try_from(u32::try_from(count).unwrap_or(u32::MAX))
            .unwrap_or(NonZeroU32::MIN);
        self.inner.commands.take(client, count).map_err(too_many)
    }
}

fn too_many(wait: Duration) -> SessionError {
    SessionError::TooManyRequests { retry_after_s: wait.as_secs().saturating_add(1) }
}

/// Runs `work` to its end even if the caller is dropped: a change that was sent to the store must
/// also reach the facts in memory.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, SessionError>> + Send + 'static,
) -> Result<T, SessionError> {
    tokio::spawn(work).await.unwrap_or(Err(SessionError::Internal))
}
