//! What all listeners of the lab share: the address to bind, the zones, the tasks and their end.
//!
//! Knows no protocol. Must never name an address of its own that is not loopback.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::zones::Zones;

/// What all listeners share.
#[derive(Clone)]
pub(crate) struct Stage {
    /// The local address to bind for every listener, with any free port.
    pub(crate) address: IpAddr,
    pub(crate) latency: Duration,
    /// Whether peers leave Nagle's algorithm on.
    pub(crate) has_nagle: bool,
    /// The zones that the name servers answer from.
    pub(crate) zones: Arc<Zones>,
    pub(crate) tasks: TaskTracker,
    pub(crate) stop: CancellationToken,
}
