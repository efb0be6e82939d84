//! Tests as tables: what was seen, and the codes and severities that follow.
//!
//! A diagnosis is built from the same [`Progress`] that a prober sends, including its stages.

mod certificates;
mod dns;
mod dnssec;
mod elsewhere;
mod guess;
mod pattern;
mod provider;
mod relay;
mod service;
mod state;
mod zone_cut;

use std::net::IpAddr;

use mail::{Domain, TlsMode};
use terms::ServerText;

use crate::probe::{
    Cause, CertificateSeen, CheckKind, Diagnosis, MailSeen, Observation, ProbeId, ProbeKind, ProbeTarget, Progress, RunEnd, SelfTestSeen,
    Stage, StageOutcome, StageReport, TlsCause, TlsSeen, Transcript,
};

/// A domain of a test.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn domain(name: &str) -> Domain {
    Domain::parse(name).expect("a domain")
}

/// Builds a diagnosis of `bottega.test`.
pub(crate) struct Seen(Diagnosis);

impl Seen {
    /// With these checks, and no probe yet.
    #[must_use]
    pub fn of(checks: &[CheckKind]) -> Self {
        Self(Diagnosis::new(domain("bottega.test"), checks.to_vec()))
    }

    /// Adds a finished probe. The stages in `failed` fail; those that depend on them are skipped.
    pub(crate) fn probe(self, kind: ProbeKind, failed: &[(Stage, Cause)], seen: Observation) -> Self {
        let host = if kind.service().is_some() { "mail.bottega.test" } else { "bottega.test" };
        self.probe_at(kind, host, None, failed, seen)
    }

    /// The same, of a probe of this host at this address.
    #[must_use]
    pub fn probe_at(mut self, kind: ProbeKind, host: &str, address: Option<IpAddr>, failed: &[(Stage, Cause)], seen: Observation) -> Self {
        let probe = self.plan(kind, host, address);
        for report in reports(kind, failed) {
            self.0.apply(Progress::Stage { probe, report });
        }
        self.0.apply(Progress::Finished {
            probe,
            observation: Box::new(seen),
            transcript: Transcript::default(),
            elapsed_ms: 1,
            shared: None,
        });
        self
    }

    /// Adds a probe that has started and not finished.
    pub(crate) fn running(mut self, kind: ProbeKind) -> Self {
        self.plan(kind, "mail.bottega.test", None);
        self
    }

    /// Adds a probe of a mail service with these failures.
    pub(crate) fn service(self, kind: ProbeKind, failed: &[(Stage, Cause)]) -> Self {
        self.probe(kind, failed, Observation::Mail(mail(kind, failed)))
    }

    /// Adds a probe of a relay at an address with these failures.
    pub(crate) fn relay(self, address: &str, failed: &[(Stage, Cause)]) -> Self {
        let seen = Observation::Mail(mail(ProbeKind::Smtp, failed));
        self.probe_at(ProbeKind::Smtp, "mx.bottega.test", address.parse().ok(), failed, seen)
    }

    /// Marks the hosts of this check as guessed.
    pub(crate) fn guessed(mut self, check: CheckKind) -> Self {
        for run in self.0.probes.iter_mut().filter(|run| run.kind.check() == Some(check)) {
            run.target.is_guessed = true;
        }
        self
    }

    /// What the self-test saw: our resolver, and port 25.
    #[must_use]
    pub fn self_test(self, resolver: Option<bool>, port_25: Option<bool>) -> Self {
        self.probe(ProbeKind::SelfTest, &[], Observation::SelfTest(SelfTestSeen { resolver, port_25, port_25_ipv6: None }))
    }

    /// Adds the result of the control host for each address family.
    pub(crate) fn control(self, port_25: Option<bool>, port_25_ipv6: Option<bool>) -> Self {
        self.probe(ProbeKind::SelfTest, &[], Observation::SelfTest(SelfTestSeen { resolver: None, port_25, port_25_ipv6 }))
    }

    /// The diagnosis, ended like this.
    #[must_use]
    pub fn end(mut self, end: RunEnd) -> Diagnosis {
        self.0.end = Some(end);
        self.0
    }

    /// The diagnosis, as far as it has come.
    #[must_use]
    pub fn unended(self) -> Diagnosis {
        self.0
    }

    fn plan(&mut self, kind: ProbeKind, host: &str, address: Option<IpAddr>) -> ProbeId {
        let probe = ProbeId(u16::try_from(self.0.probes.len()).unwrap());
        let port = kind.service().map_or(53, |(service, tls_mode)| service.port(tls_mode));
        self.0.apply(Progress::Planned { probe, kind, target: ProbeTarget { address, ..ProbeTarget::new(domain(host), port) } });
        probe
    }
}

/// The stages of the plan as a prober reports them.
fn reports(kind: ProbeKind, failed: &[(Stage, Cause)]) -> Vec<StageReport> {
    let mut is_over = false;
    let mut reports = Vec::new();
    for &stage in kind.plan() {
        let cause = failed.iter().find(|(at, _)| *at == stage).map(|(_, cause)| cause.clone());
        let outcome = match cause {
            _ if is_over => StageOutcome::Skipped,
            Some(cause) => {
                is_over = stage != Stage::Certificate;
                StageOutcome::Failed(cause)
            }
            None => StageOutcome::Passed,
        };
        reports.push(StageReport { stage, outcome, elapsed_ms: 1, evidence: None });
    }
    reports
}

/// The observation of a mail server if these stages fail.
fn mail(kind: ProbeKind, failed: &[(Stage, Cause)]) -> MailSeen {
    let fails_before_tls = failed.iter().any(|(stage, _)| *stage != Stage::Certificate);
    let problem = failed.iter().find_map(|(_, cause)| match cause {
        Cause::Tls(cause) => Some(cause.clone()),
        _ => None,
    });
    let is_clear = failed.iter().any(|(_, cause)| matches!(cause, Cause::NotOffered { .. }));
    let has_clear_part = kind.service().is_some_and(|(_, tls_mode)| tls_mode == TlsMode::StartTls);
    MailSeen {
        starttls_offered: (has_clear_part && (is_clear || !fails_before_tls)).then_some(!is_clear),
        tls: (!fails_before_tls).then(|| tls(90, problem)),
        ..MailSeen::default()
    }
}

/// A certificate with this many days left or, if it has expired, this many days after its expiry.
pub(crate) fn tls(days: i64, problem: Option<TlsCause>) -> TlsSeen {
    shown(if problem == Some(TlsCause::Expired) { -days.abs() } else { days }, problem)
}

/// A certificate with this many days left, whatever its problem.
fn shown(days_left: i64, problem: Option<TlsCause>) -> TlsSeen {
    let certificate = CertificateSeen {
        subject: ServerText::new("CN=mail.bottega.test"),
        issuer: ServerText::new("CN=Prova"),
        common_name: Some(ServerText::new("mail.bottega.test")),
        names: vec![ServerText::new("mail.bottega.test")],
        not_before_s: 0,
        not_after_s: 1_800_000_000 + days_left * 86_400,
        chain_count: 1,
    };
    TlsSeen {
        version: "TLSv1.3".to_owned(),
        cipher_suite: "TLS_AES_128_GCM_SHA256".to_owned(),
        server_name: domain("mail.bottega.test"),
        certificate: Some(certificate),
        problem,
        at_fault: None,
        is_for_other_names: false,
        instead: None,
        judged_at_s: 1_800_000_000,
    }
}

fn web(location: Option<&str>) -> Observation {
    let hop = WebHop {
        url: ServerText::new("https://mail.bottega.test/"),
        status: if location.is_some() { 302 } else { 200 },
        location: location.map(ServerText::new),
    };
    Observation::Web(WebSeen { hops: vec![hop], title: None, webmail: None, tls: Some(tls(90, None)) })
}

const TIMEOUT: Cause = Cause::Timeout { after_ms: 5_000 };

/// The codes and severities, in order, of a diagnosis compared with what SEIT expects.
fn judged(diagnosis: &Diagnosis) -> Vec<(FindingCode, FindingSeverity)> {
    let expectations = Expectations { mx: vec![MxPattern("*.{domain}".to_owned())] };
    evaluate(diagnosis, &expectations).iter().map(|finding| (finding.code, finding.severity)).collect()
}

#[track_caller]
fn check(seen: Seen, expected: &[(FindingCode, FindingSeverity)]) {
    assert_eq!(judged(&seen.end(RunEnd::Completed)), expected);
}

/// Playbooks and other programs depend on the names on the wire.
#[test]
fn codes_have_one_name_each_and_say_so_on_the_wire() {
    let mut names = std::collections::BTreeSet::new();
    for &code in FindingCode::ALL {
        assert!(names.insert(code.as_str()), "{code:?}");
        assert_eq!(serde_json::to_string(&code).unwrap(), format!("{:?}", code.as_str()));
        assert!(code.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_'), "{code:?}");
    }
}

#[test]
fn what_could_not_be_judged_is_nobodys_fault() {
    for &code in FindingCode::ALL {
        let is_unjudged = code.severity() == FindingSeverity::Unjudged;
        let is_said = ["_not_judged", "_host_unknown"].iter().any(|end| code.as_str().ends_with(end));
        assert_eq!(is_said, is_unjudged, "{code:?}");
        if is_unjudged {
            assert_eq!(code.owner(), super::Owner::Nobody, "{code:?}");
        }
    }
}

/// Every finding must cite evidence.
#[test]
fn every_finding_names_the_probes_it_rests_on() {
    let seen = Seen::of(&CheckKind::ALL)
        .relay("192.0.2.1", &[])
        .relay("192.0.2.2", &[(Stage::Connect, Cause::Refused)])
        .service(ProbeKind::Imap, &[])
        .service(ProbeKind::Imaps, &[(Stage::Connect, Cause::Refused)])
        .probe(ProbeKind::Webmail, &[], web(None));
    let diagnosis = seen.end(RunEnd::Completed);
    let findings: Vec<Finding> = evaluate(&diagnosis, &Expectations::default());
    assert!(findings.len() >= 5);
    for finding in findings {
        assert!(!finding.evidence.is_empty(), "{finding:?}");
        assert!(finding.evidence.iter().all(|&probe| diagnosis.probe(probe).is_some()), "{finding:?}");
        assert!(finding.check.is_some(), "{finding:?}");
    }
}
