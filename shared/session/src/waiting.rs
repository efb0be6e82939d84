//! What checks under way wait for, and for how long at most.
//!
//! Pure: the time comes in with the question. Must never promise more than the server keeps: see [`diagnosis::probe::CheckKind::limit_ms`].

use super::{Facts, RunFacts};
use checklist::RunId;
use diagnosis::probe::{ProbeId, ProbeKind};
use mail::Domain;

/// What is being waited for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The dialogue.
    pub kind: ProbeKind,
    /// The host that has not answered, or for questions to the DNS the domain asked about.
    pub host: Domain,
    /// How much longer it may take, in whole seconds rounded up; `None` where it takes longer than was foreseen, because
    /// it waits for its turn.
    pub left_s: Option<u32>,
}

impl Facts {
    /// What the checks that began with the run `run` wait for at `now_ms`: of all their dialogues under way the one that may
    /// take longest. `None` before the first dialogue and after the last.
    #[must_use]
    pub fn waiting(&self, run: RunId, now_ms: i64) -> Option<Waiting> {
        let step = &self.runs.get(&run)?.step;
        let open = self.runs.values().filter(|run| run.step == *step && run.diagnosis.end.is_none());
        let waits = open.flat_map(RunFacts::under_way);
        // By hand: of two that may take equally long the first counts, so that the name on the screen stays.
        let mut last: Option<(i64, ProbeKind, &Domain)> = None;
        for wait in waits {
            if last.is_none_or(|(ends_ms, ..)| wait.0 > ends_ms) {
                last = Some(wait);
            }
        }
        let (ends_ms, kind, host) = last?;
        let left_s = u32::try_from(ends_ms.saturating_sub(now_ms).saturating_add(999) / 1000).ok().filter(|left_s| *left_s > 0);
        Some(Waiting { kind, host: host.clone(), left_s })
    }
}

impl RunFacts {
    /// The probes that have begun and not ended: when each ends at the latest, what it is, and whom it talks to.
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
