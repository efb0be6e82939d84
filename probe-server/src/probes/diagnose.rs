//! Runs all the probes that a set of checks needs, in parallel.
//!
//! A probe waits only for the answers that it depends on: relay probes for the MX records, mail
//! services for their SRV record. If something failed in a way that could be this server's fault,
//! the self-test runs last. Must never judge, and must never send anything but [`Progress`].

mod self_test_scope;

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use diagnosis::finding::{provider_signs, works};
use diagnosis::probe::{
    Cause, CheckKind, Direction, MxSeen, Observation, ProbeId, ProbeKind, ProbeRun, ProbeTarget,
    Progress, RunEnd, SharedResult, StageReport, Transcript,
};
use futures_util::FutureExt;
use futures_util::future::join_all;
use mail::provider::identify;
use mail::{Domain, ProviderId};
use self_test_scope::self_test_scope;
use terms::ServerText;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::hosts::{self, HostPolicy, Place};
use super::self_test::SelfTestScope;
use super::sharing::{self, Answer, Endpoint, Measured, Question, Shared, Terms};
use super::stages::{Passed, Stages};
use super::webmail::page::port;
use super::{connect, nothing_seen, provider_status, run};
use crate::clock;
use crate::net::Net;
use crate::net::wire::Recorder;

/// How many addresses of one MX host are probed.
const MAX_ADDRESSES_PER_HOST: usize = 4;
/// How many relay addresses are probed in all.
const MAX_RELAYS: usize = 20;

/// What to check.
#[derive(Clone, Debug)]
pub struct Request {
    /// The domain whose mail is checked.
    pub domain: Domain,
    /// The checks to run.
    pub checks: Vec<CheckKind>,
    /// Which hosts provide the services.
    pub hosts: HostPolicy,
    /// How results are shared with other sessions; `None` measures everything anew.
    pub shared: Option<Shared>,
}

/// Runs the checks of `request` and sends every step to `sink`; returns when all probes have ended.
///
/// Every planned probe also sends [`Progress::Finished`], however it ends. When `cancel` is
/// cancelled, the running stages fail with [`Cause::Cancelled`]; when the receiver of `sink` is
/// dropped, everything stops at the next step; when the future itself is dropped, at once.
pub async fn diagnose(
    request: Request,
    net: &Net,
    sink: mpsc::Sender<Progress>,
    cancel: CancellationToken,
) -> RunEnd {
    let run = Arc::new(Run { request, net: net.clone(), sink, cancel, next_id: AtomicU16::new(0) });
    let mut tasks = JoinSet::new();
    for kinds in groups(&run.request.checks) {
        tasks.spawn(Arc::clone(&run).start(kinds));
    }
    let mut ends = Vec::new();
    while let Some(ended) = tasks.join_next().await {
        // A task does not panic: each probe catches its own panics.
        for end in ended.unwrap_or_default() {
            if let Observation::Mx(seen) = &end.observation
                && run.request.checks.contains(&CheckKind::Relay)
            {
                for target in run.relays(seen) {
                    let planned = run.plan(ProbeKind::Smtp, target).await;
                    let run = Arc::clone(&run);
                    tasks.spawn(async move { vec![run.probe(planned).await] });
                }
            }
            ends.push(end);
        }
    }
    if run.request.checks.contains(&CheckKind::ProviderStatus) && !run.cancel.is_cancelled() {
        ends.extend(run.status_page(&ends).await);
    }
    // NXDOMAIN is accepted from resolvers that the operator configured, and tested for those of the
    // system.
    let is_no_believed = net.resolver().is_chosen() && net.control_host().is_none();
    let scope = self_test_scope(&ends, is_no_believed);
    if !run.cancel.is_cancelled() && scope.is_testable(net) {
        let host = if scope.resolver { None } else { net.control_host() };
        let host = host.unwrap_or(&run.request.domain).clone();
        let target = ProbeTarget::new(host, if scope.resolver { 53 } else { 25 });
        // The self-test must be newer than the results that it confirms, so none that began earlier
        // is shared.
        let vouches_for = |end: &&ProbeEnd| scope.resolver || end.kind == ProbeKind::Smtp;
        let not_before = ends.iter().filter(vouches_for).map(|end| end.finished).max();
        let planned = Planned { scope, not_before, ..run.plan(ProbeKind::SelfTest, target).await };
        run.probe(planned).await;
    }
    if run.cancel.is_cancelled() { RunEnd::Cancelled } else { RunEnd::Completed }
}

/// The probes that start at once, grouped by check; relay probes follow the MX probe.
fn groups(checks: &[CheckKind]) -> Vec<Vec<ProbeKind>> {
    let mut groups: Vec<Vec<ProbeKind>> = Vec::new();
    for check in CheckKind::ALL.iter().filter(|check| checks.contains(check)) {
        let own = if matches!(check, CheckKind::Relay | CheckKind::ProviderStatus)
            || check.needs_password()
        {
            Vec::new()
        } else {
            check.probes().to_vec()
        };
        // A probe that a check only reads is a group of its own, so that it need not wait for the
        // others.
        let read = check.reads().iter().map(|&kind| vec![kind]);
        for group in [own].into_iter().chain(read).filter(|group| !group.is_empty()) {
            if !groups.iter().any(|other| group.iter().all(|kind| other.contains(kind))) {
                groups.push(group);
            }
        }
    }
    groups
}

/// A probe that was announced, and therefore has to finish.
struct Planned {
    probe: ProbeId,
    kind: ProbeKind,
    target: ProbeTarget,
    /// The mail provider, for probes that run after it was identified.
    provider: Option<ProviderId>,
    /// What the self-test has to test.
    scope: SelfTestScope,
    /// Results that began before this moment are not accepted.
    not_before: Option<Instant>,
}

/// The result of one probe.
struct ProbeEnd {
    kind: ProbeKind,
    target: ProbeTarget,
    reports: Vec<StageReport>,
    observation: Observation,
    finished: Instant,
}

/// The state that all probes of one run share.
struct Run {
    request: Request,
    net: Net,
    sink: mpsc::Sender<Progress>,
    cancel: CancellationToken,
    next_id: AtomicU16,
}

impl Run {
    /// Finds the targets of a group's probes and runs them in parallel; runs none for a service
    /// that the domain says it does not offer. Of guessed host names the most likely is tried
    /// first, and the others only if nothing works there.
    async fn start(self: Arc<Self>, kinds: Vec<ProbeKind>) -> Vec<ProbeEnd> {
        let Some(tries) =
            self.until_cancelled(join_all(kinds.iter().map(|&kind| self.tries(kind)))).await
        else {
            return Vec::new();
        };
        let first = tries
            .iter()
            .filter_map(|(kind, targets)| Some((*kind, targets.first()?.clone())))
            .collect();
        let mut ends = self.probe_all(first).await;
        if ends.iter().all(|end| end.target.is_guessed && !is_found(end)) {
            let others = tries.into_iter().flat_map(|(kind, targets)| {
                targets.into_iter().skip(1).map(move |target| (kind, target))
            });
            ends.extend(self.probe_all(others.collect()).await);
        }
        ends
    }

    /// The possible targets of a probe, the most likely first.
    async fn tries(&self, kind: ProbeKind) -> (ProbeKind, Vec<ProbeTarget>) {
        let domain = &self.request.domain;
        let Some((service, tls_mode)) = kind.service() else {
            return (kind, vec![ProbeTarget::new(domain.clone(), 53)]);
        };
        let targets = match self.request.hosts.place(service, tls_mode, domain, &self.net).await {
            Place::Named(target) => vec![target],
            Place::NotOffered => Vec::new(),
            Place::Guessed(names) => {
                let port = service.port(tls_mode);
                let names = hosts::worth_trying(names, service, port, &self.net).await;
                names
                    .into_iter()
                    .map(|host| ProbeTarget { is_guessed: true, ..ProbeTarget::new(host, port) })
                    .collect()
            }
        };
        (kind, targets)
    }

    /// Announces probes and runs them in parallel.
    async fn probe_all(&self, probes: Vec<(ProbeKind, ProbeTarget)>) -> Vec<ProbeEnd> {
        let mut planned = Vec::new();
        for (kind, target) in probes {
            if self.cancel.is_cancelled() {
                break;
            }
            planned.push(self.plan(kind, target).await);
        }
        join_all(planned.into_iter().map(|planned| self.probe(planned))).await
    }

    async fn until_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            () = self.cancel.cancelled() => None,
            done = work => Some(done),
        }
    }

    /// The relays to probe: every host in order of preference, at each of its public addresses.
    fn relays(&self, seen: &MxSeen) -> Vec<ProbeTarget> {
        let targets = seen.hosts.iter().flat_map(|host| {
            let ipv4 = host.ipv4.found().into_iter().flatten().copied().map(IpAddr::V4);
            let ipv6 = host.ipv6.found().into_iter().flatten().copied().map(IpAddr::V6);
            let public = ipv4
                .chain(ipv6)
                .filter(|address| !host.not_public.contains(address))
                .take(MAX_ADDRESSES_PER_HOST);
            public.map(|address| ProbeTarget {
                address: Some(address),
                ..ProbeTarget::new(host.name.clone(), 25)
            })
        });
        targets.take(MAX_RELAYS).collect()
    }

    /// Reads the provider's status page, if a provider was identified and has one.
    async fn status_page(&self, ends: &[ProbeEnd]) -> Option<ProbeEnd> {
        let seen =
            provider_signs(self.request.domain.clone(), ends.iter().map(|end| &end.observation));
        let (provider, _) = identify(&seen)?.provider?;
        let (url, _) = provider_status::page_of(&provider, &self.net)?;
        let host = Domain::parse(url.host()?).ok()?;
        let target = ProbeTarget::new(host, port(&url)?);
        let planned = Planned {
            provider: Some(provider),
            ..self.plan(ProbeKind::ProviderStatus, target).await
        };
        Some(self.probe(planned).await)
    }

    /// Assigns an id to a probe and announces it.
    async fn plan(&self, kind: ProbeKind, target: ProbeTarget) -> Planned {
        let probe = ProbeId(self.next_id.fetch_add(1, Ordering::Relaxed));
        // A closed receiver is detected by the first stage.
        let _listening =
            self.sink.send(Progress::Planned { probe, kind, target: target.clone() }).await;
        Planned {
            probe,
            kind,
            target,
            provider: None,
            scope: SelfTestScope::default(),
            not_before: None,
        }
    }

    /// Completes a planned probe: with a recent result of another session, or by running it.
    async fn probe(&self, planned: Planned) -> ProbeEnd {
        let Answer { measured, is_own } = match &self.request.shared {
            None => Answer { measured: Arc::new(self.measure(&planned).await), is_own: true },
            Some(shared) => self.ask(shared, &planned).await,
        };
        let Planned { probe, kind, target, .. } = planned;
        let mut from_others = None;
        if !is_own {
            for report in measured.reports.iter().cloned() {
                // A closed receiver is detected by the next probe that runs.
                let _listening = self.sink.send(Progress::Stage { probe, report }).await;
            }
            let age_s = u16::try_from(measured.finished.elapsed().as_secs()).unwrap_or(u16::MAX);
            from_others = Some(SharedResult { measured_at_ms: measured.finished_at_ms, age_s });
        }
        let finished = Progress::Finished {
            probe,
            observation: Box::new(measured.observation.clone()),
            transcript: measured.transcript.clone(),
            elapsed_ms: measured.elapsed_ms,
            shared: from_others,
        };
        let _listening = self.sink.send(finished).await;
        let Measured { reports, observation, finished, .. } = &*measured;
        ProbeEnd {
            kind,
            target,
            reports: reports.clone(),
            observation: observation.clone(),
            finished: *finished,
        }
    }

    /// Takes a recent or running measurement of another session, or measures if there is none.
    async fn ask(&self, shared: &Shared, planned: &Planned) -> Answer {
        let Planned { kind, target, scope, provider, .. } = planned;
        let question = Question::new(*kind, target, *scope, provider.as_ref());
        let not_before = planned.not_before.max(shared.not_before(*kind));
        let terms = Terms { not_before, patience: self.net.limits().probe };
        let endpoint = self.until_cancelled(self.endpoint(*kind, target)).await.flatten();
        // Boxed, because the future is large and occurs several times in the caller.
        shared
            .sharing
            .answer(question, endpoint, terms, &self.cancel, || self.measure(planned).boxed())
            .await
    }

    /// The addresses and port of the server that a probe talks to; `None` if it talks to no mail or
    /// web server, or the host has no address that may be dialled.
    async fn endpoint(&self, kind: ProbeKind, target: &ProbeTarget) -> Option<Endpoint> {
        kind.service()?;
        let addresses = match target.address {
            Some(address) => BTreeSet::from([address]),
            None => {
                let vetted =
                    connect::public_addresses(&target.host, target.port, &self.net).await.ok()?;
                vetted.iter().map(|vetted| vetted.address().ip()).collect()
            }
        };
        Some(Endpoint { kind, addresses, port: target.port })
    }

    /// Runs a planned probe to its end, even if it panics.
    async fn measure(&self, planned: &Planned) -> Measured {
        let Planned { probe, kind, target, provider, scope, .. } = planned;
        let (probe, kind) = (*probe, *kind);
        let waiting = tokio::select! {
            biased;
            () = self.cancel.cancelled() => Err(Cause::Cancelled),
            permit = self.net.probe_permit() => permit.map_err(Cause::NotAllowed),
        };
        // The clock starts with the probe, not while it waits for a slot.
        let (recorder, began) = (Recorder::start(), Instant::now());
        let limit = self.net.limits().of_probe(kind);
        let mut stages = Stages::new(
            probe,
            kind,
            self.sink.clone(),
            self.cancel.clone(),
            limit,
            recorder.clone(),
        );
        let mut has_panicked = false;
        let observation = match &waiting {
            Ok(_permit) => {
                // Boxed, because it is as large as the largest probe.
                let running = AssertUnwindSafe(Box::pin(run(
                    kind,
                    target,
                    *scope,
                    provider.as_ref(),
                    &self.net,
                    &mut stages,
                )))
                .catch_unwind();
                running.await.unwrap_or_else(|_panic| {
                    tracing::error!(?kind, "a probe panicked");
                    recorder.write(Direction::Trouble, ServerText::new("internal"));
                    has_panicked = true;
                    nothing_seen(kind)
                })
            }
            Err(cause) => {
                if let Some(&first) = kind.plan().first() {
                    let refused = async { Err::<Passed<()>, _>(cause.clone()) };
                    let _stopped = stages.run(first, limit, refused).await;
                }
                nothing_seen(kind)
            }
        };
        let was_stopped = stages.was_stopped() || has_panicked;
        let reports = stages.finish().await;
        Measured {
            is_whole: sharing::is_whole(&reports, was_stopped),
            reports,
            observation,
            transcript: recorder.take(),
            elapsed_ms: recorder.elapsed_ms(),
            began,
            finished: Instant::now(),
            finished_at_ms: clock::now_ms(),
        }
    }
}

/// Whether a probe found a working service, so that no other host name has to be tried.
fn is_found(end: &ProbeEnd) -> bool {
    works(&ProbeRun {
        id: ProbeId(0),
        kind: end.kind,
        target: end.target.clone(),
        stages: end.reports.clone(),
        observation: Some(end.observation.clone()),
        transcript: Transcript::default(),
        elapsed_ms: 0,
        shared: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_provider_is_read_off_other_probes() {
        let read = [
            [ProbeKind::Autoconfig],
            [ProbeKind::Mx],
            [ProbeKind::SenderPolicy],
            [ProbeKind::Delegation],
        ];
        assert_eq!(groups(&[CheckKind::Provider]), read);
        assert_eq!(
            groups(&[CheckKind::Provider, CheckKind::Mx, CheckKind::Relay]).len(),
            4,
            "each of them once"
        );
    }

    #[test]
    fn a_relay_needs_the_mx_records_once() {
        assert_eq!(groups(&[CheckKind::Relay]), [[ProbeKind::Mx]]);
        assert_eq!(groups(&[CheckKind::Relay, CheckKind::Mx]), [[ProbeKind::Mx]]);
        let both = [vec![ProbeKind::Delegation], vec![ProbeKind::Imap, ProbeKind::Imaps]];
        assert_eq!(groups(&[CheckKind::Imap, CheckKind::Delegation]), both);
    }
}
