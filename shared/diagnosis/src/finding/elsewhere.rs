//! What other sessions saw of the same provider: who failed here, so that it can be counted, and what a count says.
//!
//! A provider is named only where it is certain whose servers they are, and only for what is its own job to mend: a
//! domain's own mistake says nothing about anybody else. Pure; must never know who the others are.

use serde::{Deserialize, Serialize};

use super::{CheckState, Finding, FindingCode, FindingSeverity, Owner, Params, state_of};
use crate::probe::{CheckKind, Diagnosis, ProbeRun};
use mail::ProviderId;
use mail::provider::{Provider, Seen, SeenMx, identify};

/// How many other sessions saw the same provider fail the same check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenElsewhere {
    /// The provider.
    pub provider: ProviderId,
    /// The check.
    pub check: CheckKind,
    /// How many sessions, this one not counted.
    pub session_count: u16,
    /// Within how many minutes before.
    pub window_min: u16,
}

/// What a provider failed in this run. `of_domain` are the findings that tell whose servers they are: those of all runs
/// about the same domain.
#[must_use]
pub fn failures_of_provider(diagnosis: &Diagnosis, findings: &[Finding], of_domain: &[&Finding]) -> Vec<(ProviderId, CheckKind)> {
    let named = |code: FindingCode| {
        let is_sure = |finding: &&&Finding| finding.code == code && finding.params.by.is_some_and(|rule| rule.is_certain());
        of_domain.iter().find(is_sure).and_then(|finding| finding.params.provider.clone())
    };
    let (host, gateway) = (named(FindingCode::ProviderIdentified), named(FindingCode::GatewayInFront));
    let is_its_job = |check: CheckKind| {
        let is_problem = |finding: &Finding| finding.severity == FindingSeverity::Problem && finding.owner == Owner::MailProvider;
        state_of(diagnosis, check, findings) == CheckState::Problem
            && findings.iter().any(|finding| finding.check == Some(check) && is_problem(finding))
    };
    let failed = diagnosis.checks.iter().copied().filter(|&check| is_its_job(check));
    let of_check = |check: CheckKind| {
        // What takes the mail in is the gateway where there is one; the mailboxes are behind it.
        let in_charge = if check == CheckKind::Relay { gateway.as_ref().or(host.as_ref()) } else { host.as_ref() }?;
        // The MX hosts say who takes the mail in. Mail programs may well be led to somebody else's servers.
        let are_its_own = || diagnosis.of_check(check).all(|run| in_charge.provider().is_some_and(|provider| runs(provider, run)));
        (check == CheckKind::Relay || are_its_own()).then(|| (in_charge.clone(), check))
    };
    failed.filter_map(of_check).collect()
}

/// Whether the server that was called is this provider's.
fn runs(provider: &Provider, run: &ProbeRun) -> bool {
    let host = &run.target.host;
    let mx = vec![SeenMx { host: host.clone(), addresses: run.target.address.into_iter().collect() }];
    let recognised = identify(&Seen { mx, ..Seen::of(host.clone()) }).and_then(|known| known.provider);
    provider.settings.as_ref().is_some_and(|settings| settings.names(host)) || recognised.is_some_and(|(id, _)| id == provider.id())
}

/// What the count says. It rests on the probes that saw the same here.
#[must_use]
pub fn finding(seen: &SeenElsewhere, diagnosis: &Diagnosis) -> Finding {
    let params = Params {
        provider: Some(seen.provider.clone()),
        check: Some(seen.check),
        count: Some(seen.session_count),
        window_min: Some(seen.window_min),
        ..Params::default()
    };
    Finding::new(seen.check, FindingCode::SeenElsewhere, params).resting_on(diagnosis.of_check(seen.check).map(|run| run.id))
}
