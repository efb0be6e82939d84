//! The progress of probes, and the fold that turns it into one diagnosis.
//!
//! The same fold runs on the server, in the browser and in the terminal. It is total: any sequence of [`Progress`]
//! gives some [`Diagnosis`]. Must never judge.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{
    Cause, CheckKind, MailSeen, MxSeen, Observation, ProbeKind, SelfTestSeen, Stage, StageOutcome, StageReport, Transcript, WebSeen,
};
use mail::Domain;

/// Numbers the probes of one run, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProbeId(pub u16);

/// What a probe talks to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeTarget {
    /// The name: a host, or for DNS probes the domain asked about.
    pub host: Domain,
    /// The address, where the probe is for one address only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// The port; 53 for DNS probes.
    pub port: u16,
    /// Nobody named this host, neither the operator nor the domain: `mail.<domain>` is a custom and no fact.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_guessed: bool,
}

/// What is streamed while probes run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// A probe is going to run.
    Planned {
        /// Its number.
        probe: ProbeId,
        /// What it does.
        kind: ProbeKind,
        /// What it talks to.
        target: ProbeTarget,
    },
    /// One stage of a probe ended.
    Stage {
        /// The probe's number.
        probe: ProbeId,
        /// How the stage went.
        report: StageReport,
    },
    /// A probe ended.
    Finished {
        /// The probe's number.
        probe: ProbeId,
        /// What it saw.
        observation: Box<Observation>,
        /// What was said.
        transcript: Transcript,
        /// How long it took, in milliseconds.
        elapsed_ms: u32,
        /// That it was measured for another check-up; `None` for what was measured for this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shared: Option<SharedResult>,
    },
}

/// A result that was measured for another check-up, shortly before it was asked for here as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedResult {
    /// When it was measured: milliseconds since 1970-01-01 UTC.
    pub measured_at_ms: i64,
    /// How old it was when it was asked for, in whole seconds.
    pub age_s: u16,
}

/// How a run of probes ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunEnd {
    /// Every probe came to its end.
    Completed,
    /// The customer stopped it.
    Cancelled,
    /// The server that ran it went away.
    Interrupted,
}

/// One probe: its plan, the stages that ended so far, and at the end what it saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeRun {
    /// Its number within the diagnosis.
    pub id: ProbeId,
    /// What it does.
    pub kind: ProbeKind,
    /// What it talks to.
    pub target: ProbeTarget,
    /// The stages that ended, in order.
    pub stages: Vec<StageReport>,
    /// What it saw; `None` while it runs.
    pub observation: Option<Observation>,
    /// What was said.
    pub transcript: Transcript,
    /// How long it took, in milliseconds; 0 while it runs.
    pub elapsed_ms: u32,
    /// That it was measured for another check-up.
    pub shared: Option<SharedResult>,
}

/// Everything that one run of checks has seen of one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The domain looked at.
    pub domain: Domain,
    /// The checks asked for.
    pub checks: Vec<CheckKind>,
    /// The probes in the order in which they were planned.
    pub probes: Vec<ProbeRun>,
    /// How it ended; `None` while it runs.
    pub end: Option<RunEnd>,
}

impl Diagnosis {
    /// A diagnosis that has not begun.
    #[must_use]
    pub const fn new(domain: Domain, checks: Vec<CheckKind>) -> Self {
        Self { domain, checks, probes: Vec::new(), end: None }
    }

    /// Takes in one step. A step of a probe that was never planned is ignored.
    pub fn apply(&mut self, progress: Progress) {
        match progress {
            Progress::Planned { probe, kind, target } => {
                if self.probe(probe).is_none() {
                    let run = ProbeRun {
                        id: probe,
                        kind,
                        target,
                        stages: Vec::new(),
                        observation: None,
                        transcript: Transcript::default(),
                        elapsed_ms: 0,
                        shared: None,
                    };
                    self.probes.push(run);
                }
            }
            Progress::Stage { probe, report } => {
                if let Some(run) = self.probe_mut(probe) {
                    run.stages.push(report);
                }
            }
            Progress::Finished { probe, observation, transcript, elapsed_ms, shared } => {
                if let Some(run) = self.probe_mut(probe) {
                    run.observation = Some(*observation);
                    run.transcript = transcript;
                    run.elapsed_ms = elapsed_ms;
                    run.shared = shared;
                }
            }
        }
    }

    /// The probe with this number.
    #[must_use]
    pub fn probe(&self, id: ProbeId) -> Option<&ProbeRun> {
        self.probes.iter().find(|run| run.id == id)
    }

    fn probe_mut(&mut self, id: ProbeId) -> Option<&mut ProbeRun> {
        self.probes.iter_mut().find(|run| run.id == id)
    }

    /// The probes of one kind.
    pub fn of_kind(&self, kind: ProbeKind) -> impl Iterator<Item = &ProbeRun> {
        self.probes.iter().filter(move |run| run.kind == kind)
    }

    /// The probes of one check.
    pub fn of_check(&self, check: CheckKind) -> impl Iterator<Item = &ProbeRun> {
        self.probes.iter().filter(move |run| run.kind.check() == Some(check))
    }

    /// What the self-test saw.
    #[must_use]
    pub fn self_test(&self) -> SelfTestSeen {
        let seen = self.of_kind(ProbeKind::SelfTest).find_map(|run| match &run.observation {
            Some(Observation::SelfTest(seen)) => Some(seen.clone()),
            _ => None,
        });
        seen.unwrap_or_default()
    }

    /// What the MX probe saw.
    #[must_use]
    pub fn mx(&self) -> Option<&MxSeen> {
        self.of_kind(ProbeKind::Mx).find_map(|run| match &run.observation {
            Some(Observation::Mx(seen)) => Some(seen),
            _ => None,
        })
    }
}

impl ProbeRun {
    /// Whether it came to its end.
    #[must_use]
    pub const fn is_finished(&self) -> bool {
        self.observation.is_some()
    }

    /// The report of one stage.
    #[must_use]
    pub fn stage(&self, stage: Stage) -> Option<&StageReport> {
        self.stages.iter().find(|report| report.stage == stage)
    }

    /// The first stage that failed, and why.
    #[must_use]
    pub fn failure(&self) -> Option<(Stage, &Cause)> {
        self.stages.iter().find_map(|report| report.cause().map(|cause| (report.stage, cause)))
    }

    /// Why one stage failed.
    #[must_use]
    pub fn failed_at(&self, stage: Stage) -> Option<&Cause> {
        self.stage(stage).and_then(StageReport::cause)
    }

    /// Whether one stage was begun and went well.
    #[must_use]
    pub fn passed(&self, stage: Stage) -> bool {
        self.stage(stage).is_some_and(|report| report.outcome == StageOutcome::Passed)
    }

    /// Whether it was stopped before its own end, so that its silence says nothing.
    #[must_use]
    pub fn is_cut_short(&self) -> bool {
        !self.is_finished() || self.stages.iter().any(|report| matches!(report.cause(), Some(Cause::Cancelled)))
    }

    /// Whether the first thing that failed was on our side, so that it says nothing about the peer.
    #[must_use]
    pub fn is_our_fault(&self) -> bool {
        self.failure().is_some_and(|(_, cause)| cause.is_ours()) || self.is_refused_by_us()
    }

    /// Whether we did not dial an address that was found: its name is all right, and nothing is known of who answers there.
    #[must_use]
    pub fn is_refused_by_us(&self) -> bool {
        matches!(self.failed_at(Stage::Connect), Some(Cause::NotAllowed(_)))
    }

    /// The stage that runs now: the first of the plan that has no report yet.
    #[must_use]
    pub fn running(&self) -> Option<Stage> {
        if self.is_finished() {
            return None;
        }
        self.kind.plan().iter().copied().find(|&stage| self.stage(stage).is_none())
    }

    /// What was seen of a mail server.
    #[must_use]
    pub const fn mail(&self) -> Option<&MailSeen> {
        match &self.observation {
            Some(Observation::Mail(seen)) => Some(seen),
            _ => None,
        }
    }

    /// What was seen of a web server.
    #[must_use]
    pub const fn web(&self) -> Option<&WebSeen> {
        match &self.observation {
            Some(Observation::Web(seen)) => Some(seen),
            _ => None,
        }
    }
}

impl ProbeTarget {
    /// A host that somebody named, at whichever of its addresses answers.
    #[must_use]
    pub const fn new(host: Domain, port: u16) -> Self {
        Self { host, address: None, port, is_guessed: false }
    }

    /// Whether it is one IPv6 address.
    #[must_use]
    pub fn is_ipv6(&self) -> bool {
        self.address.is_some_and(|address| address.is_ipv6())
    }
}

impl fmt::Display for ProbeTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address {
            Some(IpAddr::V6(address)) => write!(formatter, "{} [{address}]:{}", self.host, self.port),
            Some(address) => write!(formatter, "{} {address}:{}", self.host, self.port),
            None => write!(formatter, "{}:{}", self.host, self.port),
        }
    }
}
