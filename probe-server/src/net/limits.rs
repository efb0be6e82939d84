//! Deadlines, budgets for each target and each client, and a limit on all probes of the server.
//!
//! Data and counters only. The budgets protect third parties: this server connects to one address
//! no more often than [`Budgets`] allows, however many clients ask; and one client's network can
//! use up only a part of that, so that it cannot keep the others from checking a server. Must never
//! open a connection.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use diagnosis::probe::{ProbeKind, Refusal};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use ipnet::IpNet;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// Above this many keys, those whose budget is full again are dropped.
const MAX_KEYS: usize = 50_000;

/// The deadlines of a probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For the TCP connection, all hedged attempts together.
    pub connect: Duration,
    /// For the server's greeting.
    pub greeting: Duration,
    /// For each whole reply.
    pub reply: Duration,
    /// For the TLS handshake.
    pub tls: Duration,
    /// For one DNS question, retransmissions included.
    pub dns: Duration,
    /// For a web request with its redirects.
    pub http: Duration,
    /// For sending `QUIT` or `LOGOUT`, and again for the answer and the end of the connection, which
    /// no probe waits for.
    pub quit: Duration,
    /// For the whole probe, whatever it is: see [`Limits::of_probe`].
    pub probe: Duration,
    /// For a look into a mailbox: a login is delayed by servers, and a search takes time.
    pub look: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            greeting: Duration::from_secs(10),
            reply: Duration::from_secs(10),
            tls: Duration::from_secs(8),
            dns: Duration::from_secs(5),
            http: Duration::from_secs(10),
            quit: Duration::from_secs(2),
            probe: Duration::from_secs(20),
            look: Duration::from_secs(60),
        }
    }
}

impl Limits {
    /// For a whole probe of this kind: the limit that the page announces, and never more than
    /// [`Limits::probe`], or [`Limits::look`] for a look into a mailbox.
    #[must_use]
    pub fn of_probe(&self, kind: ProbeKind) -> Duration {
        let most = if kind == ProbeKind::MailboxImap { self.look } else { self.probe };
        most.min(Duration::from_millis(kind.limit_ms().into()))
    }
}

/// How many connections and probes, per time and at once. A connection counts once, however many
/// hedged attempts it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budgets {
    /// Connections at once to one address and port.
    pub per_target_at_once: usize,
    /// Connections to one address and port in a minute, over all clients; its /24 or /48 may have
    /// four times as many.
    pub per_target_per_minute: NonZeroU32,
    /// Connections to one address and port in an hour, over all clients; its /24 or /48 may have
    /// four times as many.
    pub per_target_per_hour: NonZeroU32,
    /// Connections to one address and port in a minute, for one client's /24 or /48.
    pub client_target_per_minute: NonZeroU32,
    /// Connections to one address and port in an hour, for one client's /24 or /48.
    pub client_target_per_hour: NonZeroU32,
    /// The operator's own servers: connections to these networks are not counted.
    pub own_networks: Vec<IpNet>,
    /// Probes of the whole server at once.
    pub probes_at_once: usize,
    /// Probes that may wait for a slot; further ones are refused.
    pub probes_waiting: usize,
    /// How long a probe waits for a slot before it is refused.
    pub probe_patience: Duration,
}

impl Default for Budgets {
    fn default() -> Self {
        Self {
            per_target_at_once: 2,
            per_target_per_minute: at_least_one(60),
            per_target_per_hour: at_least_one(600),
            // A list of 30 domains may have all its mailboxes on one server.
            client_target_per_minute: at_least_one(30),
            client_target_per_hour: at_least_one(300),
            own_networks: Vec::new(),
            probes_at_once: 256,
            probes_waiting: 512,
            probe_patience: Duration::from_secs(30),
        }
    }
}

impl Budgets {
    /// For a single user at a terminal, who is responsible for the load; many domains may share one
    /// provider's servers.
    #[must_use]
    pub fn for_terminal() -> Self {
        Self {
            per_target_at_once: 4,
            per_target_per_minute: at_least_one(600),
            per_target_per_hour: at_least_one(6_000),
            client_target_per_minute: at_least_one(600),
            client_target_per_hour: at_least_one(6_000),
            own_networks: Vec::new(),
            probes_at_once: 64,
            probes_waiting: usize::MAX,
            probe_patience: Duration::MAX,
        }
    }
}

fn at_least_one(count: u32) -> NonZeroU32 {
    NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN)
}

/// One of the slots for simultaneous connections to a target; returned when dropped. Connections to
/// the operator's own servers need none.
#[derive(Debug)]
pub struct TargetPermit {
    _slot: Option<OwnedSemaphorePermit>,
}

/// One of the slots for simultaneous probes; returned when dropped.
#[derive(Debug)]
pub struct ProbePermit {
    _slot: OwnedSemaphorePermit,
}

/// The counters behind [`Budgets`].
#[derive(Debug)]
pub(crate) struct Meter {
    budgets: Budgets,
    per_minute: DefaultKeyedRateLimiter<SocketAddr>,
    per_hour: DefaultKeyedRateLimiter<SocketAddr>,
    network_per_minute: DefaultKeyedRateLimiter<IpAddr>,
    network_per_hour: DefaultKeyedRateLimiter<IpAddr>,
    client_per_minute: DefaultKeyedRateLimiter<(IpAddr, SocketAddr)>,
    client_per_hour: DefaultKeyedRateLimiter<(IpAddr, SocketAddr)>,
    targets: Mutex<HashMap<SocketAddr, Weak<Semaphore>>>,
    probes: Arc<Semaphore>,
    waiting: AtomicUsize,
}

impl Meter {
    pub(crate) fn new(budgets: Budgets) -> Self {
        let four_times = |count: NonZeroU32| count.saturating_mul(at_least_one(4));
        Self {
            per_minute: RateLimiter::keyed(Quota::per_minute(budgets.per_target_per_minute)),
            per_hour: RateLimiter::keyed(Quota::per_hour(budgets.per_target_per_hour)),
            network_per_minute: RateLimiter::keyed(Quota::per_minute(four_times(
                budgets.per_target_per_minute,
            ))),
            network_per_hour: RateLimiter::keyed(Quota::per_hour(four_times(
                budgets.per_target_per_hour,
            ))),
            client_per_minute: RateLimiter::keyed(Quota::per_minute(
                budgets.client_target_per_minute,
            )),
            client_per_hour: RateLimiter::keyed(Quota::per_hour(budgets.client_target_per_hour)),
            targets: Mutex::new(HashMap::new()),
            probes: Arc::new(Semaphore::new(budgets.probes_at_once.min(Semaphore::MAX_PERMITS))),
            waiting: AtomicUsize::new(0),
            budgets,
        }
    }

    /// Takes one connection to `target` from the budgets, for `client` if it is known; waits at most
    /// `patience` for a connection slot.
    pub(crate) async fn target(
        &self,
        target: SocketAddr,
        client: Option<IpAddr>,
        patience: Duration,
    ) -> Result<TargetPermit, Refusal> {
        if self.budgets.own_networks.iter().any(|network| network.contains(&target.ip())) {
            return Ok(TargetPermit { _slot: None });
        }
        let semaphore = self.semaphore_of(target);
        let slot = match timeout(patience, semaphore.acquire_owned()).await {
            Ok(Ok(slot)) => slot,
            Ok(Err(_)) | Err(_) => return Err(Refusal::BudgetSpent),
        };
        let network = network_of(target.ip());
        // First the client's own budget: what it may not spend, it must not take from the others.
        let within_own = client.is_none_or(|client| {
            let key = (network_of(client.to_canonical()), target);
            self.client_per_minute.check_key(&key).is_ok()
                && self.client_per_hour.check_key(&key).is_ok()
        });
        let within = within_own
            && self.per_minute.check_key(&target).is_ok()
            && self.per_hour.check_key(&target).is_ok()
            && self.network_per_minute.check_key(&network).is_ok()
            && self.network_per_hour.check_key(&network).is_ok();
        self.forget_the_idle();
        if within { Ok(TargetPermit { _slot: Some(slot) }) } else { Err(Refusal::BudgetSpent) }
    }

    /// Waits in a queue for a probe slot, at most [`Budgets::probe_patience`].
    pub(crate) async fn probe(&self) -> Result<ProbePermit, Refusal> {
        if let Ok(slot) = Arc::clone(&self.probes).try_acquire_owned() {
            return Ok(ProbePermit { _slot: slot });
        }
        let queued = Queued::join(&self.waiting);
        if queued.position > self.budgets.probes_waiting {
            return Err(Refusal::BudgetSpent);
        }
        match timeout(self.budgets.probe_patience, Arc::clone(&self.probes).acquire_owned()).await {
            Ok(Ok(slot)) => Ok(ProbePermit { _slot: slot }),
            Ok(Err(_)) | Err(_) => Err(Refusal::BudgetSpent),
        }
    }

    fn semaphore_of(&self, target: SocketAddr) -> Arc<Semaphore> {
        let mut targets = self.targets.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(semaphore) = targets.get(&target).and_then(Weak::upgrade) {
            return semaphore;
        }
        if targets.len() > MAX_KEYS {
            targets.retain(|_, semaphore| semaphore.strong_count() > 0);
        }
        let semaphore = Arc::new(Semaphore::new(
            self.budgets.per_target_at_once.clamp(1, Semaphore::MAX_PERMITS),
        ));
        targets.insert(target, Arc::downgrade(&semaphore));
        semaphore
    }

    fn forget_the_idle(&self) {
        for limiter in [&self.per_minute, &self.per_hour] {
            if limiter.len() > MAX_KEYS {
                limiter.retain_recent();
            }
        }
        for limiter in [&self.network_per_minute, &self.network_per_hour] {
            if limiter.len() > MAX_KEYS {
                limiter.retain_recent();
            }
        }
        for limiter in [&self.client_per_minute, &self.client_per_hour] {
            if limiter.len() > MAX_KEYS {
                limiter.retain_recent();
            }
        }
    }
}

/// A position in the queue; released on drop, so also when the waiting future is dropped.
struct Queued<'a> {
    waiting: &'a AtomicUsize,
    position: usize,
}

impl<'a> Queued<'a> {
    fn join(waiting: &'a AtomicUsize) -> Self {
        let position = waiting.fetch_add(1, Ordering::Relaxed) + 1;
        Self { waiting, position }
    }
}

impl Drop for Queued<'_> {
    fn drop(&mut self) {
        self.waiting.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The first address of the /24 or /48 that contains the address.
fn network_of(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            IpAddr::from([a, b, c, 0])
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
        }
    }
}

/// How many requests one client may make: a burst, then a steady rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientQuota {
    /// At once, after a pause that refills the budget.
    pub burst: NonZeroU32,
    /// In an hour.
    pub per_hour: NonZeroU32,
}

impl Default for ClientQuota {
    fn default() -> Self {
        Self { burst: at_least_one(60), per_hour: at_least_one(250) }
    }
}

/// A budget for each client, where a client is an IPv4 address or an IPv6 /64. Used by the routes.
#[derive(Debug)]
pub struct ClientBudgets {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
}

impl ClientBudgets {
    /// Budgets with which every client starts with its full burst.
    #[must_use]
    pub fn new(quota: ClientQuota) -> Self {
        let quota = Quota::per_hour(quota.per_hour).allow_burst(quota.burst);
        Self { limiter: RateLimiter::keyed(quota) }
    }

    /// Takes `count` from the client's budget.
    ///
    /// # Errors
    /// How long to wait until `count` is available; one hour if `count` exceeds the burst, which is
    /// never available.
    pub fn take(&self, client: IpAddr, count: NonZeroU32) -> Result<(), Duration> {
        if self.limiter.len() > MAX_KEYS {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key_n(&client_key(client), count) {
            Ok(Ok(())) => Ok(()),
            Ok(Err(not_until)) => Err(not_until.wait_time_from(DefaultClock::default().now())),
            Err(_more_than_the_burst) => Err(Duration::from_secs(3_600)),
        }
    }
}

/// The key of a client: its IPv4 address (an IPv4-mapped IPv6 address counts as that), or its IPv6
/// /64, because a whole /64 belongs to one customer.
pub(crate) fn client_key(client: IpAddr) -> IpAddr {
    match client.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests;
