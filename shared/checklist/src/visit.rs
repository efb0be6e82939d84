//! One step on a path, and how it was left. Must never decide where the path continues.

use crate::ids::{OptionId, StepId};

/// One step on the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// The step.
    pub step: StepId,
    /// How the step was left, or that it is still open.
    pub how: How,
}

/// How a step was left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// The customer chose this option.
    Answered(OptionId),
    /// It was not asked, because one of its rules derived the answer from measurements.
    Measured {
        /// Index in [`crate::playbook::Ask::measured`].
        rule: usize,
        /// The option that the rule gives.
        option: OptionId,
    },
    /// The fields were filled in.
    Collected,
    /// The checks ended.
    Checked,
    /// It is the current end of the path.
    Open,
}
