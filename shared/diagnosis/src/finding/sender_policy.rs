//! Judges whether the domain publishes who may send in its name: SPF and DMARC.
//!
//! A fault here does not stop incoming mail; others may refuse the domain's own messages. Must
//! never judge whether a record allows the right servers: that depends on the message.

use mail::dns::{DnsCause, Lookup};
use mail::{MAX_SPF_LOOKUPS, MAX_SPF_VOIDS};

use super::{Finding, FindingCode, Params, delegation};
use crate::probe::{CheckKind, Diagnosis, Observation, ProbeKind, ServerText, SpfRead};

pub(super) fn evaluate(diagnosis: &Diagnosis) -> Vec<Finding> {
    let mut findings = Vec::new();
    for run in diagnosis.of_kind(ProbeKind::SenderPolicy) {
        let Some(Observation::SenderPolicy(seen)) = &run.observation else { continue };
        let mut say = |code: FindingCode, params: Params| {
            let params = Params { domain: Some(diagnosis.domain.clone()), ..params };
            let finding = Finding::new(CheckKind::SenderPolicy, code, params).resting_on([run.id]);
            if !findings.contains(&finding) {
                findings.push(finding);
            }
        };
        if run.is_our_fault() {
            say(FindingCode::DnsNotJudged, Params::default());
            continue;
        }
        match &seen.spf {
            Lookup::Found(records) => {
                let (one, flaw) = spf(seen.spf_read.as_ref(), diagnosis);
                let mut params = Params { server_text: flaw.cloned(), ..records_in(records) };
                if let (FindingCode::SpfTooManyVoids, Some(read)) = (one, &seen.spf_read) {
                    params = Params {
                        names: read.void.clone(),
                        count: u16::try_from(read.void.len()).ok(),
                        ..params
                    };
                }
                say(one_or_more(records, one, FindingCode::SpfTwoRecords), params);
            }
            Lookup::Failed(DnsCause::NoData) => say(FindingCode::SpfMissing, Params::default()),
            Lookup::Failed(cause) => {
                say(delegation::failed(*cause, diagnosis), Params::default());
                if *cause == DnsCause::NxDomain {
                    continue;
                }
            }
        }
        match &seen.dmarc {
            Lookup::Found(records) => {
                let one = if seen.dmarc_flaw.is_some() {
                    FindingCode::DmarcInvalid
                } else {
                    FindingCode::DmarcOk
                };
                let params = Params {
                    host: seen.dmarc_of.clone(),
                    server_text: seen.dmarc_flaw.clone(),
                    ..records_in(records)
                };
                say(one_or_more(records, one, FindingCode::DmarcTwoRecords), params);
            }
            Lookup::Failed(DnsCause::NoData | DnsCause::NxDomain) => {
                say(FindingCode::DmarcMissing, Params::default())
            }
            Lookup::Failed(cause) => say(delegation::failed(*cause, diagnosis), Params::default()),
        }
    }
    findings
}

/// The code for a single SPF record, and the invalid term if any. What could not be read is
/// ignored.
fn spf<'seen>(
    read: Option<&'seen SpfRead>,
    diagnosis: &Diagnosis,
) -> (FindingCode, Option<&'seen ServerText>) {
    // Some networks answer "no such name" to every query that they block.
    let is_no_believed = diagnosis.self_test().resolver != Some(false);
    match read {
        Some(SpfRead { flaw: Some(flaw), .. }) => (FindingCode::SpfInvalid, Some(flaw)),
        Some(read) if usize::from(read.lookup_count) > MAX_SPF_LOOKUPS => {
            (FindingCode::SpfTooManyLookups, None)
        }
        Some(read) if is_no_believed && read.void.len() > MAX_SPF_VOIDS => {
            (FindingCode::SpfTooManyVoids, None)
        }
        Some(SpfRead { is_open: true, .. }) => (FindingCode::SpfAllowsAll, None),
        _ => (FindingCode::SpfOk, None),
    }
}

const fn one_or_more(records: &[ServerText], one: FindingCode, more: FindingCode) -> FindingCode {
    if records.len() > 1 { more } else { one }
}

fn records_in(records: &[ServerText]) -> Params {
    let all = if records.len() > 1 { records.to_vec() } else { Vec::new() };
    Params {
        record: records.first().cloned(),
        records: all,
        count: u16::try_from(records.len()).ok(),
        ..Params::default()
    }
}
