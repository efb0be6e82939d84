//! Which addresses are this machine's own.
//!
//! A connection to oneself never leaves the machine: no firewall is passed, and no port is closed that is closed to
//! everybody else. It may ask the system which way an address lies. Must never send a packet.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, UdpSocket};

/// Any port: nothing is sent to it.
const DISCARD_PORT: u16 = 9;

/// The addresses of this machine: those that it has, and those that the operator names.
#[derive(Clone, Debug, Default)]
pub struct OwnAddresses {
    named: Vec<IpAddr>,
}

impl OwnAddresses {
    /// Those that the machine has, and these.
    #[must_use]
    pub const fn new(named: Vec<IpAddr>) -> Self {
        Self { named }
    }

    /// Whether the operator says that it is this machine's.
    #[must_use]
    pub fn is_named(&self, address: IpAddr) -> bool {
        self.named.contains(&address)
    }

    /// Whether this machine has it. Loopback is on every machine, and so says nothing.
    #[must_use]
    pub fn is_here(&self, address: IpAddr) -> bool {
        !address.is_loopback() && source_towards(address) == Some(address)
    }
}

/// The address that the system would send from. Towards one of its own it is that address itself.
fn source_towards(address: IpAddr) -> Option<IpAddr> {
    let any: IpAddr = match address {
        IpAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        IpAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    #[expect(clippy::disallowed_methods, reason = "a connected UDP socket asks the routing table and sends nothing")]
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect((address, DISCARD_PORT)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: (bool, bool)) {
        let own = OwnAddresses::new(vec!["203.0.113.7".parse().unwrap(), "2001:db8::7".parse().unwrap()]);
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

    /// Where the machine has a network at all.
    #[test]
    fn those_that_the_machine_has() {
        for elsewhere in ["192.0.2.1", "2001:db8:ffff::1"] {
            let Some(own) = source_towards(elsewhere.parse().unwrap()).filter(|own| !own.is_loopback()) else { continue };
            assert!(OwnAddresses::default().is_here(own), "{own}");
        }
    }
}
