//! Tests this server itself: does its resolver answer, and are its connections to port 25 let out.
//!
//! Two stages, control_resolver and control_port25. Runs only when something failed in a way that
//! could be our fault. Queries the name servers of the configured control host (of the root, if
//! there is none), and connects to port 25 of its first MX hosts. Must never send anything over
//! these connections.

use diagnosis::probe::{Cause, SelfTestSeen, Stage};
use futures_util::future::join_all;
use mail::Domain;
use mail::dns::Lookup;

use super::connect;
use super::stages::{Passed, Stages};
use crate::net::Net;
use crate::net::vet::Vetted;

/// How many MX hosts of the control domain are tried; a single one may well be down.
const MAX_CONTROL_HOSTS: usize = 2;

/// What has to be tested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct SelfTestScope {
    /// A DNS query failed.
    pub(crate) resolver: bool,
    /// No connection to port 25 succeeded over IPv4.
    pub(crate) port_25: bool,
    /// No connection to port 25 succeeded over IPv6.
    pub(crate) port_25_ipv6: bool,
}

impl SelfTestScope {
    /// Whether there is something to test, and a control host if it is needed.
    pub(crate) fn is_testable(self, net: &Net) -> bool {
        self.resolver || (self.is_port_25() && net.control_host().is_some())
    }

    const fn is_port_25(self) -> bool {
        self.port_25 || self.port_25_ipv6
    }
}

/// Runs the tests that `scope` asks for.
pub(crate) async fn probe(scope: SelfTestScope, net: &Net, stages: &mut Stages) -> SelfTestSeen {
    let mut seen = SelfTestSeen::default();
    if scope.resolver {
        let work = async {
            match net.resolver().works(net.control_host()).await.cause() {
                None => Ok(Passed::silently(())),
                Some(cause) => Err(Cause::Dns(cause)),
            }
        };
        seen.resolver =
            Some(stages.run(Stage::ControlResolver, net.limits().dns * 2, work).await.is_ok());
    }
    if scope.is_port_25()
        && let Some(host) = net.control_host()
    {
        let work = port_25(host, scope, net, &mut seen);
        // The cause is in the stage reports.
        let _stopped = stages
            .run(Stage::ControlPort25, net.limits().connect * 2 + net.limits().dns * 2, work)
            .await;
    }
    seen
}

async fn port_25(
    host: &Domain,
    scope: SelfTestScope,
    net: &Net,
    seen: &mut SelfTestSeen,
) -> Result<Passed<()>, Cause> {
    let addresses = control_addresses(host, net).await?;
    let of_family = |is_ipv6: bool| {
        addresses
            .iter()
            .copied()
            .filter(|vetted| vetted.address().is_ipv6() == is_ipv6)
            .collect::<Vec<_>>()
    };
    let dial = async |is_in_doubt: bool, addresses: Vec<Vetted>| {
        // Without an address of this family, the result stays unknown.
        if is_in_doubt && !addresses.is_empty() {
            Some(net.dial(&addresses).await.map(|dialled| dialled.address))
        } else {
            None
        }
    };
    let (ipv4, ipv6) = tokio::join!(
        dial(scope.port_25, of_family(false)),
        dial(scope.port_25_ipv6, of_family(true))
    );
    seen.port_25 = ipv4.as_ref().and_then(led_out);
    seen.port_25_ipv6 = ipv6.as_ref().and_then(led_out);
    let mut reached = Vec::new();
    for dialled in [ipv4, ipv6].into_iter().flatten() {
        reached.push(dialled?.to_string());
    }
    if reached.is_empty() {
        Err(Cause::NoRouteFromHere)
    } else {
        Ok(Passed::with((), &reached.join(", ")))
    }
}

/// Whether the connection succeeded; `None` if it was not tried.
fn led_out<T>(dialled: &Result<T, Cause>) -> Option<bool> {
    match dialled {
        Ok(_) => Some(true),
        Err(Cause::NotAllowed(_) | Cause::Internal | Cause::Cancelled) => None,
        Err(_) => Some(false),
    }
}

/// The addresses of the first MX hosts, or of the host itself if it has no MX records.
async fn control_addresses(host: &Domain, net: &Net) -> Result<Vec<Vetted>, Cause> {
    let hosts: Vec<Domain> = match net.resolver().mx(host).await {
        Lookup::Found(answer) => {
            answer.records.into_iter().take(MAX_CONTROL_HOSTS).map(|mx| mx.exchange).collect()
        }
        Lookup::Failed(_) => vec![host.clone()],
    };
    let mut cause = Cause::Internal;
    let mut found = Vec::new();
    for addresses in
        join_all(hosts.iter().map(|host| connect::public_addresses(host, 25, net))).await
    {
        match addresses {
            Ok(addresses) => found.extend(addresses),
            Err(failed) => cause = failed,
        }
    }
    let is_new = |vetted: &Vetted, before: &[Vetted]| {
        before.iter().all(|other| other.address().ip() != vetted.address().ip())
    };
    let mut unique: Vec<Vetted> = Vec::new();
    for vetted in found {
        if is_new(&vetted, &unique) {
            unique.push(vetted);
        }
    }
    if unique.is_empty() { Err(cause) } else { Ok(unique) }
}
