//! Tests of the answers of the parent zone and of the name servers, and of what follows.

use mail::dns::{DnsCause, Lookup};

use super::*;
use crate::finding::FindingCode as Code;
use crate::probe::{DelegationSeen, NameServerAnswer as Answer, NameServerSeen, ZoneCutSeen};

/// A server `<label>.test` at 192.0.2.<last>.
fn server(label: &str, last: u8, answer: Answer) -> NameServerSeen {
    NameServerSeen {
        host: domain(&format!("{label}.test")),
        addresses: vec![[192, 0, 2, last].into()],
        answer,
    }
}

/// An authoritative answer for the zone, with these name servers and this MX host.
fn knows(names: &[&str], mx: &str) -> Answer {
    let ns = names.iter().map(|label| domain(&format!("{label}.test"))).collect();
    Answer::Authoritative { ns, mx: Some(vec![ServerText::new(mx)]) }
}

fn seen(delegated: &[&str], servers: Vec<NameServerSeen>) -> DelegationSeen {
    let delegated = delegated.iter().map(|label| domain(&format!("{label}.test"))).collect();
    let ns = Lookup::Found(vec![domain("ns1.test")]);
    DelegationSeen {
        ns,
        zone: Some(domain("bottega.test")),
        cut: Some(ZoneCutSeen { delegated, servers }),
        dnssec: None,
    }
}

/// The codes and the hosts that they name.
#[track_caller]
fn check(seen: DelegationSeen, resolver: Option<bool>, expected: &[&str]) {
    let diagnosis = Seen::of(&[CheckKind::Delegation]).probe(
        ProbeKind::Delegation,
        &[],
        Observation::Delegation(seen),
    );
    let diagnosis = diagnosis.self_test(resolver, None).end(RunEnd::Completed);
    let told = |finding: &Finding| {
        let hosts: Vec<_> = finding.params.hosts.iter().map(Domain::as_str).collect();
        let mark = if finding.severity == FindingSeverity::Problem { "!" } else { "" };
        if finding.code == Code::DelegationOk {
            "ok".to_owned()
        } else {
            format!("{}{mark} {}", finding.code.as_str(), hosts.join(" "))
        }
    };
    let found: Vec<_> = evaluate(&diagnosis, &Expectations::default()).iter().map(told).collect();
    let found: Vec<_> = found.iter().map(|line| line.trim_end()).collect();
    assert_eq!(found, expected);
}

#[test]
fn both_sides_agree() {
    let both = || knows(&["ns1", "ns2"], "10 mx");
    check(
        seen(&["ns1", "ns2"], vec![server("ns1", 1, both()), server("ns2", 2, both())]),
        None,
        &["ok"],
    );
    // A server without an answer proves nothing, and one that the registry does not name does no
    // harm.
    check(
        seen(&["ns1", "ns2"], vec![server("ns1", 1, both()), server("ns2", 2, Answer::Unheard)]),
        None,
        &["ok"],
    );
    check(
        seen(&["ns1"], vec![server("ns1", 1, both()), server("ns2", 2, Answer::Unheard)]),
        None,
        &["ok"],
    );
}

#[test]
fn the_registration_names_a_server_of_before() {
    let new = || knows(&["ns1", "ns2"], "10 mx");
    let cut = |old| {
        seen(
            &["ns1", "old"],
            vec![server("ns1", 1, new()), server("old", 9, old), server("ns2", 2, Answer::Unheard)],
        )
    };
    check(cut(Answer::Unheard), None, &["ok", "delegation_stale old.test"]);
    check(cut(new()), None, &["ok", "delegation_stale old.test"]);
    check(
        cut(Answer::Lame),
        None,
        &["ok", "delegation_stale old.test", "name_server_lame old.test"],
    );
    check(cut(knows(&["old"], "10 old-mx")), None, &["ok", "name_servers_differ"]);
    // The same server under another name.
    let renamed = vec![
        server("brand", 1, new()),
        server("ns1", 1, Answer::Unheard),
        server("ns2", 2, Answer::Unheard),
    ];
    check(seen(&["brand"], renamed), None, &["ok"]);
    // It is not known whether it is the same.
    let unknown = NameServerSeen { addresses: Vec::new(), ..server("ns1", 1, Answer::Unheard) };
    check(
        seen(&["brand"], vec![server("brand", 1, knows(&["ns1"], "10 mx")), unknown]),
        None,
        &["ok"],
    );
}

#[test]
fn servers_that_do_not_know_the_domain() {
    let both = || knows(&["ns1", "ns2"], "10 mx");
    let second =
        |answer| seen(&["ns1", "ns2"], vec![server("ns1", 1, both()), server("ns2", 2, answer)]);
    check(second(Answer::Lame), None, &["ok", "name_server_lame ns2.test"]);
    check(second(Answer::NoAddress), Some(true), &["ok", "name_server_lame ns2.test"]);
    check(second(Answer::NoAddress), Some(false), &["ok"]);
    let all = |other| {
        seen(&["ns1", "ns2"], vec![server("ns1", 1, Answer::Lame), server("ns2", 2, other)])
    };
    check(all(Answer::Lame), None, &["name_server_lame! ns1.test ns2.test"]);
    check(all(Answer::Unheard), None, &["ok", "name_server_lame ns1.test"]);
    let failing =
        DelegationSeen { ns: Lookup::Failed(DnsCause::ServFail), zone: None, ..all(Answer::Lame) };
    check(failing, Some(true), &["domain_servers_failing!", "name_server_lame! ns1.test ns2.test"]);
}

/// A network that answers all queries itself makes every server look lame, and most networks block
/// direct queries.
#[test]
fn what_nobody_vouches_for_accuses_nobody() {
    check(
        seen(&[], vec![server("ns1", 1, Answer::Lame), server("ns2", 2, Answer::Lame)]),
        None,
        &["ok", "delegation_not_judged"],
    );
    check(
        seen(&["ns1"], vec![server("ns1", 1, Answer::Unheard)]),
        None,
        &["ok", "delegation_not_judged"],
    );
    check(seen(&[], Vec::new()), None, &["ok", "delegation_not_judged"]);
    check(DelegationSeen { cut: None, ..seen(&[], Vec::new()) }, None, &["ok"]);
}

/// If the servers could not be queried individually, what our resolver found still counts.
#[test]
fn a_stage_that_failed_on_our_side_leaves_the_other_as_it_was() {
    let failed = [(Stage::Delegation, Cause::NoRouteFromHere)];
    let seen = Observation::Delegation(seen(&[], Vec::new()));
    let diagnosis = Seen::of(&[CheckKind::Delegation])
        .probe(ProbeKind::Delegation, &failed, seen)
        .end(RunEnd::Completed);
    let found: Vec<_> =
        evaluate(&diagnosis, &Expectations::default()).iter().map(|finding| finding.code).collect();
    assert_eq!(found, [Code::DelegationOk, Code::DelegationNotJudged]);
}
