//! The types that browser and server share, and all logic that can be pure.
//!
//! Everything here is data and functions of data. It may know the mail and DNS standards and
//! Sportello's own terms, and nothing else. It must never open a file or a socket, read a clock,
//! draw a random number or spawn a task: time and identifiers come in with the data, so that the
//! browser and the server compute the same result from the same log.
//!
//! Reading order: [`mail`] and [`dns`] are the vocabulary, [`probe`] is what was seen, [`finding`]
//! what it means, [`playbook`] what is asked next; [`session`] folds a log of events into the state
//! of one session, [`conclusion`] is its result, [`text`] has the texts and [`api`] the types of
//! the wire. [`gather`] keeps the page's code small, and [`visible`] makes untrusted text safe to
//! show.

pub mod api;
pub mod conclusion;
pub mod dns;
pub mod finding;
pub mod gather;
pub mod mail;
pub mod playbook;
pub mod probe;
pub mod session;
pub mod text;
pub mod visible;
