//! The exact SPF record to publish, where it can be derived.
//!
//! Only from valid records that were seen whole, and only with a provider that certainly handles the
//! domain's mail. If the record already allows that provider, another server sent the message, and
//! which one is not known here; then there is no record to publish.

use diagnosis::finding::{Finding, FindingCode};
use mail::{SpfRecord, SpfTerms};
use terms::ServerText;

use super::{CauseCode, Conclusion, Known, ToPublish};

/// The mark of a text that was cut (see [`ServerText`]): such a record cannot be used.
const CUT: char = '…';

/// The record that fixes this cause.
pub(super) fn to_publish(conclusion: &Conclusion, known: &Known<'_>) -> Option<ToPublish> {
    let is_about_spf =
        matches!(conclusion.cause, CauseCode::SpfRefused | CauseCode::SenderUnproven);
    if !is_about_spf && !conclusion.because.findings.contains(&FindingCode::SpfTwoRecords) {
        return None;
    }
    let is_spf = |code| {
        matches!(code, FindingCode::SpfOk | FindingCode::SpfMissing | FindingCode::SpfTwoRecords)
    };
    let mut seen = known.findings.iter().filter(|finding| is_spf(finding.code));
    let finding = seen.next().filter(|_| seen.next().is_none())?;
    let domain = finding.params.domain.clone()?;
    let records: Vec<&str> = records(finding).map(ServerText::as_str).collect();
    if records.iter().any(|record| record.ends_with(CUT) || SpfTerms::read(record).is_err()) {
        return None;
    }
    let include = known.findings.iter().find_map(|finding| {
        let is_sure = finding.code == FindingCode::ProviderIdentified
            && finding.params.by.is_some_and(mail::provider::Rule::is_certain);
        finding.params.provider.as_ref().filter(|_| is_sure)?.provider()?.spf_include()
    });
    let record = SpfRecord::merged(records.iter().copied(), include);
    let text = record.text();
    let is_new = match records.as_slice() {
        [] => include.is_some(),
        // The same record in another notation fixes nothing.
        [only] => text != SpfRecord::merged([*only], None).text(),
        _ => true,
    };
    let mut strings = record.strings();
    if strings.len() < 2 {
        strings.clear();
    }
    let (lookups, is_over_limit) = (record.lookup_count(), record.is_over_limit());
    is_new.then_some(ToPublish { domain, record: text, strings, lookups, is_over_limit })
}

fn records(finding: &Finding) -> impl Iterator<Item = &ServerText> {
    let only = finding.params.record.iter().filter(|_| finding.params.records.is_empty());
    only.chain(&finding.params.records)
}
