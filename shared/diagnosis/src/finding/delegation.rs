//! Judges the domain and its name servers.
//!
//! A silent or failing answer accuses the domain only when our own resolver was seen to work.

use super::{Finding, FindingCode, FindingSeverity, Params, dnssec, zone_cut};
use crate::probe::{Cause, CheckKind, Diagnosis, Observation, ProbeKind, Stage};
use mail::dns::{DnsCause, Lookup};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    let mut findings = Vec::new();
    for run in diagnosis.of_kind(ProbeKind::Delegation) {
        let Some(Observation::Delegation(seen)) = &run.observation else { continue };
        let params = Params { domain: Some(diagnosis.domain.clone()), ..Params::default() };
        // That the servers could not be asked one by one says nothing about what our resolver found.
        if run.failed_at(Stage::Ns).is_some_and(Cause::is_ours) {
            findings.push(Finding::new(CheckKind::Delegation, FindingCode::DnsNotJudged, params).resting_on([run.id]));
            continue;
        }
        let cut = zone_cut::evaluate(seen, diagnosis);
        let is_broken = cut.iter().any(|finding| finding.severity == FindingSeverity::Problem);
        let finding = match &seen.ns {
            // Our resolver may remember what nobody says any more.
            Lookup::Found(_) if is_broken => None,
            Lookup::Found(hosts) => {
                let params = Params { hosts: hosts.clone(), ..params };
                Some(Finding::new(CheckKind::Delegation, FindingCode::DelegationOk, params))
            }
            // A name inside somebody's zone has no NS of its own, and exists all the same.
            Lookup::Failed(DnsCause::NoData) => Some(Finding::new(CheckKind::Delegation, FindingCode::DelegationOk, params)),
            Lookup::Failed(cause) => {
                let code = failed(*cause, diagnosis);
                let params = seen.dnssec.as_ref().filter(|_| is_of_dnssec(code)).map_or(params, dnssec::params);
                Some(Finding::new(CheckKind::Delegation, code, params))
            }
        };
        let unnoticed = seen.dnssec.as_ref().filter(|_| seen.ns.found().is_some()).and_then(dnssec::unnoticed);
        let cut = unnoticed.into_iter().chain(cut);
        findings.extend(finding.into_iter().chain(cut).map(|finding| finding.resting_on([run.id])));
    }
    findings
}

const fn is_of_dnssec(code: FindingCode) -> bool {
    matches!(code, FindingCode::DnssecBroken | FindingCode::DnssecWrongDs | FindingCode::DnssecWrongSignatures)
}

/// What a question without an answer says about the domain, given what we know of our own resolver.
pub(super) fn failed(cause: DnsCause, diagnosis: &Diagnosis) -> FindingCode {
    let resolver = diagnosis.self_test().resolver;
    let resolver_works = resolver == Some(true);
    match cause {
        // Some networks answer "no such name" to everything that they do not want to be asked.
        DnsCause::NxDomain if resolver == Some(false) => FindingCode::DnsNotJudged,
        DnsCause::NxDomain => FindingCode::DomainNotFound,
        DnsCause::Bogus if resolver_works => dnssec::refused(diagnosis),
        DnsCause::ServFail if resolver_works => dnssec::failed(diagnosis).unwrap_or(FindingCode::DomainServersFailing),
        DnsCause::Timeout if resolver_works => FindingCode::DomainServersSilent,
        DnsCause::AliasLoop => FindingCode::DomainServersFailing,
        DnsCause::NoData | DnsCause::ServFail | DnsCause::Bogus | DnsCause::Timeout | DnsCause::Refused | DnsCause::Unreachable => {
            FindingCode::DnsNotJudged
        }
    }
}
