//! Sportello's server.
//!
//! [`net`] is the only door to the network and [`probes`] are the dialogues that go through it; [`cli`] is the program.

pub mod cli;
pub mod net;
pub mod playbooks;
pub mod probes;
