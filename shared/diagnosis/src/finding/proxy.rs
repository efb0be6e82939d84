//! Finds mail hosts behind a proxy that forwards only web requests.
//!
//! Such a name works in a browser and nowhere else, and the proxy gives no error: it is the most
//! common unnoticed fault after a move of the name servers.

use std::net::IpAddr;

use mail::Domain;
use mail::provider::{Seen, http_proxy, identify};

use super::{Params, mx_slips};
use crate::probe::{MxHost, ProbeRun, ServerText};

/// The proxy in front of an MX host. A mail service that the owner of the proxy runs in its own
/// networks is not one.
pub(super) fn of_mx(host: &MxHost) -> Option<Params> {
    let mx = vec![mail::provider::SeenMx { host: host.name.clone(), addresses: Vec::new() }];
    if identify(&Seen { mx, ..Seen::of(host.name.clone()) }).is_some() {
        return None;
    }
    of_addresses(&host.name, mx_slips::addresses(host))
}

/// The proxy in front of the host of a mail program's service.
pub(super) fn of_service(run: &ProbeRun) -> Option<Params> {
    of_addresses(&run.target.host, run.mail()?.addresses.iter().copied())
}

/// The proxy, if all addresses belong to one; otherwise the host can still be reached.
fn of_addresses(host: &Domain, addresses: impl Iterator<Item = IpAddr>) -> Option<Params> {
    let mut found = None;
    for address in addresses {
        found = Some((http_proxy(address)?, address));
    }
    let (proxy, address) = found?;
    Some(Params {
        host: Some(host.clone()),
        address: Some(address),
        names: vec![ServerText::new(proxy)],
        ..Params::default()
    })
}
