//! What the running checks wait for, and for how long at most.
//!
//! Pure: the time is an argument. Must never promise more time than the server allows: see
//! [`diagnosis::probe::CheckKind::limit_ms`].

use checklist::RunId;
use diagnosis::probe::{ProbeId, ProbeKind};
use mail::Domain;

use super::{Facts, RunFacts};

/// What is being waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The protocol that is in progress.
    pub kind: ProbeKind,
    /// The host that has not answered; for DNS queries, the domain asked about.
    pub host: Domain,
    /// How much longer it may take, in whole seconds rounded up; `None` once the limit has passed,
    /// because the probe had to queue.
    pub left_s: Option<u32>,
}

impl Facts {
    /// What the checks of the step that `run` belongs to wait for at `now_ms`: of all running
    /// probes, the one with the latest time limit. `None` if no probe is running.
    #[must_use]
    pub fn waiting(&self, run: RunId, now_ms: i64) -> Option<Waiting> {
        let step = &self.runs.get(&run)?.step;
        let open =
            self.runs.values().filter(|run| run.step == *step && run.diagnosis.end.is_none());
        let waits = open.flat_map(RunFacts::under_way);
        // Not `max_by_key`, which returns the last of equal elements: the first is kept so that the
        // name on the screen does not change.
        let mut last: Option<(i64, ProbeKind, &Domain)> = None;
        for wait in waits {
            if last.is_none_or(|(ends_ms, ..)| wait.0 > ends_ms) {
                last = Some(wait);
            }
        }
        let (ends_ms, kind, host) = last?;
        let left_s = u32::try_from(ends_ms.saturating_sub(now_ms).saturating_add(999) / 1000)
            .ok()
            .filter(|left_s| *left_s > 0);
        Some(Waiting { kind, host: host.clone(), left_s })
    }
}

impl RunFacts {
    /// The running probes: the time limit of each in milliseconds since 1970-01-01 UTC, its kind,
    /// and its host.
    fn under_way(&self) -> impl Iterator<Item = (i64, ProbeKind, &Domain)> {
        let probes = self.diagnosis.probes.iter().filter(|probe| !probe.is_finished());
        probes.map(|probe| {
            let began_ms = self.began_at_ms(probe.id).unwrap_or(self.started_at_ms);
            (began_ms.saturating_add(probe.kind.limit_ms().into()), probe.kind, &probe.target.host)
        })
    }

    fn began_at_ms(&self, probe: ProbeId) -> Option<i64> {
        self.planned_at_ms.iter().find(|(id, _)| *id == probe).map(|(_, at_ms)| *at_ms)
    }
}
