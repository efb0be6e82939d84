//! Tickets on their way to the operator's support.
//!
//! A ticket is queued in the transaction that says it was submitted; the courier delivers it, again and again with the
//! same `Message-ID`, until the relay takes it or refuses it for good, and the log says truthfully where it stands. The
//! relay is the operator's own, named in the settings, so it is the one host that is not dialled through `net/`.
//! Must never send a line that the customer left out.

mod courier;
mod letter;
mod payload;

pub use courier::{Courier, CourierError};
pub use payload::Payload;
