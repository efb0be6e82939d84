//! Decides which addresses belong to this machine.
//!
//! A connection to an own address never leaves the machine: it passes no firewall, so a port can
//! seem open that is closed to everybody else. It may look up the routing table. Must never send a
//! packet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

/// The discard port; any port would do, since nothing is sent to it.
const DISCARD_PORT: u16 = 9;

/// The addresses of this machine: those of its interfaces, and those that the operator configured.
#[derive(Clone, Debug, Default)]
pub struct OwnAddresses {
    named: Vec<IpAddr>,
}

impl OwnAddresses {
    /// The interface addresses, and these.
    #[must_use]
    pub const fn new(named: Vec<IpAddr>) -> Self {
        Self { named }
    }

    /// Whether the operator configured the address as one of this machine.
    #[must_use]
    pub fn is_named(&self, address: IpAddr) -> bool {
        self.named.contains(&address)
    }

    /// Whether an interface of this machine has the address. Always false for loopback, which every
    /// machine has.
    #[must_use]
    pub fn is_here(&self, address: IpAddr) -> bool {
        !address.is_loopback()
            && (source_towards(address) == Some(address)
                || can_be_bound(address) && !can_be_bound(elsewhere(address)))
    }
}

/// Whether a socket can have the address. For the second address of an interface the system
/// chooses the first one as the source, so the routing table alone does not show it.
fn can_be_bound(address: IpAddr) -> bool {
    #[expect(clippy::disallowed_methods, reason = "a socket that is only bound sends nothing")]
    UdpSocket::bind((address, 0)).is_ok()
}

/// An address of the same family that no machine has (RFC 5737, RFC 3849). Where even that can be
/// bound (`ip_nonlocal_bind` of Linux), binding shows nothing.
const fn elsewhere(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => IpAddr::V4(Ipv4Addr::new(198, 51, 100, 251)),
        IpAddr::V6(_) => IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0xffff, 0xffff, 0, 0, 0, 0xffff)),
    }
}

/// The source address that the system would use. For an address of this machine it is that same
/// address.
fn source_towards(address: IpAddr) -> Option<IpAddr> {
    let any: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    #[expect(
        clippy::disallowed_methods,
        reason = "a connected UDP socket asks the routing table and sends nothing"
    )]
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect((address, DISCARD_PORT)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: (bool, bool)) {
        let own =
            OwnAddresses::new(vec!["203.0.113.7".parse().unwrap(), "2001:db8::7".parse().unwrap()]);
        let address = address.parse().unwrap();
        assert_eq!((own.is_named(address), own.is_here(address)), expected, "{address}");
    }

    #[test]
    fn those_that_the_operator_names() {
        check("203.0.113.7", (true, false));
        check("2001:db8::7", (true, false));
        check("203.0.113.8", (false, false));
        check("2001:db8::8", (false, false));
        check("127.0.0.1", (false, false));
        check("::1", (false, false));
    }

    /// Does nothing on a machine without a network.
    #[test]
    fn those_that_the_machine_has() {
        for target in ["192.0.2.1", "2001:db8:ffff::1"] {
            let Some(own) =
                source_towards(target.parse().unwrap()).filter(|own| !own.is_loopback())
            else {
                continue;
            };
            assert!(OwnAddresses::default().is_here(own), "{own}");
            assert!(can_be_bound(own) && !can_be_bound(elsewhere(own)), "{own}");
        }
    }
}
