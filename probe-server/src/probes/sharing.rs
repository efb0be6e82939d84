//! Shares results that are a few seconds old between sessions: an outage with a hundred customers
//! is measured once.
//!
//! A session that needs a result while it is being measured waits for it. What is shared is what a
//! probe saw of a server or of the DNS, and when; not for which session. A result is shared for a
//! few seconds, never if it is incomplete or shows a failure of our own, and never twice with a
//! session that checks again. A failed connection depends only on the address, and is shared
//! between all names of one server. Bounded in number and in time. Must never measure anything
//! itself, and must never prevent a session from measuring.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use diagnosis::probe::{
    Cause, Observation, ProbeKind, ProbeTarget, Refusal, Stage, StageReport, Transcript,
};
use mail::{Domain, ProviderId};
use moka::future::Cache;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::self_test::SelfTestScope;

/// The most results kept; the least used are dropped first.
const MAX_RESULT_COUNT: u64 = 2_048;
/// A session that checks again accepts no result older than this.
const AGAIN_AFTER: Duration = Duration::from_secs(3);
/// How often a session waits for a result of another session before it measures itself.
const MAX_WAITS: usize = 2;

/// The cache of recent results. Cheap to clone; clones share the cache.
#[derive(Clone, Debug)]
pub struct Sharing {
    results: Cache<Question, Arc<Measured>>,
    endpoints: Cache<Endpoint, Arc<Measured>>,
    lifetime: Duration,
}

/// How one run takes part in sharing.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The cache.
    pub sharing: Sharing,
    /// The results that this session has already received for the same domain: until when, by kind
    /// of probe.
    pub given: BTreeMap<ProbeKind, Instant>,
}

/// Everything that the result of a probe depends on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Question {
    kind: ProbeKind,
    host: Domain,
    address: Option<IpAddr>,
    port: u16,
    scope: SelfTestScope,
    provider: Option<ProviderId>,
}

/// Everything that a failed connection depends on; the host name is not part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Endpoint {
    pub(super) kind: ProbeKind,
    pub(super) addresses: BTreeSet<IpAddr>,
    pub(super) port: u16,
}

/// The result of a probe, and when it was measured.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) reports: Vec<StageReport>,
    pub(super) observation: Observation,
    pub(super) transcript: Transcript,
    pub(super) elapsed_ms: u32,
    /// Whether it is complete and shows no failure of our own, so that it may be shared.
    pub(super) is_whole: bool,
    pub(super) began: Instant,
    pub(super) finished: Instant,
    /// When it ended: milliseconds since 1970-01-01 UTC.
    pub(super) finished_at_ms: i64,
}

/// A result, and whether this session measured it.
pub(super) struct Answer {
    pub(super) measured: Arc<Measured>,
    pub(super) is_own: bool,
}

/// Which results a session accepts, and how long it waits for another session's measurement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terms {
    /// Only results that began at or after this moment.
    pub(super) not_before: Option<Instant>,
    /// The longest wait for another session's measurement.
    pub(super) patience: Duration,
}

impl Sharing {
    /// A cache whose results are shared for `lifetime`; `None` if that is zero.
    #[must_use]
    pub fn lasting(lifetime: Duration) -> Option<Self> {
        if lifetime.is_zero() {
            return None;
        }
        // The cache keeps entries longer than they are shared, so that only `lifetime` decides.
        let kept = lifetime + AGAIN_AFTER;
        let endpoints = Cache::builder().max_capacity(MAX_RESULT_COUNT).time_to_live(kept).build();
        Some(Self {
            results: Cache::builder().max_capacity(MAX_RESULT_COUNT).time_to_live(kept).build(),
            endpoints,
            lifetime,
        })
    }

    /// Drops all expired results, including those that no request reads.
    pub async fn forget_old(&self) {
        self.results.run_pending_tasks().await;
        self.endpoints.run_pending_tasks().await;
    }

    /// A shared result if it is acceptable, or else what `measure` returns. `measure` has to end by
    /// itself when `cancel` is cancelled; a session that only waits for another one stops waiting
    /// then, and calls `measure`.
    pub(super) async fn answer<F: Future<Output = Measured>>(
        &self,
        question: Question,
        endpoint: Option<Endpoint>,
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
            let by_endpoint = async {
                let Some(endpoint) = endpoint.clone() else { return own().await };
                let measured = self
                    .endpoints
                    .entry(endpoint)
                    .or_insert_with_if(own(), |old| !self.fits(old, terms))
                    .await
                    .into_value();
                let is_answer = is_own.load(Ordering::Relaxed)
                    || (self.fits(&measured, terms) && measured.failed_to_connect());
                if is_answer { measured } else { own().await }
            };
            let asked = async {
                self.results
                    .entry(question.clone())
                    .or_insert_with_if(by_endpoint, |old| !self.fits(old, terms))
                    .await
                    .into_value()
            };
            // Does not complete while this session measures itself.
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
        measured.is_whole
            && is_young
            && terms.not_before.is_none_or(|moment| measured.began >= moment)
    }
}

impl Shared {
    /// Results that began before this moment are not given to this session; `None` if it has not
    /// seen this kind of probe yet.
    pub(super) fn not_before(&self, kind: ProbeKind) -> Option<Instant> {
        let given = *self.given.get(&kind)?;
        Some(Instant::now().checked_sub(AGAIN_AFTER).map_or(given, |recently| recently.max(given)))
    }
}

impl Question {
    pub(super) fn new(
        kind: ProbeKind,
        target: &ProbeTarget,
        scope: SelfTestScope,
        provider: Option<&ProviderId>,
    ) -> Self {
        let ProbeTarget { host, address, port, is_guessed: _ } = target.clone();
        Self { kind, host, address, port, scope, provider: provider.cloned() }
    }
}

impl Measured {
    /// Whether the connection failed, so that the host name made no difference.
    fn failed_to_connect(&self) -> bool {
        let failed = self.reports.iter().find_map(|report| Some((report.stage, report.cause()?)));
        matches!(
            failed,
            Some((Stage::Connect, Cause::Timeout { .. } | Cause::Refused | Cause::Unreachable))
        )
    }
}

/// Whether a result may be shared: it is complete, and no failure in it is our own.
pub(super) fn is_whole(reports: &[StageReport], was_stopped: bool) -> bool {
    let is_ours = |cause: &Cause| {
        matches!(
            cause,
            Cause::Cancelled | Cause::Internal | Cause::NotAllowed(Refusal::BudgetSpent)
        )
    };
    !was_stopped && !reports.iter().filter_map(StageReport::cause).any(is_ours)
}

#[cfg(test)]
mod tests;
