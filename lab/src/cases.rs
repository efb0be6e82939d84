//! The cases as data, grouped by the part that fails. A new case is a few lines in one of these
//! files.

mod access;
mod certificates;
mod change;
mod delegation;
mod dnssec;
mod domain;
mod guess;
mod inside;
mod ipv6;
mod patience;
mod providers;
mod records;
mod relay;
mod tls;
mod webmail;

use std::sync::LazyLock;

use diagnosis::finding::{Expectations, MxPattern};

use crate::case::{Case, Peer};
use crate::zone::Zone;

pub use providers::CONTROL_DOMAIN;

static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let groups = [
        domain::cases(),
        delegation::cases(),
        dnssec::cases(),
        change::cases(),
        ipv6::cases(),
        relay::cases(),
        patience::cases(),
        tls::cases(),
        certificates::cases(),
        access::cases(),
        records::cases(),
        guess::cases(),
        webmail::cases(),
        inside::cases(),
    ];
    groups.into_iter().flatten().collect()
});

/// Every case, the healthy one first.
pub fn cases() -> &'static [Case] {
    &CASES
}

/// What the lab's operator expects of its customers' domains: that their MX hosts are in the domain
/// itself.
pub fn expectations() -> Expectations {
    Expectations { mx: vec![MxPattern("{domain}".to_owned()), MxPattern("*.{domain}".to_owned())] }
}

/// Zones and peers that belong to no case: the providers that several cases use.
pub(crate) fn surroundings() -> (Vec<Zone>, Vec<Peer>) {
    providers::both().into_surroundings()
}
