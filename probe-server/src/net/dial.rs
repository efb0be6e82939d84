//! Opens TCP connections, to vetted addresses only.
//!
//! The system resends a lost SYN only after a second, so a second and a third attempt start after
//! 150 and 300 ms; several addresses of one host are tried in parallel (RFC 8305). Every connection
//! is charged to the budgets of its address. Must never resolve a name, and must never dial an
//! address that is not [`Vetted`].

use std::collections::{HashMap, HashSet};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use diagnosis::probe::{Cause, Refusal};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::limits::{Meter, TargetPermit};
use super::own::OwnAddresses;
use super::tcp::TcpConnection;
use super::vet::Vetted;

/// When the parallel attempts at one address start.
const HEDGE: [Duration; 3] =
    [Duration::ZERO, Duration::from_millis(150), Duration::from_millis(300)];
/// How long the next address waits for the one before it, unless that fails earlier (RFC 8305 §5).
const NEXT_ADDRESS_AFTER: Duration = Duration::from_millis(250);
/// How many addresses of one host are tried.
const MAX_ADDRESSES: usize = 4;

/// What a test network substitutes for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    /// Connect to this address instead.
    To(SocketAddr),
    /// The port answers with a reset.
    Refused,
    /// Packets are dropped.
    Blackhole,
}

/// The addresses that are redirected or made to fail.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    map: HashMap<SocketAddr, Route>,
    hosts: HashSet<IpAddr>,
    is_closed: bool,
}

impl Routes {
    /// The real network, except for these addresses.
    #[must_use]
    pub fn detours(routes: impl IntoIterator<Item = (SocketAddr, Route)>) -> Self {
        let map: HashMap<_, _> = routes.into_iter().collect();
        let hosts = map.keys().map(SocketAddr::ip).collect();
        Self { map, hosts, is_closed: false }
    }

    /// A closed network of these addresses: other ports of its hosts refuse, other hosts are
    /// unreachable.
    #[must_use]
    pub fn world(routes: impl IntoIterator<Item = (SocketAddr, Route)>) -> Self {
        Self { is_closed: true, ..Self::detours(routes) }
    }

    /// What happens to a connection to this address.
    fn of(&self, address: SocketAddr) -> RouteOutcome {
        match self.map.get(&address) {
            Some(Route::To(elsewhere)) => RouteOutcome::Dial(*elsewhere),
            Some(Route::Refused) => RouteOutcome::Fails(Cause::Refused),
            Some(Route::Blackhole) => RouteOutcome::Silent,
            None if !self.is_closed => RouteOutcome::Dial(address),
            None if self.hosts.contains(&address.ip()) => RouteOutcome::Fails(Cause::Refused),
            None => RouteOutcome::Fails(Cause::Unreachable),
        }
    }
}

/// The outcome that [`Routes`] determines for an address.
enum RouteOutcome {
    Dial(SocketAddr),
    Fails(Cause),
    Silent,
}

/// An open connection and its permit from the budgets.
#[derive(Debug)]
pub struct Dialled {
    /// The connection.
    pub stream: TcpConnection,
    /// The address asked for, before any redirection by [`Routes`].
    pub address: SocketAddr,
    /// Held as long as the connection is used.
    pub permit: TargetPermit,
}

/// Which budgets a connection is charged to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Payer<'a> {
    /// All the budgets.
    pub(crate) meter: &'a Meter,
    /// The client that pays for the connection; `None` for a user at a terminal.
    pub(crate) client: Option<IpAddr>,
}

/// Opens connections.
#[derive(Debug)]
pub(crate) struct Dialer {
    routes: Routes,
    own: OwnAddresses,
}

impl Dialer {
    pub(crate) const fn new(routes: Routes, own: OwnAddresses) -> Self {
        Self { routes, own }
    }

    /// Connects to the first of `addresses` that answers. Each has `limit` to do so, counted from
    /// when its budget lets it begin; the wait for connections of others to the same address is not
    /// included.
    ///
    /// # Errors
    /// The [`Cause`] that says most about the host, of those that the addresses gave.
    pub(crate) async fn dial(
        &self,
        addresses: &[Vetted],
        payer: Payer<'_>,
        limit: Duration,
    ) -> Result<Dialled, Cause> {
        let mut waiting = addresses.iter().take(MAX_ADDRESSES).copied();
        let mut attempts = FuturesUnordered::new();
        let mut worst: Option<Cause> = None;
        let Some(first) = waiting.next() else { return Err(Cause::Internal) };
        attempts.push(self.attempt(first, payer, limit));
        loop {
            tokio::select! {
                ended = attempts.next() => match ended {
                    Some(Ok(dialled)) => return Ok(dialled),
                    Some(Err(cause)) => {
                        worst = Some(match worst {
                            Some(other) if telling(&other) >= telling(&cause) => other,
                            _ => cause,
                        });
                        match waiting.next() {
                            Some(next) => attempts.push(self.attempt(next, payer, limit)),
                            None if attempts.is_empty() => return Err(worst.unwrap_or(Cause::Internal)),
                            None => {}
                        }
                    }
                    None => return Err(worst.unwrap_or(Cause::Internal)),
                },
                () = sleep(NEXT_ADDRESS_AFTER), if waiting.len() > 0 => {
                    if let Some(next) = waiting.next() {
                        attempts.push(self.attempt(next, payer, limit));
                    }
                }
            }
        }
    }

    async fn attempt(
        &self,
        vetted: Vetted,
        Payer { meter, client }: Payer<'_>,
        limit: Duration,
    ) -> Result<Dialled, Cause> {
        let address = vetted.address();
        let is_detour = self.routes.map.contains_key(&address);
        if self.own.is_named(address.ip()) || (!is_detour && self.own.is_here(address.ip())) {
            return Err(Cause::NotAllowed(Refusal::OwnAddress));
        }
        let permit = meter.target(address, client, limit).await.map_err(Cause::NotAllowed)?;
        let target = match self.routes.of(address) {
            RouteOutcome::Dial(target) => target,
            RouteOutcome::Fails(cause) => return Err(cause),
            RouteOutcome::Silent => {
                sleep(limit).await;
                return Err(timed_out(limit));
            }
        };
        let mut attempts: FuturesUnordered<_> =
            HEDGE.into_iter().map(|delay| connect_after(target, delay)).collect();
        // The first result counts, success or failure: a server that resets will still do so 300 ms
        // later.
        let stream = match timeout(limit, attempts.next()).await {
            Ok(Some(result)) => result.map_err(|err| connect_cause(&err))?,
            Ok(None) | Err(_) => return Err(timed_out(limit)),
        };
        check_peer(&stream, target, vetted)?;
        Ok(Dialled { stream, address, permit })
    }
}

fn timed_out(limit: Duration) -> Cause {
    Cause::Timeout { after_ms: milliseconds(limit) }
}

async fn connect_after(target: SocketAddr, delay: Duration) -> io::Result<TcpConnection> {
    sleep(delay).await;
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that dials, and the address is vetted"
    )]
    let stream = TcpStream::connect(target).await?;
    stream.set_nodelay(true)?;
    Ok(TcpConnection::new(stream))
}

/// A second check: the peer has the address that was asked for, and is not this machine under one
/// of its own public addresses.
fn check_peer(stream: &TcpConnection, target: SocketAddr, vetted: Vetted) -> Result<(), Cause> {
    let peer = stream.peer_addr().map_err(|err| connect_cause(&err))?;
    if peer != target {
        return Err(Cause::Internal);
    }
    let is_ourselves = stream.local_addr().is_ok_and(|local| local.ip() == peer.ip());
    if is_ourselves && target == vetted.address() && !vetted.is_opened() {
        return Err(Cause::NotAllowed(Refusal::OwnAddress));
    }
    Ok(())
}

/// Rank of a cause when several addresses fail; the highest is reported. A refusal ranks above
/// silence, silence above an unreachable host, and causes that concern only this server rank
/// lowest. An address that was not tried, because of its budget or because it is our own, ranks
/// highest: it might have answered, so nothing can be said about the host.
const fn telling(cause: &Cause) -> u8 {
    match cause {
        Cause::NotAllowed(Refusal::BudgetSpent | Refusal::OwnAddress) => 5,
        Cause::Refused => 4,
        Cause::Timeout { .. } => 3,
        Cause::Unreachable => 2,
        Cause::NotAllowed(_) => 1,
        _ => 0,
    }
}

/// The cause of an error of `connect`.
fn connect_cause(err: &io::Error) -> Cause {
    match err.kind() {
        io::ErrorKind::ConnectionReset => Cause::Refused,
        _ => io_cause(err),
    }
}

/// The cause of an error of a connection that is open or being opened.
pub(crate) fn io_cause(err: &io::Error) -> Cause {
    match err.kind() {
        io::ErrorKind::ConnectionRefused => Cause::Refused,
        io::ErrorKind::TimedOut => Cause::Timeout { after_ms: 0 },
        io::ErrorKind::HostUnreachable => Cause::Unreachable,
        io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable
        | io::ErrorKind::PermissionDenied
        | io::ErrorKind::Unsupported => Cause::NoRouteFromHere,
        io::ErrorKind::ConnectionReset
        | io::ErrorKind::ConnectionAborted
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::NotConnected
        | io::ErrorKind::UnexpectedEof => Cause::Closed,
        _ => Cause::Internal,
    }
}

/// A duration in milliseconds, for a report.
pub(crate) fn milliseconds(duration: Duration) -> u32 {
    u32::try_from(duration.as_millis()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
