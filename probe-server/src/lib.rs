//! The server of Sportello.
//!
//! [`net`] is the only access to the network, and [`probes`] run their dialogues through it;
//! [`store`] holds the log, and [`sessions`] work on it; [`routes`] speak HTTP; [`tickets`] and
//! [`report`] export the outcome; [`server`] connects the parts, and [`cli`] is the program.

mod clock;
mod document;

pub mod archive;
pub mod cli;
pub mod config;
pub mod demo;
pub mod masking;
pub mod net;
pub mod payload;
pub mod picture;
pub mod probes;
pub mod report;
pub mod routes;
pub mod secret;
pub mod server;
pub mod sessions;
pub mod store;
pub mod telemetry;
pub mod tickets;
