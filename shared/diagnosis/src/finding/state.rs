//! The state of a check, for the screen and for the report.
//!
//! *Could not check* is never the customer's problem: it applies only if nothing else was judged.

use terms::closed_set;

use super::{Finding, FindingCode, FindingSeverity, guess, waiting};
use crate::probe::{CheckKind, Diagnosis, ProbeKind, ProbeRun, RunEnd, Stage, StageOutcome};

closed_set! {
    /// The state of a check.
    pub enum CheckState {
        /// Not started.
        Waiting = "waiting";
        /// Its probes are running.
        Running = "running";
        /// It works.
        Ok = "ok";
        /// It works, with a risk.
        Warning = "warning";
        /// It does not work.
        Problem = "problem";
        /// It could not be judged from here.
        CouldNotCheck = "could_not_check";
        /// There was nothing to test or to report.
        Skipped = "skipped";
        /// The customer stopped it.
        Cancelled = "cancelled";
    }
}

impl CheckState {
    /// Its priority when the worst of several states is chosen.
    #[must_use]
    pub const fn weight(self) -> u8 {
        match self {
            Self::Skipped => 0,
            Self::Ok => 1,
            Self::Cancelled => 2,
            Self::CouldNotCheck => 3,
            Self::Waiting => 4,
            Self::Running => 5,
            Self::Warning => 6,
            Self::Problem => 7,
        }
    }

    /// Whether it is final.
    #[must_use]
    pub const fn is_settled(self) -> bool {
        !matches!(self, Self::Waiting | Self::Running)
    }
}

/// The state of one check, given the findings of [`super::evaluate`].
#[must_use]
pub fn state_of(diagnosis: &Diagnosis, check: CheckKind, findings: &[Finding]) -> CheckState {
    let mut of_check = diagnosis.of_check(check).peekable();
    if !is_settled(diagnosis, check) {
        return if of_check.peek().is_some() { CheckState::Running } else { CheckState::Waiting };
    }
    // An unknown provider name is neither a success nor a problem.
    if findings
        .iter()
        .any(|finding| finding.check == Some(check) && finding.code == FindingCode::ProviderUnknown)
    {
        return CheckState::Skipped;
    }
    let severities = findings
        .iter()
        .filter(|finding| finding.check == Some(check))
        .map(|finding| finding.severity);
    // Parts that could not be judged hide neither good results nor faults.
    let (unjudged, judged): (Vec<_>, Vec<_>) =
        severities.partition(|severity| *severity == FindingSeverity::Unjudged);
    let worst = judged.into_iter().max().or(unjudged.into_iter().max());
    match worst {
        Some(FindingSeverity::Problem) => CheckState::Problem,
        Some(FindingSeverity::Warning) => CheckState::Warning,
        Some(FindingSeverity::Info) => CheckState::Ok,
        Some(FindingSeverity::Unjudged) => CheckState::CouldNotCheck,
        None => match diagnosis.end {
            Some(RunEnd::Cancelled) => CheckState::Cancelled,
            Some(RunEnd::Interrupted) => CheckState::CouldNotCheck,
            _ if of_check.peek().is_some() => CheckState::CouldNotCheck,
            _ => CheckState::Skipped,
        },
    }
}

/// The state of one probe, from its stages alone.
#[must_use]
pub fn state_of_probe(run: &ProbeRun) -> CheckState {
    if !run.is_finished() {
        return CheckState::Running;
    }
    let harmless =
        |stage: Stage| matches!(stage, Stage::Certificate | Stage::Quit | Stage::CapabilitiesTls);
    let mut state = CheckState::Ok;
    for report in &run.stages {
        let StageOutcome::Failed(cause) = &report.outcome else { continue };
        if matches!(cause, crate::probe::Cause::Cancelled) {
            return CheckState::Cancelled;
        }
        // If the name servers could not be queried individually, our resolver still got an answer.
        if cause.is_ours() || report.stage == Stage::Delegation {
            return CheckState::CouldNotCheck;
        }
        if harmless(report.stage) || report.stage == Stage::StartTls || waiting::of(run).is_some() {
            state = CheckState::Warning;
        } else {
            return CheckState::Problem;
        }
    }
    state
}

/// The state of one probe within a check in the state `check`. If the check as a whole could not be
/// judged, or the host was guessed, the probe is no problem either.
#[must_use]
pub fn state_of_probe_within(check: CheckState, run: &ProbeRun) -> CheckState {
    match state_of_probe(run) {
        CheckState::Problem if check == CheckState::CouldNotCheck || run.target.is_guessed => {
            CheckState::CouldNotCheck
        }
        state => state,
    }
}

/// Whether all probes of the check are finished and no more can be planned.
pub(super) fn is_settled(diagnosis: &Diagnosis, check: CheckKind) -> bool {
    if diagnosis.end.is_some() {
        return true;
    }
    let finished = |kind: ProbeKind| diagnosis.of_kind(kind).all(ProbeRun::is_finished);
    let planned = |kind: ProbeKind| diagnosis.of_kind(kind).next().is_some();
    if matches!(check, CheckKind::Relay | CheckKind::ProviderStatus) {
        // Their probes are planned when the MX hosts or the provider are known, and the self-test
        // may come last: only the end of the run settles them.
        return false;
    }
    // If a guess failed, another name may be tried and change the result: only the end of the run
    // settles it.
    check.probes().iter().chain(check.reads()).all(|&kind| planned(kind) && finished(kind))
        && !guess::is_silent(diagnosis, check)
}
