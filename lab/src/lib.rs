//! A mail world in a box.
//!
//! One name server and a few hundred scripted peers (SMTP, IMAP, POP3, webmail) on loopback, with an authority of
//! their own, and no privileges: the zones speak of realistic addresses, and [`Lab::route`] says which local port
//! stands for each of them. `sportello demo`, the tests and the benchmark dial through that map.
//!
//! # Layout
//! - [`case`]: the model: a [`Case`] is a zone, peers made of parts, and the findings they must lead to.
//! - `cases`: the data, a few lines for each case, put together by `site`.
//! - `zones`, `authority`, `signing`, `dns`, `smtp`, `imap`, `pop3`, `web`: one scripted protocol each, in the words of Postfix, Dovecot and nginx.
//! - `wire`, `latency`, `peer`: bounded lines, a pretended round trip, listeners and their tasks.
//! - `certificate`: the authority and the certificates it gave out, good and bad.
//!
//! The lab may read the clock and use randomness. It must never import the probe server: what is probed knows
//! nothing of the prober. It never leaves loopback.

pub mod case;
pub mod part;

mod authority;
mod cases;
mod certificate;
mod dns;
mod error;
mod imap;
mod latency;
mod options;
mod peer;
mod pop3;
mod route;
mod signing;
mod site;
mod smtp;
mod web;
mod wire;
mod world;
mod zones;

#[cfg(test)]
mod tests;

pub use case::Case;
pub use cases::{CONTROL_DOMAIN, cases, expectations};
pub use error::LabError;
pub use options::LabOptions;
pub use route::Route;
pub use world::Lab;
