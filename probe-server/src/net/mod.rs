//! The only door to the network.
//!
//! Every name is resolved here, every address vetted, every connection charged to a budget and dialled with a
//! deadline, every byte read through a limit. It knows TCP, TLS, DNS and lines, and no mail protocol. Must never be
//! walked around: `clippy.toml` forbids opening a socket anywhere else.
//!
//! # Layout
//! - [`vet`]: which addresses and ports may be dialled; [`vet::Vetted`] is the pass.
//! - [`resolve`]: questions to the DNS.
//! - [`dial`]: hedged TCP connections, and the detours of a lab.
//! - [`tls`]: handshakes that complete, then a judgement; `chain`: which certificate it is about.
//! - [`wire`]: bounded lines and the transcript.
//! - [`name_server`]: questions to one name server, without recursion; `question`: how one goes over the wire.
//! - [`limits`]: deadlines and budgets.
//! - [`memory`]: what status pages said a moment ago.
//! - [`own`]: which addresses are this machine's own.

mod chain;
pub mod dial;
pub mod limits;
pub mod memory;
pub mod name_server;
pub mod own;
mod question;
pub mod resolve;
#[cfg(test)]
mod scripted;
pub mod tls;
pub mod vet;
pub mod wire;

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use diagnosis::probe::{Cause, Refusal, TlsSeen};
use hyper::Uri;
use ipnet::IpNet;
use mail::{Domain, ProviderId};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::client::TlsStream;

use dial::{Dialer, Dialled, Routes};
use limits::{Budgets, Limits, Meter, ProbePermit};
use memory::StatusMemory;
use name_server::NameServer;
use own::OwnAddresses;
use resolve::Resolver;
use tls::{TlsClient, TlsSetupError};
use vet::{Vetted, Vetter};

/// Everything about the network that an operator or a test decides.
#[derive(Clone, Debug)]
pub struct NetConfig {
    /// The DNS servers to ask; the system's when empty.
    pub nameservers: Vec<SocketAddr>,
    /// Networks that may be dialled although they are not public.
    pub allow_networks: Vec<IpNet>,
    /// Ports that may be dialled in those networks besides the usual ones.
    pub allow_ports: Vec<u16>,
    /// Certificate authorities to trust besides the public ones, as PEM.
    pub extra_ca: Option<Vec<u8>>,
    /// Addresses that lead somewhere else.
    pub routes: Routes,
    /// Addresses under which the world knows this machine although it does not have them itself, as behind a NAT.
    pub own_addresses: Vec<IpAddr>,
    /// What we call ourselves in `EHLO` (RFC 5321 §4.1.1.1).
    pub ehlo_name: String,
    /// A domain or host known to exist and to take mail on port 25, to test our own means with.
    pub control_host: Option<Domain>,
    /// Status pages to read in place of those that providers have, such as a copy in a closed network.
    pub status_pages: BTreeMap<ProviderId, Uri>,
    /// Deadlines.
    pub limits: Limits,
    /// Budgets.
    pub budgets: Budgets,
}

impl Default for NetConfig {
    fn default() -> Self {
        Self {
            nameservers: Vec::new(),
            allow_networks: Vec::new(),
            allow_ports: Vec::new(),
            extra_ca: None,
            routes: Routes::default(),
            own_addresses: Vec::new(),
            ehlo_name: "localhost.localdomain".to_owned(),
            control_host: None,
            status_pages: BTreeMap::new(),
            limits: Limits::default(),
            budgets: Budgets::default(),
        }
    }
}

/// The network could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum NetSetupError {
    /// There is no resolver.
    #[error("the resolver cannot be set up: {0}")]
    Resolver(#[from] io::Error),
    /// There is no TLS.
    #[error(transparent)]
    Tls(#[from] TlsSetupError),
    /// Nobody can be called that in `EHLO`.
    #[error("{0:?} cannot be a name in EHLO")]
    EhloName(String),
}

/// The way to the network. Cheap to clone; clones share caches, budgets and memory.
#[derive(Clone, Debug)]
pub struct Net {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    resolver: Resolver,
    vetter: Vetter,
    dialer: Dialer,
    tls: TlsClient,
    meter: Meter,
    limits: Limits,
    ehlo_name: String,
    control_host: Option<Domain>,
    status_pages: BTreeMap<ProviderId, Uri>,
    memory: StatusMemory,
}

impl Net {
    /// Sets everything up; nothing is sent yet.
    ///
    /// # Errors
    /// When the system names no resolver, the extra authorities cannot be read, or the name for `EHLO` would break out
    /// of its line.
    pub fn new(config: NetConfig) -> Result<Self, NetSetupError> {
        if config.ehlo_name.is_empty() || !config.ehlo_name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(NetSetupError::EhloName(config.ehlo_name));
        }
        let inner = Inner {
            resolver: Resolver::new(&config.nameservers, config.limits.dns)?,
            vetter: Vetter::new(config.allow_networks, config.allow_ports),
            dialer: Dialer::new(config.routes, OwnAddresses::new(config.own_addresses)),
            tls: TlsClient::new(config.extra_ca.as_deref())?,
            meter: Meter::new(config.budgets),
            limits: config.limits,
            ehlo_name: config.ehlo_name,
            control_host: config.control_host,
            status_pages: config.status_pages,
            memory: StatusMemory::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Questions to the DNS.
    #[must_use]
    pub fn resolver(&self) -> &Resolver {
        &self.inner.resolver
    }

    /// The deadlines.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// What we call ourselves.
    #[must_use]
    pub fn ehlo_name(&self) -> &str {
        &self.inner.ehlo_name
    }

    /// A domain or host known to take mail.
    #[must_use]
    pub fn control_host(&self) -> Option<&Domain> {
        self.inner.control_host.as_ref()
    }

    /// The status page that is read in place of a provider's own.
    #[must_use]
    pub fn status_page(&self, provider: &ProviderId) -> Option<&Uri> {
        self.inner.status_pages.get(provider)
    }

    /// What status pages said a moment ago.
    #[must_use]
    pub fn memory(&self) -> &StatusMemory {
        &self.inner.memory
    }

    /// Whether an address may be dialled, whatever the port.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        self.inner.vetter.allows(address)
    }

    /// Judges the addresses of one host: those that may be dialled, as long as there is one.
    ///
    /// # Errors
    /// The first [`Refusal`] when there is none.
    pub fn vet(&self, addresses: &[IpAddr], port: u16) -> Result<Vec<Vetted>, Refusal> {
        let mut passed = Vec::new();
        let mut refused = None;
        for &address in addresses {
            match self.inner.vetter.vet(SocketAddr::new(address, port)) {
                Ok(vetted) => passed.push(vetted),
                Err(refusal) => refused = refused.or(Some(refusal)),
            }
        }
        match refused {
            Some(refusal) if passed.is_empty() => Err(refusal),
            _ => Ok(passed),
        }
    }

    /// Connects to the first that answers.
    ///
    /// # Errors
    /// The most telling [`Cause`].
    pub async fn dial(&self, addresses: &[Vetted]) -> Result<Dialled, Cause> {
        self.inner.dialer.dial(addresses, &self.inner.meter, self.inner.limits.connect).await
    }

    /// Connects to a name server, to ask it questions over TCP (RFC 7766).
    ///
    /// # Errors
    /// As a [`Cause`], when its address may not be dialled or does not answer.
    pub async fn name_server(&self, address: IpAddr) -> Result<NameServer, Cause> {
        let vetted = self.inner.vetter.vet_name_server(address).map_err(Cause::NotAllowed)?;
        Ok(NameServer::new(self.dial(&[vetted]).await?))
    }

    /// Shakes hands and judges the certificate.
    ///
    /// # Errors
    /// As a [`Cause`], when there is no TLS connection.
    pub async fn handshake<S>(&self, stream: S, server_name: &Domain) -> Result<(TlsStream<S>, TlsSeen), Cause>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        self.inner.tls.handshake(stream, server_name).await
    }

    /// A place among the probes that run.
    ///
    /// # Errors
    /// [`Refusal::BudgetSpent`] when too many are waiting already, or the wait was too long.
    pub async fn probe_permit(&self) -> Result<ProbePermit, Refusal> {
        self.inner.meter.probe().await
    }
}
