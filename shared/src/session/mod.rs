//! A session: an append-only log of events, and everything that follows from it.
//!
//! ```text
//! command ─ decide(facts, playbook) ─▶ events | rejection     may refuse; the server only
//! events  ─ append ─▶ log                                     the server only
//! log     ─ apply / replay ─▶ facts                           total, on both sides
//! facts   ─ evidence, walk(playbook) ─▶ path and what is due  pure, on both sides
//! ```
//! The current step is derived and never stored. Must never read a clock: `at_ms` comes with the
//! entry.

mod acting;
mod ahead;
mod bounce_lines;
mod causes;
mod command;
mod event;
mod evidence;
mod facts;
mod left_out;
mod mailbox_lines;
mod meanwhile;
mod moment;
mod pasted;
mod table;
mod text_told;
mod ticket;
mod tolerant;
mod unused;
mod upgrade;
mod waiting;
mod walk;

pub use acting::{Act, act, is_operators_own};
pub use ahead::questions_ahead;
pub use causes::{CauseTold, Ground, Place, SaidOfCause, Verdict, verdict};
pub use command::{Command, MAX_LINE_BYTES, MAX_LIST_RUN_COUNT, MAX_RUN_COUNT, MAX_TEXT_BYTES, Rejection, decide, due};
pub use event::{Actor, Answer, DeviceSeen, Event, InputValue, LinkId, LinkKind, LogEntry, RunId, TicketChannel, TicketState};
pub use evidence::{Evidence, StepRun};
pub use facts::{Facts, Given, LinkFacts, RunFacts, TicketFacts};
pub use left_out::{LeftOut, ShownVerdict, left_out_before};
pub use meanwhile::{Meanwhile, meanwhile};
pub use moment::Moment;
pub use pasted::{Pasted, PastedBounce};
pub use table::{MailboxRow, MailboxTable};
pub use text_told::TextTold;
pub use ticket::{Ticket, TicketGroup, TicketLine, collected_on, ticket};
pub use unused::{Before, Changed, unused};
pub use upgrade::{Upgrade, upgrade};
pub use waiting::Waiting;
pub use walk::{How, Visit, Waits, Walk, walk};

#[cfg(test)]
mod tests;
