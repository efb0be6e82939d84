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

pub mod api;
mod command;
mod event;
mod evidence;
mod facts;
mod file;
mod look;
mod standing;
mod table;
mod unused;
mod upgrade;
mod waiting;

pub use command::{
    Command, MAX_LINE_BYTES, MAX_LIST_RUN_COUNT, MAX_RUN_COUNT, MAX_TEXT_BYTES, Rejection, decide,
    due,
};
pub use event::{Actor, Event, LinkId, LinkKind, LogEntry, TicketChannel, TicketState};
pub use facts::{Facts, Given, LinkFacts, RunFacts, TicketFacts};
pub use file::{
    FileId, FileKind, GivenFile, MAX_FILE_BYTES, MAX_FILE_COUNT, file_name, is_message,
};
pub use look::{
    LookObstacle, LookOffer, MAX_LOOK_COUNT, MAX_LOOK_TEXT_BYTES, look_offer, start_look,
    verified_server,
};
pub use standing::Standing;
pub use table::{MailboxRow, MailboxTable};
pub use unused::{Changed, PathSnapshot, unused};
pub use upgrade::{Upgrade, upgrade};
pub use waiting::Waiting;
