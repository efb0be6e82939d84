//! Tests only: the largest observations that servers can cause, and ordinary ones.

use std::net::Ipv6Addr;

use mail::Reply;
use mail::dns::MxRecord;

use super::*;
use crate::probe::{
    AtFault, DsSeen, IncidentSeen, SignatureSeen, SpfRead, Transcript, WebHop, ZoneKeysSeen,
};
use crate::probe::{Direction, ProbeId, Progress};

/// The texts that take most room as JSON: four bytes for each character, or two for one byte.
fn longest() -> [ServerText; 3] {
    ["👧", "\"", "\u{202e}"].map(|text| ServerText::new(&text.repeat(3_000)))
}

/// The longest domain name (RFC 1035 §2.3.4), different for each index.
fn longest_domain(index: usize) -> Domain {
    let label = "x".repeat(59);
    Domain::parse(&format!("{label}.{label}.{label}.{index:05}{}.test", "y".repeat(50))).unwrap()
}

fn domains() -> Vec<Domain> {
    (0..64).map(longest_domain).collect()
}

fn tls(text: &ServerText) -> TlsSeen {
    TlsSeen {
        version: "TLSv1.3".to_owned(),
        cipher_suite: "TLS_CHACHA20_POLY1305_SHA256".to_owned(),
        server_name: longest_domain(0),
        certificate: Some(CertificateSeen {
            subject: text.clone(),
            issuer: text.clone(),
            common_name: Some(text.clone()),
            names: vec![text.clone(); 50],
            not_before_s: i64::MIN,
            not_after_s: i64::MAX,
            chain_count: u16::MAX,
        }),
        problem: None,
        at_fault: Some(AtFault {
            position: u16::MAX,
            subject: text.clone(),
            issuer: text.clone(),
            not_before_s: i64::MIN,
            not_after_s: i64::MAX,
        }),
        is_for_other_names: true,
        instead: Some(longest_domain(1)),
        judged_at_s: i64::MAX,
    }
}

fn ipv6() -> Vec<Ipv6Addr> {
    (0..64)
        .map(|last| {
            Ipv6Addr::new(0x2a00, 0x1450, 0x4002, 0x1a1a, 0x2b2b, 0x3c3c, 0x4d4d, last + 0x1000)
        })
        .collect()
}

fn hosts() -> Vec<MxHost> {
    let host = |name: Domain| MxHost {
        name,
        preference: u16::MAX,
        alias_of: Some(longest_domain(9)),
        ipv4: Lookup::Found((0..64).map(|last| [203, 100, 113, last].into()).collect()),
        ipv6: Lookup::Found(ipv6()),
        not_public: ipv6().into_iter().map(IpAddr::V6).collect(),
    };
    domains().into_iter().take(10).map(host).collect()
}

fn srv_records() -> Vec<SrvRecord> {
    let record = |target: Domain| SrvRecord {
        service: "_submissions._tcp".to_owned(),
        priority: u16::MAX,
        weight: u16::MAX,
        port: u16::MAX,
        target: Some(target),
    };
    domains().into_iter().map(record).collect()
}

fn delegation(text: &ServerText) -> DelegationSeen {
    let ds = DsSeen { key_tag: u16::MAX, algorithm: u8::MAX, digest_type: u8::MAX };
    let signature = SignatureSeen {
        key_tag: u16::MAX,
        algorithm: u8::MAX,
        begins_s: i64::MIN,
        ends_s: i64::MAX,
    };
    let keys = ZoneKeysSeen {
        host: longest_domain(0),
        keys: vec![u16::MAX; 64],
        matched: vec![ds; 64],
        over_keys: vec![signature; 64],
        over_soa: Some(vec![signature; 64]),
    };
    let server = |host: Domain| NameServerSeen {
        host,
        addresses: ipv6().into_iter().map(IpAddr::V6).collect(),
        answer: NameServerAnswer::Authoritative { ns: domains(), mx: Some(vec![text.clone(); 64]) },
    };
    DelegationSeen {
        ns: Lookup::Found(domains()),
        zone: Some(longest_domain(0)),
        cut: Some(ZoneCutSeen {
            delegated: domains().into_iter().take(5).collect(),
            servers: domains().into_iter().take(8).map(server).collect(),
        }),
        dnssec: Some(DnssecSeen {
            zone: longest_domain(0),
            ds: Some(vec![ds; 64]),
            servers: vec![keys; 4],
            errors: vec![u16::MAX; 64],
            seen_at_s: i64::MAX,
        }),
    }
}

fn largest(text: &ServerText) -> Vec<Observation> {
    let addresses: Vec<IpAddr> = ipv6().into_iter().map(IpAddr::V6).collect();
    let lines = vec![text.clone(); 64];
    vec![
        Observation::Mail(MailSeen {
            addresses,
            greeting: Some(Reply { code: None, lines: lines.clone() }),
            is_greeting_begun: false,
            capabilities: lines.clone(),
            capabilities_tls: lines.clone(),
            starttls_offered: Some(true),
            tls: Some(tls(text)),
        }),
        Observation::Web(WebSeen {
            hops: vec![WebHop { url: text.clone(), status: 302, location: Some(text.clone()) }; 4],
            title: Some(text.clone()),
            webmail: None,
            tls: Some(tls(text)),
        }),
        Observation::ProviderStatus(ProviderStatusSeen {
            provider: None,
            incidents: Some(vec![
                IncidentSeen { title: text.clone(), since: Some(text.clone()) };
                5
            ]),
        }),
        Observation::SenderPolicy(SenderPolicySeen {
            spf: Lookup::Found(vec![text.clone(); 8]),
            dmarc: Lookup::Found(vec![text.clone(); 8]),
            dmarc_of: Some(longest_domain(0)),
            spf_read: Some(SpfRead {
                lookup_count: 11,
                flaw: Some(text.clone()),
                void: lines.clone(),
                is_open: true,
            }),
            dmarc_flaw: Some(text.clone()),
        }),
        Observation::Mx(MxSeen {
            mx: Lookup::Found(
                domains()
                    .into_iter()
                    .map(|exchange| MxRecord { preference: u16::MAX, exchange })
                    .collect(),
            ),
            is_null: false,
            is_null_beside: true,
            is_implicit: false,
            malformed: lines,
            hosts: hosts(),
            left_out_count: 54,
        }),
        Observation::Services(ServicesSeen { records: srv_records(), unanswered_count: 7 }),
        Observation::Autoconfig(AutoconfigSeen {
            alias: Lookup::Found(longest_domain(0)),
            autodiscover: Lookup::Found(srv_records()),
        }),
        Observation::Delegation(delegation(text)),
    ]
}

#[test]
fn the_largest_observations_fit_in_an_event() {
    let [emoji, ..] = longest();
    for observation in largest(&emoji) {
        let before = serde_json::to_string(&observation).unwrap().len();
        assert!(before > MAX_EVENT_BYTES, "the test is no test: {before}");
    }
    for observation in longest().iter().flat_map(largest) {
        let mut fitted = observation;
        fitted.fit();
        let progress = Progress::Finished {
            probe: ProbeId(u16::MAX),
            observation: Box::new(fitted.clone()),
            transcript: Transcript::default(),
            elapsed_ms: u32::MAX,
            shared: None,
        };
        let after = serde_json::to_string(&progress).unwrap().len();
        assert!(after <= MAX_EVENT_BYTES, "{after}: {fitted:?}");
    }
}

#[test]
fn the_largest_transcript_fits_too() {
    for text in longest() {
        let mut transcript = Transcript::default();
        for _ in 0..1_000 {
            transcript.push(u32::MAX, Direction::ReceivedTls, text.clone());
        }
        let bytes = serde_json::to_string(&transcript).unwrap().len();
        assert!(bytes <= Transcript::MAX_JSON_BYTES, "{bytes}");
    }
}

/// What fits is not touched: the comparison is with all that a real server of the larger kind
/// sends.
#[test]
fn an_ordinary_observation_stays_as_it_is() {
    let lines = |count: usize, text: &str| vec![ServerText::new(text); count];
    let mut ordinary =
        tls(&ServerText::new("CN=mail.bottega.test, O=Bottega S.r.l., L=Bolzano, ST=BZ, C=IT"));
    if let Some(certificate) = &mut ordinary.certificate {
        certificate.names = lines(50, "autodiscover.ospitalita.test");
    }
    let mail = Observation::Mail(MailSeen {
        addresses: vec![[203, 0, 113, 1].into(); 8],
        greeting: Some(Reply {
            code: None,
            lines: lines(10, "mx.google.test ESMTP ready, unsolicited mail is refused"),
        }),
        capabilities: lines(24, "AUTH LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN"),
        capabilities_tls: lines(24, "AUTH LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN"),
        tls: Some(ordinary),
        ..MailSeen::default()
    });
    let name_server = |_: usize| NameServerSeen {
        host: Domain::parse("dns1.registrar-servers.test").unwrap(),
        addresses: vec![[203, 0, 113, 1].into(); 4],
        answer: NameServerAnswer::Authoritative {
            ns: vec![Domain::parse("dns1.registrar-servers.test").unwrap(); 13],
            mx: Some(lines(10, "10 alt1.aspmx.l.google.test")),
        },
    };
    let names = vec![Domain::parse("dns1.registrar-servers.test").unwrap(); 13];
    let delegation = Observation::Delegation(DelegationSeen {
        ns: Lookup::Found(names.clone()),
        zone: Some(Domain::parse("bottega.test").unwrap()),
        cut: Some(ZoneCutSeen { delegated: names, servers: (0..4).map(name_server).collect() }),
        dnssec: None,
    });
    for observation in [mail, delegation] {
        let mut fitted = observation.clone();
        fitted.fit();
        assert_eq!(fitted, observation);
    }
}
