//! What the whole-system tests share: the built binary, free ports, processes that end with the test.
//!
//! May know every crate. Must never stand in for one: tests talk to the real binary, real servers and a real browser.

pub mod binary;
pub mod demo;
pub mod process;
pub mod relay;
pub mod scratch;
pub mod served;
