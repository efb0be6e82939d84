//! Sportello's server.

pub mod playbooks;
