//! The browser behind plain functions: what fails there is an answer here, never a panic.
//!
//! Frames without rights, private windows and old browsers refuse all kinds of things. Must never decide what is shown.

pub(crate) mod clipboard;
pub(crate) mod crash;
pub(crate) mod dom;
pub(crate) mod download;
pub(crate) mod file;
pub(crate) mod history;
pub(crate) mod share;
pub(crate) mod storage;
pub(crate) mod time;
