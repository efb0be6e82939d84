//! Tests of the domain, of where its mail is delivered, and of the settings that it publishes.

use mail::dns::{DnsCause, Lookup, MxRecord, SrvRecord};

use super::*;
use crate::finding::{CheckState, FindingCode as Code, FindingSeverity as Severity, state_of};
use crate::probe::{DelegationSeen, MxHost, MxSeen, Refusal, ServicesSeen};

fn delegation(ns: Lookup<Vec<Domain>>) -> Observation {
    Observation::Delegation(DelegationSeen { ns, zone: None, cut: None, dnssec: None })
}

/// The domain's name servers answer like this, while our own resolver works, does not work, or was
/// not tested.
#[track_caller]
fn delegated(cause: DnsCause, resolver: Option<bool>, expected: (Code, Severity)) {
    let seen = Seen::of(&[CheckKind::Delegation]);
    let seen = seen.probe(
        ProbeKind::Delegation,
        &[(Stage::Ns, Cause::Dns(cause))],
        delegation(Lookup::Failed(cause)),
    );
    check(if resolver.is_some() { seen.self_test(resolver, None) } else { seen }, &[expected]);
}

#[test]
fn a_domain_is_accused_only_when_our_resolver_was_seen_to_work() {
    let unjudged = (Code::DnsNotJudged, Severity::Unjudged);
    let (failing, silent) = (
        (Code::DomainServersFailing, Severity::Problem),
        (Code::DomainServersSilent, Severity::Problem),
    );
    delegated(DnsCause::NxDomain, None, (Code::DomainNotFound, Severity::Problem));
    delegated(DnsCause::NxDomain, Some(false), (Code::DnsNotJudged, Severity::Unjudged));
    delegated(DnsCause::NoData, None, (Code::DelegationOk, Severity::Info));
    for (cause, accused) in [(DnsCause::ServFail, failing), (DnsCause::Timeout, silent)] {
        delegated(cause, Some(true), accused);
        delegated(cause, Some(false), unjudged);
        delegated(cause, None, unjudged);
    }
    delegated(DnsCause::AliasLoop, None, failing);
    delegated(DnsCause::Refused, Some(true), unjudged);
    delegated(DnsCause::Unreachable, Some(true), unjudged);
}

#[test]
fn a_domain_whose_name_servers_answer_is_well() {
    let seen = Seen::of(&[CheckKind::Delegation]);
    let ns = delegation(Lookup::Found(vec![domain("ns1.bottega.test")]));
    check(seen.probe(ProbeKind::Delegation, &[], ns), &[(Code::DelegationOk, Severity::Info)]);
}

/// A probe that did not run gives no answer either; the domain must not be blamed for that.
#[test]
fn our_own_trouble_is_nobodys_silence() {
    let spent = || Cause::NotAllowed(Refusal::BudgetSpent);
    let checks = [CheckKind::Delegation, CheckKind::Mx];
    let seen = Seen::of(&checks)
        .probe(
            ProbeKind::Delegation,
            &[(Stage::Ns, spent())],
            delegation(Lookup::Failed(DnsCause::Timeout)),
        )
        .probe(
            ProbeKind::Mx,
            &[(Stage::Mx, spent())],
            mx(MxSeen { mx: Lookup::Failed(DnsCause::Timeout), ..nothing() }),
        )
        .self_test(Some(true), None);
    check(
        seen,
        &[(Code::DnsNotJudged, Severity::Unjudged), (Code::DnsNotJudged, Severity::Unjudged)],
    );
}

/// Servers whose names could not be looked up must not count as "not needed".
#[test]
fn servers_that_nobody_could_name_were_not_judged() {
    let of = |cause: DnsCause| {
        let seen = mx(MxSeen { mx: Lookup::Failed(cause), ..nothing() });
        let diagnosis =
            Seen::of(&[CheckKind::Relay]).probe(ProbeKind::Mx, &[], seen).end(RunEnd::Completed);
        let findings = evaluate(&diagnosis, &Expectations::default());
        state_of(&diagnosis, CheckKind::Relay, &findings)
    };
    assert_eq!(of(DnsCause::Refused), CheckState::CouldNotCheck);
    assert_eq!(of(DnsCause::Timeout), CheckState::CouldNotCheck);
    // That there are none is an answer.
    assert_eq!(of(DnsCause::NoData), CheckState::Skipped);
}

fn mx(seen: MxSeen) -> Observation {
    Observation::Mx(seen)
}

fn nothing() -> MxSeen {
    MxSeen::failed(DnsCause::NoData)
}

fn host(name: &str) -> MxHost {
    MxHost {
        name: domain(name),
        preference: 10,
        alias_of: None,
        ipv4: Lookup::Found(vec![[192, 0, 2, 1].into()]),
        ipv6: Lookup::Failed(DnsCause::NoData),
        not_public: Vec::new(),
    }
}

fn without_address(name: &str, cause: DnsCause) -> MxHost {
    MxHost { ipv4: Lookup::Failed(cause), ipv6: Lookup::Failed(cause), ..host(name) }
}

fn at_private_address(name: &str) -> MxHost {
    MxHost {
        ipv4: Lookup::Found(vec![[10, 0, 0, 1].into()]),
        not_public: vec![[10, 0, 0, 1].into()],
        ..host(name)
    }
}

fn hosts(hosts: Vec<MxHost>) -> MxSeen {
    let records = hosts
        .iter()
        .map(|host| MxRecord { preference: host.preference, exchange: host.name.clone() })
        .collect();
    MxSeen { mx: Lookup::Found(records), hosts, ..nothing() }
}

#[track_caller]
fn delivered(seen: MxSeen, expected: &[(Code, Severity)]) {
    check(Seen::of(&[CheckKind::Mx]).probe(ProbeKind::Mx, &[], mx(seen)), expected);
}

#[test]
fn where_mail_goes() {
    let ours = || host("mx.bottega.test");
    let theirs = || host("mx.altra.test");
    delivered(hosts(vec![ours()]), &[(Code::MxOk, Severity::Info)]);
    delivered(hosts(vec![theirs()]), &[(Code::MailProviderChanged, Severity::Problem)]);
    delivered(hosts(vec![ours(), theirs()]), &[(Code::MxMixed, Severity::Warning)]);
    delivered(MxSeen { is_null: true, ..nothing() }, &[(Code::MxNull, Severity::Problem)]);
    let beside = MxSeen { is_null_beside: true, ..hosts(vec![ours()]) };
    delivered(beside, &[(Code::MxNullBeside, Severity::Warning), (Code::MxOk, Severity::Info)]);
    delivered(
        MxSeen { is_implicit: true, hosts: vec![host("bottega.test")], ..nothing() },
        &[(Code::MxImplicit, Severity::Warning)],
    );
    let aliased = MxHost { alias_of: Some(domain("web.bottega.test")), ..ours() };
    delivered(
        hosts(vec![aliased]),
        &[(Code::MxAlias, Severity::Warning), (Code::MxOk, Severity::Info)],
    );
    let many = MxSeen { left_out_count: 3, ..hosts(vec![ours()]) };
    delivered(many, &[(Code::MxHostsLeftOut, Severity::Info), (Code::MxOk, Severity::Info)]);
}

/// A pattern that matches any subdomain is not a name for a record, and an unset pattern is none
/// either.
#[test]
fn where_mail_was_expected_is_told_by_name() {
    let names = |patterns: &[&str]| {
        let seen = hosts(vec![host("mx.altra.test")]);
        let diagnosis =
            Seen::of(&[CheckKind::Mx]).probe(ProbeKind::Mx, &[], mx(seen)).end(RunEnd::Completed);
        let patterns = patterns.iter().map(|pattern| MxPattern((*pattern).to_owned())).collect();
        let findings = evaluate(&diagnosis, &Expectations { mx: patterns });
        let changed = findings
            .into_iter()
            .find(|finding| finding.code == Code::MailProviderChanged)
            .expect("other servers");
        changed.params.names.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(
        names(&["mail.{domain}", "*.{domain}", "{domain}"]),
        ["mail.bottega.test", "bottega.test"]
    );
    assert_eq!(names(&["MX.Gestore.test"]), ["mx.gestore.test"]);
    assert_eq!(names(&["*.gestore.test"]), [""; 0]);
    assert_eq!(names(&["", "*.gestore.test"]), [""; 0]);
}

#[test]
fn one_broken_host_is_a_risk_and_all_of_them_are_a_problem() {
    let ours = || host("mx.bottega.test");
    let missing = || without_address("mx2.bottega.test", DnsCause::NxDomain);
    delivered(
        hosts(vec![ours(), missing()]),
        &[(Code::MxHostNotFound, Severity::Warning), (Code::MxOk, Severity::Info)],
    );
    delivered(hosts(vec![missing()]), &[(Code::MxHostNotFound, Severity::Problem)]);
    let private = || at_private_address("mx3.bottega.test");
    delivered(
        hosts(vec![ours(), private()]),
        &[(Code::MxAddressPrivate, Severity::Warning), (Code::MxOk, Severity::Info)],
    );
    delivered(hosts(vec![private()]), &[(Code::MxAddressPrivate, Severity::Problem)]);
    let malformed = |seen: MxSeen| MxSeen { malformed: vec![ServerText::new("192.0.2.1")], ..seen };
    delivered(
        malformed(hosts(vec![ours()])),
        &[(Code::MxMalformed, Severity::Warning), (Code::MxOk, Severity::Info)],
    );
    delivered(malformed(nothing()), &[(Code::MxMalformed, Severity::Problem)]);
}

/// Whether senders without IPv6 cannot deliver, if the MX hosts have these addresses.
#[track_caller]
fn shuts_out(hosts_seen: Vec<MxHost>, expected: bool) {
    let seen = Seen::of(&[CheckKind::Mx]).probe(ProbeKind::Mx, &[], mx(hosts(hosts_seen.clone())));
    let found = judged(&seen.end(RunEnd::Completed));
    assert_eq!(
        found.contains(&(Code::MxIpv6Only, Severity::Warning)),
        expected,
        "{hosts_seen:?}: {found:?}"
    );
}

#[test]
fn hosts_that_only_ipv6_leads_to() {
    let address = || Lookup::Found(vec!["2001:db8::1".parse().unwrap()]);
    let at_ipv6 = |ipv4: Lookup<Vec<std::net::Ipv4Addr>>| MxHost {
        ipv4,
        ipv6: address(),
        ..host("mx.bottega.test")
    };
    let only = || at_ipv6(Lookup::Failed(DnsCause::NoData));
    let missing = || without_address("mx2.bottega.test", DnsCause::NxDomain);
    shuts_out(vec![only()], true);
    shuts_out(vec![only(), only()], true);
    // With an alias, and beside a host that cannot be reached.
    shuts_out(vec![MxHost { alias_of: Some(domain("web.bottega.test")), ..only() }], true);
    shuts_out(vec![only(), missing()], true);
    shuts_out(
        vec![MxHost {
            not_public: vec![[10, 0, 0, 1].into()],
            ..at_ipv6(Lookup::Found(vec![[10, 0, 0, 1].into()]))
        }],
        true,
    );
    // One host with an IPv4 address is enough.
    shuts_out(vec![only(), host("mx2.bottega.test")], false);
    shuts_out(vec![at_ipv6(Lookup::Found(vec![[192, 0, 2, 1].into()]))], false);
    // The query for IPv4 addresses was not answered.
    shuts_out(vec![at_ipv6(Lookup::Failed(DnsCause::Timeout))], false);
    shuts_out(vec![only(), without_address("mx2.bottega.test", DnsCause::ServFail)], false);
    // Nothing can be reached at all: that is another fault.
    shuts_out(vec![missing()], false);
    let private = || MxHost {
        not_public: vec!["fd00::1".parse().unwrap()],
        ipv6: Lookup::Found(vec!["fd00::1".parse().unwrap()]),
        ..only()
    };
    shuts_out(vec![private()], false);
    let many = MxSeen { left_out_count: 2, ..hosts(vec![only()]) };
    delivered(many, &[(Code::MxHostsLeftOut, Severity::Info), (Code::MxOk, Severity::Info)]);
    let implicit = MxSeen {
        is_implicit: true,
        hosts: vec![MxHost { name: domain("bottega.test"), ..only() }],
        ..nothing()
    };
    delivered(
        implicit,
        &[(Code::MxIpv6Only, Severity::Warning), (Code::MxImplicit, Severity::Warning)],
    );
}

#[test]
fn a_host_that_could_not_be_looked_up_may_be_a_good_one() {
    let unknown = || without_address("mx.bottega.test", DnsCause::Timeout);
    let missing = || without_address("mx2.bottega.test", DnsCause::NxDomain);
    delivered(hosts(vec![unknown()]), &[(Code::DnsNotJudged, Severity::Unjudged)]);
    delivered(
        hosts(vec![unknown(), missing()]),
        &[(Code::DnsNotJudged, Severity::Unjudged), (Code::MxHostNotFound, Severity::Warning)],
    );
    let seen = Seen::of(&[CheckKind::Mx])
        .probe(ProbeKind::Mx, &[], mx(hosts(vec![unknown()])))
        .self_test(Some(true), None);
    check(seen, &[(Code::DomainServersSilent, Severity::Problem)]);
    // Name servers of another domain do not answer: the record in this domain may be correct.
    let strange = || without_address("mx.altra.test", DnsCause::ServFail);
    let seen = Seen::of(&[CheckKind::Mx])
        .probe(ProbeKind::Mx, &[], mx(hosts(vec![strange()])))
        .self_test(Some(true), None);
    check(
        seen,
        &[(Code::DnsNotJudged, Severity::Unjudged), (Code::MailProviderChanged, Severity::Problem)],
    );
}

/// There is no MX record, and the query for the domain's own address ends like this.
#[track_caller]
fn addressed(seen: MxSeen, cause: Cause, expected: (Code, Severity)) {
    check(
        Seen::of(&[CheckKind::Mx]).probe(ProbeKind::Mx, &[(Stage::Addresses, cause)], mx(seen)),
        &[expected],
    );
}

#[test]
fn no_mx_is_certain_only_when_the_address_was_answered_too() {
    let none = (Code::MxNone, Severity::Problem);
    let unjudged = (Code::DnsNotJudged, Severity::Unjudged);
    addressed(nothing(), Cause::Dns(DnsCause::NoData), none);
    addressed(nothing(), Cause::Dns(DnsCause::NxDomain), none);
    addressed(nothing(), Cause::Dns(DnsCause::Timeout), unjudged);
    addressed(nothing(), Cause::Dns(DnsCause::ServFail), unjudged);
    addressed(nothing(), Cause::Internal, unjudged);
    // The stage timed out, so the addresses were not seen.
    addressed(MxSeen { is_implicit: true, ..nothing() }, TIMEOUT, unjudged);
    addressed(
        MxSeen { mx: hosts(vec![host("mx.bottega.test")]).mx, ..nothing() },
        TIMEOUT,
        unjudged,
    );
}

#[test]
fn without_expectations_nobody_has_moved() {
    let seen = Seen::of(&[CheckKind::Mx]).probe(
        ProbeKind::Mx,
        &[],
        mx(hosts(vec![host("mx.altra.test")])),
    );
    let codes: Vec<Code> = evaluate(&seen.end(RunEnd::Completed), &Expectations::default())
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, [Code::MxOk]);
}

#[track_caller]
fn fits(pattern: &str, name: &str, expected: bool) {
    let pattern = MxPattern(pattern.to_owned());
    assert_eq!(
        pattern.fits(&domain(name), &domain("bottega.test")),
        expected,
        "{pattern:?} {name}"
    );
}

#[test]
fn patterns_are_by_labels() {
    fits("mail.{domain}", "mail.bottega.test", true);
    fits("mail.{domain}", "mx.bottega.test", false);
    fits("*.{domain}", "a.b.bottega.test", true);
    fits("*.{domain}", "bottega.test", false);
    fits("*.{domain}", "labottega.test", false);
    fits("*.Protection.Outlook.com", "bottega-test.mail.protection.outlook.com", true);
    fits("{domain}", "bottega.test", true);
}

#[test]
fn published_settings() {
    let record = |target: Option<&str>| SrvRecord {
        service: "_imaps._tcp".to_owned(),
        priority: 0,
        weight: 0,
        port: 993,
        target: target.map(domain),
    };
    let table = [
        (vec![record(Some("mail.bottega.test"))], 0, (Code::ServicesPublished, Severity::Info)),
        (vec![record(Some("mail.bottega.test"))], 2, (Code::ServicesPublished, Severity::Info)),
        (vec![record(None)], 0, (Code::ServicesNotPublished, Severity::Info)),
        (Vec::new(), 0, (Code::ServicesNotPublished, Severity::Info)),
        (Vec::new(), 1, (Code::DnsNotJudged, Severity::Unjudged)),
    ];
    for (records, unanswered_count, expected) in table {
        let seen = Observation::Services(ServicesSeen { records, unanswered_count });
        check(Seen::of(&[CheckKind::Services]).probe(ProbeKind::Services, &[], seen), &[expected]);
    }
}
