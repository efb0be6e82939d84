//! How a lab is started.

/// Settings of a lab; the default pretends nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabOptions {
    /// The round trip that every peer and the name server pretend, in milliseconds.
    pub latency_ms: u64,
}

impl LabOptions {
    /// The same options with a pretended round trip of `latency_ms` milliseconds.
    #[must_use]
    pub fn with_latency_ms(mut self, latency_ms: u64) -> Self {
        self.latency_ms = latency_ms;
        self
    }
}
