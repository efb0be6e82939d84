//! Runs the stages of one probe, one after the other, and reports how each one ended.
//!
//! Enforces the deadline of every stage and of the probe, and stops at once when the customer stops
//! or the receiver is gone. Must never know what a stage does.

use std::future::Future;
use std::time::Duration;

use diagnosis::probe::{
    Cause, Direction, ProbeId, ProbeKind, Progress, Stage, StageOutcome, StageReport,
};
use terms::ServerText;
use tokio::sync::mpsc;
use tokio::time::{Instant, timeout_at};
use tokio_util::sync::CancellationToken;

use crate::net::dial::milliseconds;
use crate::net::wire::Recorder;

/// The probe cannot go on; the reason is in the stage reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stopped;

/// The result of a stage: a value for the next stage, and a line to show.
pub(crate) struct Passed<T> {
    pub(crate) value: T,
    pub(crate) evidence: Option<ServerText>,
}

impl<T> Passed<T> {
    /// With a line to show.
    pub(crate) fn with(value: T, evidence: &str) -> Self {
        Self { value, evidence: Some(ServerText::new(evidence)) }
    }

    /// Without a line to show.
    pub(crate) const fn silently(value: T) -> Self {
        Self { value, evidence: None }
    }
}

/// The stages of one probe.
#[derive(Debug)]
pub(crate) struct Stages {
    probe: ProbeId,
    todo: std::slice::Iter<'static, Stage>,
    sink: mpsc::Sender<Progress>,
    cancel: CancellationToken,
    deadline: Instant,
    recorder: Recorder,
    reports: Vec<StageReport>,
    is_cancelled: bool,
}

impl Stages {
    pub(crate) fn new(
        probe: ProbeId,
        kind: ProbeKind,
        sink: mpsc::Sender<Progress>,
        cancel: CancellationToken,
        limit: Duration,
        recorder: Recorder,
    ) -> Self {
        let deadline = Instant::now() + limit;
        Self {
            probe,
            todo: kind.plan().iter(),
            sink,
            cancel,
            deadline,
            recorder,
            reports: Vec::new(),
            is_cancelled: false,
        }
    }

    /// The transcript of this probe.
    pub(crate) const fn recorder(&self) -> &Recorder {
        &self.recorder
    }

    /// Runs a stage for at most `limit` and reports its outcome; earlier stages of the plan that
    /// did not run are reported as skipped.
    ///
    /// # Errors
    /// [`Stopped`] when the stage failed. The caller may still run a later stage, unless the probe
    /// was cancelled; then every later call returns [`Stopped`] without starting the stage.
    pub(crate) async fn run<T>(
        &mut self,
        stage: Stage,
        limit: Duration,
        work: impl Future<Output = Result<Passed<T>, Cause>>,
    ) -> Result<T, Stopped> {
        if self.is_cancelled {
            return Err(Stopped);
        }
        self.skip_to(stage).await?;
        let began = Instant::now();
        let deadline = self.deadline.min(began + limit);
        let result = tokio::select! {
            biased;
            () = self.cancel.cancelled() => {
                self.is_cancelled = true;
                Err(Cause::Cancelled)
            }
            result = timeout_at(deadline, work) => result.unwrap_or(Err(Cause::Timeout { after_ms: 0 })),
        };
        let elapsed_ms = milliseconds(began.elapsed());
        let (outcome, evidence, value) = match result {
            Ok(passed) => (StageOutcome::Passed, passed.evidence, Ok(passed.value)),
            // Whichever deadline expired, report the time actually waited.
            Err(Cause::Timeout { .. }) => {
                (StageOutcome::Failed(Cause::Timeout { after_ms: elapsed_ms }), None, Err(Stopped))
            }
            Err(cause) => (StageOutcome::Failed(cause), None, Err(Stopped)),
        };
        self.report(StageReport { stage, outcome, elapsed_ms, evidence }).await?;
        value
    }

    /// Reports a stage that takes no time: a judgement about the result of an earlier stage.
    ///
    /// # Errors
    /// [`Stopped`] when the probe was cancelled or the receiver is gone.
    pub(crate) async fn judged(
        &mut self,
        stage: Stage,
        cause: Option<Cause>,
        evidence: Option<ServerText>,
    ) -> Result<(), Stopped> {
        if self.is_cancelled {
            return Err(Stopped);
        }
        self.skip_to(stage).await?;
        let outcome = cause.map_or(StageOutcome::Passed, StageOutcome::Failed);
        self.report(StageReport { stage, outcome, elapsed_ms: 0, evidence }).await
    }

    /// Whether the probe was cancelled by the customer, or stopped because the receiver is gone.
    pub(crate) const fn was_stopped(&self) -> bool {
        self.is_cancelled
    }

    /// Whether the last stage failed only because the server refused the command: the connection
    /// can still be used.
    pub(crate) fn was_only_refused(&self) -> bool {
        self.reports
            .last()
            .is_some_and(|report| matches!(report.cause(), Some(Cause::Rejected { .. })))
    }

    /// Reports the remaining stages as skipped, and returns all reports.
    pub(crate) async fn finish(mut self) -> Vec<StageReport> {
        while let Some(&stage) = self.todo.next() {
            if self.skipped(stage).await.is_err() {
                break;
            }
        }
        self.reports
    }

    async fn skip_to(&mut self, stage: Stage) -> Result<(), Stopped> {
        while let Some(&next) = self.todo.next() {
            if next == stage {
                return Ok(());
            }
            self.skipped(next).await?;
        }
        debug_assert!(false, "{stage:?} is not in the plan, or came before");
        Ok(())
    }

    async fn skipped(&mut self, stage: Stage) -> Result<(), Stopped> {
        self.report(StageReport {
            stage,
            outcome: StageOutcome::Skipped,
            elapsed_ms: 0,
            evidence: None,
        })
        .await
    }

    async fn report(&mut self, report: StageReport) -> Result<(), Stopped> {
        if let Some(cause) = report.cause() {
            let line = format!("{}: {}", report.stage.as_str(), short_name(cause));
            self.recorder.write(Direction::Trouble, ServerText::new(&line));
        }
        self.reports.push(report.clone());
        let sent = self.sink.send(Progress::Stage { probe: self.probe, report }).await;
        sent.map_err(|_nobody_listens| {
            self.is_cancelled = true;
            Stopped
        })
    }
}

/// A short name of the cause, for the transcript that administrators read.
pub(crate) const fn short_name(cause: &Cause) -> &'static str {
    match cause {
        Cause::Timeout { .. } => "timeout",
        Cause::Refused => "connection refused",
        Cause::Unreachable => "host unreachable",
        Cause::NoRouteFromHere => "no route from here",
        Cause::Closed => "connection closed",
        Cause::Rejected { .. } => "rejected",
        Cause::NotOffered { .. } => "not offered",
        Cause::NotTheProtocol { .. } => "not the protocol",
        Cause::TooMuch { .. } => "too much data",
        Cause::PlaintextInjected => "data before the TLS handshake",
        Cause::Dns(_) => "name resolution failed",
        Cause::Tls(_) => "TLS or certificate",
        Cause::HttpStatus { .. } => "HTTP status",
        Cause::RedirectLoop => "too many redirects",
        Cause::NotAllowed(_) => "not dialled",
        Cause::Cancelled => "cancelled",
        Cause::Internal => "internal",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(20);

    fn stages(
        kind: ProbeKind,
        limit: Duration,
    ) -> (Stages, mpsc::Receiver<Progress>, CancellationToken) {
        let (sink, receiver) = mpsc::channel(64);
        let cancel = CancellationToken::new();
        let stages = Stages::new(ProbeId(0), kind, sink, cancel.clone(), limit, Recorder::start());
        (stages, receiver, cancel)
    }

    fn told(reports: &[StageReport]) -> Vec<(Stage, StageOutcome)> {
        reports.iter().map(|report| (report.stage, report.outcome.clone())).collect()
    }

    #[tokio::test]
    async fn what_lies_between_is_skipped() {
        let (mut stages, _receiver, _) = stages(ProbeKind::Webmail, LIMIT);
        let refused =
            stages.run(Stage::Connect, LIMIT, async { Err::<Passed<()>, _>(Cause::Refused) }).await;
        assert_eq!(refused, Err(Stopped));
        let expected = [
            (Stage::Resolve, StageOutcome::Skipped),
            (Stage::Connect, StageOutcome::Failed(Cause::Refused)),
            (Stage::Tls, StageOutcome::Skipped),
            (Stage::Certificate, StageOutcome::Skipped),
            (Stage::Request, StageOutcome::Skipped),
        ];
        assert_eq!(told(&stages.finish().await), expected);
    }

    #[tokio::test]
    async fn cancelling_ends_the_running_stage_and_begins_no_other() {
        let (mut stages, _receiver, cancel) = stages(ProbeKind::Mx, LIMIT);
        cancel.cancel();
        assert_eq!(
            stages.run(Stage::Mx, LIMIT, std::future::pending::<Result<Passed<()>, _>>()).await,
            Err(Stopped)
        );
        assert_eq!(
            stages.run(Stage::Addresses, LIMIT, async { Ok(Passed::silently(())) }).await,
            Err(Stopped)
        );
        let expected = [
            (Stage::Mx, StageOutcome::Failed(Cause::Cancelled)),
            (Stage::Addresses, StageOutcome::Skipped),
        ];
        assert_eq!(told(&stages.finish().await), expected);
    }

    #[tokio::test]
    async fn the_probe_has_one_deadline_over_those_of_its_stages() {
        let (mut stages, _receiver, _) = stages(ProbeKind::Mx, Duration::from_millis(100));
        let silence = || std::future::pending::<Result<Passed<()>, Cause>>();
        let began = Instant::now();
        assert!(stages.run(Stage::Mx, LIMIT, silence()).await.is_err());
        assert!(stages.run(Stage::Addresses, LIMIT, silence()).await.is_err());
        assert!(began.elapsed() < LIMIT);
        for report in stages.finish().await {
            assert!(
                matches!(report.outcome, StageOutcome::Failed(Cause::Timeout { after_ms }) if after_ms == report.elapsed_ms)
            );
        }
    }

    #[tokio::test]
    async fn nobody_listening_stops_the_probe() {
        let (mut stages, receiver, _) = stages(ProbeKind::Delegation, LIMIT);
        drop(receiver);
        assert_eq!(
            stages.run(Stage::Ns, LIMIT, async { Ok(Passed::silently(())) }).await,
            Err(Stopped)
        );
    }
}
