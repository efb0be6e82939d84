//! The playbook: the checklist of one operator as data, with its steps, options, branches and
//! texts.
//!
//! A playbook only routes: everything that must be computed is a finding. It is written as YAML and
//! sent as JSON, and both use these types. Must never be run unless [`defects`] is empty.

mod beginning;
mod bounce_is;
mod cause_is;
mod complaint;
mod conclude;
mod gate;
mod graph;
mod lint;
mod meaning;
mod misreading;
mod model;
mod predicate;
mod scenario;

pub use beginning::{Beginning, NamedInput};
pub use bounce_is::BounceIs;
pub use cause_is::CauseIs;
pub use complaint::Complaint;
pub use conclude::{Before, Conclude, cause_of, meaning_of};
pub use gate::{Defect, DefectKind, PlacedText, defects, every_text};
pub(crate) use graph::edges_from;
pub use graph::{Edge, EdgeLabel, edges};
pub use lint::{Lint, Remark, lint};
pub use meaning::Meaning;
pub use misreading::{Misreading, Shape};
pub use model::{
    Ask, Branch, CauseWords, Check, Choice, Collect, Confidence, Contact, End, Escalate, HostTemplates, Input, InputId, InputKind,
    Localised, MeasuredAnswer, OptionId, Playbook, Step, StepId,
};
pub use predicate::{MailboxesAre, Predicate};
pub use scenario::{Coverage, Expected, Given, Scenario, ScenarioFailure, coverage, run_scenario, usual_check};

#[cfg(test)]
mod tests;
