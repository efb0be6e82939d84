//! Determines the provider of the domain's mail, and the record that identifies it.
//!
//! Uses observations of other checks besides its own. Must never treat an unknown provider as a
//! fault.

use mail::dns::{DnsCause, Lookup};
use mail::provider::{Clue, Seen, identify};
use mail::{Domain, ProviderId};

use super::{Finding, FindingCode, Params, mx_slips};
use crate::probe::{CheckKind, Diagnosis, MxHost, Observation, ProbeId, ProbeKind, ProbeRun};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    // Without the check's own probe, whose result is shown, the check was not run.
    if diagnosis.of_check(CheckKind::Provider).next().is_none() {
        return Vec::new();
    }
    let read: Vec<&ProbeRun> = diagnosis.probes.iter().filter(|run| is_read(run.kind)).collect();
    let evidence: Vec<ProbeId> = read.iter().map(|run| run.id).collect();
    let say = |code: FindingCode, params: Params| {
        let params = Params { domain: Some(diagnosis.domain.clone()), ..params };
        Finding::new(CheckKind::Provider, code, params).resting_on(evidence.iter().copied())
    };
    let Some(found) = identify(&seen(diagnosis)) else {
        let code = if has_doubt(&read) {
            FindingCode::ProviderNotJudged
        } else {
            FindingCode::ProviderUnknown
        };
        let hosts = diagnosis
            .mx()
            .map(|seen| seen.hosts.iter().map(|host| host.name.clone()).collect())
            .unwrap_or_default();
        return vec![say(code, Params { hosts, ..Params::default() })];
    };
    let known = |(provider, clue): (ProviderId, Clue)| Params {
        provider: Some(provider),
        by: Some(clue.rule),
        record: Some(clue.record),
        ..Params::default()
    };
    let provider = found.provider.map(|who| say(FindingCode::ProviderIdentified, known(who)));
    let gateway = found.gateway.map(|who| say(FindingCode::GatewayInFront, known(who)));
    provider.into_iter().chain(gateway).collect()
}

/// Everything seen of the domain that can identify a provider.
pub(super) fn seen(diagnosis: &Diagnosis) -> Seen {
    signs(
        diagnosis.domain.clone(),
        diagnosis.probes.iter().filter_map(|run| run.observation.as_ref()),
    )
}

/// The facts in these observations that can identify the provider of a domain, for [`identify`].
#[must_use]
pub fn signs<'a>(domain: Domain, observations: impl IntoIterator<Item = &'a Observation>) -> Seen {
    let mut seen = Seen::of(domain);
    for observation in observations {
        match observation {
            Observation::Mx(of_mx) => seen.mx = mx_slips::seen_mx(of_mx),
            Observation::SenderPolicy(policy) => {
                seen.spf =
                    policy.spf.found().into_iter().flatten().map(ToString::to_string).collect();
            }
            Observation::Autoconfig(of_programs) => {
                let targets = of_programs
                    .autodiscover
                    .found()
                    .into_iter()
                    .flatten()
                    .filter_map(|record| record.target.clone());
                seen.autoconfig
                    .extend(of_programs.alias.found().cloned().into_iter().chain(targets));
            }
            Observation::Services(services) => {
                seen.autoconfig
                    .extend(services.records.iter().filter_map(|record| record.target.clone()));
            }
            Observation::Delegation(delegation) => {
                seen.ns = delegation.ns.found().cloned().unwrap_or_default()
            }
            _ => {}
        }
    }
    seen
}

fn is_read(kind: ProbeKind) -> bool {
    CheckKind::Provider.probes().contains(&kind) || CheckKind::Provider.reads().contains(&kind)
}

/// Whether a query that matters had neither an answer nor a definite "no".
fn has_doubt(read: &[&ProbeRun]) -> bool {
    let is_open = |cause: DnsCause| !cause.is_authoritative();
    let is_host_open = |host: &MxHost| match (&host.ipv4, &host.ipv6) {
        (Lookup::Failed(ipv4), Lookup::Failed(ipv6)) => is_open(*ipv4) || is_open(*ipv6),
        _ => false,
    };
    read.iter().any(|run| match &run.observation {
        Some(Observation::Mx(seen)) => {
            seen.mx.cause().is_some_and(is_open) || seen.hosts.iter().any(is_host_open)
        }
        _ => run.is_our_fault(),
    })
}
