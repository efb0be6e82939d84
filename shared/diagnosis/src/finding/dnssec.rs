//! Judges a zone's chain of trust: which part of it is broken, if any.
//!
//! Validating resolvers cannot resolve a domain whose chain is broken; others still can. The `DS`
//! records of the registration are wrong only if they match no key of the zone; if one matches, the
//! zone's own signatures are wrong. Only algorithms that current validators support count: a zone
//! whose `DS` records all use other algorithms is treated as unsigned and is not broken (RFC 4035
//! §5.2).

use mail::Domain;
use mail::dns::{DnsCause, Lookup};

use super::{CheckKind, Finding, FindingCode, FindingSeverity, Params};
use crate::probe::{
    DelegationSeen, Diagnosis, DnssecSeen, DsSeen, NameServerAnswer, Observation, ProbeKind,
    ServerText, SignatureSeen, ZoneKeysSeen,
};

/// The key algorithms that validators support (RFC 8624 §3.1, RFC 9905).
const ALGORITHMS: [u8; 8] = [5, 7, 8, 10, 13, 14, 15, 16];
/// The digest that is ignored if a newer one is present (SHA-1, RFC 4509 §3), and the newer ones
/// (SHA-256, SHA-384).
const OLD_DIGEST: u8 = 1;
const DIGESTS: [u8; 2] = [2, 4];
/// The extended errors about DNSSEC (RFC 8914 §4.7 to §4.13).
const OF_SIGNATURES: std::ops::RangeInclusive<u16> = 6..=12;
/// The clock difference in seconds that is tolerated in signature dates; validators tolerate it
/// too.
const SKEW_S: i64 = 3_600;

/// The state of a chain of trust.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Chain {
    /// The parent zone has no `DS` record that counts.
    Unsigned,
    /// The `DS` records match no key of the zone; the first such record.
    WrongDs(DsSeen),
    /// A `DS` record matches, but these servers return no valid signature by the matching key.
    WrongSignatures(Vec<Domain>),
    /// Nothing that was checked is wrong.
    Sound,
    /// There were too few answers.
    Unknown,
}

/// The finding about a broken zone that our resolver still resolved: it does not validate, but
/// others do.
pub(super) fn unnoticed(seen: &DnssecSeen) -> Option<Finding> {
    let code = match chain(seen) {
        Chain::WrongDs(_) => FindingCode::DnssecWrongDs,
        Chain::WrongSignatures(_) => FindingCode::DnssecWrongSignatures,
        Chain::Unsigned | Chain::Sound | Chain::Unknown => return None,
    };
    Some(
        Finding::new(CheckKind::Delegation, code, params(seen))
            .with_severity(FindingSeverity::Warning),
    )
}

/// The parameters of a finding about a broken chain.
pub(super) fn params(seen: &DnssecSeen) -> Params {
    let params = Params { domain: Some(seen.zone.clone()), ..Params::default() };
    match chain(seen) {
        Chain::WrongDs(ds) => {
            let record =
                ServerText::new(&format!("DS {} {} {}", ds.key_tag, ds.algorithm, ds.digest_type));
            Params { record: Some(record), ..params }
        }
        Chain::WrongSignatures(hosts) => Params { hosts, ..params },
        Chain::Sound => Params {
            hosts: seen.servers.iter().map(|server| server.host.clone()).collect(),
            ..params
        },
        Chain::Unsigned | Chain::Unknown => params,
    }
}

/// The code when our resolver rejects an answer because of its signatures.
pub(super) fn refused(diagnosis: &Diagnosis) -> FindingCode {
    let Some(seen) = seen_in(diagnosis) else { return FindingCode::DnsNotJudged };
    match chain(seen) {
        Chain::WrongDs(_) => FindingCode::DnssecWrongDs,
        Chain::WrongSignatures(_) => FindingCode::DnssecWrongSignatures,
        // The keys match, so the fault is in the zone, even if it was not seen here.
        Chain::Sound if is_said(seen) => FindingCode::DnssecWrongSignatures,
        // The resolver's own error code is the only evidence.
        Chain::Unknown if is_said(seen) => FindingCode::DnssecBroken,
        // Our resolver may have cached an old failure; and an unsigned zone cannot be broken.
        Chain::Sound | Chain::Unknown | Chain::Unsigned => FindingCode::DnsNotJudged,
    }
}

/// The code when our resolver fails without a reason while the domain's own servers answer; `None`
/// if none of them answers or none was asked.
pub(super) fn failed(diagnosis: &Diagnosis) -> Option<FindingCode> {
    let delegation = delegation_in(diagnosis)?;
    // The same resolver gave the reason for the same domain in another query.
    if delegation.ns == Lookup::Failed(DnsCause::Bogus) {
        return Some(refused(diagnosis));
    }
    let cut = delegation.cut.as_ref()?;
    if !cut
        .servers
        .iter()
        .any(|server| matches!(server.answer, NameServerAnswer::Authoritative { .. }))
    {
        return None;
    }
    let is_broken = |seen| matches!(chain(seen), Chain::WrongDs(_) | Chain::WrongSignatures(_));
    let is_about_signatures =
        delegation.dnssec.as_ref().is_some_and(|seen| is_said(seen) || is_broken(seen));
    // The servers answer us, so they do not fail: our resolver cannot reach them.
    Some(if is_about_signatures { refused(diagnosis) } else { FindingCode::DnsNotJudged })
}

/// Whether our resolver says itself that the failure is about DNSSEC.
fn is_said(seen: &DnssecSeen) -> bool {
    seen.errors.iter().any(|code| OF_SIGNATURES.contains(code))
}

fn delegation_in(diagnosis: &Diagnosis) -> Option<&DelegationSeen> {
    diagnosis.of_kind(ProbeKind::Delegation).find_map(|run| match &run.observation {
        Some(Observation::Delegation(seen)) => Some(seen),
        _ => None,
    })
}

fn seen_in(diagnosis: &Diagnosis) -> Option<&DnssecSeen> {
    delegation_in(diagnosis)?.dnssec.as_ref()
}

fn chain(seen: &DnssecSeen) -> Chain {
    let Some(ds) = &seen.ds else { return Chain::Unknown };
    let ds = counting(ds);
    let Some(&first) = ds.first() else { return Chain::Unsigned };
    if seen.servers.is_empty() {
        return Chain::Unknown;
    }
    let matched = |server: &ZoneKeysSeen| {
        server.matched.iter().copied().filter(|one| ds.contains(one)).collect::<Vec<_>>()
    };
    if seen.servers.iter().all(|server| matched(server).is_empty()) {
        return Chain::WrongDs(first);
    }
    let is_sound = |server: &&ZoneKeysSeen| {
        let matched = matched(server);
        let by_matched = |one: &SignatureSeen| {
            matched.iter().any(|ds| (ds.key_tag, ds.algorithm) == (one.key_tag, one.algorithm))
        };
        let (earliest, latest) =
            (seen.seen_at_s.saturating_sub(SKEW_S), seen.seen_at_s.saturating_add(SKEW_S));
        let holds = |one: &SignatureSeen| {
            one.begins_s <= latest && one.ends_s >= earliest && server.keys.contains(&one.key_tag)
        };
        let are_keys_signed = server.over_keys.iter().any(|one| by_matched(one) && holds(one));
        are_keys_signed && server.over_soa.as_ref().is_none_or(|over| over.iter().any(holds))
    };
    let hosts: Vec<Domain> = seen
        .servers
        .iter()
        .filter(|server| !is_sound(server))
        .map(|server| server.host.clone())
        .collect();
    if hosts.is_empty() { Chain::Sound } else { Chain::WrongSignatures(hosts) }
}

/// The records that a current validator uses.
fn counting(ds: &[DsSeen]) -> Vec<DsSeen> {
    let known = |digests: &[u8]| {
        let is_known = |one: &&DsSeen| {
            ALGORITHMS.contains(&one.algorithm) && digests.contains(&one.digest_type)
        };
        ds.iter().filter(is_known).copied().collect::<Vec<_>>()
    };
    let new = known(&DIGESTS);
    if new.is_empty() { known(&[OLD_DIGEST]) } else { new }
}
