//! Bounds on how many questions may still come, where the playbook allows a bound.
//!
//! Computed from the graph and from the answers already known, never by counting down. There is no
//! bound where the graph contains a cycle.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::{Evidence, Walk};
use crate::playbook::{Playbook, Step, StepId, edges_from};

/// The fewest and the most questions that may still be asked after the current step. Answers that
/// are already known are not counted. `None` where the playbook gives no bound.
#[must_use]
pub fn questions_ahead(
    playbook: &Playbook,
    evidence: &Evidence,
    walk: &Walk,
) -> Option<RangeInclusive<usize>> {
    let at = walk.current()?;
    let mut ahead = Ahead { playbook, evidence, known: BTreeMap::new() };
    let (fewest, most) = ahead.after(at)?;
    Some(fewest..=most)
}

struct Ahead<'a> {
    playbook: &'a Playbook,
    evidence: &'a Evidence,
    /// The bounds of each step; `None` while they are computed, and for a step on a cycle.
    known: BTreeMap<&'a StepId, Option<(usize, usize)>>,
}

impl<'a> Ahead<'a> {
    /// The bounds of everything that comes after this step.
    fn after(&mut self, at: &'a StepId) -> Option<(usize, usize)> {
        let step = self.playbook.steps.get(at)?;
        let mut bounds: Option<(usize, usize)> = None;
        for edge in edges_from(at, step) {
            let (fewest, most) = self.from(edge.to)?;
            bounds = Some(bounds.map_or((fewest, most), |(least, greatest)| {
                (least.min(fewest), greatest.max(most))
            }));
        }
        // Only an end step has no edges.
        Some(bounds.unwrap_or_default())
    }

    /// The bounds of this step and everything after it.
    fn from(&mut self, id: &'a StepId) -> Option<(usize, usize)> {
        if let Some(known) = self.known.get(id) {
            return *known;
        }
        self.known.insert(id, None);
        let bounds = self.work_out(id);
        self.known.insert(id, bounds);
        bounds
    }

    fn work_out(&mut self, id: &'a StepId) -> Option<(usize, usize)> {
        let step = self.playbook.steps.get(id)?;
        let (fewest, most) = match step {
            Step::Ask(ask) | Step::Verify(ask) => {
                // An answered question is not asked again.
                if let Some(choice) = self
                    .evidence
                    .option_of(id)
                    .and_then(|option| ask.options.iter().find(|choice| choice.id == *option))
                {
                    return self.from(&choice.next);
                }
                // A measured answer or an early end of the questions may make this question
                // unnecessary.
                (usize::from(ask.measured.is_empty() && self.playbook.ends.is_empty()), 1)
            }
            Step::Collect(_) => {
                let is_known = self.evidence.answers.contains_key(id);
                (usize::from(!is_known && self.playbook.ends.is_empty()), usize::from(!is_known))
            }
            Step::Check(_) | Step::Conclude(_) | Step::Escalate(_) | Step::Look(_) => (0, 0),
        };
        let (least, greatest) = self.after(id)?;
        Some((fewest + least, most + greatest))
    }
}
