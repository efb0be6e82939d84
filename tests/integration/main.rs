//! Whole-system tests: the binary, the API, and real mail servers, over real sockets on loopback.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says what it expects, and fails where it does not find it"
)]

mod api;
mod dnssec;
mod explain;
mod lab_cases;
mod real_servers;
mod recorded;
mod trust;
