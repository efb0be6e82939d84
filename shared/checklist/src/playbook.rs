//! The playbook: the checklist of one operator as data, with its steps, options, branches and
//! texts.
//!
//! A playbook only routes: everything that must be computed is a finding. It is written as YAML and
//! sent as JSON, and both use these types. Must never be run before `authoring::defects` finds it
//! free of defects.

mod beginning;
mod bounce_is;
mod cause_is;
mod cause_words;
mod conclude;
mod graph;
mod model;
mod predicate;
mod scenario;

pub use beginning::{Beginning, NamedInput};
pub use bounce_is::BounceIs;
pub use cause_is::CauseIs;
pub use cause_words::CauseWords;
pub use conclude::{Conclude, LegacyAdvise, cause_of, meaning_of};
pub use graph::{Edge, EdgeLabel, edges, edges_from};
pub use model::{
    Ask, Branch, Check, Choice, Collect, Contact, End, Escalate, HostTemplates, Input, InputKind,
    Look, MeasuredAnswer, Playbook, Step,
};
pub use predicate::{MailboxesAre, Predicate};
pub use scenario::{Expected, Given, Scenario};
pub use terms::{Confidence, Localised};

pub use crate::complaint::Complaint;
pub use crate::ids::{InputId, OptionId, StepId};
pub use crate::meaning::Meaning;
