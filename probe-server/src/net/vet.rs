//! Decides which addresses and ports may be dialled.
//!
//! The tables follow RFC 6890 and the IANA special-purpose registries, strictly: a deny list for
//! IPv4; for IPv6 one allowed block with exceptions, so that most ways to embed an IPv4 address in
//! an IPv6 one are excluded without a list. [`Vetted`] can be constructed only here, and the dialer
//! accepts nothing else. Must never resolve or dial.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use diagnosis::probe::Refusal;
use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// The ports of mail and web services; no others are dialled, except [`NAME_SERVER_PORT`] to query
/// a name server.
pub const ALLOWED_PORTS: [u16; 9] = [25, 465, 587, 110, 995, 143, 993, 80, 443];

/// The DNS port (RFC 1035 §4.2). Only [`Vetter::vet_name_server`] allows it.
pub const NAME_SERVER_PORT: u16 = 53;

/// IPv4 blocks without public servers (IANA IPv4 special-purpose registry, plus multicast and class
/// E).
const IPV4_DENIED: [Ipv4Net; 18] = [
    v4(0, 0, 0, 0, 8),
    v4(10, 0, 0, 0, 8),
    v4(100, 64, 0, 0, 10),
    v4(127, 0, 0, 0, 8),
    v4(169, 254, 0, 0, 16),
    v4(172, 16, 0, 0, 12),
    v4(192, 0, 0, 0, 24),
    v4(192, 0, 2, 0, 24),
    v4(192, 31, 196, 0, 24),
    v4(192, 52, 193, 0, 24),
    v4(192, 88, 99, 0, 24),
    v4(192, 168, 0, 0, 16),
    v4(192, 175, 48, 0, 24),
    v4(198, 18, 0, 0, 15),
    v4(198, 51, 100, 0, 24),
    v4(203, 0, 113, 0, 24),
    v4(224, 0, 0, 0, 4),
    v4(240, 0, 0, 0, 4),
];

/// The only IPv6 block that contains public servers (RFC 4291 §2.4, global unicast as assigned by
/// IANA).
const IPV6_ALLOWED: Ipv6Net = v6([0x2000, 0, 0], 3);

/// The exceptions within it: protocol assignments with Teredo, documentation, 6to4, AS112.
const IPV6_DENIED: [Ipv6Net; 5] = [
    v6([0x2001, 0, 0], 23),
    v6([0x2001, 0x0db8, 0], 32),
    v6([0x2002, 0, 0], 16),
    v6([0x2620, 0x004f, 0x8000], 48),
    v6([0x3fff, 0, 0], 20),
];

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix)
}

const fn v6(head: [u16; 3], prefix: u8) -> Ipv6Net {
    let [first, second, third] = head;
    Ipv6Net::new_assert(Ipv6Addr::new(first, second, third, 0, 0, 0, 0, 0), prefix)
}

/// An address and port that passed vetting; the dialer accepts no other type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Vetted {
    address: SocketAddr,
    /// The operator allowed the network that contains it, so it may be this machine itself.
    is_opened: bool,
}

impl Vetted {
    /// The address.
    #[must_use]
    pub const fn address(self) -> SocketAddr {
        self.address
    }

    /// Whether the operator allowed its network.
    #[must_use]
    pub const fn is_opened(self) -> bool {
        self.is_opened
    }
}

/// The vetting rules: public addresses, and the networks and ports that the operator allows in
/// addition.
#[derive(Clone, Debug, Default)]
pub struct Vetter {
    opened: Vec<IpNet>,
    opened_ports: Vec<u16>,
}

impl Vetter {
    /// Rules that also allow the networks `opened`, and in these the additional ports
    /// `opened_ports`.
    #[must_use]
    pub const fn new(opened: Vec<IpNet>, opened_ports: Vec<u16>) -> Self {
        Self { opened, opened_ports }
    }

    /// Vets one address and port.
    ///
    /// # Errors
    /// The [`Refusal`]; a forbidden port is reported before a forbidden address.
    pub fn vet(&self, address: SocketAddr) -> Result<Vetted, Refusal> {
        let is_opened = self.is_opened(address.ip());
        let port = address.port();
        let is_port_allowed =
            ALLOWED_PORTS.contains(&port) || (is_opened && self.opened_ports.contains(&port));
        if !is_port_allowed {
            return Err(Refusal::PortNotAllowed);
        }
        if is_opened || is_public(address.ip()) {
            Ok(Vetted { address, is_opened })
        } else {
            Err(Refusal::AddressNotPublic)
        }
    }

    /// Vets the address of a name server that is to be queried, on port 53.
    ///
    /// # Errors
    /// The [`Refusal`].
    pub fn vet_name_server(&self, address: IpAddr) -> Result<Vetted, Refusal> {
        let is_opened = self.is_opened(address);
        let address = SocketAddr::new(address, NAME_SERVER_PORT);
        if is_opened || is_public(address.ip()) {
            Ok(Vetted { address, is_opened })
        } else {
            Err(Refusal::AddressNotPublic)
        }
    }

    fn is_opened(&self, address: IpAddr) -> bool {
        self.opened.iter().any(|network| network.contains(&address))
    }

    /// Whether an address may be dialled, whatever the port.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        is_public(address) || self.is_opened(address)
    }
}

/// Whether an address can belong to a public server.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !IPV4_DENIED.iter().any(|network| network.contains(&address)),
        IpAddr::V6(address) => {
            IPV6_ALLOWED.contains(&address)
                && !IPV6_DENIED.iter().any(|network| network.contains(&address))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: bool) {
        assert_eq!(is_public(address.parse().unwrap()), expected, "{address}");
    }

    #[test]
    fn public_servers() {
        for address in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "128.0.0.1",
            "169.253.255.255",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.167.255.255",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "2001:200::1",
            "2606:4700::1111",
            "2a00:1450:4002::1a",
            "2003::1",
            "3ffe:ffff::1",
        ] {
            check(address, true);
        }
    }

    #[test]
    fn addresses_that_are_nobodys_public_server() {
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.5",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.31.196.1",
            "192.52.193.1",
            "192.88.99.1",
            "192.168.1.1",
            "192.175.48.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::169.254.169.254",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:0:127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::7f00:1",
            "100::1",
            "100:0:0:1::1",
            "1::",
            "2001::1",
            "2001:2::1",
            "2001:3::1",
            "2001:10::1",
            "2001:20::1",
            "2001:30::1",
            "2001:1ff:ffff::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2620:4f:8000::1",
            "3fff::1",
            "3fff:fff:ffff::1",
            "4000::1",
            "5f00::1",
            "8000::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
            "ff0e::1",
        ] {
            check(address, false);
        }
    }

    /// Fifteen special blocks, each embedded in IPv6 in eight ways.
    #[test]
    fn no_embedding_hides_an_ipv4_address() {
        let specials = [
            "0.0.0.1",
            "10.0.0.1",
            "100.64.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "172.16.0.1",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "255.255.255.255",
        ];
        for special in specials {
            let v4: Ipv4Addr = special.parse().unwrap();
            let [a, b, c, d] = v4.octets();
            let (high, low) = (u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d]));
            let embeddings = [
                ("mapped", Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, high, low)),
                ("compatible", Ipv6Addr::new(0, 0, 0, 0, 0, 0, high, low)),
                ("translated", Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, high, low)),
                ("nat64", Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, high, low)),
                ("nat64 local", Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, high, low)),
                ("6to4", Ipv6Addr::new(0x2002, high, low, 0, 0, 0, 0, 1)),
                ("teredo", Ipv6Addr::new(0x2001, 0, 0x4136, 0xe378, 0x8000, 0x63bf, !high, !low)),
                ("isatap", Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0x5efe, high, low)),
            ];
            for (how, address) in embeddings {
                assert!(!is_public(address.into()), "{special} {how} {address}");
            }
        }
    }

    #[test]
    fn only_nine_ports_of_a_public_host() {
        let vetter = Vetter::default();
        let allowed: Vec<u16> = (0..=u16::MAX)
            .filter(|&port| vetter.vet(SocketAddr::from(([8, 8, 8, 8], port))).is_ok())
            .collect();
        let mut expected = ALLOWED_PORTS.to_vec();
        expected.sort_unstable();
        assert_eq!(allowed, expected);
    }

    #[test]
    fn a_name_server_is_asked_at_its_own_port_and_nowhere_else() {
        let vetter = Vetter::new(vec!["10.1.0.0/16".parse().unwrap()], vec![]);
        assert_eq!(vetter.vet("8.8.8.8:53".parse().unwrap()), Err(Refusal::PortNotAllowed));
        for (address, expected) in [
            ("8.8.8.8", Ok("8.8.8.8:53")),
            ("10.1.2.3", Ok("10.1.2.3:53")),
            ("127.0.0.1", Err(Refusal::AddressNotPublic)),
        ] {
            let vetted = vetter.vet_name_server(address.parse().unwrap()).map(Vetted::address);
            assert_eq!(vetted, expected.map(|address| address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn the_operator_opens_networks_and_there_only_more_ports() {
        let vetter = Vetter::new(vec!["10.1.0.0/16".parse().unwrap()], vec![8443]);
        assert!(vetter.vet("10.1.2.3:25".parse().unwrap()).is_ok_and(Vetted::is_opened));
        assert!(vetter.vet("10.1.2.3:8443".parse().unwrap()).is_ok());
        assert_eq!(vetter.vet("10.2.0.1:25".parse().unwrap()), Err(Refusal::AddressNotPublic));
        assert_eq!(vetter.vet("8.8.8.8:8443".parse().unwrap()), Err(Refusal::PortNotAllowed));
        assert_eq!(vetter.vet("10.1.2.3:22".parse().unwrap()), Err(Refusal::PortNotAllowed));
    }
}
