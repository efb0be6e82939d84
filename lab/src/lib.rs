//! A simulated mail world.
//!
//! One name server and a few hundred scripted peers (SMTP, IMAP, POP3, webmail) on loopback, with a
//! certificate authority of their own. It needs no privileges: the zones contain realistic
//! addresses, and [`Lab::route`] maps each of them to a local port. `sportello demo`, the tests and
//! the benchmark connect through that map.
//!
//! # Layout
//! - [`case`], [`part`], [`zone`]: the model: a [`Case`] is a zone, peers made of parts, and the
//!   findings that they must lead to.
//! - `cases`: the data, a few lines for each case, built with `site`.
//! - `zones`, `authority`, `signing`, `dns`, `smtp`, `imap`, `pop3`, `web`: one scripted protocol
//!   each, with the replies of Postfix, Dovecot and nginx.
//! - `mailbox`: what a login by IMAP finds.
//! - `wire`, `latency`, `stage`, `peer`: bounded lines, a simulated round trip, what all listeners
//!   share, the listeners and their tasks.
//! - `certificate`: the certificate authority and its certificates, valid and invalid.
//!
//! The lab may read the clock and use randomness. It must never import the probe server, because a
//! probed server knows nothing about the prober. It must never leave loopback.

pub mod case;
pub mod part;
pub mod zone;

mod authority;
mod cases;
mod certificate;
mod dns;
mod error;
mod imap;
mod latency;
mod mailbox;
mod options;
mod peer;
mod pop3;
mod route;
mod signing;
mod site;
mod smtp;
mod stage;
mod web;
mod wire;
mod world;
mod zones;

#[cfg(test)]
mod tests;

pub use case::Case;
pub use cases::{CONTROL_DOMAIN, cases, expectations};
pub use error::LabError;
pub use mailbox::PASSWORD;
pub use options::LabOptions;
pub use route::Route;
pub use world::Lab;
