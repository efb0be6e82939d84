//! Tests of the chain of trust: the `DS` records, the answers of the servers, and which part is
//! reported as broken.

use mail::dns::{DnsCause, Lookup};

use super::*;
use crate::finding::{FindingCode as Code, FindingSeverity as Severity};
use crate::probe::{
    DelegationSeen, DnssecSeen, DsSeen, MxSeen, NameServerAnswer as Answer, NameServerSeen,
    SignatureSeen, ZoneCutSeen, ZoneKeysSeen,
};

const NOW_S: i64 = 1_800_000_000;
const DAY_S: i64 = 86_400;

/// The present key and the previous one, with an algorithm and a digest that all validators
/// support.
const NOW: DsSeen = DsSeen { key_tag: 1_111, algorithm: 13, digest_type: 2 };
const BEFORE: DsSeen = DsSeen { key_tag: 2_222, algorithm: 13, digest_type: 2 };

/// Signatures by the present key, valid from and until these days from now.
fn signed(from_days: i64, to_days: i64) -> Vec<SignatureSeen> {
    vec![SignatureSeen {
        key_tag: 1_111,
        algorithm: 13,
        begins_s: NOW_S + from_days * DAY_S,
        ends_s: NOW_S + to_days * DAY_S,
    }]
}

/// A server with the present key, which matches one of the `DS` records.
fn server(label: &str) -> ZoneKeysSeen {
    ZoneKeysSeen {
        host: domain(&format!("{label}.test")),
        keys: vec![1_111],
        matched: vec![NOW],
        over_keys: signed(-7, 7),
        over_soa: Some(signed(-7, 7)),
    }
}

/// A copy of the zone without keys and signatures.
fn unsigned(label: &str) -> ZoneKeysSeen {
    ZoneKeysSeen {
        keys: Vec::new(),
        matched: Vec::new(),
        over_keys: Vec::new(),
        over_soa: Some(Vec::new()),
        ..server(label)
    }
}

fn chain(ds: &[DsSeen], servers: Vec<ZoneKeysSeen>) -> DnssecSeen {
    DnssecSeen {
        zone: domain("bottega.test"),
        ds: Some(ds.to_vec()),
        servers,
        errors: Vec::new(),
        seen_at_s: NOW_S,
    }
}

/// Both name servers answer when they are asked, or they could not be asked.
fn delegation(
    ns: Lookup<Vec<Domain>>,
    is_heard: bool,
    dnssec: Option<DnssecSeen>,
) -> DelegationSeen {
    let hosts = || vec![domain("ns1.test"), domain("ns2.test")];
    let answer =
        || if is_heard { Answer::Authoritative { ns: hosts(), mx: None } } else { Answer::Unheard };
    let servers = hosts().into_iter().map(|host| NameServerSeen {
        host,
        addresses: vec![[192, 0, 2, 1].into()],
        answer: answer(),
    });
    let cut = ZoneCutSeen { delegated: hosts(), servers: servers.collect() };
    DelegationSeen { ns, zone: None, cut: Some(cut), dnssec }
}

fn judge(seen: DelegationSeen, resolver: Option<bool>) -> Vec<Finding> {
    let failed: Vec<_> =
        seen.ns.cause().map(|cause| (Stage::Ns, Cause::Dns(cause))).into_iter().collect();
    let seen = Seen::of(&[CheckKind::Delegation]).probe(
        ProbeKind::Delegation,
        &failed,
        Observation::Delegation(seen),
    );
    let findings =
        evaluate(&seen.self_test(resolver, None).end(RunEnd::Completed), &Expectations::default());
    findings.into_iter().filter(|finding| finding.code != Code::DelegationNotJudged).collect()
}

/// Our resolver fails like this, with these observations of the chain; `expected` is the code.
#[track_caller]
fn fails(cause: DnsCause, dnssec: Option<DnssecSeen>, expected: Code) {
    let found = judge(delegation(Lookup::Failed(cause), true, dnssec.clone()), Some(true));
    assert_eq!(
        found.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        [expected],
        "{cause:?} {dnssec:?}"
    );
}

#[test]
fn the_registration_is_at_fault_only_where_no_key_is_the_one_it_vouches_for() {
    let bogus = |ds: &[DsSeen], servers: Vec<ZoneKeysSeen>, expected| {
        fails(DnsCause::Bogus, Some(chain(ds, servers)), expected)
    };
    let other = || ZoneKeysSeen { matched: Vec::new(), ..server("ns1") };
    let (wrong_ds, wrong_signatures) = (Code::DnssecWrongDs, Code::DnssecWrongSignatures);
    bogus(&[BEFORE], vec![other(), other()], wrong_ds);
    bogus(&[BEFORE], vec![unsigned("ns1")], wrong_ds);
    // The zone's own key is there, and our resolver reports a DNSSEC error.
    let said = DnssecSeen { errors: vec![6], ..chain(&[BEFORE, NOW], vec![server("ns1")]) };
    fails(DnsCause::Bogus, Some(said), wrong_signatures);
    // It reports no such error, and everything seen is correct: it may have cached an old failure.
    bogus(&[BEFORE, NOW], vec![server("ns1")], Code::DnsNotJudged);
    // A signature by a key that the zone does not have.
    bogus(
        &[NOW],
        vec![ZoneKeysSeen {
            over_soa: Some(vec![SignatureSeen { key_tag: 3_333, ..signed(-7, 7)[0] }]),
            ..server("ns1")
        }],
        wrong_signatures,
    );
    bogus(
        &[NOW],
        vec![ZoneKeysSeen { over_keys: signed(-14, -7), ..server("ns1") }],
        wrong_signatures,
    );
    bogus(
        &[NOW],
        vec![ZoneKeysSeen { over_soa: Some(Vec::new()), ..server("ns1") }],
        wrong_signatures,
    );
    // One of the servers has a copy without signatures.
    bogus(&[NOW], vec![server("ns1"), unsigned("ns2")], wrong_signatures);
    // An old digest counts if there is no newer one (RFC 4509 §3).
    let sha1 = DsSeen { digest_type: 1, ..NOW };
    bogus(&[sha1], vec![other()], wrong_ds);
    bogus(&[sha1], vec![ZoneKeysSeen { matched: vec![sha1], ..server("ns1") }], Code::DnsNotJudged);
    bogus(&[sha1, BEFORE], vec![ZoneKeysSeen { matched: vec![sha1], ..server("ns1") }], wrong_ds);
}

#[test]
fn where_nobody_vouches_for_a_key_nothing_is_broken() {
    let unknown = [
        DsSeen { algorithm: 253, ..BEFORE },
        DsSeen { digest_type: 3, ..BEFORE },
        DsSeen { algorithm: 1, ..BEFORE },
    ];
    for ds in [&[][..], &unknown[..1], &unknown[..]] {
        fails(DnsCause::Bogus, Some(chain(ds, vec![unsigned("ns1")])), Code::DnsNotJudged);
        fails(DnsCause::ServFail, Some(chain(ds, vec![unsigned("ns1")])), Code::DnsNotJudged);
    }
    // One of a supported kind beside it counts.
    fails(
        DnsCause::Bogus,
        Some(chain(&[unknown[0], BEFORE], vec![unsigned("ns1")])),
        Code::DnssecWrongDs,
    );
}

/// Which part is broken was not seen, so it is not guessed; the resolver's error about keys may
/// also come from a missing answer.
#[test]
fn what_was_not_seen_is_not_blamed_on_the_registration() {
    let unseen = |errors: &[u16]| {
        Some(DnssecSeen { ds: None, errors: errors.to_vec(), ..chain(&[], Vec::new()) })
    };
    for errors in [&[6][..], &[7], &[9], &[10], &[22, 9]] {
        fails(DnsCause::Bogus, unseen(errors), Code::DnssecBroken);
        let servers_unseen = DnssecSeen { errors: errors.to_vec(), ..chain(&[NOW], Vec::new()) };
        fails(DnsCause::Bogus, Some(servers_unseen), Code::DnssecBroken);
    }
    // Our resolver reports no DNSSEC error, and nothing was seen of the signatures.
    fails(DnsCause::Bogus, unseen(&[]), Code::DnsNotJudged);
    fails(DnsCause::Bogus, unseen(&[22]), Code::DnsNotJudged);
    fails(DnsCause::Bogus, None, Code::DnsNotJudged);
    fails(DnsCause::Bogus, Some(chain(&[NOW], Vec::new())), Code::DnsNotJudged);
}

/// Only "SERVFAIL" while the servers answer: they do not fail, whatever our resolver says.
#[test]
fn servers_that_answer_do_not_fail() {
    fails(DnsCause::ServFail, None, Code::DnsNotJudged);
    fails(DnsCause::ServFail, Some(chain(&[NOW], vec![server("ns1")])), Code::DnsNotJudged);
    fails(DnsCause::ServFail, Some(chain(&[BEFORE], vec![unsigned("ns1")])), Code::DnssecWrongDs);
    let said = |errors: &[u16]| DnssecSeen {
        errors: errors.to_vec(),
        ..chain(&[NOW], vec![server("ns1")])
    };
    fails(DnsCause::ServFail, Some(said(&[6])), Code::DnssecWrongSignatures);
    fails(DnsCause::ServFail, Some(said(&[22, 23])), Code::DnsNotJudged);
    let silent = judge(delegation(Lookup::Failed(DnsCause::ServFail), false, None), Some(true));
    assert_eq!(
        silent.iter().map(|finding| finding.code).collect::<Vec<_>>(),
        [Code::DomainServersFailing]
    );
}

/// A resolver that failed its own test, or was not tested, is not evidence against the domain.
#[test]
fn a_resolver_that_is_in_doubt_says_nothing() {
    for resolver in [Some(false), None] {
        let seen = delegation(
            Lookup::Failed(DnsCause::Bogus),
            true,
            Some(chain(&[BEFORE], vec![unsigned("ns1")])),
        );
        assert_eq!(
            judge(seen, resolver).iter().map(|finding| finding.code).collect::<Vec<_>>(),
            [Code::DnsNotJudged]
        );
    }
}

/// Our resolver does not validate and resolves the domain; other resolvers validate.
#[track_caller]
fn found(dnssec: DnssecSeen, expected: &[(Code, Severity)]) {
    let ns = Lookup::Found(vec![domain("ns1.test"), domain("ns2.test")]);
    let findings = judge(delegation(ns, true, Some(dnssec)), None);
    let told: Vec<_> = findings.iter().map(|finding| (finding.code, finding.severity)).collect();
    assert_eq!(told, expected);
}

#[test]
fn a_broken_chain_that_our_resolver_does_not_notice_is_a_risk() {
    let ok = (Code::DelegationOk, Severity::Info);
    let (wrong_ds, wrong_signatures) = (
        (Code::DnssecWrongDs, Severity::Warning),
        (Code::DnssecWrongSignatures, Severity::Warning),
    );
    found(chain(&[NOW], vec![server("ns1"), server("ns2")]), &[ok]);
    found(chain(&[NOW, BEFORE], vec![server("ns1")]), &[ok]);
    found(chain(&[NOW], Vec::new()), &[ok]);
    found(chain(&[], vec![unsigned("ns1")]), &[ok]);
    found(chain(&[DsSeen { algorithm: 200, ..BEFORE }], vec![unsigned("ns1")]), &[ok]);
    found(chain(&[NOW], vec![ZoneKeysSeen { over_soa: None, ..server("ns1") }]), &[ok]);
    found(chain(&[BEFORE], vec![unsigned("ns1"), unsigned("ns2")]), &[ok, wrong_ds]);
    found(
        chain(&[NOW], vec![ZoneKeysSeen { over_keys: signed(1, 8), ..server("ns1") }]),
        &[ok, wrong_signatures],
    );
    // Clocks differ, and validators tolerate it.
    let just_over = vec![SignatureSeen { ends_s: NOW_S - 600, ..signed(-7, 7)[0] }];
    found(chain(&[NOW], vec![ZoneKeysSeen { over_keys: just_over, ..server("ns1") }]), &[ok]);
    // An expired signature beside a valid one.
    let both = [signed(-14, -7), signed(-7, 7)].concat();
    found(
        chain(
            &[NOW],
            vec![ZoneKeysSeen { over_keys: both.clone(), over_soa: Some(both), ..server("ns1") }],
        ),
        &[ok],
    );
}

#[test]
fn the_zone_the_record_and_the_servers_are_told() {
    let seen = |dnssec| delegation(Lookup::Failed(DnsCause::Bogus), true, Some(dnssec));
    let above =
        DnssecSeen { zone: domain("bottega.test"), ..chain(&[BEFORE], vec![unsigned("ns1")]) };
    let [finding] = judge(seen(above), Some(true)).try_into().unwrap();
    assert_eq!(finding.params.record, Some(ServerText::new("DS 2222 13 2")));
    assert_eq!(finding.owner, terms::Owner::DomainAdmin);
    let stale =
        chain(&[NOW], vec![server("ns1"), ZoneKeysSeen { over_keys: Vec::new(), ..server("ns2") }]);
    let [finding] = judge(seen(stale), Some(true)).try_into().unwrap();
    assert_eq!(
        (finding.params.hosts, finding.params.domain),
        (vec![domain("ns2.test")], Some(domain("bottega.test")))
    );
}

/// The MX query was not answered for the same reason.
#[test]
fn other_questions_about_the_domain_say_the_same() {
    let nowhere = MxSeen::failed(DnsCause::Bogus);
    let failed = |stage| [(stage, Cause::Dns(DnsCause::Bogus))];
    let dnssec = Some(chain(&[BEFORE], vec![unsigned("ns1")]));
    let delegation =
        Observation::Delegation(delegation(Lookup::Failed(DnsCause::Bogus), true, dnssec));
    let seen = Seen::of(&[CheckKind::Mx]).probe(
        ProbeKind::Mx,
        &failed(Stage::Mx),
        Observation::Mx(nowhere.clone()),
    );
    check(seen.self_test(Some(true), None), &[(Code::DnsNotJudged, Severity::Unjudged)]);
    let seen = Seen::of(&[CheckKind::Delegation, CheckKind::Mx])
        .probe(ProbeKind::Delegation, &failed(Stage::Ns), delegation)
        .probe(ProbeKind::Mx, &failed(Stage::Mx), Observation::Mx(nowhere));
    let wrong_ds = (Code::DnssecWrongDs, Severity::Problem);
    check(seen.self_test(Some(true), None), &[wrong_ds, wrong_ds]);
}

/// Observations stored before signatures were recorded can still be read.
#[test]
fn a_delegation_of_before_is_still_read() {
    let read: DelegationSeen = serde_json::from_str(r#"{"ns":{"failed":"serv_fail"}}"#).unwrap();
    assert_eq!((read.dnssec, read.cut), (None, None));
}
