//! Judges a zone's chain of trust: whose part of it is broken, if any.
//!
//! Whoever checks signatures does not find a domain whose chain is broken, and whoever does not finds it as ever. The `DS`
//! records of the registration are at fault only where no key of the zone is the one that they vouch for; where one is, the
//! zone's own signatures are. Only keys that today's validators know count: a zone whose `DS` records are all of other kinds is
//! taken for unsigned, and is not broken (RFC 4035 §5.2).

use super::{CheckKind, Finding, FindingCode, FindingSeverity, Params};
use crate::probe::{
    DelegationSeen, Diagnosis, DnssecSeen, DsSeen, NameServerAnswer, Observation, ProbeKind, ServerText, SignatureSeen, ZoneKeysSeen,
};
use mail::Domain;
use mail::dns::{DnsCause, Lookup};

/// The algorithms of keys that validators know (RFC 8624 §3.1, RFC 9905).
const ALGORITHMS: [u8; 8] = [5, 7, 8, 10, 13, 14, 15, 16];
/// The digest that others take precedence over (SHA-1, RFC 4509 §3), and those (SHA-256, SHA-384).
const OLD_DIGEST: u8 = 1;
const DIGESTS: [u8; 2] = [2, 4];
/// The extended errors that speak of signatures (RFC 8914 §4.7 to §4.13).
const OF_SIGNATURES: std::ops::RangeInclusive<u16> = 6..=12;
/// How far two clocks may be apart before a date of a signature counts; validators allow for that much, too.
const SKEW_S: i64 = 3_600;

/// Where a chain of trust stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Chain {
    /// The zone above vouches for no key that counts.
    Unsigned,
    /// It vouches for keys that the zone does not have; the first such record.
    WrongDs(DsSeen),
    /// It vouches for the right key, and these servers hand out no signature by it that holds.
    WrongSignatures(Vec<Domain>),
    /// Nothing is wrong with what was looked at.
    Sound,
    /// Too little was answered.
    Unknown,
}

/// The finding about a zone that our resolver found all the same: it does not check, and others do.
pub(super) fn unnoticed(seen: &DnssecSeen) -> Option<Finding> {
    let code = match chain(seen) {
        Chain::WrongDs(_) => FindingCode::DnssecWrongDs,
        Chain::WrongSignatures(_) => FindingCode::DnssecWrongSignatures,
        Chain::Unsigned | Chain::Sound | Chain::Unknown => return None,
    };
    Some(Finding::new(CheckKind::Delegation, code, params(seen)).with_severity(FindingSeverity::Warning))
}

/// The particulars of a finding about a chain that is broken.
pub(super) fn params(seen: &DnssecSeen) -> Params {
    let params = Params { domain: Some(seen.zone.clone()), ..Params::default() };
    match chain(seen) {
        Chain::WrongDs(ds) => {
            let record = ServerText::new(&format!("DS {} {} {}", ds.key_tag, ds.algorithm, ds.digest_type));
            Params { record: Some(record), ..params }
        }
        Chain::WrongSignatures(hosts) => Params { hosts, ..params },
        Chain::Sound => Params { hosts: seen.servers.iter().map(|server| server.host.clone()).collect(), ..params },
        Chain::Unsigned | Chain::Unknown => params,
    }
}

/// What it means that our resolver refuses to hand on an answer whose signatures do not hold.
pub(super) fn refused(diagnosis: &Diagnosis) -> FindingCode {
    let Some(seen) = seen_in(diagnosis) else { return FindingCode::DnsNotJudged };
    match chain(seen) {
        Chain::WrongDs(_) => FindingCode::DnssecWrongDs,
        Chain::WrongSignatures(_) => FindingCode::DnssecWrongSignatures,
        // The keys are the right ones, so what is left is the zone's own affair, whatever we cannot see of it.
        Chain::Sound if is_said(seen) => FindingCode::DnssecWrongSignatures,
        // Its own word for it is all there is.
        Chain::Unknown if is_said(seen) => FindingCode::DnssecBroken,
        // Our resolver may only remember a failure that is over; and where nobody vouches for the zone, it can break nothing.
        Chain::Sound | Chain::Unknown | Chain::Unsigned => FindingCode::DnsNotJudged,
    }
}

/// What it means that our resolver fails without saying why, while the domain's own servers answer; nothing where none of
/// them does, or none was asked.
pub(super) fn failed(diagnosis: &Diagnosis) -> Option<FindingCode> {
    let delegation = delegation_in(diagnosis)?;
    // The same resolver said why, of the same domain, when it was asked again.
    if delegation.ns == Lookup::Failed(DnsCause::Bogus) {
        return Some(refused(diagnosis));
    }
    let cut = delegation.cut.as_ref()?;
    if !cut.servers.iter().any(|server| matches!(server.answer, NameServerAnswer::Authoritative { .. })) {
        return None;
    }
    let is_broken = |seen| matches!(chain(seen), Chain::WrongDs(_) | Chain::WrongSignatures(_));
    let is_about_signatures = delegation.dnssec.as_ref().is_some_and(|seen| is_said(seen) || is_broken(seen));
    // Servers that answer us do not fail: it is our resolver that does not get through to them.
    Some(if is_about_signatures { refused(diagnosis) } else { FindingCode::DnsNotJudged })
}

/// Whether our resolver says itself that it is about signatures.
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
    let matched = |server: &ZoneKeysSeen| server.matched.iter().copied().filter(|one| ds.contains(one)).collect::<Vec<_>>();
    if seen.servers.iter().all(|server| matched(server).is_empty()) {
        return Chain::WrongDs(first);
    }
    let is_sound = |server: &&ZoneKeysSeen| {
        let matched = matched(server);
        let by_matched = |one: &SignatureSeen| matched.iter().any(|ds| (ds.key_tag, ds.algorithm) == (one.key_tag, one.algorithm));
        let (earliest, latest) = (seen.seen_at_s.saturating_sub(SKEW_S), seen.seen_at_s.saturating_add(SKEW_S));
        let holds = |one: &SignatureSeen| one.begins_s <= latest && one.ends_s >= earliest && server.keys.contains(&one.key_tag);
        let are_keys_signed = server.over_keys.iter().any(|one| by_matched(one) && holds(one));
        are_keys_signed && server.over_soa.as_ref().is_none_or(|over| over.iter().any(holds))
    };
    let hosts: Vec<Domain> = seen.servers.iter().filter(|server| !is_sound(server)).map(|server| server.host.clone()).collect();
    if hosts.is_empty() { Chain::Sound } else { Chain::WrongSignatures(hosts) }
}

/// The records that a validator of today goes by.
fn counting(ds: &[DsSeen]) -> Vec<DsSeen> {
    let known = |digests: &[u8]| {
        let is_known = |one: &&DsSeen| ALGORITHMS.contains(&one.algorithm) && digests.contains(&one.digest_type);
        ds.iter().filter(is_known).copied().collect::<Vec<_>>()
    };
    let new = known(&DIGESTS);
    if new.is_empty() { known(&[OLD_DIGEST]) } else { new }
}
