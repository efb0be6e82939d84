//! Executes runs of checks, and appends their progress as it arrives.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use checklist::RunId;
use diagnosis::probe::{CheckKind, ProbeKind, Progress, RunEnd};
use mail::Domain;
use session::{Actor, Event, Facts};
use tokio::sync::{AcquireError, Semaphore, mpsc};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::command::due_events;
use super::live::numbered;
use super::locked::Locked;
use super::{Live, SessionError, Sessions};
use crate::clock;
use crate::net::Net;
use crate::probes::{HostPolicy, Request, Shared, Sharing, diagnose};
use crate::telemetry::Causes;

/// Runs that may wait for a slot; above it the server answers that it is busy.
const MAX_WAITING_COUNT: usize = 512;
/// The most reports in one append.
const BATCH_LENGTH: usize = 64;
/// The longest time for one run once it executes: more than four successive probes need, each
/// including its wait for a slot.
const RUN_DEADLINE: Duration = Duration::from_secs(240);
/// How long the probes of a stopped run may take to end.
const STOP_GRACE: Duration = Duration::from_secs(5);
/// How many reports of a run may wait for the store.
const REPORT_QUEUE_LENGTH: usize = 64;

/// Executes runs, and limits how many execute and wait.
pub(super) struct Runner {
    net: Net,
    sharing: Option<Sharing>,
    at_once: Arc<Semaphore>,
    room: Arc<Semaphore>,
}

impl Runner {
    pub(super) fn new(net: Net, sharing: Option<Sharing>, runs_at_once: NonZeroU32) -> Self {
        let at_once = usize::try_from(runs_at_once.get()).unwrap_or(1);
        let room = Arc::new(Semaphore::new(at_once.saturating_add(MAX_WAITING_COUNT)));
        Self { net, sharing, at_once: Arc::new(Semaphore::new(at_once)), room }
    }

    /// The network.
    pub(super) const fn net(&self) -> &Net {
        &self.net
    }

    /// The shared cache of results, if sharing is on.
    pub(super) const fn sharing(&self) -> Option<&Sharing> {
        self.sharing.as_ref()
    }

    /// Fails with [`SessionError::Busy`] unless `count` more runs may wait.
    pub(super) fn has_room(&self, count: NonZeroU32) -> Result<(), SessionError> {
        let wanted = usize::try_from(count.get()).unwrap_or(usize::MAX);
        if self.room.available_permits() < wanted { Err(SessionError::Busy) } else { Ok(()) }
    }
}

impl Sessions {
    /// Executes a run whose start is already in the log, on behalf of the client of the last
    /// command.
    pub(super) fn start_run(
        &self,
        locked: &Locked<'_>,
        run: RunId,
        (domain, checks): (Domain, Vec<CheckKind>),
        cancel: CancellationToken,
    ) {
        let live = Arc::clone(locked.live());
        let net = self.inner.runner.net.on_behalf_of(locked.client());
        let given = given(locked.facts(), run, &domain, clock::now_ms(), Instant::now());
        let shared =
            self.inner.runner.sharing().map(|sharing| Shared { sharing: sharing.clone(), given });
        let hosts = HostPolicy::of(&live.playbook().playbook.hosts, &domain);
        let request = Request { domain, checks, hosts, shared };
        let probing = move |sink, stop: CancellationToken| async move {
            diagnose_until(tokio::time::sleep(RUN_DEADLINE), request, &net, sink, stop).await
        };
        self.spawn_run(live, run, probing, cancel);
    }

    /// Executes a run whose start is already in the log: `probing` does the work, and its end is
    /// written to the log.
    pub(super) fn spawn_run<F, W>(
        &self,
        live: Arc<Live>,
        run: RunId,
        probing: F,
        cancel: CancellationToken,
    ) where
        F: FnOnce(mpsc::Sender<Progress>, CancellationToken) -> W + Send + 'static,
        W: Future<Output = RunEnd> + Send + 'static,
    {
        let sessions = self.clone();
        self.inner.tasks.spawn(async move {
            let end = sessions.run(&live, run, probing, cancel).await;
            match sessions.end_run(&live, run, end).await {
                // The customer may have erased the session meanwhile.
                Ok(()) | Err(SessionError::Erased) => {}
                Err(error) => tracing::error!(error = %Causes(&error), "the end of a run was not written; it is at the next start"),
            }
        });
    }

    async fn run<F, W>(
        &self,
        live: &Arc<Live>,
        run: RunId,
        probing: F,
        cancel: CancellationToken,
    ) -> RunEnd
    where
        F: FnOnce(mpsc::Sender<Progress>, CancellationToken) -> W + Send + 'static,
        W: Future<Output = RunEnd> + Send + 'static,
    {
        let _room = self.inner.runner.room.try_acquire();
        // Take the session's slot first: a run that waits for it must not occupy one of the
        // server's.
        let places = async {
            Ok::<_, AcquireError>((
                live.at_work.acquire().await?,
                self.inner.runner.at_once.acquire().await?,
            ))
        };
        let places = tokio::select! {
            places = places => places,
            () = cancel.cancelled() => return self.end_of_cancelled(),
        };
        let Ok(_places) = places else { return RunEnd::Interrupted };
        let (sink, mut reports) = mpsc::channel(REPORT_QUEUE_LENGTH);
        let stop = cancel.child_token();
        // A task of its own, so that a panic ends only this run.
        let probing = tokio::spawn(probing(sink, stop));
        let mut batch = Vec::new();
        while reports.recv_many(&mut batch, BATCH_LENGTH).await > 0 {
            if let Err(error) = self.report(live, run, std::mem::take(&mut batch)).await {
                if !matches!(error, SessionError::Erased) {
                    tracing::error!(error = %Causes(&error), "the progress of a run was not written");
                }
                cancel.cancel();
                break;
            }
        }
        drop(reports);
        match probing.await {
            Ok(RunEnd::Cancelled) => self.end_of_cancelled(),
            Ok(end) => end,
            Err(_) => RunEnd::Interrupted,
        }
    }

    /// The end of a cancelled run: interrupted by the shutdown, or cancelled by the customer.
    fn end_of_cancelled(&self) -> RunEnd {
        if self.inner.shutdown.is_cancelled() { RunEnd::Interrupted } else { RunEnd::Cancelled }
    }

    async fn report(
        &self,
        live: &Arc<Live>,
        run: RunId,
        reports: Vec<Progress>,
    ) -> Result<(), SessionError> {
        let mut locked = self.lock(live).await?;
        // Discard reports that arrive after the run has ended in the log.
        if locked.facts().runs.get(&run).is_none_or(|run| run.diagnosis.end.is_some()) {
            return Ok(());
        }
        let events: Vec<_> = reports
            .into_iter()
            .map(|progress| (Actor::Server, Event::Probed { run, progress }))
            .collect();
        locked.has_room(self.inner.room.for_runs(), &events)?;
        locked.append(events, Vec::new()).await?;
        Ok(())
    }

    /// Appends the end of a run, unless the log has it, and starts what is due then.
    async fn end_run(&self, live: &Arc<Live>, run: RunId, end: RunEnd) -> Result<(), SessionError> {
        let mut locked = self.lock(live).await?;
        locked.runs_mut().remove(&run);
        if locked.facts().runs.get(&run).is_some_and(|run| run.diagnosis.end.is_none()) {
            let ended = self
                .ended(&locked, run, end)
                .into_iter()
                .map(|event| (Actor::Server, event))
                .collect();
            locked.append(ended, Vec::new()).await?;
        }
        if self.inner.shutdown.is_cancelled() {
            return Ok(());
        }
        let due = due_events(locked.standing());
        let entries = locked.append(due, Vec::new()).await?;
        self.begin(&mut locked, &entries);
        Ok(())
    }
}

impl Sessions {
    /// The events at the end of a run. How many other sessions saw the provider fail comes before
    /// the end, so that the path is computed with it and does not change twice.
    fn ended(&self, locked: &Locked<'_>, run: RunId, end: RunEnd) -> Vec<Event> {
        let ended = Event::RunEnded { run, end };
        let now_ms = clock::now_ms();
        let ahead = locked.standing().after(&numbered(
            locked.facts(),
            vec![(Actor::Server, ended.clone())],
            now_ms,
        ));
        let failures = ahead.facts().failures_of_provider(run, ahead.evidence());
        let mut signal = self.lock_signal();
        let network = locked.client().map(|client| signal.network(client));
        let Some(domain) = ahead.facts().runs.get(&run).map(|run| &run.diagnosis.domain) else {
            return vec![ended];
        };
        let mut note = |(provider, check)| {
            Some(Event::SeenElsewhere {
                run,
                seen: signal.note((&locked.live().id, domain, network), provider, check, now_ms)?,
            })
        };
        failures.into_iter().filter_map(&mut note).chain([ended]).collect()
    }
}

/// Until when earlier runs of this session have shown results of a domain, by kind of probe. A
/// customer who checks again must not receive the same results.
fn given(
    facts: &Facts,
    run: RunId,
    domain: &Domain,
    now_ms: i64,
    now: Instant,
) -> BTreeMap<ProbeKind, Instant> {
    let mut given = BTreeMap::new();
    for (_, earlier) in
        facts.runs.iter().filter(|(id, earlier)| **id != run && earlier.diagnosis.domain == *domain)
    {
        // A run that has not ended may still receive results.
        let age_ms = u64::try_from(now_ms - earlier.ended_at_ms.unwrap_or(now_ms)).unwrap_or(0);
        let until = now.checked_sub(Duration::from_millis(age_ms)).unwrap_or(now);
        for probe in &earlier.diagnosis.probes {
            given
                .entry(probe.kind)
                .and_modify(|before: &mut Instant| *before = until.max(*before))
                .or_insert(until);
        }
    }
    given
}

/// Runs the checks of `request`. When `overdue` completes they are stopped: every announced probe
/// still finishes, and an incomplete result is no evidence of a fault.
async fn diagnose_until(
    overdue: impl Future<Output = ()>,
    request: Request,
    net: &Net,
    sink: mpsc::Sender<Progress>,
    stop: CancellationToken,
) -> RunEnd {
    let running = diagnose(request, net, sink, stop.clone());
    tokio::pin!(running);
    tokio::select! {
        end = &mut running => end,
        () = overdue => {
            stop.cancel();
            let _ended = tokio::time::timeout(STOP_GRACE, running).await;
            RunEnd::Interrupted
        }
    }
}

#[cfg(test)]
mod tests {
    use diagnosis::probe::{Cause, Diagnosis, StageOutcome};

    use super::*;
    use crate::net::NetConfig;
    use crate::net::limits::Budgets;

    /// Which earlier results of a domain count as known to a session, and until when.
    #[tokio::test]
    async fn what_a_session_was_given_before() {
        use diagnosis::probe::{ProbeId, ProbeTarget};
        use session::LogEntry;

        let domain = |name: &str| Domain::parse(name).unwrap();
        let start = |run: u32, name: &str| Event::RunStarted {
            run: RunId(run),
            step: checklist::playbook::StepId("checks".to_owned()),
            domain: domain(name),
            checks: vec![CheckKind::Mx],
        };
        let planned = |run: u32, probe: u16, kind: ProbeKind| {
            let target = ProbeTarget::new(domain("mail.bottega.test"), 25);
            Event::Probed {
                run: RunId(run),
                progress: Progress::Planned { probe: ProbeId(probe), kind, target },
            }
        };
        let ended = |run: u32| Event::RunEnded { run: RunId(run), end: RunEnd::Completed };
        let log = [
            (0, start(1, "bottega.test")),
            (1_000, planned(1, 0, ProbeKind::Mx)),
            (1_000, planned(1, 1, ProbeKind::Smtp)),
            (2_000, ended(1)),
            (3_000, start(2, "bottega.test")),
            (3_000, planned(2, 0, ProbeKind::Mx)),
            (5_000, ended(2)),
            (6_000, start(3, "altra.test")),
            (6_000, planned(3, 0, ProbeKind::Imap)),
            (7_000, ended(3)),
            (8_000, start(4, "bottega.test")),
            (8_000, planned(4, 0, ProbeKind::Pop3)),
        ];
        let entries = log.into_iter().zip(1..).map(|((at_ms, event), seq)| LogEntry {
            seq,
            at_ms,
            actor: Actor::Server,
            event,
        });
        let facts = Facts::replay(&entries.collect::<Vec<_>>());
        let now = Instant::now() + Duration::from_secs(60);
        let ago = |given: BTreeMap<ProbeKind, Instant>| -> Vec<_> {
            given.into_iter().map(|(kind, until)| (kind, (now - until).as_secs())).collect()
        };
        let of = |run: u32, name: &str| ago(given(&facts, RunId(run), &domain(name), 10_000, now));
        // The later of two runs counts, the run itself does not, and one that has not ended may
        // still receive results.
        assert_eq!(of(4, "bottega.test"), [(ProbeKind::Mx, 5), (ProbeKind::Smtp, 8)]);
        assert_eq!(
            of(5, "bottega.test"),
            [(ProbeKind::Mx, 5), (ProbeKind::Smtp, 8), (ProbeKind::Pop3, 0)]
        );
        assert_eq!(of(5, "altra.test"), [(ProbeKind::Imap, 3)]);
        assert_eq!(of(5, "nuova.test"), []);
    }

    #[tokio::test]
    async fn a_run_that_is_overdue_ends_with_every_probe_that_it_announced() {
        // No probe ever gets a slot, so nothing is sent to the network.
        let budgets = Budgets { probes_at_once: 0, ..Budgets::default() };
        let net = Net::new(NetConfig {
            nameservers: vec![([127, 0, 0, 1], 9).into()],
            budgets,
            ..NetConfig::default()
        })
        .unwrap();
        let domain = Domain::parse("bottega.test").unwrap();
        let checks = vec![CheckKind::Delegation, CheckKind::Mx];
        let request = Request {
            domain: domain.clone(),
            checks: checks.clone(),
            hosts: HostPolicy::default(),
            shared: None,
        };
        let (sink, mut reports) = mpsc::channel(8);
        let (stop, overdue) = (CancellationToken::new(), CancellationToken::new());
        let mut diagnosis = Diagnosis::new(domain, checks);
        let collect = async {
            while let Some(progress) = reports.recv().await {
                diagnosis.apply(progress);
                if diagnosis.probes.len() == 2 {
                    overdue.cancel();
                }
            }
        };
        let (end, ()) = tokio::join!(
            diagnose_until(overdue.cancelled(), request, &net, sink, stop.clone()),
            collect
        );
        assert_eq!((end, stop.is_cancelled()), (RunEnd::Interrupted, true));
        assert_eq!(diagnosis.probes.len(), 2);
        for probe in &diagnosis.probes {
            assert!(probe.is_finished(), "{probe:?}");
            assert_eq!(
                probe.stages.first().map(|report| &report.outcome),
                Some(&StageOutcome::Failed(Cause::Cancelled))
            );
        }
    }
}
