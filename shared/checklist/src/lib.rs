//! A checklist and how it is walked: the playbook, the evidence compared with it, the path that
//! follows, and the rules that judge.
//!
//! [`playbook`] is what an author writes, [`Evidence`] what is known, [`walk`](fn@walk) the path
//! through the playbook, and [`conclusion`] the one place that judges. Must never hold a sentence
//! that a person reads, read a clock, or know how a session is stored.

mod ahead;
mod answer;
mod arrived;
mod cause;
mod complaint;
pub mod conclusion;
mod evidence;
mod grounds;
mod holds;
mod ids;
mod known_ahead;
mod meaning;
mod moment;
mod pasted;
mod pasted_sign;
pub mod playbook;
mod side;
mod text_preview;
mod visit;
mod walk;

pub use ahead::questions_ahead;
pub use answer::{Answer, DeviceSeen, InputValue, RunId};
pub use evidence::{Evidence, StepRun};
pub use known_ahead::{KnownAhead, known_ahead};
pub use moment::Moment;
pub use pasted::{Pasted, PastedBounce};
pub use text_preview::TextPreview;
pub use visit::{How, Visit};
pub use walk::{Waits, Walk, conclude_session, walk};
