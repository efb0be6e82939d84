//! A running lab: all cases at once, and the map from the zones' addresses to local ports.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use tokio_util::sync::{CancellationToken, DropGuard};
use tokio_util::task::TaskTracker;

use crate::cases::{cases, surroundings};
use crate::certificate::Authority;
use crate::error::LabError;
use crate::options::LabOptions;
use crate::part::Part;
use crate::peer::Counted;
use crate::route::Route;
use crate::stage::Stage;
use crate::zones::Zones;
use crate::{dns, peer};

/// The ports that a diagnosis may connect to. A host of the lab refuses those that no peer listens
/// on.
const KNOCKED_PORTS: [u16; 9] = [25, 80, 110, 143, 443, 465, 587, 993, 995];

/// The networks of the zones' addresses: the documentation ranges (RFC 5737, RFC 3849), and the
/// real addresses by which a provider is recognised. All of them are routed to peers.
const NETWORKS: [IpNet; 8] = [
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(203, 0, 113, 0), 24)),
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(198, 51, 100, 0), 24)),
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(192, 0, 2, 0), 24)),
    IpNet::V6(Ipv6Net::new_assert(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32)),
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(62, 149, 128, 151), 32)),
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(62, 149, 128, 154), 32)),
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(62, 149, 128, 155), 32)),
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(104, 21, 3, 4), 31)),
];

/// A running lab. Dropping it stops everything; [`Lab::stop`] also waits until everything has
/// ended.
#[derive(Debug)]
pub struct Lab {
    resolver: SocketAddr,
    routes: BTreeMap<SocketAddr, Route>,
    /// What each listener has counted, by its local address.
    counted: HashMap<SocketAddr, Arc<Counted>>,
    authority_pem: String,
    tasks: TaskTracker,
    stop: DropGuard,
}

impl Lab {
    /// Starts every case at once.
    ///
    /// # Errors
    /// Loopback ports, certificates or zones could not be set up.
    pub async fn start() -> Result<Self, LabError> {
        Self::start_with(LabOptions::default()).await
    }

    /// Starts every case at once, with options.
    ///
    /// # Errors
    /// As [`Lab::start`].
    pub async fn start_with(options: LabOptions) -> Result<Self, LabError> {
        let stop = CancellationToken::new();
        let (zones, peers) = surroundings();
        let all_zones = zones.iter().chain(cases().iter().flat_map(|case| &case.zones));
        let zones = Arc::new(Zones::new(all_zones)?);
        let latency = Duration::from_millis(options.latency_ms);
        let stage = Stage {
            address: options.address,
            latency,
            has_nagle: options.has_nagle,
            zones: Arc::clone(&zones),
            tasks: TaskTracker::new(),
            stop: stop.clone(),
        };
        // From here on, an early return stops what was started.
        let stop = stop.drop_guard();
        let resolver = dns::serve(&zones, &stage).await?;

        let mut authority = Authority::new()?;
        let mut routes = BTreeMap::new();
        let mut counted = HashMap::new();
        // Addresses with the same part share one listener.
        let mut listeners: HashMap<&Part, Route> = HashMap::new();
        for peer in peers.iter().chain(cases().iter().flat_map(|case| &case.peers)) {
            let route = match listeners.get(&peer.part) {
                Some(route) => *route,
                None => {
                    let route = match peer::listen(&peer.part, &mut authority, &stage).await? {
                        Some(listening) => {
                            counted.insert(listening.local, listening.counted);
                            Route::To(listening.local)
                        }
                        None if peer.part == Part::Blackhole => Route::Blackhole,
                        None => Route::Refused,
                    };
                    listeners.insert(&peer.part, route);
                    route
                }
            };
            routes.insert(peer.address, route);
        }
        let hosts: BTreeSet<IpAddr> = routes.keys().map(SocketAddr::ip).collect();
        for (host, port) in
            hosts.into_iter().flat_map(|host| KNOCKED_PORTS.map(|port| (host, port)))
        {
            routes.entry(SocketAddr::new(host, port)).or_insert(Route::Refused);
        }
        Ok(Self {
            resolver,
            routes,
            counted,
            authority_pem: authority.pem(),
            tasks: stage.tasks,
            stop,
        })
    }

    /// The name server, on UDP and TCP.
    pub fn resolver(&self) -> SocketAddr {
        self.resolver
    }

    /// What happens when a client connects to an address of the zones.
    pub fn route(&self, wanted: SocketAddr) -> Route {
        if let Some(route) = self.routes.get(&wanted) {
            return *route;
        }
        // An address of the lab without a part at this port: the host is up, the port is closed.
        let known = self.routes.keys().any(|address| address.ip() == wanted.ip());
        if known { Route::Refused } else { Route::Unrouted }
    }

    /// How many connections the peer at an address has accepted. Addresses with the same part are
    /// counted together.
    pub fn connection_count(&self, wanted: SocketAddr) -> usize {
        self.count(wanted, |counted| &counted.connections)
    }

    /// How many commands the peer at an address has received that begin a login by IMAP. Addresses
    /// with the same part are counted together.
    pub fn login_count(&self, wanted: SocketAddr) -> usize {
        self.count(wanted, |counted| &counted.logins)
    }

    fn count(&self, wanted: SocketAddr, of: impl Fn(&Counted) -> &AtomicUsize) -> usize {
        match self.route(wanted) {
            Route::To(local) => {
                self.counted.get(&local).map_or(0, |counted| of(counted).load(Ordering::Relaxed))
            }
            Route::Refused | Route::Blackhole | Route::Unrouted => 0,
        }
    }

    /// The whole map, ordered by address; never contains [`Route::Unrouted`].
    pub fn routes(&self) -> impl Iterator<Item = (SocketAddr, Route)> {
        self.routes.iter().map(|(wanted, route)| (*wanted, *route))
    }

    /// The networks of the zones' addresses.
    pub fn networks() -> &'static [IpNet] {
        &NETWORKS
    }

    /// The root certificate of the lab's authority, in PEM.
    pub fn authority_pem(&self) -> &str {
        &self.authority_pem
    }

    /// Stops every listener and every connection, and returns when they have ended.
    pub async fn stop(self) {
        self.tasks.close();
        self.stop.disarm().cancel();
        self.tasks.wait().await;
    }
}
