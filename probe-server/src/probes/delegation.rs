//! Whether the domain exists, and which name servers it has.
//!
//! Two stages: ns, delegation. The first queries our resolver for the `NS` records of the domain,
//! or of the zone that contains it, and if that fails, for the reason. The second queries the
//! servers of the parent zone and of the zone itself. Must never judge which of them are right.

use diagnosis::probe::{Cause, DelegationSeen, Stage};
use mail::Domain;
use mail::dns::{DnsCause, Lookup};

use super::ahead;
use super::stages::{Passed, Stages};
use super::zone_cut::{self, Both, Cut};
use crate::net::Net;

/// Queries both and returns the answers.
pub(crate) async fn probe(domain: &Domain, net: &Net, stages: &mut Stages) -> DelegationSeen {
    ahead::beside(query(domain, net, stages), zone_cut::look_ahead(domain, net)).await
}

async fn query(domain: &Domain, net: &Net, stages: &mut Stages) -> DelegationSeen {
    let mut seen = DelegationSeen {
        ns: Lookup::Failed(DnsCause::Timeout),
        zone: None,
        cut: None,
        dnssec: None,
    };
    let mut servfail_reason = None;
    let work = async {
        let enclosing = net.resolver().enclosing_zone(domain).await;
        (seen.ns, seen.zone) = (enclosing.ns, enclosing.zone);
        if seen.ns == Lookup::Failed(DnsCause::ServFail) {
            let (reason, zone) = tokio::join!(
                net.resolver().servfail_reason(domain),
                net.resolver().failing_zone(domain)
            );
            (servfail_reason, seen.zone) = (reason, Some(zone));
            if servfail_reason.as_ref().is_some_and(|reason| reason.is_for_signatures) {
                seen.ns = Lookup::Failed(DnsCause::Bogus);
            }
        }
        match &seen.ns {
            Lookup::Found(names) => {
                let names: Vec<_> = names.iter().map(Domain::as_str).collect();
                Ok(Passed::with((), &names.join(", ")))
            }
            Lookup::Failed(cause) => Err(Cause::Dns(*cause)),
        }
    };
    // The cause is in the stage reports.
    let _stopped = stages.run(Stage::Ns, net.limits().probe, work).await;
    let (zone, ns) = match (&seen.ns, &seen.zone) {
        (Lookup::Found(names), Some(zone)) => (zone, names.as_slice()),
        // The parent zone and the servers themselves show which of the servers are broken or wrong.
        (Lookup::Failed(DnsCause::ServFail | DnsCause::Bogus), Some(zone)) => (zone, [].as_slice()),
        _ => return seen,
    };
    let recorder = stages.recorder().clone();
    let cut = Cut { zone, domain, ns, servfail_reason };
    let asking = ahead::beside(
        zone_cut::ask(cut, net, &recorder, Both { cut: &mut seen.cut, dnssec: &mut seen.dnssec }),
        zone_cut::look_up_servers(ns, net),
    );
    let _stopped = stages.run(Stage::Delegation, net.limits().probe, asking).await;
    seen
}
