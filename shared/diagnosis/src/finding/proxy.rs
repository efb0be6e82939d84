//! Finds mail hosts behind a proxy that hands on web requests only.
//!
//! Such a name opens in a browser and nowhere else, and the proxy says nothing of it: after a move of the name servers
//! it is the commonest silent fault.

use std::net::IpAddr;

use super::{Params, mx_slips};
use crate::probe::{MxHost, ProbeRun, ServerText};
use mail::Domain;
use mail::provider::{Seen, http_proxy, identify};

/// The proxy that an MX host is behind. A mail service that the proxy's owner runs in its own networks is none.
pub(super) fn of_mx(host: &MxHost) -> Option<Params> {
    let mx = vec![mail::provider::SeenMx { host: host.name.clone(), addresses: Vec::new() }];
    if identify(&Seen { mx, ..Seen::of(host.name.clone()) }).is_some() {
        return None;
    }
    of_addresses(&host.name, mx_slips::addresses(host))
}

/// The proxy that the host of a mail program's service is behind.
pub(super) fn of_service(run: &ProbeRun) -> Option<Params> {
    of_addresses(&run.target.host, run.mail()?.addresses.iter().copied())
}

/// All of the addresses, or it can still be reached.
fn of_addresses(host: &Domain, addresses: impl Iterator<Item = IpAddr>) -> Option<Params> {
    let mut found = None;
    for address in addresses {
        found = Some((http_proxy(address)?, address));
    }
    let (proxy, address) = found?;
    Some(Params { host: Some(host.clone()), address: Some(address), names: vec![ServerText::new(proxy)], ..Params::default() })
}
