//! The whole server, as started by `serve`, `demo` and the tests, and its orderly shutdown.

mod gate;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use authoring::playbooks::{PlaybookError, Playbooks};
use axum::Router;
use axum::body::Body;
use checklist::playbook::{InputKind, Playbook};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use mail::Domain;
use mail::list::MAX_DOMAIN_COUNT;
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt as _;

use crate::config::{Config, LimitsConfig};
use crate::net::limits::Budgets;
use crate::net::vet::Nat64Prefix;
use crate::net::{Net, NetConfig, NetSetupError};
use crate::routes::{ConnectedFrom, Routers, routers};
use crate::sessions::{Library, SessionError, Sessions};
use crate::store::{Store, StoreError};
use crate::telemetry::Causes;
use crate::tickets::{Courier, CourierError};

use gate::{Gate, Often, Room};

/// How long a connection waits for its client.
#[derive(Clone, Copy, Debug)]
struct Deadlines {
    /// For the head of a request to arrive.
    head: Duration,
    /// While the client takes nothing of a response that waits for it.
    write: Duration,
}

const DEADLINES: Deadlines =
    Deadlines { head: Duration::from_secs(10), write: Duration::from_secs(30) };
/// The buffer of a connection, in bytes; also the longest head of a request.
const BUFFER_BYTES: usize = 64 * 1024;
/// How long work in progress may take to end at shutdown.
const GRACE: Duration = Duration::from_secs(10);
/// The pause after an error of `accept`, such as too many open files.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// The name for EHLO if none is configured (RFC 2606 §2).
const NAMELESS: &str = "sportello.invalid";

/// Why the server cannot start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The reason.
        source: io::Error,
    },
    /// The database cannot be opened.
    #[error("cannot open {path}: {}", Causes(source))]
    Store {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: StoreError,
    },
    /// The sessions that a stopped server left cannot be recovered.
    #[error("cannot take up the sessions: {}", Causes(.0))]
    Recover(#[from] SessionError),
    /// A playbook is invalid.
    #[error(transparent)]
    Playbooks(#[from] PlaybookError),
    /// The network cannot be set up.
    #[error(transparent)]
    Net(#[from] NetSetupError),
    /// The configuration for sending tickets is not usable.
    #[error(transparent)]
    Tickets(#[from] CourierError),
    /// A certificate file cannot be read.
    #[error("cannot read {path}: {source}")]
    Certificates {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// The control host is not a valid host name.
    #[error("network.control_host is not the name of a host")]
    ControlHost,
    /// The burst that one client may use is smaller than what one list of mailboxes needs.
    #[error(
        "limits.client_burst = {burst} is too little: the playbook {playbook:?} takes lists of mailboxes, whose checks run for up to \
         {MAX_DOMAIN_COUNT} domains at once. Set it to {MAX_DOMAIN_COUNT} or more"
    )]
    ClientBurst {
        /// The configured burst.
        burst: NonZeroU32,
        /// A playbook that accepts lists of mailboxes.
        playbook: String,
    },
}

/// A server that is listening.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    routers: Routers,
    gate: Arc<Gate>,
    sessions: Sessions,
    store: Arc<Store>,
    courier: Option<Courier>,
    shutdown: CancellationToken,
}

/// The network configuration that follows from the configuration file.
///
/// # Errors
/// When a file cannot be read or a host name is invalid.
pub fn net_config(config: &Config) -> Result<NetConfig, StartError> {
    let network = &config.network;
    let extra_ca = match &network.ca_file {
        Some(path) => Some(
            std::fs::read(path)
                .map_err(|source| StartError::Certificates { path: path.clone(), source })?,
        ),
        None => None,
    };
    let control_host = network
        .control_host
        .as_deref()
        .map(Domain::parse)
        .transpose()
        .map_err(|_| StartError::ControlHost)?;
    let public_host = config
        .public_url
        .as_deref()
        .and_then(|url| url.split("://").nth(1))
        .and_then(|host| host.split(':').next());
    let ehlo_name = network.ehlo_name.as_deref().or(public_host).unwrap_or(NAMELESS).to_owned();
    Ok(NetConfig {
        nameservers: network.resolvers.clone(),
        allow_networks: network.allow_networks.clone(),
        deny_networks: network.deny_networks.clone(),
        nat64_prefix: network.nat64_prefix.and_then(Nat64Prefix::new),
        extra_ca,
        ehlo_name,
        control_host,
        own_addresses: network.own_addresses.clone(),
        status_pages: network.status_pages.clone(),
        budgets: budgets(&config.limits),
        ..NetConfig::default()
    })
}

/// The budgets that follow from the configuration.
fn budgets(limits: &LimitsConfig) -> Budgets {
    Budgets {
        per_target_at_once: usize::try_from(limits.target_at_once.get()).unwrap_or(usize::MAX),
        per_target_per_minute: limits.target_per_minute,
        per_target_per_hour: limits.target_per_hour,
        client_target_per_minute: limits.client_target_per_minute,
        client_target_per_hour: limits.client_target_per_hour,
        own_networks: limits.own_networks.clone(),
        ..Budgets::default()
    }
}

/// Compares the limits with the playbooks: no playbook may offer what the limits always refuse.
fn judge_limits(limits: &LimitsConfig, playbooks: &Playbooks) -> Result<(), StartError> {
    let burst = limits.client_burst;
    if usize::try_from(burst.get()).is_ok_and(|burst| burst >= MAX_DOMAIN_COUNT) {
        return Ok(());
    }
    let takes_lists =
        |playbook: &&Playbook| playbook.start_asks(|input| input.kind == InputKind::Mailboxes);
    match playbooks.iter().map(|published| published.playbook.as_ref()).find(takes_lists) {
        Some(playbook) => {
            Err(StartError::ClientBurst { burst, playbook: playbook.playbook.clone() })
        }
        None => Ok(()),
    }
}

impl Server {
    /// Opens the store, recovers its sessions and listens. Cancelling `shutdown` stops everything.
    ///
    /// # Errors
    /// When the configuration cannot be applied, or the store cannot be opened.
    pub async fn start(
        config: Config,
        net: NetConfig,
        shutdown: CancellationToken,
    ) -> Result<Self, StartError> {
        let playbooks = match &config.playbooks {
            Some(folder) => Playbooks::in_folder(folder, &config.variables)?,
            None => Playbooks::shipped(&config.variables)?,
        };
        judge_limits(&config.limits, &playbooks)?;
        let extra_ca = net.extra_ca.clone();
        let net = Net::new(net)?;
        let store = Store::open(&config.data)
            .await
            .map_err(|source| StartError::Store { path: config.data.clone(), source })?;
        let store = Arc::new(store);
        let sessions =
            Sessions::new(&config, store.clone(), Library::new(&playbooks), net, shutdown.clone());
        sessions.recover().await?;
        let courier = config
            .ticket_email
            .as_ref()
            .map(|email| Courier::new(sessions.clone(), email, extra_ca.as_deref()))
            .transpose()?;
        let cannot_listen = |source| StartError::Listen { address: config.listen, source };
        let listener = TcpListener::bind(config.listen).await.map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let gate = Gate::new(&config);
        let routers = routers(sessions.clone(), config, shutdown.clone());
        Ok(Self { listener, address, routers, gate, sessions, store, courier, shutdown })
    }

    /// The address and port it listens on.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until the shutdown, and then ends the work in progress: streams at once, runs as
    /// interrupted, and the store last. Takes at most twelve seconds after the shutdown.
    pub async fn run(self) {
        let tasks = TaskTracker::new();
        if let Some(courier) = self.courier {
            tasks.spawn(courier.run(self.shutdown.clone()));
        }
        let housekeeping = self.sessions.clone();
        tasks.spawn(async move { housekeeping.keep_house().await });
        tasks.close();
        let connections = GracefulShutdown::new();
        let (mut not_accepted, mut turned_away) = (Often::default(), Often::default());
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = self.shutdown.cancelled() => break,
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    if let Some(count) = not_accepted.count(Instant::now()) {
                        tracing::warn!(%error, count, "connections were not accepted");
                    }
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            let admitted = self.gate.admit(peer.ip());
            if admitted.as_ref().is_none_or(|admitted| admitted.room != Room::Whole)
                && let Some(count) = turned_away.count(Instant::now())
            {
                tracing::warn!(
                    count,
                    "there was no room for connections; see limits.connections and limits.client_connections"
                );
            }
            let Some(admitted) = admitted else { continue };
            let router = match admitted.room {
                Room::Whole => self.routers.whole.clone(),
                Room::Health => self.routers.health.clone(),
            };
            let is_kept = admitted.room == Room::Whole;
            let connection =
                connections.watch(connection(stream, peer, router, is_kept, DEADLINES));
            tokio::spawn(async move {
                // Ignore errors such as a client that closes early.
                let _ = connection.await;
                drop(admitted);
            });
        }
        drop(self.listener);
        let ending = async {
            tokio::join!(connections.shutdown(), self.sessions.finish(), tasks.wait());
        };
        if tokio::time::timeout(GRACE, ending).await.is_err() {
            tracing::warn!("something did not end in time; the next start writes its end");
        }
        self.store.close().await;
    }
}

/// A socket that is closed if its client takes nothing for too long.
type Socket = TokioIo<Pin<Box<TimeoutStream<TcpStream>>>>;

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    is_kept: bool,
    deadlines: Deadlines,
) -> http1::Connection<
    Socket,
    impl hyper::service::Service<
        hyper::Request<Incoming>,
        Response = axum::response::Response,
        Error = Infallible,
        Future: Send,
    > + Send,
> {
    // Send small pieces of a stream at once, without waiting for an acknowledgement (Nagle's
    // algorithm).
    let _ = stream.set_nodelay(true);
    // Without a deadline a client that never reads keeps its response in memory for ever.
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(deadlines.write));
    let service = service_fn(move |mut request: hyper::Request<Incoming>| {
        request.extensions_mut().insert(ConnectedFrom(peer));
        router.clone().oneshot(request.map(Body::new))
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(deadlines.head)
        .keep_alive(is_kept)
        .max_buf_size(BUFFER_BYTES)
        .serve_connection(TokioIo::new(Box::pin(stream)), service)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn judged(burst: u32, expected: Option<&str>) {
        let limits = LimitsConfig {
            client_burst: NonZeroU32::new(burst).unwrap(),
            ..LimitsConfig::default()
        };
        let playbooks = Playbooks::shipped(&authoring::playbooks::SetVariables::new()).unwrap();
        assert_eq!(
            judge_limits(&limits, &playbooks).err().map(|err| err.to_string()).as_deref(),
            expected
        );
    }

    /// Sends these bytes and no more, and reads nothing: the connection must end.
    #[expect(clippy::disallowed_methods, reason = "the client of our own server, on loopback")]
    async fn check_ends(sent: &[u8], deadlines: Deadlines) {
        // A body that never ends.
        let endless = || async {
            let piece = axum::body::Bytes::from(vec![b'x'; 64 * 1024]);
            Body::from_stream(futures_util::stream::repeat(Ok::<_, Infallible>(piece)))
        };
        let router = Router::new().route("/", axum::routing::get(endless));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut client, sent).await.unwrap();
        let (stream, peer) = listener.accept().await.unwrap();
        let served = connection(stream, peer, router, true, deadlines);
        let ended = tokio::time::timeout(Duration::from_secs(20), served).await;
        assert!(ended.is_ok(), "{:?} {deadlines:?}", String::from_utf8_lossy(sent));
    }

    #[tokio::test]
    async fn a_client_that_takes_or_sends_nothing_is_closed() {
        let (short, long) = (Duration::from_millis(50), Duration::from_secs(600));
        let slow_reader = Deadlines { head: long, write: short };
        check_ends(b"GET / HTTP/1.1\r\nhost: a\r\n\r\n", slow_reader).await;
        let slow_writer = Deadlines { head: short, write: long };
        check_ends(b"GET / HTTP/1.1\r\nho", slow_writer).await;
        check_ends(b"", slow_writer).await;
        // One response, and then nothing.
        check_ends(b"GET /nothing HTTP/1.1\r\nhost: a\r\n\r\n", slow_writer).await;
    }

    #[test]
    fn a_client_may_start_what_its_list_needs() {
        judged(60, None);
        judged(30, None);
        let told = "limits.client_burst = 29 is too little: the playbook \"tweppy\" takes lists of mailboxes, whose checks run for up \
                    to 30 domains at once. Set it to 30 or more";
        judged(29, Some(told));
    }
}
