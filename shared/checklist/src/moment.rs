//! What is known at one place of a walk: the evidence, and the answers on the path so far.
//!
//! Conditions of a playbook are asked here. The headline is worked out once for each place, and only where a condition asks
//! for it. Must never look at what comes after the place.

use std::cell::OnceCell;

use super::{Evidence, How, Visit};
use crate::conclusion::{Conclusion, complaint, conclude_on};
use crate::playbook::{OptionId, Playbook, StepId};

/// One place of a walk.
pub struct Moment<'m> {
    /// What is known.
    pub evidence: &'m Evidence<'m>,
    playbook: &'m Playbook,
    path: &'m [Visit],
    conclusions: OnceCell<Vec<Conclusion>>,
}

impl<'m> Moment<'m> {
    /// The place after this path.
    #[must_use]
    pub const fn new(playbook: &'m Playbook, evidence: &'m Evidence<'m>, path: &'m [Visit]) -> Self {
        Self { evidence, playbook, path, conclusions: OnceCell::new() }
    }

    /// The first ranked cause by now.
    #[must_use]
    pub fn first(&self) -> Option<&Conclusion> {
        self.conclusions.get_or_init(|| conclude_on(self.playbook, self.evidence, self.path)).first()
    }

    /// The option that a person chose at a step on the path.
    #[must_use]
    pub fn option_of(&self, step: &StepId) -> Option<&OptionId> {
        self.path.iter().find(|visit| visit.step == *step).and_then(|visit| match &visit.how {
            How::Answered(option) => Some(option),
            _ => None,
        })
    }

    /// The path to this place.
    #[must_use]
    pub const fn path(&self) -> &'m [Visit] {
        self.path
    }

    /// Whether some question on the path asked what the customer complains of.
    #[must_use]
    pub fn was_complaint_asked(&self) -> bool {
        let asks = |visit: &Visit| self.playbook.steps.get(&visit.step).is_some_and(crate::playbook::Step::asks_for_complaint);
        self.path.iter().any(asks)
    }

    /// What customers complain of, as far as it was said.
    #[must_use]
    pub fn complaint(&self) -> Option<crate::playbook::Complaint> {
        complaint(self.playbook, self.path)
    }
}
