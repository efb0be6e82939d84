//! Sessions at work: commands come in, events are appended, due checks run, and whoever reads is told.
//!
//! Everything that changes a session holds its lock from reading its facts to having appended, so a decision always sees
//! the latest log and numbers have no gaps. Knows the store and the probes; must know no HTTP.

mod command;
mod error;
mod housekeeping;
mod library;
mod links;
mod live;
mod open;
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
pub use watchers::Presence;

use runner::Runner;
use signal::Signal;

/// All sessions. Cheap to clone.
#[derive(Clone)]
pub struct Sessions(Arc<Inner>);

struct Inner {
    store: Arc<Store>,
    library: Library,
    runner: Runner,
    /// What sessions saw providers fail, for a quarter of an hour.
    signal: Mutex<Signal>,
    budgets: ClientBudgets,
    retention_days: u16,
    has_ticket_email: bool,
    /// Those that somebody uses now.
    live: Mutex<HashMap<SessionId, Arc<Live>>>,
    /// Wakes whoever delivers tickets.
    outbox: Notify,
    tasks: TaskTracker,
    shutdown: CancellationToken,
}

impl Sessions {
    /// Takes up the sessions of `store`. Call [`Sessions::recover`] before the first request.
    #[must_use]
    pub fn new(config: &Config, store: Arc<Store>, library: Library, net: Net, shutdown: CancellationToken) -> Self {
        let sharing = Sharing::lasting(Duration::from_secs(config.network.share_seconds.into()));
        Self(Arc::new(Inner {
            store,
            library,
            runner: Runner::new(net, sharing, config.limits.runs_at_once),
            signal: Mutex::new(Signal::new()),
            budgets: ClientBudgets::new(ClientQuota { burst: config.limits.client_burst, per_hour: config.limits.client_per_hour }),
            retention_days: config.retention_days,
            has_ticket_email: config.ticket_email.is_some(),
            live: Mutex::default(),
            outbox: Notify::new(),
            tasks: TaskTracker::new(),
            shutdown,
        }))
    }

    /// The playbooks on offer.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.0.library
    }

    /// The log.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// How a ticket can travel.
    #[must_use]
    pub fn ticket_channels(&self) -> Vec<TicketChannel> {
        if self.0.has_ticket_email { vec![TicketChannel::Email, TicketChannel::Download] } else { vec![TicketChannel::Download] }
    }

    /// Resolves when a ticket was queued.
    pub async fn ticket_queued(&self) {
        self.0.outbox.notified().await;
    }

    /// Waits until every run and every watch has come to its end; [`Sessions::new`]'s token has to be cancelled first.
    pub async fn finish(&self) {
        self.0.tasks.close();
        self.0.tasks.wait().await;
    }

    /// A session, loaded if nobody uses it yet.
    ///
    /// # Errors
    /// When there is none of this name, or none any more.
    pub async fn get(&self, id: &SessionId) -> Result<Arc<Live>, SessionError> {
        if let Some(live) = self.cached(id) {
            return if live.is_gone() { Err(SessionError::Erased) } else { Ok(live) };
        }
        let Some(row) = self.0.store.session(id).await? else {
            return Err(if self.0.store.was_erased(id).await? { SessionError::Erased } else { SessionError::UnknownSession });
        };
        let playbook = self.0.library.version(&row.playbook, &self.0.store).await?;
        let live = Live::load(&self.0.store, id.clone(), playbook, row.erase_at_ms).await?;
        // Two requests may have loaded it at once: the first one wins, so that there is one lock.
        Ok(self.lock_live().entry(id.clone()).or_insert(live).clone())
    }

    fn cached(&self, id: &SessionId) -> Option<Arc<Live>> {
        self.lock_live().get(id).cloned()
    }

    fn lock_live(&self) -> std::sync::MutexGuard<'_, HashMap<SessionId, Arc<Live>>> {
        // Nothing that holds this lock can panic half way through a change.
        self.0.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lock_signal(&self) -> std::sync::MutexGuard<'_, Signal> {
        // A half-done change could only be a sighting too many or too few.
        self.0.signal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Charges runs to a client; a session opened is one at least.
    fn charge(&self, client: IpAddr, count: NonZeroU32) -> Result<(), SessionError> {
        let wait = self.0.budgets.take(client, count);
        wait.map_err(|wait| SessionError::TooManyRequests { retry_after_s: wait.as_secs().saturating_add(1) })
    }
}

/// Runs `work` to its end also when whoever asked for it goes away: a change that was handed to the store has to reach
/// the facts too.
async fn to_the_end<T: Send + 'static>(work: impl Future<Output = Result<T, SessionError>> + Send + 'static) -> Result<T, SessionError> {
    tokio::spawn(work).await.unwrap_or(Err(SessionError::Internal))
}
