//! Delivery of tickets to the operator's support desk by e-mail.
//!
//! A ticket is queued in the same transaction that records its submission. The courier retries
//! delivery, with the archive of the session, always with the same `Message-ID`, until the relay accepts or permanently refuses it,
//! and the log has the true state. The relay is the operator's own, named in the configuration, so
//! it is the only host that is not dialled through `net/`. Must never send a line that the customer
//! left out.

mod courier;
mod error;
mod letter;

pub use courier::Courier;
pub use error::CourierError;
