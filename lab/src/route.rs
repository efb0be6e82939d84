//! Maps an address of the zones to a local port.

use std::fmt;
use std::net::SocketAddr;

/// What happens when a client connects to an address of the zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// A peer listens: connect to this local address instead.
    To(SocketAddr),
    /// The host is up and refuses the port (a TCP reset).
    Refused,
    /// Packets are dropped: a connection attempt must time out.
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
