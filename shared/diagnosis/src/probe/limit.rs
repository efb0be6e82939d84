//! How long the probes of each check may take: the one table that the server keeps and the page speaks of.
//!
//! Must never know how long a stage may take: that is the server's, and always less.

use super::{CheckKind, ProbeKind};

/// The longest that a dialogue with a server may take, in milliseconds: slow servers need ten seconds for a greeting alone.
const DIALOGUE_MS: u32 = 20_000;
/// The longest that one page may take, in milliseconds.
const PAGE_MS: u32 = 10_000;

impl CheckKind {
    /// The longest that each of its own probes may take once it has begun, in milliseconds.
    #[must_use]
    pub const fn limit_ms(self) -> u32 {
        match self {
            Self::Delegation
            | Self::Mx
            | Self::Provider
            | Self::Relay
            | Self::Services
            | Self::Submission
            | Self::Imap
            | Self::Pop3
            | Self::Webmail
            | Self::SenderPolicy => DIALOGUE_MS,
            Self::ProviderStatus => PAGE_MS,
        }
    }
}

impl ProbeKind {
    /// The longest that it may take once it has begun, in milliseconds.
    #[must_use]
    pub const fn limit_ms(self) -> u32 {
        match self.check() {
            Some(check) => check.limit_ms(),
            None => DIALOGUE_MS,
        }
    }
}
