//! Sportello's server.
//!
//! [`net`] is the only door to the network and [`probes`] are the dialogues that go through it; [`store`] keeps the log
//! and [`sessions`] work on it; [`routes`] speak HTTP, [`tickets`] and [`report`] carry the outcome away; [`server`] puts
//! them together and [`cli`] is the program.

mod clock;
mod document;

pub mod cli;
pub mod config;
pub mod demo;
pub mod net;
pub mod picture;
pub mod playbooks;
pub mod probes;
pub mod report;
pub mod routes;
pub mod server;
pub mod sessions;
pub mod store;
pub mod telemetry;
pub mod tickets;
