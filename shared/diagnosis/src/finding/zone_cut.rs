//! Judges a domain's delegation: whether the parent zone refers to the right name servers, and
//! whether these serve the domain.
//!
//! Only answers of servers count as evidence. A server that could not be reached proves nothing,
//! and no server counts until one has answered as only a name server can: a network that intercepts
//! all queries would make all of them look lame.

use std::collections::BTreeSet;
use std::net::IpAddr;

use mail::Domain;
use terms::gather::gathered;

use super::{Finding, FindingCode, FindingSeverity, Params};
use crate::probe::{
    CheckKind, DelegationSeen, Diagnosis, NameServerAnswer, NameServerSeen, ServerText, ZoneCutSeen,
};

pub(super) fn evaluate(seen: &DelegationSeen, diagnosis: &Diagnosis) -> Vec<Finding> {
    let Some(cut) = &seen.cut else { return Vec::new() };
    let domain = seen.zone.as_ref().unwrap_or(&diagnosis.domain);
    let say = |code: FindingCode, params: Params| {
        Finding::new(CheckKind::Delegation, code, Params { domain: Some(domain.clone()), ..params })
    };
    let names: BTreeSet<&Domain> = gathered(cut.servers.iter().filter_map(named_by).flatten());
    // A network that intercepts queries gives neither referrals nor authoritative answers.
    let is_genuine =
        !cut.delegated.is_empty() || cut.servers.iter().any(|server| named_by(server).is_some());
    if !is_genuine || cut.servers.iter().all(|server| server.answer == NameServerAnswer::Unheard) {
        return vec![say(FindingCode::DelegationNotJudged, Params::default())];
    }
    let mut findings = Vec::new();
    let stale = stale(cut, &names);
    if !stale.is_empty() {
        let named = names.iter().map(|name| ServerText::new(name.as_str())).collect();
        findings.push(say(
            FindingCode::DelegationStale,
            Params { hosts: stale, names: named, ..Params::default() },
        ));
    }
    let does_resolver_work = diagnosis.self_test().resolver != Some(false);
    let lame: Vec<Domain> = cut
        .servers
        .iter()
        .filter(|server| is_lame(server, does_resolver_work))
        .map(|server| server.host.clone())
        .collect();
    if !lame.is_empty() {
        // If none of the delegated servers serves the domain, it cannot be resolved.
        let is_none_left =
            !cut.delegated.is_empty() && cut.delegated.iter().all(|host| lame.contains(host));
        let finding = say(FindingCode::NameServerLame, Params { hosts: lame, ..Params::default() });
        findings.push(if is_none_left {
            finding.with_severity(FindingSeverity::Problem)
        } else {
            finding
        });
    }
    let copies: Vec<(&Domain, &[ServerText])> = cut.servers.iter().filter_map(mail_by).collect();
    if copies.windows(2).any(|pair| matches!(pair, [(_, one), (_, other)] if one != other)) {
        let written = copies.iter().map(|(host, mx)| ServerText::new(&copy(host, mx))).collect();
        findings.push(say(
            FindingCode::NameServersDiffer,
            Params { names: written, ..Params::default() },
        ));
    }
    findings
}

/// The servers that the parent zone refers to and the zone does not name, except those that only
/// have another name there.
fn stale(cut: &ZoneCutSeen, names: &BTreeSet<&Domain>) -> Vec<Domain> {
    if names.is_empty() {
        return Vec::new();
    }
    let (of_zone, others): (Vec<&NameServerSeen>, Vec<&NameServerSeen>) =
        cut.servers.iter().partition(|server| names.contains(&server.host));
    let addresses: BTreeSet<&IpAddr> =
        gathered(of_zone.iter().flat_map(|server| &server.addresses));
    // If the addresses of the zone's own servers are unknown, they cannot be compared.
    let is_known = !addresses.is_empty();
    let is_other = |server: &&NameServerSeen| {
        is_known && !server.addresses.iter().any(|address| addresses.contains(address))
    };
    others
        .into_iter()
        .filter(|server| cut.delegated.contains(&server.host))
        .filter(is_other)
        .map(|server| server.host.clone())
        .collect()
}

const fn is_lame(server: &NameServerSeen, does_resolver_work: bool) -> bool {
    match server.answer {
        NameServerAnswer::Lame => true,
        NameServerAnswer::NoAddress => does_resolver_work,
        NameServerAnswer::Authoritative { .. } | NameServerAnswer::Unheard => false,
    }
}

/// The zone's name servers according to a server that is authoritative for the zone.
const fn named_by(server: &NameServerSeen) -> Option<&Vec<Domain>> {
    match &server.answer {
        NameServerAnswer::Authoritative { ns, .. } => Some(ns),
        _ => None,
    }
}

/// The MX records according to a server that is authoritative for the zone.
fn mail_by(server: &NameServerSeen) -> Option<(&Domain, &[ServerText])> {
    match &server.answer {
        NameServerAnswer::Authoritative { mx: Some(mx), .. } => Some((&server.host, mx)),
        _ => None,
    }
}

fn copy(host: &Domain, mx: &[ServerText]) -> String {
    let written: Vec<&str> = mx.iter().map(ServerText::as_str).collect();
    let written = if written.is_empty() { "–".to_owned() } else { written.join(" + ") };
    format!("{host}: {written}")
}
