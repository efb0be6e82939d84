//! Judges the settings that the domain publishes for mail programs. Publishing none is normal.

use terms::gather::sort_short;

use super::{Finding, FindingCode, Params};
use crate::probe::{CheckKind, Diagnosis, Observation, ProbeKind};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    let mut findings = Vec::new();
    for run in diagnosis.of_kind(ProbeKind::Services) {
        let Some(Observation::Services(seen)) = &run.observation else { continue };
        let mut hosts: Vec<_> =
            seen.records.iter().filter_map(|record| record.target.clone()).collect();
        sort_short(&mut hosts, PartialOrd::gt);
        hosts.dedup();
        let code = if !hosts.is_empty() {
            FindingCode::ServicesPublished
        } else if seen.unanswered_count > 0 || diagnosis.self_test().resolver == Some(false) {
            FindingCode::DnsNotJudged
        } else {
            FindingCode::ServicesNotPublished
        };
        let params = Params { domain: Some(diagnosis.domain.clone()), hosts, ..Params::default() };
        findings.push(Finding::new(CheckKind::Services, code, params).resting_on([run.id]));
    }
    findings
}
