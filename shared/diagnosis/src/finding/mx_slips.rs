//! Typical mistakes in MX records: a doubled name, a verification record left in place, two
//! providers at once.
//!
//! They are distinguished from other faults because each has its own fix, and all of them happen at
//! a change of provider.

use mail::Domain;
use mail::provider::{Seen, SeenMx, mx_providers};

use super::{FindingCode, Params};
use crate::probe::{MxHost, MxSeen, ServerText};

/// Microsoft uses names below this one to verify a domain. No server can exist there (RFC 6761
/// §6.4).
const MICROSOFT_PROOF: &str = ".msv1.invalid";

/// The code for an MX target that is not a host name.
pub(super) fn of_malformed(text: &ServerText) -> FindingCode {
    if text.as_str().to_ascii_lowercase().ends_with(MICROSOFT_PROOF) {
        FindingCode::MxUnverifiedMicrosoft
    } else {
        FindingCode::MxMalformed
    }
}

/// Whether a name ends with the domain twice: some control panels append it automatically.
pub(super) fn is_doubled(host: &Domain, domain: &Domain) -> bool {
    let once = |name: &str| {
        name.strip_suffix(domain.as_str())
            .map(|head| head.strip_suffix('.').unwrap_or(head).to_owned())
    };
    once(host.as_str())
        .is_some_and(|head| head == domain.as_str() || head.ends_with(&format!(".{domain}")))
}

/// The mailbox providers that share a domain's mail, if there are several: their names, and a host
/// of each.
pub(super) fn two_providers(seen: &MxSeen, domain: &Domain) -> Option<Params> {
    let providers = mx_providers(&Seen { mx: seen_mx(seen), ..Seen::of(domain.clone()) });
    (providers.len() > 1).then(|| Params {
        names: providers.iter().map(|(id, _)| ServerText::new(id.display_name())).collect(),
        hosts: providers.into_iter().map(|(_, host)| host).collect(),
        ..Params::default()
    })
}

/// The MX hosts in the form that the provider rules need.
pub(super) fn seen_mx(seen: &MxSeen) -> Vec<SeenMx> {
    seen.hosts
        .iter()
        .map(|host| SeenMx { host: host.name.clone(), addresses: addresses(host).collect() })
        .collect()
}

pub(super) fn addresses(host: &MxHost) -> impl Iterator<Item = std::net::IpAddr> + '_ {
    let ipv4 = host.ipv4.found().into_iter().flatten().copied().map(std::net::IpAddr::V4);
    let ipv6 = host.ipv6.found().into_iter().flatten().copied().map(std::net::IpAddr::V6);
    ipv4.chain(ipv6)
}
