//! Reads the header of a message that arrived: its path with times, what the receiver said of the
//! sender, what a filter said of the message, and whether it was passed on.
//!
//! Takes text, a whole message or only its header fields, and returns a [`MessageReading`], the
//! same in the browser, the server and the terminal. Each statement carries its [`Trust`]: the
//! sender of a message can write any line below the one that the receiving server added (RFC 5322
//! §3.6.7, RFC 8601 §7.1). Must never judge whose fault something is, never read the body, never
//! panic, and never take more than linear time.
//!
//! Reading order: [`fields`] finds the header fields, [`hops`] the path, [`border`] the line at
//! which the receiver took the message over, [`authentication`] and [`filters`] the statements,
//! [`origin`] lists and forwards, [`signs`] what is evidence. [`model`] is the result.

mod authentication;
mod border;
mod fields;
mod filters;
mod hops;
mod host;
mod model;
mod origin;
mod signs;

pub use model::{
    ArrivedSign, AuthMethod, AuthResult, AuthStatement, Delay, Filter, FilterStatement,
    FilterVerdict, Hop, HopSide, Instant, MessageReading, Origin, SLOW_S, Trust,
};

use self::border::Border;
use self::fields::Fields;

/// How much of a text is searched for header fields, in bytes.
pub const MAX_MESSAGE_HEADER_BYTES: usize = 256 * 1024;
/// How many lines of the path are read: more than a message may have (RFC 5321 §6.3).
pub const MAX_HOPS: usize = 120;
/// How many statements about authentication are kept, and how many of filters.
pub const MAX_STATEMENTS: usize = 40;

/// Reads the header of a message; `None` for a text that has none.
#[must_use]
pub fn read(text: &str) -> Option<MessageReading> {
    let fields = Fields::read(text);
    let banner = filters::banner(fields.above(text));
    if !fields.is_a_message() && banner.is_none() {
        return None;
    }
    let mut path = hops::read(&fields);
    let border = Border::find(&fields, &path);
    border.mark(&mut path);
    let authentication = authentication::read(&fields, &border);
    let mut filters = filters::read(&fields, &border);
    filters.extend(banner);
    let sent_at = fields.first("date").and_then(hops::moment);
    hops::measure(&mut path, sent_at);
    let slowest = hops::slowest(&path);
    let mut reading = MessageReading {
        receiver: border.receiver(),
        sent_at,
        from: fields.first("from").and_then(origin::address),
        envelope_sender: fields.first("return-path").and_then(origin::address),
        hop_count: fields.all("received").count(),
        hops: path,
        slowest,
        authentication,
        filters,
        origin: origin::read(&fields),
        facts: Vec::new(),
        is_cut: fields.is_cut(),
    };
    reading.facts = signs::read(&reading);
    Some(reading)
}

#[cfg(test)]
mod tests;
