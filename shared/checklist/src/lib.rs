//! A checklist and how it is walked: the playbook, the evidence compared with it, the path that follows, and the rules
//! that judge.
//!
//! [`playbook`] is what an author writes, [`Evidence`] what is known, [`walk`](fn@walk) the path through the playbook, and
//! [`conclusion`] the one place that judges. Must never hold a sentence that a person reads, read a clock, or know how a
//! session is stored.

mod ahead;
mod answer;
pub mod conclusion;
mod evidence;
mod moment;
mod pasted;
pub mod playbook;
mod text_told;
mod walk;

pub use ahead::questions_ahead;
pub use answer::{Answer, DeviceSeen, InputValue, RunId};
pub use evidence::{Evidence, StepRun};
pub use moment::Moment;
pub use pasted::{Pasted, PastedBounce};
pub use text_told::TextTold;
pub use walk::{How, Visit, Waits, Walk, walk};
