//! What an author of playbooks needs: the playbook files and their schema, defects, scenarios and
//! their coverage, and how plain the texts are.
//!
//! Knows the layers below it. The page does not know this crate: a customer runs no scenario. Must
//! never judge a session.

mod at;
pub mod descriptions;
mod gate;
mod lint;
mod misreading;
pub mod plain;
pub mod playbooks;
mod scenario;
mod words;

pub use self::words::{
    ChecklistText, defect, ease_measure, misreading, not_plain, scenario_failure,
};
pub use at::At;
pub use gate::{Defect, DefectKind, PlacedText, defects, every_text};
pub use lint::{Lint, Remark, lint};
pub use misreading::{Misreading, Shape};
pub use scenario::{Coverage, ScenarioFailure, coverage, run_scenario};

#[cfg(test)]
mod tests;
