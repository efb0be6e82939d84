//! What is known at one step of a walk: the evidence, and the answers on the path so far.
//!
//! The conditions of a playbook are evaluated here. The conclusions are computed at most once for
//! each step, and only if a condition needs them. Must never look at steps after this one.

use std::cell::OnceCell;

use super::{Evidence, How, Visit};
use crate::conclusion::{Conclusion, complaint, conclude_on};
use crate::playbook::{OptionId, Playbook, StepId};

/// The state of a walk at one step.
pub struct Moment<'m> {
    /// The evidence.
    pub evidence: &'m Evidence,
    playbook: &'m Playbook,
    path: &'m [Visit],
    conclusions: OnceCell<Vec<Conclusion>>,
}

impl<'m> Moment<'m> {
    /// The state after this path.
    #[must_use]
    pub const fn new(playbook: &'m Playbook, evidence: &'m Evidence, path: &'m [Visit]) -> Self {
        Self { evidence, playbook, path, conclusions: OnceCell::new() }
    }

    /// The first ranked cause at this step.
    #[must_use]
    pub fn first(&self) -> Option<&Conclusion> {
        self.conclusions
            .get_or_init(|| conclude_on(self.playbook, self.evidence, self.path))
            .first()
    }

    /// The option that the customer chose at a step on the path.
    #[must_use]
    pub fn option_of(&self, step: &StepId) -> Option<&OptionId> {
        self.path.iter().find(|visit| visit.step == *step).and_then(|visit| match &visit.how {
            How::Answered(option) => Some(option),
            _ => None,
        })
    }

    /// The path so far.
    #[must_use]
    pub const fn path(&self) -> &'m [Visit] {
        self.path
    }

    /// Whether a question on the path asked for the complaint.
    #[must_use]
    pub fn was_complaint_asked(&self) -> bool {
        let asks = |visit: &Visit| {
            self.playbook
                .steps
                .get(&visit.step)
                .is_some_and(crate::playbook::Step::asks_for_complaint)
        };
        self.path.iter().any(asks)
    }

    /// The customer's complaint; `None` if none was given.
    #[must_use]
    pub fn complaint(&self) -> Option<crate::playbook::Complaint> {
        complaint(self.playbook, self.path)
    }
}
