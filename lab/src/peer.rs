//! Listeners and their tasks: they accept connections on loopback and play a part on each of them.
//!
//! A connection ends after [`CONNECTION_DEADLINE`] at the latest, or at once when the lab stops.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_rustls::TlsAcceptor;

use crate::certificate::Authority;
use crate::error::LabError;
use crate::latency::Delayed;
use crate::part::{MailServer, NameServer, Part, Protocol, Security, WebServer};
use crate::stage::Stage;
use crate::wire::Wire;
use crate::zones::Zones;
use crate::{authority, dns, imap, pop3, smtp, web};

/// Longest duration of one connection.
const CONNECTION_DEADLINE: Duration = Duration::from_secs(120);

/// Length of an endless greeting, in bytes: a limit in case the client never disconnects.
const ENDLESS_LIMIT_BYTES: usize = 16 * 1024 * 1024;

/// A running listener: its address, and what it has counted.
#[derive(Debug, Clone)]
pub(crate) struct Listening {
    pub(crate) local: SocketAddr,
    pub(crate) counted: Arc<Counted>,
}

/// What a listener counts.
#[derive(Debug, Default)]
pub(crate) struct Counted {
    /// Connections that it accepted.
    pub(crate) connections: AtomicUsize,
    /// Commands that begin a login by IMAP.
    pub(crate) logins: AtomicUsize,
}

/// A part that accepts connections, with what it needs to run.
enum Act {
    Silent,
    Says(&'static str),
    Endless,
    Mail(MailServer, TlsAcceptor),
    Web(WebServer, Option<TlsAcceptor>),
    Names(NameServer, Arc<Zones>),
}

/// Starts a listener for a part; `None` for parts that never accept connections.
pub(crate) async fn listen(
    part: &Part,
    authority: &mut Authority,
    stage: &Stage,
) -> Result<Option<Listening>, LabError> {
    let act = match part {
        Part::Refused | Part::Blackhole => return Ok(None),
        Part::Silent => Act::Silent,
        Part::Says(text) => Act::Says(text),
        Part::Endless => Act::Endless,
        Part::Mail(server) => {
            Act::Mail(server.clone(), authority.acceptor(&server.host, server.certificate)?)
        }
        Part::Web(server) => {
            let tls = match &server.tls {
                Some((host, kind)) => Some(authority.acceptor(host, *kind)?),
                None => None,
            };
            Act::Web(server.clone(), tls)
        }
        Part::Names(server) => {
            let zones = match server {
                NameServer::Former(zone) => Arc::new(Zones::new(std::iter::once(zone))?),
                _ => Arc::clone(&stage.zones),
            };
            Act::Names(server.clone(), zones)
        }
    };
    let listener = TcpListener::bind((stage.address, 0)).await.map_err(LabError::Listen)?;
    let local = listener.local_addr().map_err(LabError::Listen)?;
    let stage = stage.clone();
    let counted = Arc::new(Counted::default());
    let listening = Listening { local, counted: Arc::clone(&counted) };
    stage.tasks.clone().spawn(async move {
        stage.stop.run_until_cancelled(accept(&listener, Arc::new(act), &counted, &stage)).await;
    });
    Ok(Some(listening))
}

async fn accept(listener: &TcpListener, act: Arc<Act>, counted: &Arc<Counted>, stage: &Stage) {
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(error) => {
                // Probably out of file descriptors: wait until some connections have ended.
                tracing::debug!(%error, "a lab peer could not accept");
                sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        counted.connections.fetch_add(1, Ordering::Relaxed);
        // A client that has disconnected already is noticed at the first read.
        let _set = stream.set_nodelay(!stage.has_nagle);
        let (act, counted) = (Arc::clone(&act), Arc::clone(counted));
        let (latency, stop) = (stage.latency, stage.stop.clone());
        stage.tasks.spawn(async move {
            let ended = stop
                .run_until_cancelled(timeout(
                    CONNECTION_DEADLINE,
                    act.play(stream, latency, &counted),
                ))
                .await;
            if let Some(Ok(Err(error))) = ended {
                // Clients of the lab often disconnect in the middle of a dialogue; the tests do so
                // on purpose.
                tracing::trace!(%error, "a lab connection broke");
            }
        });
    }
}

impl Act {
    async fn play(
        &self,
        stream: TcpStream,
        latency: Duration,
        counted: &Counted,
    ) -> io::Result<()> {
        // A real TCP handshake takes a round trip, which loopback does not have.
        sleep(latency).await;
        let wire = |stream| Wire::new(Delayed::new(stream, latency));
        match self {
            Self::Silent => wire(stream).ignore().await,
            Self::Says(text) => {
                let mut wire = wire(stream);
                sleep(latency).await;
                wire.say(text).await?;
                wire.ignore().await
            }
            Self::Endless => endless(wire(stream)).await,
            Self::Mail(server, tls) => {
                let mut wire = wire(stream);
                if let Security::ImplicitOld(old) = server.security {
                    return wire.refuse_tls(old).await;
                }
                if server.security == Security::Implicit {
                    wire = wire.secure(tls).await?;
                } else {
                    // The server sends first: its greeting is one flight.
                    sleep(latency).await;
                }
                match server.protocol {
                    Protocol::Relay | Protocol::Submission => {
                        smtp::converse(wire, server, tls).await
                    }
                    Protocol::Imap => imap::converse(wire, server, tls, &counted.logins).await,
                    Protocol::Pop3 => pop3::converse(wire, server, tls).await,
                }
            }
            Self::Web(server, tls) => {
                let mut wire = wire(stream);
                if let Some(tls) = tls {
                    wire = wire.secure(tls).await?;
                }
                let host = server.tls.as_ref().map(|(host, _)| host.as_str());
                web::converse(wire, host, &server.page).await
            }
            Self::Names(server, zones) => {
                dns::converse(stream, |query| authority::answer(zones, server, query), latency)
                    .await
            }
        }
    }
}

async fn endless(mut wire: Wire) -> io::Result<()> {
    let chunk = "A".repeat(4096);
    wire.say("220 ").await?;
    for _ in 0..ENDLESS_LIMIT_BYTES / chunk.len() {
        wire.say(&chunk).await?;
    }
    wire.close().await
}
