//! The cases as data, grouped by where the trouble is. A new case is a few lines in one of these files.

mod access;
mod certificates;
mod change;
mod delegation;
mod dnssec;
mod domain;
mod guess;
mod ipv6;
mod patience;
mod providers;
mod records;
mod relay;
mod tls;
mod webmail;

use std::sync::LazyLock;

use diagnosis::finding::{Expectations, MxPattern};

use crate::case::{Case, Peer, Zone};

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
    ];
    groups.into_iter().flatten().collect()
});

/// Every case, the healthy one first.
pub fn cases() -> &'static [Case] {
    &CASES
}

/// What the lab's operator knows of its customers: mail for a domain arrives at hosts of that domain.
pub fn expectations() -> Expectations {
    Expectations { mx: vec![MxPattern("{domain}".to_owned()), MxPattern("*.{domain}".to_owned())] }
}

/// What exists around the cases: the providers that several of them use.
pub(crate) fn surroundings() -> (Vec<Zone>, Vec<Peer>) {
    providers::both().into_surroundings()
}
