//! Shared by the whole-system tests: the built binary, free ports, processes that end with the
//! test.
//!
//! May know every crate. Must never replace one by a double: tests use the real binary, real
//! servers and a real browser.

pub mod binary;
pub mod demo;
pub mod name_server;
pub mod operated;
pub mod process;
pub mod relay;
pub mod scratch;
pub mod served;
