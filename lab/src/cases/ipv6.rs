//! Cases of MX hosts that are reached over IPv6, with and without IPv4 beside it.

use std::net::{IpAddr, Ipv4Addr};

use diagnosis::finding::FindingCode::{
    MxAddressPrivate, MxAlias, MxHostNotFound, MxImplicit, MxIpv6Only, MxNone, MxOk, RelayDown,
    RelayOk,
};

use super::domain::{ipv6, relay_of};
use crate::case::Case;
use crate::site::Site;
use crate::zone::Data;

pub(super) fn cases() -> Vec<Case> {
    vec![
        at_ipv6(Site::healthy("faro.test", 130).without_mx().mx(10, "mx.faro.test"), "mx", 130)
            .case(
                "mx_ipv6_only",
                "L'MX ha solo un indirizzo IPv6",
                "The MX has an IPv6 address only",
            )
            .mandatory(&[MxIpv6Only, MxOk, RelayOk])
            .forbidden(&[MxNone, MxHostNotFound, RelayDown]),
        at_ipv6(Site::healthy("pontile.test", 131).mx(5, "mx6.pontile.test"), "mx6", 131)
            .case(
                "mx_ipv6_first",
                "Il primo MX ha solo IPv6, il secondo anche IPv4",
                "The first MX has IPv6 only, the second has IPv4",
            )
            .spotless(),
        at_ipv6(
            Site::healthy("darsena.test", 132).without_mx().mx(10, "posta.darsena.test"),
            "mx6",
            132,
        )
        .record("posta", Data::Cname("mx6.darsena.test".to_owned()))
        .case(
            "mx_ipv6_only_alias",
            "L'MX è un alias di un nome con il solo IPv6",
            "The MX is an alias of a name with IPv6 only",
        )
        .mandatory(&[MxIpv6Only, MxAlias, RelayOk])
        .forbidden(&[MxHostNotFound]),
        at_ipv6(Site::healthy("scogliera.test", 133).without_mx(), "", 133)
            .case(
                "mx_implicit_ipv6",
                "Nessun MX, e il dominio ha solo IPv6",
                "No MX, and the domain has IPv6 only",
            )
            .mandatory(&[MxIpv6Only, MxImplicit, RelayOk])
            .forbidden(&[MxNone]),
        at_ipv6(Site::healthy("laguna.test", 134).without_mx().mx(10, "mx.laguna.test"), "mx", 134)
            .record("mx", Data::Address(IpAddr::V4(Ipv4Addr::new(192, 168, 1, 5))))
            .case(
                "mx_ipv4_private",
                "L'MX ha IPv6, e un IPv4 di rete privata",
                "The MX has IPv6, and a private IPv4 address",
            )
            .mandatory(&[MxIpv6Only, MxAddressPrivate, RelayOk])
            .forbidden(&[MxHostNotFound, RelayDown]),
    ]
}

/// Adds a working MX host `<label>.<domain>` at an IPv6 address, or at the domain itself if the
/// label is empty.
fn at_ipv6(site: Site, label: &str, number: u16) -> Site {
    let host = site.host(label);
    site.record(label, Data::Address(ipv6(number))).peer(ipv6(number), 25, relay_of(&host))
}
