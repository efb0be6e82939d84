//! What all listeners of the lab share: the address to bind, the zones, the tasks and their end.
//!
//! Knows no protocol. Must never name an address that is not loopback.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::zones::Zones;

/// The local address to bind for every listener: loopback, any free port.
pub(crate) const ANY_LOOPBACK_PORT: SocketAddr =
    SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// What all listeners share.
#[derive(Clone)]
pub(crate) struct Stage {
    pub(crate) latency: Duration,
    /// The zones that the name servers answer from.
    pub(crate) zones: Arc<Zones>,
    pub(crate) tasks: TaskTracker,
    pub(crate) stop: CancellationToken,
}
