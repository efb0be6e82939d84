//! Tests of the proposed SPF record, from a bounce and the present record.

use mail::provider::Rule;
use mail::{Domain, ProviderId};
use terms::ServerText;

use super::*;

fn spf(records: &[&str]) -> Finding {
    let records: Vec<ServerText> = records.iter().map(|record| ServerText::new(record)).collect();
    let code = match records.len() {
        0 => FindingCode::SpfMissing,
        1 => FindingCode::SpfOk,
        _ => FindingCode::SpfTwoRecords,
    };
    let several = if records.len() > 1 { records.clone() } else { Vec::new() };
    let domain = Domain::parse("bottega.test").ok();
    Finding::new(
        CheckKind::SenderPolicy,
        code,
        Params { domain, record: records.first().cloned(), records: several, ..Params::default() },
    )
}

fn mail_at(name: &str, by: Rule) -> Finding {
    let params =
        Params { provider: ProviderId::parse(name).ok(), by: Some(by), ..Params::default() };
    Finding::new(CheckKind::Provider, FindingCode::ProviderIdentified, params)
}

#[track_caller]
fn check(records: &[&str], provider: Option<(&str, Rule)>, expected: Option<&str>) {
    let mut findings = vec![spf(records)];
    findings.extend(provider.map(|(name, by)| mail_at(name, by)));
    let known = Known {
        findings: findings.iter().collect(),
        ..refused(BounceReason::SpfRefused, Side::Sent)
    };
    let conclusions = rank(&known);
    assert_eq!(conclusions[0].cause, CauseCode::SpfRefused);
    let record = conclusions[0].publish.as_ref().map(|publish| publish.record.as_str());
    assert_eq!(record, expected, "{records:?} {provider:?}");
}

#[test]
fn the_record_follows_from_what_is_there_and_who_runs_the_mail() {
    let aruba = Some(("aruba", Rule::MxAddress));
    check(&[], aruba, Some("v=spf1 include:_spf.aruba.it ~all"));
    check(&["v=spf1 mx -all"], aruba, Some("v=spf1 mx include:_spf.aruba.it -all"));
    check(
        &["v=spf1 mx -all", "v=spf1 include:_spf.google.com ~all"],
        None,
        Some("v=spf1 mx include:_spf.google.com ~all"),
    );
    check(
        &["v=spf1 a -all", "v=spf1 mx ~all"],
        aruba,
        Some("v=spf1 a mx include:_spf.aruba.it ~all"),
    );
}

#[test]
fn nothing_is_proposed_where_it_would_be_a_guess() {
    // Another server sent the message, and which one is not known.
    check(&["v=spf1 include:_spf.aruba.it ~all"], Some(("aruba", Rule::MxAddress)), None);
    check(&["v=spf1 mx -all"], None, None);
    check(&[], None, None);
    // The same record in another notation.
    check(&["v=spf1 +a +mx  include:spf.example.com"], None, None);
    check(&["V=SPF1 +mx ~ALL"], None, None);
    // Name servers do not show who sends.
    check(&["v=spf1 mx -all"], Some(("aruba", Rule::Ns)), None);
    // A term that violates the grammar makes the whole record invalid, and what was meant by it is
    // not known.
    let aruba = Some(("aruba", Rule::MxAddress));
    check(&["v=spf1 mx + -all"], aruba, None);
    check(&["v=spf1 ip4:192.0.2.1/33 -all"], aruba, None);
    check(&["v=spf1 a -all", "v=spf1 inlcude:_spf.google.com ~all"], aruba, None);
    check(&["v=spf1 mx exp= -all"], aruba, None);
    // A record that was not seen whole.
    let long = format!("v=spf1 {} -all", "ip4:192.0.2.1 ".repeat(60));
    check(&[&long], Some(("aruba", Rule::MxAddress)), None);
}
