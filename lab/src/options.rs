//! The settings of a lab.

use std::net::{IpAddr, Ipv4Addr};

/// Settings of a lab. By default it listens on loopback, and there is no simulated latency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabOptions {
    /// The simulated round trip of every peer and of the name server, in milliseconds.
    pub latency_ms: u64,
    /// The local address on which it listens.
    pub address: IpAddr,
    /// Its mail and web servers leave Nagle's algorithm on (RFC 9293 §3.7.4), as many servers do: a
    /// small reply waits until the one before it is acknowledged.
    pub has_nagle: bool,
}

impl Default for LabOptions {
    fn default() -> Self {
        Self { latency_ms: 0, address: Ipv4Addr::LOCALHOST.into(), has_nagle: false }
    }
}

impl LabOptions {
    /// The same options with a simulated round trip of `latency_ms` milliseconds.
    #[must_use]
    pub fn with_latency_ms(mut self, latency_ms: u64) -> Self {
        self.latency_ms = latency_ms;
        self
    }

    /// The same options, listening on this address: that of a network namespace of a test.
    #[must_use]
    pub fn with_address(mut self, address: IpAddr) -> Self {
        self.address = address;
        self
    }

    /// The same options, with Nagle's algorithm on or off.
    #[must_use]
    pub fn with_nagle(mut self, has_nagle: bool) -> Self {
        self.has_nagle = has_nagle;
        self
    }
}
