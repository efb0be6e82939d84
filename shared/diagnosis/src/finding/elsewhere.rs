//! What other sessions saw of the same provider: which failures of this session can be counted, and
//! what a count means.
//!
//! A failure is counted only if the servers are certainly the provider's and the fix is the
//! provider's job: a mistake of the domain says nothing about others. Pure. Must never know the
//! identity of other sessions.

use mail::ProviderId;
use mail::provider::{Provider, Seen, SeenMx, identify};
use serde::{Deserialize, Serialize};

use super::{CheckState, Finding, FindingCode, FindingSeverity, Owner, Params, state_of};
use crate::probe::{CheckKind, Diagnosis, ProbeRun};

/// How many other sessions saw the same provider fail the same check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SeenElsewhere {
    /// The provider.
    pub provider: ProviderId,
    /// The check.
    pub check: CheckKind,
    /// The number of sessions, without this one.
    pub session_count: u16,
    /// The time window before, in minutes.
    pub window_min: u16,
}

/// The checks that a provider failed in this run. `of_domain` are the findings of all runs for the
/// same domain; they identify the provider.
#[must_use]
pub fn failures_of_provider(
    diagnosis: &Diagnosis,
    findings: &[Finding],
    of_domain: &[&Finding],
) -> Vec<(ProviderId, CheckKind)> {
    let named = |code: FindingCode| {
        let is_sure = |finding: &&&Finding| {
            finding.code == code && finding.params.by.is_some_and(|rule| rule.is_certain())
        };
        of_domain.iter().find(is_sure).and_then(|finding| finding.params.provider.clone())
    };
    let (host, gateway) =
        (named(FindingCode::ProviderIdentified), named(FindingCode::GatewayInFront));
    let is_its_job = |check: CheckKind| {
        let is_problem = |finding: &Finding| {
            finding.severity == FindingSeverity::Problem && finding.owner == Owner::MailProvider
        };
        state_of(diagnosis, check, findings) == CheckState::Problem
            && findings.iter().any(|finding| finding.check == Some(check) && is_problem(finding))
    };
    let failed = diagnosis.checks.iter().copied().filter(|&check| is_its_job(check));
    let of_check = |check: CheckKind| {
        // Incoming mail is handled by the gateway if there is one; the mailboxes are behind it.
        let in_charge = if check == CheckKind::Relay {
            gateway.as_ref().or(host.as_ref())
        } else {
            host.as_ref()
        }?;
        // The MX hosts identify who handles incoming mail. The servers of mail programs may be
        // another provider's.
        let are_its_own = || {
            diagnosis
                .of_check(check)
                .all(|run| in_charge.provider().is_some_and(|provider| runs(provider, run)))
        };
        (check == CheckKind::Relay || are_its_own()).then(|| (in_charge.clone(), check))
    };
    failed.filter_map(of_check).collect()
}

/// Whether the server that was contacted is this provider's.
fn runs(provider: &Provider, run: &ProbeRun) -> bool {
    let host = &run.target.host;
    let mx =
        vec![SeenMx { host: host.clone(), addresses: run.target.address.into_iter().collect() }];
    let recognised =
        identify(&Seen { mx, ..Seen::of(host.clone()) }).and_then(|known| known.provider);
    provider.settings.as_ref().is_some_and(|settings| settings.names(host))
        || recognised.is_some_and(|(id, _)| id == provider.id())
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
    Finding::new(seen.check, FindingCode::SeenElsewhere, params)
        .resting_on(diagnosis.of_check(seen.check).map(|run| run.id))
}
