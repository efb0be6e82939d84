//! Tests of the provider of the mail, of mistakes at a change of provider, and of who may send.

use mail::ProviderId;
use mail::dns::{DnsCause, Lookup, MxRecord, SrvRecord};
use mail::provider::Rule;

use super::*;
use crate::finding::{
    CheckState, FindingCode as Code, FindingSeverity as Severity, Params, state_of,
};
use crate::probe::{
    AutoconfigSeen, DelegationSeen, IncidentSeen, MxHost, MxSeen, ProviderStatusSeen,
    SenderPolicySeen, SpfRead,
};

const NONE: DnsCause = DnsCause::NoData;

fn mx_seen(hosts: &[(&str, &str)]) -> MxSeen {
    let hosts: Vec<MxHost> = hosts
        .iter()
        .map(|(name, address)| MxHost {
            name: domain(name),
            preference: 10,
            alias_of: None,
            ipv4: address
                .parse()
                .map_or(Lookup::Failed(DnsCause::NxDomain), |address| Lookup::Found(vec![address])),
            ipv6: Lookup::Failed(NONE),
            not_public: Vec::new(),
        })
        .collect();
    let records: Vec<_> =
        hosts.iter().map(|host| MxRecord { preference: 10, exchange: host.name.clone() }).collect();
    let mx = if records.is_empty() { Lookup::Failed(NONE) } else { Lookup::Found(records) };
    MxSeen {
        mx,
        is_null: false,
        is_null_beside: false,
        is_implicit: false,
        malformed: Vec::new(),
        hosts,
        left_out_count: 0,
    }
}

fn texts(records: &[&str]) -> Lookup<Vec<ServerText>> {
    if records.is_empty() {
        Lookup::Failed(NONE)
    } else {
        Lookup::Found(records.iter().map(|text| ServerText::new(text)).collect())
    }
}

/// The DNS of a domain: its MX hosts, SPF records, and the target of the alias `autoconfig`.
fn seen_of(mx: &[(&str, &str)], spf: &[&str], autoconfig: Option<&str>) -> Seen {
    let alias =
        autoconfig.map_or(Lookup::Failed(DnsCause::NxDomain), |name| Lookup::Found(domain(name)));
    Seen::of(&[CheckKind::Provider])
        .probe(
            ProbeKind::Autoconfig,
            &[],
            Observation::Autoconfig(AutoconfigSeen { alias, autodiscover: Lookup::Failed(NONE) }),
        )
        .probe(ProbeKind::Mx, &[], Observation::Mx(mx_seen(mx)))
        .probe(ProbeKind::SenderPolicy, &[], policy(texts(spf), Lookup::Failed(NONE)))
}

fn policy(spf: Lookup<Vec<ServerText>>, dmarc: Lookup<Vec<ServerText>>) -> Observation {
    Observation::SenderPolicy(SenderPolicySeen {
        spf,
        dmarc,
        dmarc_of: Some(domain("bottega.test")),
        spf_read: None,
        dmarc_flaw: None,
    })
}

/// The findings as `code provider rule record`.
#[track_caller]
fn check_who(seen: Seen, expected: &[&str]) {
    let diagnosis = seen.end(RunEnd::Completed);
    let found: Vec<String> = evaluate(&diagnosis, &Expectations::default())
        .into_iter()
        .filter(|finding| finding.check == Some(CheckKind::Provider))
        .map(|finding| {
            let Params { provider, by, record, .. } = finding.params;
            let rest = [
                provider.map(|id| id.to_string()),
                by.map(|rule| rule.as_str().to_owned()),
                record.map(|text| text.to_string()),
            ];
            [Some(finding.code.as_str().to_owned())]
                .into_iter()
                .chain(rest)
                .flatten()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn who_runs_the_mail_and_how_we_know() {
    check_who(
        seen_of(&[("mx.bottega.test", "62.149.128.151")], &[], None),
        &["provider_identified aruba mx_address mx.bottega.test 62.149.128.151"],
    );
    check_who(
        seen_of(
            &[("mx1.ppe-hosted.com", "192.0.2.1")],
            &["v=spf1 include:spf.protection.outlook.com -all"],
            None,
        ),
        &[
            "provider_identified microsoft spf v=spf1 include:spf.protection.outlook.com -all",
            "gateway_in_front proofpoint mx mx1.ppe-hosted.com",
        ],
    );
    check_who(
        seen_of(&[("route1.mx.cloudflare.net", "192.0.2.1")], &[], None),
        &["gateway_in_front cloudflare_routing mx route1.mx.cloudflare.net"],
    );
    check_who(
        seen_of(&[("mail.bottega.test", "192.0.2.1")], &[], Some("tb-it.securemail.pro")),
        &["provider_identified register autoconfig tb-it.securemail.pro"],
    );
    check_who(seen_of(&[("mail.bottega.test", "192.0.2.1")], &[], None), &["provider_unknown"]);
    check_who(seen_of(&[], &[], None), &["provider_unknown"]);
}

#[test]
fn not_to_know_a_provider_is_no_success() {
    let state = |mx: &[(&str, &str)]| {
        let diagnosis = seen_of(mx, &[], None).end(RunEnd::Completed);
        state_of(&diagnosis, CheckKind::Provider, &evaluate(&diagnosis, &Expectations::default()))
    };
    assert_eq!(state(&[("mail.bottega.test", "192.0.2.1")]), CheckState::Skipped);
    assert_eq!(state(&[("mx.bottega.test", "62.149.128.151")]), CheckState::Ok);
}

#[test]
fn autodiscover_and_the_name_servers_count_too() {
    let target = Some(domain("autodiscover.outlook.com"));
    let record = SrvRecord {
        service: "_autodiscover._tcp".to_owned(),
        priority: 0,
        weight: 0,
        port: 443,
        target,
    };
    let of_programs = AutoconfigSeen {
        alias: Lookup::Failed(DnsCause::NxDomain),
        autodiscover: Lookup::Found(vec![record]),
    };
    let ns = Lookup::Found(vec![domain("dns.technorail.com")]);
    let seen = |of_programs| {
        Seen::of(&[CheckKind::Provider])
            .probe(ProbeKind::Autoconfig, &[], Observation::Autoconfig(of_programs))
            .probe(
                ProbeKind::Mx,
                &[],
                Observation::Mx(mx_seen(&[("mail.bottega.test", "192.0.2.1")])),
            )
            .probe(
                ProbeKind::Delegation,
                &[],
                Observation::Delegation(DelegationSeen {
                    ns: ns.clone(),
                    zone: None,
                    cut: None,
                    dnssec: None,
                }),
            )
    };
    check_who(
        seen(of_programs.clone()),
        &["provider_identified microsoft autoconfig autodiscover.outlook.com"],
    );
    let silent = AutoconfigSeen { autodiscover: Lookup::Failed(NONE), ..of_programs };
    check_who(seen(silent), &["provider_identified aruba ns dns.technorail.com"]);
}

/// A query without an answer does not make the provider unknown.
#[test]
fn a_silent_dns_is_not_an_unknown_provider() {
    let open = |mx: MxSeen| {
        let nothing =
            AutoconfigSeen { alias: Lookup::Failed(NONE), autodiscover: Lookup::Failed(NONE) };
        let seen = Seen::of(&[CheckKind::Provider]).probe(
            ProbeKind::Autoconfig,
            &[],
            Observation::Autoconfig(nothing),
        );
        seen.probe(ProbeKind::Mx, &[], Observation::Mx(mx))
    };
    check_who(
        open(MxSeen { mx: Lookup::Failed(DnsCause::Timeout), ..mx_seen(&[]) }),
        &["provider_not_judged"],
    );
    let mut unseen = mx_seen(&[("mail.bottega.test", "")]);
    unseen.hosts[0].ipv4 = Lookup::Failed(DnsCause::ServFail);
    check_who(open(unseen), &["provider_not_judged"]);
    check_who(open(mx_seen(&[("mail.bottega.test", "")])), &["provider_unknown"]);
}

#[track_caller]
fn delivered(seen: MxSeen, expected: &[(Code, Severity)]) {
    let diagnosis = Seen::of(&[CheckKind::Mx])
        .probe(ProbeKind::Mx, &[], Observation::Mx(seen))
        .end(RunEnd::Completed);
    let found: Vec<_> = evaluate(&diagnosis, &Expectations::default())
        .iter()
        .map(|finding| (finding.code, finding.severity))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn slips_of_a_change_of_provider() {
    let ok = (Code::MxOk, Severity::Info);
    delivered(
        mx_seen(&[("aspmx.l.google.com", "192.0.2.1"), ("mx.bottega.test", "62.149.128.74")]),
        &[(Code::MxTwoProviders, Severity::Warning), ok],
    );
    delivered(
        mx_seen(&[("aspmx.l.google.com", "192.0.2.1"), ("alt1.aspmx.l.google.com", "192.0.2.2")]),
        &[ok],
    );
    delivered(
        mx_seen(&[("mx.bottega.test.bottega.test", "")]),
        &[(Code::MxNameDoubled, Severity::Problem), (Code::MxHostNotFound, Severity::Problem)],
    );
    delivered(
        mx_seen(&[("bottega.test.bottega.test", "192.0.2.1")]),
        &[(Code::MxNameDoubled, Severity::Warning), ok],
    );
    delivered(mx_seen(&[("labottega.test.bottega.test", "192.0.2.1")]), &[ok]);
    let malformed = vec![ServerText::new("ms12345678.MSV1.invalid")];
    delivered(
        MxSeen { malformed, ..mx_seen(&[]) },
        &[(Code::MxUnverifiedMicrosoft, Severity::Problem)],
    );
}

#[test]
fn a_mail_host_behind_a_web_proxy() {
    let proxied = (Code::MailHostBehindHttpProxy, Severity::Problem);
    let ok = (Code::MxOk, Severity::Info);
    delivered(mx_seen(&[("mail.bottega.test", "104.21.3.4")]), &[proxied]);
    delivered(
        mx_seen(&[("mail.bottega.test", "104.21.3.4"), ("mx2.bottega.test", "192.0.2.2")]),
        &[(Code::MailHostBehindHttpProxy, Severity::Warning), ok],
    );
    // The owner of the proxy also runs mail in the same networks.
    delivered(mx_seen(&[("route1.mx.cloudflare.net", "162.159.205.11")]), &[ok]);
}

#[test]
fn a_mail_programs_host_behind_a_web_proxy() {
    let silent = |kind, address: &str| {
        let seen = MailSeen { addresses: vec![address.parse().unwrap()], ..MailSeen::default() };
        Seen::of(&[CheckKind::Imap]).probe(
            kind,
            &[(Stage::Connect, TIMEOUT)],
            Observation::Mail(seen),
        )
    };
    let expected = [(Code::MailHostBehindHttpProxy, Severity::Problem)];
    check(silent(ProbeKind::Imaps, "104.21.3.4"), &expected);
    check(silent(ProbeKind::Imaps, "192.0.2.1"), &[(Code::ImapDown, Severity::Problem)]);
}

#[track_caller]
fn sends(spf: Lookup<Vec<ServerText>>, dmarc: Lookup<Vec<ServerText>>, expected: &[Code]) {
    let diagnosis = Seen::of(&[CheckKind::SenderPolicy])
        .probe(ProbeKind::SenderPolicy, &[], policy(spf, dmarc))
        .end(RunEnd::Completed);
    let found: Vec<_> =
        evaluate(&diagnosis, &Expectations::default()).iter().map(|finding| finding.code).collect();
    assert_eq!(found, expected);
}

#[test]
fn who_may_send() {
    let (spf, dmarc) = (|| texts(&["v=spf1 mx -all"]), || texts(&["v=DMARC1; p=none"]));
    sends(spf(), dmarc(), &[Code::SpfOk, Code::DmarcOk]);
    sends(texts(&[]), texts(&[]), &[Code::SpfMissing, Code::DmarcMissing]);
    sends(spf(), Lookup::Failed(DnsCause::NxDomain), &[Code::SpfOk, Code::DmarcMissing]);
    sends(
        texts(&["v=spf1 a -all", "v=spf1 mx -all"]),
        dmarc(),
        &[Code::SpfTwoRecords, Code::DmarcOk],
    );
    sends(
        spf(),
        texts(&["v=DMARC1; p=none", "v=DMARC1; p=reject"]),
        &[Code::SpfOk, Code::DmarcTwoRecords],
    );
    // Nothing else is reported of a domain that does not exist, and a silent DNS is reported once.
    sends(
        Lookup::Failed(DnsCause::NxDomain),
        Lookup::Failed(DnsCause::NxDomain),
        &[Code::DomainNotFound],
    );
    sends(
        Lookup::Failed(DnsCause::Timeout),
        Lookup::Failed(DnsCause::Timeout),
        &[Code::DnsNotJudged],
    );
    sends(spf(), Lookup::Failed(DnsCause::Timeout), &[Code::SpfOk, Code::DnsNotJudged]);
}

/// One SPF record with this evaluation, and one DMARC record with this flaw.
#[track_caller]
fn sends_with(spf_read: SpfRead, dmarc_flaw: Option<&str>, expected: &[Code]) {
    let Observation::SenderPolicy(seen) =
        policy(texts(&["v=spf1 mx -all"]), texts(&["v=DMARC1; p=none"]))
    else {
        panic!()
    };
    let seen = SenderPolicySeen {
        spf_read: Some(spf_read),
        dmarc_flaw: dmarc_flaw.map(ServerText::new),
        ..seen
    };
    let seen = Observation::SenderPolicy(seen);
    let diagnosis = Seen::of(&[CheckKind::SenderPolicy])
        .probe(ProbeKind::SenderPolicy, &[], seen)
        .end(RunEnd::Completed);
    let found: Vec<_> =
        evaluate(&diagnosis, &Expectations::default()).iter().map(|finding| finding.code).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_record_that_is_there_may_be_wrong() {
    let read = |lookup_count| SpfRead { lookup_count, ..SpfRead::default() };
    sends_with(read(10), None, &[Code::SpfOk, Code::DmarcOk]);
    sends_with(read(11), None, &[Code::SpfTooManyLookups, Code::DmarcOk]);
    sends_with(SpfRead { is_open: true, ..read(1) }, None, &[Code::SpfAllowsAll, Code::DmarcOk]);
    // An error makes the rest of the record meaningless.
    let void = |count: usize| SpfRead {
        void: vec![ServerText::new("a:old.bottega.test"); count],
        ..read(5)
    };
    sends_with(void(2), None, &[Code::SpfOk, Code::DmarcOk]);
    sends_with(void(3), None, &[Code::SpfTooManyVoids, Code::DmarcOk]);
    sends_with(
        SpfRead { lookup_count: 11, ..void(3) },
        None,
        &[Code::SpfTooManyLookups, Code::DmarcOk],
    );
    sends_with(SpfRead { is_open: true, ..void(3) }, None, &[Code::SpfTooManyVoids, Code::DmarcOk]);
    let flawed = SpfRead { flaw: Some(ServerText::new("-al")), is_open: true, ..read(11) };
    sends_with(flawed, None, &[Code::SpfInvalid, Code::DmarcOk]);
    sends_with(read(1), Some("p=nono"), &[Code::SpfOk, Code::DmarcInvalid]);
}

#[test]
fn a_rule_has_one_name() {
    for rule in [Rule::Domain, Rule::Mx, Rule::MxAddress, Rule::Spf, Rule::Autoconfig, Rule::Ns] {
        assert_eq!(serde_json::to_string(&rule).unwrap(), format!("{:?}", rule.as_str()));
    }
}

#[track_caller]
fn declares(incidents: Option<&[&str]>, expected: &[Code]) {
    let seen = |title: &&str| IncidentSeen { title: ServerText::new(title), since: None };
    let incidents = incidents.map(|titles| titles.iter().map(seen).collect());
    let seen = ProviderStatusSeen { provider: ProviderId::parse("google").ok(), incidents };
    let diagnosis = Seen::of(&[CheckKind::ProviderStatus])
        .probe(ProbeKind::ProviderStatus, &[], Observation::ProviderStatus(seen))
        .end(RunEnd::Completed);
    let found: Vec<_> =
        evaluate(&diagnosis, &Expectations::default()).iter().map(|finding| finding.code).collect();
    assert_eq!(found, expected);
}

#[test]
fn what_a_provider_declares() {
    declares(Some(&[]), &[Code::ProviderNoIncident]);
    declares(Some(&["Delays", "Errors"]), &[Code::ProviderIncident, Code::ProviderIncident]);
    declares(None, &[Code::ProviderStatusNotJudged]);
}

/// A missing status page is reported only for a known provider, and only when the run has ended.
#[test]
fn a_provider_without_a_status_page() {
    let of = |host: &str, address: &str| {
        Seen::of(&[CheckKind::ProviderStatus]).probe(
            ProbeKind::Mx,
            &[],
            Observation::Mx(mx_seen(&[(host, address)])),
        )
    };
    check(
        of("mx.bottega.test", "62.149.128.74"),
        &[(Code::ProviderStatusNotPublished, Severity::Info)],
    );
    check(of("mx.bottega.test", "192.0.2.1"), &[]);
    check(of("aspmx.l.google.com", "192.0.2.1"), &[]);
    assert_eq!(judged(&of("mx.bottega.test", "62.149.128.74").unended()), []);
}
