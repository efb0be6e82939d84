//! Where mail programs are led to when they set themselves up: a hint at who runs the mail.
//!
//! Asks for what `autoconfig` is an alias of and for `_autodiscover._tcp`, side by side. One stage: autoconfig. Must
//! never ask the hosts they name.

use diagnosis::probe::{AutoconfigSeen, Cause, Stage};
use mail::Domain;
use mail::dns::{DnsCause, Lookup};

use super::stages::{Passed, Stages};
use crate::net::Net;

/// Asks, and tells what was answered. That a domain says nothing here is an answer, not a failure.
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
        let open = [seen.alias.cause(), seen.autodiscover.cause()].into_iter().flatten().find(|cause| !cause.is_authoritative());
        match (open, evidence(&seen)) {
            (Some(cause), None) => Err(Cause::Dns(cause)),
            (_, Some(evidence)) => Ok(Passed::with((), &evidence)),
            (None, None) => Ok(Passed::silently(())),
        }
    };
    // The cause is in the stages.
    let _stopped = stages.run(Stage::Autoconfig, net.limits().probe, work).await;
    seen
}

/// Before anything was asked.
pub(crate) const fn nothing() -> AutoconfigSeen {
    AutoconfigSeen { alias: Lookup::Failed(DnsCause::Timeout), autodiscover: Lookup::Failed(DnsCause::Timeout) }
}

fn evidence(seen: &AutoconfigSeen) -> Option<String> {
    let alias = seen.alias.found().map(|name| format!("autoconfig → {name}"));
    let targets = seen.autodiscover.found().into_iter().flatten().filter_map(|record| record.target.as_ref());
    let targets = targets.map(|target| format!("_autodiscover._tcp → {target}"));
    let all: Vec<_> = alias.into_iter().chain(targets).collect();
    (!all.is_empty()).then(|| all.join(", "))
}
