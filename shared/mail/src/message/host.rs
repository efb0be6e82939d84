//! The names and addresses of hosts on the path: who a host belongs to, and what is inside a
//! network. Must never resolve a name.

use std::net::IpAddr;

/// Domains that one organisation uses for its servers: the first is the name of the group.
const ONE_ORGANISATION: [&[&str]; 5] = [
    &["outlook.com", "exchangelabs.com", "microsoft.com", "hotmail.com", "office365.com"],
    &["google.com", "gmail.com", "googlemail.com", "1e100.net"],
    &["yahoo.com", "yahoodns.net", "aol.com"],
    &["icloud.com", "apple.com", "me.com", "mac.com"],
    &["aruba.it", "arubabusiness.it", "arubapec.it", "technorail.com"],
];
/// Second labels below which a country registers names.
const SHARED: [&str; 7] = ["ac", "co", "com", "edu", "gov", "net", "org"];

/// The organisation of a host: the registered part of its name, or the name if it has no dot.
pub(super) fn organisation(host: &str) -> String {
    let host = host.trim().trim_end_matches('.').to_ascii_lowercase();
    let labels: Vec<&str> = host.rsplit('.').collect();
    let own = match labels.as_slice() {
        [top, second, third, ..] if top.len() == 2 && SHARED.contains(second) => {
            format!("{third}.{second}.{top}")
        }
        [top, second, ..] => format!("{second}.{top}"),
        _ => return host,
    };
    let group = ONE_ORGANISATION.iter().find(|group| group.contains(&own.as_str()));
    group.and_then(|group| group.first()).map_or(own, |name| (*name).to_owned())
}

/// Whether a name is that of a host inside a network: without a domain, or in one that is never
/// public (RFC 6761, RFC 6762, RFC 8375).
pub(super) fn is_internal_name(name: &str) -> bool {
    let name = name.trim().trim_end_matches('.').to_ascii_lowercase();
    !name.contains('.')
        || [".local", ".localdomain", ".localhost", ".internal", ".lan", ".home.arpa"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// Whether an address is of a host inside a network (RFC 1918, RFC 4193, RFC 6598, RFC 3927).
pub(super) fn is_internal_address(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            address.is_loopback()
                || address.is_private()
                || address.is_link_local()
                || address.is_unspecified()
                || (first == 100 && (64..128).contains(&second))
        }
        IpAddr::V6(address) => {
            address.is_loopback()
                || address.is_unique_local()
                || address.is_unicast_link_local()
                || address.is_unspecified()
        }
    }
}

/// Whether an address is one that Microsoft 365 uses between its own servers (2603:1000::/24).
pub(super) fn is_of_microsoft(address: IpAddr) -> bool {
    let IpAddr::V6(address) = address else { return false };
    let [first, second, ..] = address.segments();
    first == 0x2603 && second >> 8 == 0x10
}
