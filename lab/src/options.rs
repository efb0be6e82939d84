//! The settings of a lab.

/// Settings of a lab. By default there is no simulated latency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabOptions {
    /// The simulated round trip of every peer and of the name server, in milliseconds.
    pub latency_ms: u64,
}

impl LabOptions {
    /// The same options with a simulated round trip of `latency_ms` milliseconds.
    #[must_use]
    pub fn with_latency_ms(mut self, latency_ms: u64) -> Self {
        self.latency_ms = latency_ms;
        self
    }
}
