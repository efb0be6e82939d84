//! Which local port stands for an address of the zones.

use std::fmt;
use std::net::SocketAddr;

/// What a dialer meets at an address that the zones speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// A peer listens; connect here instead.
    To(SocketAddr),
    /// The host is up and refuses this port (a reset in answer to the first packet).
    Refused,
    /// Packets vanish: a connection attempt must run into its deadline.
    Blackhole,
    /// Not an address of the lab.
    Unrouted,
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::To(local) => local.fmt(formatter),
            Self::Refused => formatter.write_str("refused"),
            Self::Blackhole => formatter.write_str("blackhole"),
            Self::Unrouted => formatter.write_str("unrouted"),
        }
    }
}
