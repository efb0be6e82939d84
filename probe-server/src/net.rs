//! All access to the network goes through this module.
//!
//! Every name is resolved here, every address is vetted, every connection is charged to a budget
//! and dialled with a deadline, and every read is bounded. It knows TCP, TLS, DNS and lines of
//! text, and no mail protocol. Must never be bypassed: `clippy.toml` forbids opening a socket
//! anywhere else.
//!
//! # Layout
//! - [`vet`]: which addresses and ports may be dialled; [`vet::Vetted`] is the proof that one may.
//! - [`resolve`]: DNS queries through the recursive resolver.
//! - [`dial`]: hedged TCP connections, and the redirected addresses of a test network; [`tcp`]:
//!   one open connection.
//! - [`tls`]: handshakes that accept any certificate and then verify it; `chain`: which certificate
//!   of the chain is at fault.
//! - [`wire`]: bounded lines and the transcript.
//! - [`name_server`]: non-recursive queries to one name server; `question`: the wire format of a
//!   query.
//! - [`limits`]: deadlines and budgets.
//! - [`memory`]: a short-lived cache of status pages.
//! - [`own`]: which addresses belong to this machine.

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
pub mod tcp;
pub mod tls;
pub mod vet;
pub mod wire;

use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use diagnosis::probe::{Cause, Refusal, TlsSeen};
use dial::{Dialer, Dialled, Payer, Routes};
use hyper::Uri;
use ipnet::IpNet;
use limits::{Budgets, Limits, Meter, ProbePermit};
use mail::{Domain, ProviderId};
use memory::StatusMemory;
use name_server::NameServer;
use own::OwnAddresses;
use resolve::Resolver;
use tls::{TlsClient, TlsSetupError};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::client::TlsStream;
use vet::{Nat64Prefix, Vetted, Vetter};

/// Everything about the network that an operator or a test can configure.
#[derive(Clone, Debug)]
pub struct NetConfig {
    /// The DNS servers to query; when empty, those of the system configuration.
    pub nameservers: Vec<SocketAddr>,
    /// Networks that may be dialled although they are not public.
    pub allow_networks: Vec<IpNet>,
    /// Networks that are never dialled, whatever else allows them.
    pub deny_networks: Vec<IpNet>,
    /// The prefix under which this network reaches the IPv4 internet, if it has NAT64.
    pub nat64_prefix: Option<Nat64Prefix>,
    /// Ports that may be dialled in the allowed networks in addition to [`vet::ALLOWED_PORTS`].
    pub allow_ports: Vec<u16>,
    /// Certificate authorities to trust in addition to the public ones, as PEM.
    pub extra_ca: Option<Vec<u8>>,
    /// Addresses whose connections are redirected or made to fail, for tests.
    pub routes: Routes,
    /// Public addresses of this machine that none of its interfaces has, as behind a NAT.
    pub own_addresses: Vec<IpAddr>,
    /// The name that we send in `EHLO` (RFC 5321 §4.1.1.1).
    pub ehlo_name: String,
    /// A domain or host that is known to exist and to accept mail on port 25; the self-test uses
    /// it.
    pub control_host: Option<Domain>,
    /// Status pages to read instead of the providers' own, such as a copy in a closed network.
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
            deny_networks: Vec::new(),
            nat64_prefix: None,
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
    /// The DNS resolver cannot be set up.
    #[error("the resolver cannot be set up: {0}")]
    Resolver(#[from] io::Error),
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] TlsSetupError),
    /// The configured name is not valid in `EHLO`.
    #[error("{0:?} cannot be a name in EHLO")]
    EhloName(String),
}

/// Handle to the network. Cheap to clone; clones share caches, budgets and memory.
#[derive(Clone, Debug)]
pub struct Net {
    inner: Arc<Inner>,
    /// The client that pays for the connections; `None` for a user at a terminal.
    client: Option<IpAddr>,
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
    /// Sets everything up; sends nothing yet.
    ///
    /// # Errors
    /// When the system configuration names no resolver, the extra authorities cannot be read, or
    /// the name for `EHLO` is empty or has a character that is not printable ASCII (a line break
    /// would start a new command).
    pub fn new(config: NetConfig) -> Result<Self, NetSetupError> {
        if config.ehlo_name.is_empty()
            || !config.ehlo_name.bytes().all(|byte| byte.is_ascii_graphic())
        {
            return Err(NetSetupError::EhloName(config.ehlo_name));
        }
        let inner = Inner {
            resolver: Resolver::new(&config.nameservers, config.limits.dns)?,
            vetter: Vetter::new(config.allow_networks, config.allow_ports)
                .denying(config.deny_networks)
                .behind(config.nat64_prefix),
            dialer: Dialer::new(config.routes, OwnAddresses::new(config.own_addresses)),
            tls: TlsClient::new(config.extra_ca.as_deref())?,
            meter: Meter::new(config.budgets),
            limits: config.limits,
            ehlo_name: config.ehlo_name,
            control_host: config.control_host,
            status_pages: config.status_pages,
            memory: StatusMemory::default(),
        };
        Ok(Self { inner: Arc::new(inner), client: None })
    }

    /// The same network, with connections that are also charged to the budget of this client's
    /// network.
    #[must_use]
    pub fn on_behalf_of(&self, client: Option<IpAddr>) -> Self {
        Self { client, ..self.clone() }
    }

    /// The DNS resolver.
    #[must_use]
    pub fn resolver(&self) -> &Resolver {
        &self.inner.resolver
    }

    /// The deadlines.
    #[must_use]
    pub fn limits(&self) -> &Limits {
        &self.inner.limits
    }

    /// The name that we send in `EHLO`.
    #[must_use]
    pub fn ehlo_name(&self) -> &str {
        &self.inner.ehlo_name
    }

    /// The configured domain or host that is known to accept mail.
    #[must_use]
    pub fn control_host(&self) -> Option<&Domain> {
        self.inner.control_host.as_ref()
    }

    /// The configured page that replaces a provider's own status page.
    #[must_use]
    pub fn status_page(&self, provider: &ProviderId) -> Option<&Uri> {
        self.inner.status_pages.get(provider)
    }

    /// The cache of status pages.
    #[must_use]
    pub fn memory(&self) -> &StatusMemory {
        &self.inner.memory
    }

    /// Whether an address belongs to a public server or to a network that the operator allows.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        self.inner.vetter.allows(address)
    }

    /// Vets the addresses of one host; returns those that may be dialled.
    ///
    /// # Errors
    /// The first [`Refusal`] when addresses were given and none of them may be dialled.
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

    /// Connects to the first address that answers.
    ///
    /// # Errors
    /// The [`Cause`] that says most about the host.
    pub async fn dial(&self, addresses: &[Vetted]) -> Result<Dialled, Cause> {
        let payer = Payer { meter: &self.inner.meter, client: self.client };
        self.inner.dialer.dial(addresses, payer, self.inner.limits.connect).await
    }

    /// Connects to a name server, to query it over TCP (RFC 7766).
    ///
    /// # Errors
    /// A [`Cause`] when its address may not be dialled or does not answer.
    pub async fn name_server(&self, address: IpAddr) -> Result<NameServer, Cause> {
        let vetted = self.inner.vetter.vet_name_server(address).map_err(Cause::NotAllowed)?;
        Ok(NameServer::new(self.dial(&[vetted]).await?))
    }

    /// Performs the TLS handshake and verifies the certificate.
    ///
    /// # Errors
    /// A [`Cause`] when no TLS connection is established.
    pub async fn handshake<S>(
        &self,
        stream: S,
        server_name: &Domain,
    ) -> Result<(TlsStream<S>, TlsSeen), Cause>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        self.inner.tls.handshake(stream, server_name).await
    }

    /// Waits for a free slot among the probes that run at once.
    ///
    /// # Errors
    /// [`Refusal::BudgetSpent`] when too many probes are waiting already, or the wait was too long.
    pub async fn probe_permit(&self) -> Result<ProbePermit, Refusal> {
        self.inner.meter.probe().await
    }
}
