//! Does the domain exist, and which servers answer for it.
//!
//! Asks for `NS`, and for that of the enclosing zone when the domain is none itself. One stage: ns. Must never judge
//! which name servers are the right ones.

use shared::dns::{DnsCause, Lookup};
use shared::mail::Domain;
use shared::probe::{Cause, DelegationSeen, Stage};

use super::stages::{Passed, Stages};
use crate::net::Net;

/// Asks, and tells what was answered.
pub(crate) async fn probe(domain: &Domain, net: &Net, stages: &mut Stages) -> DelegationSeen {
    let mut seen = DelegationSeen { ns: Lookup::Failed(DnsCause::Timeout), zone: None };
    let work = async {
        let enclosing = net.resolver().enclosing_zone(domain).await;
        seen = DelegationSeen { ns: enclosing.ns, zone: enclosing.zone };
        match &seen.ns {
            Lookup::Found(names) => {
                let names: Vec<_> = names.iter().map(Domain::as_str).collect();
                Ok(Passed::with((), &names.join(", ")))
            }
            Lookup::Failed(cause) => Err(Cause::Dns(*cause)),
        }
    };
    // The cause is in the stages.
    let _stopped = stages.run(Stage::Ns, net.limits().probe, work).await;
    seen
}
