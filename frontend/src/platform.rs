//! The browser's interfaces behind plain functions: a failure there is a value here, never a panic.
//!
//! Sandboxed frames, private windows and old browsers refuse many of these calls. Must never decide
//! what is shown.

pub(crate) mod clipboard;
pub(crate) mod crash;
pub(crate) mod dom;
pub(crate) mod download;
pub(crate) mod file;
pub(crate) mod history;
pub(crate) mod share;
pub(crate) mod storage;
pub(crate) mod time;
