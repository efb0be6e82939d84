//! The names under which mail programs configure themselves: a hint at the mail provider.
//!
//! Queries the CNAME of `autoconfig` and the `SRV` records of `_autodiscover._tcp` in parallel. One
//! stage: autoconfig. Must never contact the hosts that they name.

use diagnosis::probe::{AutoconfigSeen, Cause, Stage};
use mail::Domain;
use mail::dns::{DnsCause, Lookup};

use super::stages::{Passed, Stages};
use crate::net::Net;

/// Queries the records. That a domain publishes none is a result, not a failure.
pub(crate) async fn probe(domain: &Domain, net: &Net, stages: &mut Stages) -> AutoconfigSeen {
    let mut seen = nothing();
    let work = async {
        let resolver = net.resolver();
        let alias = async {
            match domain.with_label("autoconfig") {
                Ok(name) => resolver.alias(&name).await,
                Err(_too_long) => Lookup::Failed(DnsCause::NxDomain),
            }
        };
        let (alias, autodiscover) = tokio::join!(alias, resolver.srv(domain, "_autodiscover._tcp"));
        seen = AutoconfigSeen { alias, autodiscover };
        let open = [seen.alias.cause(), seen.autodiscover.cause()]
            .into_iter()
            .flatten()
            .find(|cause| !cause.is_authoritative());
        match (open, evidence(&seen)) {
            (Some(cause), None) => Err(Cause::Dns(cause)),
            (_, Some(evidence)) => Ok(Passed::with((), &evidence)),
            (None, None) => Ok(Passed::silently(())),
        }
    };
    // The cause is in the stage reports.
    let _stopped = stages.run(Stage::Autoconfig, net.limits().probe, work).await;
    seen
}

/// The observation before anything was queried.
pub(crate) const fn nothing() -> AutoconfigSeen {
    AutoconfigSeen {
        alias: Lookup::Failed(DnsCause::Timeout),
        autodiscover: Lookup::Failed(DnsCause::Timeout),
    }
}

fn evidence(seen: &AutoconfigSeen) -> Option<String> {
    let alias = seen.alias.found().map(|name| format!("autoconfig → {name}"));
    let targets =
        seen.autodiscover.found().into_iter().flatten().filter_map(|record| record.target.as_ref());
    let targets = targets.map(|target| format!("_autodiscover._tcp → {target}"));
    let all: Vec<_> = alias.into_iter().chain(targets).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
