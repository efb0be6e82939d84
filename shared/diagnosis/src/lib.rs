//! What a probe saw, and what follows from it: stages, observations, findings.
//!
//! Knows the words of mail and DNS. Must never hold a sentence that a person reads, nor know a
//! playbook or a session.

pub mod finding;
pub mod probe;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
