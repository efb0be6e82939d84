//! The language both sides speak, and all logic that can be pure.
//!
//! Everything here is data and functions of data. It may know the mail and DNS standards, Sportello's own words and
//! nothing else. It must never open a file or a socket, read a clock, draw a random number or spawn a task: time and
//! identifiers come in with the data, so that the browser and the server compute the same result from the same log.
//!
//! Reading order: [`mail`] and [`dns`] are the vocabulary, [`probe`] says what was seen, [`finding`] what it means,
//! [`playbook`] what is asked next, [`session`] folds a log of events into the state of one conversation,
//! [`conclusion`] is its end, [`text`] has the words and [`api`] the wire. [`gather`] keeps the page small, and
//! [`visible`] shows what strangers wrote.

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
