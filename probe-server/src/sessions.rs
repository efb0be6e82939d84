//! The sessions: commands come in, events are appended, due checks run, and readers are notified.
//!
//! Every change of a session holds the session's lock from reading its facts until the append is
//! done, so a decision always sees the latest log, and sequence numbers have no gaps. Knows the
//! store and the probes. Must never know HTTP.

mod command;
mod error;
mod housekeeping;
mod library;
mod links;
mod live;
mod locked;
mod open;
mod presence;
mod runner;
mod signal;
mod ticket;
mod watchers;

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use session::TicketChannel;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::Config;
use crate::net::Net;
use crate::net::limits::{ClientBudgets, ClientQuota};
use crate::probes::Sharing;
use crate::store::{SessionId, Store};

pub use error::SessionError;
pub use library::Library;
pub use links::NewLink;
pub use live::Live;
pub use open::Opened;
pub use presence::Presence;

use runner::Runner;
use signal::Signal;

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
    retention_days: u16,
    has_ticket_email: bool,
    /// The sessions loaded in memory.
    live: Mutex<HashMap<SessionId, Arc<Live>>>,
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
            retention_days: config.retention_days,
            has_ticket_email: config.ticket_email.is_some(),
            live: Mutex::default(),
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
        let Some(row) = self.inner.store.session(id).await? else {
            return Err(if self.inner.store.was_erased(id).await? {
                SessionError::Erased
            } else {
                SessionError::UnknownSession
            });
        };
        let playbook = self.inner.library.version(&row.playbook, &self.inner.store).await?;
        let live = Live::load(&self.inner.store, id.clone(), playbook, row.erase_at_ms).await?;
        // Two requests may have loaded it at the same time: the first one wins, so that there is
        // one lock.
        Ok(self.lock_live().entry(id.clone()).or_insert(live).clone())
    }

    fn cached(&self, id: &SessionId) -> Option<Arc<Live>> {
        self.lock_live().get(id).cloned()
    }

    fn lock_live(&self) -> std::sync::MutexGuard<'_, HashMap<SessionId, Arc<Live>>> {
        // No code that holds this lock can panic in the middle of a change.
        self.inner.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_signal(&self) -> std::sync::MutexGuard<'_, Signal> {
        // A panic in the middle of a change could only leave one sighting too many or too few.
        self.inner.signal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Charges `count` runs to a client's budget; opening a session costs at least one.
    fn charge(&self, client: IpAddr, count: NonZeroU32) -> Result<(), SessionError> {
        let wait = self.inner.budgets.take(client, count);
        wait.map_err(|wait| SessionError::TooManyRequests {
            retry_after_s: wait.as_secs().saturating_add(1),
        })
    }
}

/// Runs `work` to its end even if the caller is dropped: a change that was sent to the store must
/// also reach the facts in memory.
async fn to_the_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, SessionError>> + Send + 'static,
) -> Result<T, SessionError> {
    tokio::spawn(work).await.unwrap_or(Err(SessionError::Internal))
}
