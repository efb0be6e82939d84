//! Judges the domain and its name servers.
//!
//! A timeout or a failure counts against the domain only if our own resolver is known to work. Must
//! never blame the domain for a resolver that does not.

use mail::dns::{DnsCause, Lookup};

use super::{Finding, FindingCode, FindingSeverity, Params, dnssec, zone_cut};
use crate::probe::{Cause, CheckKind, Diagnosis, Observation, ProbeKind, Stage};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    let mut findings = Vec::new();
    for run in diagnosis.of_kind(ProbeKind::Delegation) {
        let Some(Observation::Delegation(seen)) = &run.observation else { continue };
        let params = Params { domain: Some(diagnosis.domain.clone()), ..Params::default() };
        // Only the `Ns` stage counts here: if the servers could not be queried individually, what
        // our resolver found is still judged.
        if run.failed_at(Stage::Ns).is_some_and(Cause::is_ours) {
            findings.push(
                Finding::new(CheckKind::Delegation, FindingCode::DnsNotJudged, params)
                    .resting_on([run.id]),
            );
            continue;
        }
        let cut = zone_cut::evaluate(seen, diagnosis);
        let is_broken = cut.iter().any(|finding| finding.severity == FindingSeverity::Problem);
        let finding = match &seen.ns {
            // Our resolver may have cached an answer that no server gives any more.
            Lookup::Found(_) if is_broken => None,
            Lookup::Found(hosts) => {
                let params = Params { hosts: hosts.clone(), ..params };
                Some(Finding::new(CheckKind::Delegation, FindingCode::DelegationOk, params))
            }
            // A name inside a larger zone has no NS record of its own, but exists.
            Lookup::Failed(DnsCause::NoData) => {
                Some(Finding::new(CheckKind::Delegation, FindingCode::DelegationOk, params))
            }
            Lookup::Failed(cause) => {
                let code = failed(*cause, diagnosis);
                let params = seen
                    .dnssec
                    .as_ref()
                    .filter(|_| is_of_dnssec(code))
                    .map_or(params, dnssec::params);
                Some(Finding::new(CheckKind::Delegation, code, params))
            }
        };
        let unnoticed =
            seen.dnssec.as_ref().filter(|_| seen.ns.found().is_some()).and_then(dnssec::unnoticed);
        let cut = unnoticed.into_iter().chain(cut);
        findings.extend(finding.into_iter().chain(cut).map(|finding| finding.resting_on([run.id])));
    }
    findings
}

const fn is_of_dnssec(code: FindingCode) -> bool {
    matches!(
        code,
        FindingCode::DnssecBroken | FindingCode::DnssecWrongDs | FindingCode::DnssecWrongSignatures
    )
}

/// The code for a query without an answer, given the state of our own resolver.
pub(super) fn failed(cause: DnsCause, diagnosis: &Diagnosis) -> FindingCode {
    let resolver = diagnosis.self_test().resolver;
    let resolver_works = resolver == Some(true);
    match cause {
        // Some networks answer "no such name" to every query that they block.
        DnsCause::NxDomain if resolver == Some(false) => FindingCode::DnsNotJudged,
        DnsCause::NxDomain => FindingCode::DomainNotFound,
        DnsCause::Bogus if resolver_works => dnssec::refused(diagnosis),
        DnsCause::ServFail if resolver_works => {
            dnssec::failed(diagnosis).unwrap_or(FindingCode::DomainServersFailing)
        }
        DnsCause::Timeout if resolver_works => FindingCode::DomainServersSilent,
        DnsCause::AliasLoop => FindingCode::DomainServersFailing,
        DnsCause::NoData
        | DnsCause::ServFail
        | DnsCause::Bogus
        | DnsCause::Timeout
        | DnsCause::Refused
        | DnsCause::Unreachable => FindingCode::DnsNotJudged,
    }
}
