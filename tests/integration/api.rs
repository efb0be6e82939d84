//! The HTTP API from outside: the real server with the lab behind it, and a client that knows only
//! the contract.

mod archive;
mod contract;
mod demo_addresses;
mod description;
mod elsewhere;
mod errors;
mod faults;
mod files;
mod left_out;
mod lifetime;
mod limits;
mod look;
mod mailboxes;
mod pages;
mod sharing;
mod stored;
mod streams;
mod tickets;
mod versions;
mod watchers;
pub(crate) mod world;
