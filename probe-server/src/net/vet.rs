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

/// The IPv6 prefix under which a network reaches the IPv4 internet (NAT64, RFC 6146): an address in
/// it stands for the IPv4 address that it contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nat64Prefix(Ipv6Net);

impl Nat64Prefix {
    /// The prefix, if it has one of the lengths of RFC 6052 §2.2.
    #[must_use]
    pub fn new(prefix: Ipv6Net) -> Option<Self> {
        matches!(prefix.prefix_len(), 32 | 40 | 48 | 56 | 64 | 96).then(|| Self(prefix.trunc()))
    }

    /// The IPv4 address that an address in the prefix contains.
    fn embedded_in(self, address: Ipv6Addr) -> Option<Ipv4Addr> {
        if !self.0.contains(&address) {
            return None;
        }
        // Bits 64 to 71 are not part of it (RFC 6052 §2.2).
        let bits = address.to_bits();
        let without_u = (bits >> 64 << 64) | (bits << 72 >> 64);
        let of_prefix = u32::from(self.0.prefix_len());
        let embedded = if of_prefix == 96 { bits } else { without_u >> (88 - of_prefix) };
        u32::try_from(embedded & u128::from(u32::MAX)).ok().map(Ipv4Addr::from_bits)
    }
}

/// The vetting rules: public addresses, and the networks and ports that the operator allows in
/// addition or denies.
#[derive(Clone, Debug, Default)]
pub struct Vetter {
    opened: Vec<IpNet>,
    opened_ports: Vec<u16>,
    denied: Vec<IpNet>,
    nat64: Option<Nat64Prefix>,
}

impl Vetter {
    /// Rules that also allow the networks `opened`, and in these the additional ports
    /// `opened_ports`.
    #[must_use]
    pub const fn new(opened: Vec<IpNet>, opened_ports: Vec<u16>) -> Self {
        Self { opened, opened_ports, denied: Vec::new(), nat64: None }
    }

    /// The same rules, but nothing in these networks may be dialled, whatever else allows it.
    #[must_use]
    pub fn denying(self, denied: Vec<IpNet>) -> Self {
        Self { denied, ..self }
    }

    /// The same rules in a network with this NAT64 prefix: addresses in it are vetted as the IPv4
    /// addresses that they contain.
    #[must_use]
    pub fn behind(self, nat64: Option<Nat64Prefix>) -> Self {
        Self { nat64, ..self }
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
        self.judged(address, is_opened)
    }

    /// Vets the address of a name server that is to be queried, on port 53.
    ///
    /// # Errors
    /// The [`Refusal`].
    pub fn vet_name_server(&self, address: IpAddr) -> Result<Vetted, Refusal> {
        let is_opened = self.is_opened(address);
        self.judged(SocketAddr::new(address, NAME_SERVER_PORT), is_opened)
    }

    fn judged(&self, address: SocketAddr, is_opened: bool) -> Result<Vetted, Refusal> {
        if !(is_opened || is_public(self.meant_by(address.ip()))) {
            return Err(Refusal::AddressNotPublic);
        }
        if self.is_among(&self.denied, address.ip()) {
            return Err(Refusal::AddressDenied);
        }
        Ok(Vetted { address, is_opened })
    }

    fn is_opened(&self, address: IpAddr) -> bool {
        self.is_among(&self.opened, address)
    }

    fn is_among(&self, networks: &[IpNet], address: IpAddr) -> bool {
        let meant = self.meant_by(address);
        networks.iter().any(|network| network.contains(&address) || network.contains(&meant))
    }

    /// The IPv4 address that an address behind NAT64 stands for; any other address as it is.
    fn meant_by(&self, address: IpAddr) -> IpAddr {
        match (address, self.nat64) {
            (IpAddr::V6(inside), Some(nat64)) => {
                nat64.embedded_in(inside).map_or(address, IpAddr::V4)
            }
            _ => address,
        }
    }

    /// Whether an address belongs to a public server or to a network that the operator allows. One
    /// that the operator denies is not private for that.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        is_public(self.meant_by(address)) || self.is_opened(address)
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
mod tests;
