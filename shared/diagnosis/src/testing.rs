//! A diagnosis in the making, for tests: built from the same [`Progress`] that a prober sends,
//! stages and all.
//!
//! Must never be compiled into a program.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test fails where its own input is wrong"
)]

use std::net::IpAddr;

use mail::{Domain, TlsMode};
use terms::ServerText;

use crate::probe::{
    Cause, CertificateSeen, CheckKind, Diagnosis, MailSeen, Observation, ProbeId, ProbeKind,
    ProbeTarget, Progress, RunEnd, SelfTestSeen, Stage, StageOutcome, StageReport, TlsCause,
    TlsSeen, Transcript,
};

/// A domain of a test.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn domain(name: &str) -> Domain {
    Domain::parse(name).expect("a domain")
}

/// A diagnosis of `bottega.test` in the making.
pub struct Seen(Diagnosis);

impl Seen {
    /// With these checks, and no probe yet.
    #[must_use]
    pub fn of(checks: &[CheckKind]) -> Self {
        Self(Diagnosis::new(domain("bottega.test"), checks.to_vec()))
    }

    /// One probe from its plan to its end. `failed` are the stages that fail; those that cannot
    /// follow are skipped.
    #[must_use]
    pub fn probe(self, kind: ProbeKind, failed: &[(Stage, Cause)], seen: Observation) -> Self {
        let host = if kind.service().is_some() { "mail.bottega.test" } else { "bottega.test" };
        self.probe_at(kind, host, None, failed, seen)
    }

    /// The same, of a probe of this host at this address.
    #[must_use]
    pub fn probe_at(
        mut self,
        kind: ProbeKind,
        host: &str,
        address: Option<IpAddr>,
        failed: &[(Stage, Cause)],
        seen: Observation,
    ) -> Self {
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

    /// A probe that has begun and not ended.
    #[must_use]
    pub fn running(mut self, kind: ProbeKind) -> Self {
        self.plan(kind, "mail.bottega.test", None);
        self
    }

    /// A probe of a mail service, as it goes with these failures.
    #[must_use]
    pub fn service(self, kind: ProbeKind, failed: &[(Stage, Cause)]) -> Self {
        self.probe(kind, failed, Observation::Mail(mail_seen(kind, failed)))
    }

    /// A relay at an address, as it goes with these failures.
    #[must_use]
    pub fn relay(self, address: &str, failed: &[(Stage, Cause)]) -> Self {
        let seen = Observation::Mail(mail_seen(ProbeKind::Smtp, failed));
        self.probe_at(ProbeKind::Smtp, "mx.bottega.test", address.parse().ok(), failed, seen)
    }

    /// The host of this check was guessed.
    #[must_use]
    pub fn guessed(mut self, check: CheckKind) -> Self {
        for run in self.0.probes.iter_mut().filter(|run| run.kind.check() == Some(check)) {
            run.target.is_guessed = true;
        }
        self
    }

    /// What the self-test saw: our resolver, and port 25.
    #[must_use]
    pub fn self_test(self, resolver: Option<bool>, port_25: Option<bool>) -> Self {
        self.probe(
            ProbeKind::SelfTest,
            &[],
            Observation::SelfTest(SelfTestSeen { resolver, port_25, port_25_ipv6: None }),
        )
    }

    /// The control host, over each family.
    #[must_use]
    pub fn control(self, port_25: Option<bool>, port_25_ipv6: Option<bool>) -> Self {
        self.probe(
            ProbeKind::SelfTest,
            &[],
            Observation::SelfTest(SelfTestSeen { resolver: None, port_25, port_25_ipv6 }),
        )
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
        self.0.apply(Progress::Planned {
            probe,
            kind,
            target: ProbeTarget { address, ..ProbeTarget::new(domain(host), port) },
        });
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

/// What is seen of a mail server when these stages fail.
#[must_use]
pub fn mail_seen(kind: ProbeKind, failed: &[(Stage, Cause)]) -> MailSeen {
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

/// A certificate with so many days left, or so many days after its end where that is what is wrong
/// with it.
#[must_use]
pub fn tls(days: i64, problem: Option<TlsCause>) -> TlsSeen {
    shown(if problem == Some(TlsCause::Expired) { -days.abs() } else { days }, problem)
}

/// A certificate with so many days left, whatever is wrong with it.
#[must_use]
pub fn shown(days_left: i64, problem: Option<TlsCause>) -> TlsSeen {
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
