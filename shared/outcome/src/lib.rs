//! What a session comes to, in words: the verdict that the customer reads, and the ticket that
//! support receives.
//!
//! Composes sentences of [`words`] from what [`checklist`] judged. Must never judge, and must never
//! put back a line that the customer left out.

mod acting;
mod bounce_lines;
mod causes;
mod left_out;
mod left_out_before;
mod mailbox_lines;
mod meanwhile;
mod ticket;
mod ticket_model;

pub use acting::{Act, act, is_operators_own};
pub use causes::{CauseText, CauseWording, Ground, Place, Verdict, verdict, verdict_ahead};
pub use left_out::{LeftOut, ShownVerdict};
pub use left_out_before::left_out_before;
pub use meanwhile::{Meanwhile, meanwhile};
pub use ticket::{collected_on, ticket};
pub use ticket_model::{Ticket, TicketGroup, TicketLine};

#[cfg(test)]
mod tests;
