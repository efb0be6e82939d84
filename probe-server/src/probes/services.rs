//! The `SRV` records that a domain publishes for mail programs (RFC 6186, RFC 8314 §5.1).
//!
//! Queries six `SRV` records in parallel. One stage: srv. Must never contact the hosts that they
//! name.

use diagnosis::probe::{Cause, ServicesSeen, Stage};
use futures_util::future::join_all;
use mail::Domain;
use mail::dns::{DnsCause, Lookup};

use super::stages::{Passed, Stages};
use crate::net::Net;

/// The services that are queried.
const SERVICES: [&str; 6] = [
    "_submissions._tcp",
    "_submission._tcp",
    "_imaps._tcp",
    "_imap._tcp",
    "_pop3s._tcp",
    "_pop3._tcp",
];

/// Queries the records. That a domain publishes none is a result, not a failure.
pub(crate) async fn probe(domain: &Domain, net: &Net, stages: &mut Stages) -> ServicesSeen {
    let mut seen = ServicesSeen::default();
    let work = async {
        let answers =
            join_all(SERVICES.iter().map(|service| net.resolver().srv(domain, service))).await;
        let mut trouble = None;
        for answer in answers {
            match answer {
                Lookup::Found(records) => seen.records.extend(records),
                Lookup::Failed(DnsCause::NxDomain | DnsCause::NoData) => {}
                Lookup::Failed(cause) => {
                    seen.unanswered_count += 1;
                    trouble = Some(cause);
                }
            }
        }
        match trouble {
            Some(cause) if seen.records.is_empty() => Err(Cause::Dns(cause)),
            _ => Ok(match evidence(&seen) {
                Some(evidence) => Passed::with((), &evidence),
                None => Passed::silently(()),
            }),
        }
    };
    // The cause is in the stage reports.
    let _stopped = stages.run(Stage::Srv, net.limits().probe, work).await;
    seen
}

fn evidence(seen: &ServicesSeen) -> Option<String> {
    let offered = seen.records.iter().filter_map(|record| {
        let target = record.target.as_ref()?;
        Some(format!("{} {target}:{}", record.service, record.port))
    });
    let offered: Vec<_> = offered.collect();
    (!offered.is_empty()).then(|| offered.join(", "))
}
