//! Results that are seconds old, for whoever asks the same: an outage with a hundred customers is measured once.
//!
//! Those who ask while it is measured wait for the same result. What is shared is what a probe saw of a server or of the
//! DNS, with the moment when it was measured; who asked is not part of it. A result is given on for a few seconds, never
//! when it was cut short or went wrong on our side, and never twice to a session that checks again. A connection that
//! does not come about depends on the address alone, and is shared between all names of one server. Bounded in number
//! and in time. Must never measure anything itself, and must never keep anybody from measuring.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use diagnosis::probe::{Cause, Observation, ProbeKind, ProbeTarget, Refusal, Stage, StageReport, Transcript};
use mail::{Domain, ProviderId};
use moka::future::Cache;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::self_test::Doubts;

/// The most results kept; the least used go first.
const MAX_RESULT_COUNT: u64 = 2_048;
/// Who checks again takes no result that is older than this, whoever it was measured for.
const AGAIN_AFTER: Duration = Duration::from_secs(3);
/// How often somebody waits for a result of others that turns out not to fit.
const MAX_WAITS: usize = 2;

/// What was measured a moment ago. Cheap to clone; clones share.
#[derive(Clone, Debug)]
pub struct Sharing {
    results: Cache<Question, Arc<Measured>>,
    doors: Cache<Door, Arc<Measured>>,
    lifetime: Duration,
}

/// How one run shares.
#[derive(Clone, Debug)]
pub struct Shared {
    /// With whom.
    pub sharing: Sharing,
    /// What this session was given before of the same domain, and until when.
    pub given: BTreeMap<ProbeKind, Instant>,
}

/// Everything that what a probe sees depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    kind: ProbeKind,
    host: Domain,
    address: Option<IpAddr>,
    port: u16,
    doubts: Doubts,
    provider: Option<ProviderId>,
}

/// Everything that the way to a server depends on: as long as no connection came about, its names do not matter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Door {
    pub(super) kind: ProbeKind,
    pub(super) addresses: BTreeSet<IpAddr>,
    pub(super) port: u16,
}

/// What a probe saw, and when.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) reports: Vec<StageReport>,
    pub(super) observation: Observation,
    pub(super) transcript: Transcript,
    pub(super) elapsed_ms: u32,
    /// It came to its own end.
    pub(super) is_whole: bool,
    pub(super) began: Instant,
    pub(super) finished: Instant,
    /// When it ended: milliseconds since 1970-01-01 UTC.
    pub(super) finished_at_ms: i64,
}

/// A result, and whether it was measured for whoever asked.
pub(super) struct Answer {
    pub(super) measured: Arc<Measured>,
    pub(super) is_own: bool,
}

/// What whoever asks would take, and how long they wait for others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// Nothing that began before.
    pub(super) not_before: Option<Instant>,
    /// The longest wait for a measurement of others.
    pub(super) patience: Duration,
}

impl Sharing {
    /// Results are given on for so long; not at all when that is no time.
    #[must_use]
    pub fn lasting(lifetime: Duration) -> Option<Self> {
        if lifetime.is_zero() {
            return None;
        }
        // The cache forgets a little later than we stop giving on, so that one clock decides.
        let kept = lifetime + AGAIN_AFTER;
        let doors = Cache::builder().max_capacity(MAX_RESULT_COUNT).time_to_live(kept).build();
        Some(Self { results: Cache::builder().max_capacity(MAX_RESULT_COUNT).time_to_live(kept).build(), doors, lifetime })
    }

    /// Lets go of what is too old to be given on; nobody need ask for it.
    pub async fn forget_old(&self) {
        self.results.run_pending_tasks().await;
        self.doors.run_pending_tasks().await;
    }

    /// What others measured, if it fits, or what `measure` sees. `measure` itself ends when `cancel` does; who only waits
    /// for others stops waiting and measures then.
    pub(super) async fn answer<F: Future<Output = Measured>>(
        &self,
        question: Question,
        door: Option<Door>,
        terms: Terms,
        cancel: &CancellationToken,
        measure: impl Fn() -> F,
    ) -> Answer {
        let is_own = AtomicBool::new(false);
        let own = async || {
            is_own.store(true, Ordering::Relaxed);
            Arc::new(measure().await)
        };
        for _ in 0..MAX_WAITS {
            let by_door = async {
                let Some(door) = door.clone() else { return own().await };
                let measured = self.doors.entry(door).or_insert_with_if(own(), |old| !self.fits(old, terms)).await.into_value();
                let is_answer = is_own.load(Ordering::Relaxed) || (self.fits(&measured, terms) && measured.ended_at_the_door());
                if is_answer { measured } else { own().await }
            };
            let asked =
                async { self.results.entry(question.clone()).or_insert_with_if(by_door, |old| !self.fits(old, terms)).await.into_value() };
            // Whoever measures is not waiting.
            let tired = async {
                tokio::select! {
                    () = cancel.cancelled() => {}
                    () = tokio::time::sleep(terms.patience) => {}
                }
                if is_own.load(Ordering::Relaxed) {
                    std::future::pending::<()>().await;
                }
            };
            let measured = tokio::select! {
                biased;
                measured = asked => measured,
                () = tired => break,
            };
            let is_own = is_own.load(Ordering::Relaxed);
            if is_own || self.fits(&measured, terms) {
                return Answer { measured, is_own };
            }
        }
        Answer { measured: own().await, is_own: true }
    }

    fn fits(&self, measured: &Measured, terms: Terms) -> bool {
        let is_young = measured.finished.elapsed() < self.lifetime;
        measured.is_whole && is_young && terms.not_before.is_none_or(|moment| measured.began >= moment)
    }
}

impl Shared {
    /// The moment before which nothing may have begun that is given to this session: `None` for what it asks for the
    /// first time.
    pub(super) fn not_before(&self, kind: ProbeKind) -> Option<Instant> {
        let given = *self.given.get(&kind)?;
        Some(Instant::now().checked_sub(AGAIN_AFTER).map_or(given, |recently| recently.max(given)))
    }
}

impl Question {
    pub(super) fn new(kind: ProbeKind, target: &ProbeTarget, doubts: Doubts, provider: Option<&ProviderId>) -> Self {
        let ProbeTarget { host, address, port, is_guessed: _ } = target.clone();
        Self { kind, host, address, port, doubts, provider: provider.cloned() }
    }
}

impl Measured {
    /// Whether no connection came about, so that the name of the server made no difference.
    fn ended_at_the_door(&self) -> bool {
        let failed = self.reports.iter().find_map(|report| Some((report.stage, report.cause()?)));
        matches!(failed, Some((Stage::Connect, Cause::Timeout { .. } | Cause::Refused | Cause::Unreachable)))
    }
}

/// Whether a result is one that others may have: it came to its own end, and nothing of it is our own trouble.
pub(super) fn is_whole(reports: &[StageReport], was_stopped: bool) -> bool {
    let is_ours = |cause: &Cause| matches!(cause, Cause::Cancelled | Cause::Internal | Cause::NotAllowed(Refusal::BudgetSpent));
    !was_stopped && !reports.iter().filter_map(StageReport::cause).any(is_ours)
}

#[cfg(test)]
mod tests;
