//! The progress of probes, and the fold that turns it into a diagnosis.
//!
//! The same fold runs on the server, in the browser and in the terminal. It is total: any sequence
//! of [`Progress`] gives some [`Diagnosis`]. Must never judge.

use std::fmt;
use std::net::IpAddr;

use mail::Domain;
use serde::{Deserialize, Serialize};
use terms::closed_set;

use super::{
    Cause, CheckKind, MailSeen, MxSeen, Observation, ProbeKind, SelfTestSeen, Stage, StageOutcome,
    StageReport, Transcript, WebSeen,
};

/// Numbers the probes of one run, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ProbeId(pub u16);

/// The target of a probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProbeTarget {
    /// The name: a host, or for DNS probes the domain that is queried.
    pub host: Domain,
    /// The address, if the probe is for one address only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// The port; 53 for DNS probes.
    pub port: u16,
    /// The host is a guess: neither the operator nor the domain names it, and `mail.<domain>` is
    /// only customary.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_guessed: bool,
}

/// The progress that is streamed while probes run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// A probe will run.
    Planned {
        /// Its number.
        probe: ProbeId,
        /// Its kind.
        kind: ProbeKind,
        /// Its target.
        target: ProbeTarget,
    },
    /// One stage of a probe ended.
    Stage {
        /// The probe's number.
        probe: ProbeId,
        /// The report.
        report: StageReport,
    },
    /// A probe ended.
    Finished {
        /// The probe's number.
        probe: ProbeId,
        /// Its observation.
        observation: Box<Observation>,
        /// Its transcript.
        transcript: Transcript,
        /// How long it took, in milliseconds.
        elapsed_ms: u32,
        /// Set if the result was measured for another session; `None` if it was measured for this
        /// one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shared: Option<SharedResult>,
    },
}

/// A result that was measured for another session shortly before it was requested here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SharedResult {
    /// When it was measured: milliseconds since 1970-01-01 UTC.
    pub measured_at_ms: i64,
    /// How old it was when it was requested, in whole seconds.
    pub age_s: u16,
}

closed_set! {
    /// How a run of probes ended.
    pub enum RunEnd {
        /// All probes finished.
        Completed = "completed";
        /// The customer stopped it.
        Cancelled = "cancelled";
        /// The server stopped before all probes finished.
        Interrupted = "interrupted";
    }
}

/// One probe: its plan, the stages that have ended so far, and its observation once it has
/// finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeRun {
    /// Its number within the diagnosis.
    pub id: ProbeId,
    /// Its kind.
    pub kind: ProbeKind,
    /// Its target.
    pub target: ProbeTarget,
    /// The stages that ended, in order.
    pub stages: Vec<StageReport>,
    /// Its observation; `None` while it runs.
    pub observation: Option<Observation>,
    /// Its transcript.
    pub transcript: Transcript,
    /// How long it took, in milliseconds; 0 while it runs.
    pub elapsed_ms: u32,
    /// Set if the result was measured for another session.
    pub shared: Option<SharedResult>,
}

/// Everything that one run of checks has seen of one domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// The domain that is checked.
    pub domain: Domain,
    /// The checks requested.
    pub checks: Vec<CheckKind>,
    /// The probes in the order in which they were planned.
    pub probes: Vec<ProbeRun>,
    /// How it ended; `None` while it runs.
    pub end: Option<RunEnd>,
}

impl Diagnosis {
    /// A diagnosis that has not started.
    #[must_use]
    pub const fn new(domain: Domain, checks: Vec<CheckKind>) -> Self {
        Self { domain, checks, probes: Vec::new(), end: None }
    }

    /// Applies one step of progress. A step of an unknown probe is ignored.
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

    /// The observation of the self-test; empty if there is none.
    #[must_use]
    pub fn self_test(&self) -> SelfTestSeen {
        let seen = self.of_kind(ProbeKind::SelfTest).find_map(|run| match &run.observation {
            Some(Observation::SelfTest(seen)) => Some(seen.clone()),
            _ => None,
        });
        seen.unwrap_or_default()
    }

    /// The observation of the MX probe.
    #[must_use]
    pub fn mx(&self) -> Option<&MxSeen> {
        self.of_kind(ProbeKind::Mx).find_map(|run| match &run.observation {
            Some(Observation::Mx(seen)) => Some(seen),
            _ => None,
        })
    }
}

impl ProbeRun {
    /// Whether it has finished.
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

    /// Why one stage failed; `None` if it did not.
    #[must_use]
    pub fn failed_at(&self, stage: Stage) -> Option<&Cause> {
        self.stage(stage).and_then(StageReport::cause)
    }

    /// Whether one stage ran and succeeded.
    #[must_use]
    pub fn passed(&self, stage: Stage) -> bool {
        self.stage(stage).is_some_and(|report| report.outcome == StageOutcome::Passed)
    }

    /// Whether it was stopped before its end, so that a missing answer proves nothing.
    #[must_use]
    pub fn is_cut_short(&self) -> bool {
        !self.is_finished()
            || self.stages.iter().any(|report| matches!(report.cause(), Some(Cause::Cancelled)))
    }

    /// Whether the first failure was on our side, so that it says nothing about the peer.
    #[must_use]
    pub fn is_our_fault(&self) -> bool {
        self.failure().is_some_and(|(_, cause)| cause.is_ours()) || self.is_refused_by_us()
    }

    /// Whether we refused to connect to an address that was found: the name resolves, but the
    /// server is unknown.
    #[must_use]
    pub fn is_refused_by_us(&self) -> bool {
        matches!(self.failed_at(Stage::Connect), Some(Cause::NotAllowed(_)))
    }

    /// The current stage: the first of the plan that has no report yet.
    #[must_use]
    pub fn running(&self) -> Option<Stage> {
        if self.is_finished() {
            return None;
        }
        self.kind.plan().iter().copied().find(|&stage| self.stage(stage).is_none())
    }

    /// The observation of a mail server.
    #[must_use]
    pub const fn mail(&self) -> Option<&MailSeen> {
        match &self.observation {
            Some(Observation::Mail(seen)) => Some(seen),
            _ => None,
        }
    }

    /// The observation of a web server.
    #[must_use]
    pub const fn web(&self) -> Option<&WebSeen> {
        match &self.observation {
            Some(Observation::Web(seen)) => Some(seen),
            _ => None,
        }
    }
}

impl ProbeTarget {
    /// A host that was not guessed, at any of its addresses.
    #[must_use]
    pub const fn new(host: Domain, port: u16) -> Self {
        Self { host, address: None, port, is_guessed: false }
    }

    /// Whether it is a single IPv6 address.
    #[must_use]
    pub fn is_ipv6(&self) -> bool {
        self.address.is_some_and(|address| address.is_ipv6())
    }
}

impl fmt::Display for ProbeTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address {
            Some(IpAddr::V6(address)) => {
                write!(formatter, "{} [{address}]:{}", self.host, self.port)
            }
            Some(address) => write!(formatter, "{} {address}:{}", self.host, self.port),
            None => write!(formatter, "{}:{}", self.host, self.port),
        }
    }
}
