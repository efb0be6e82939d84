//! The time limits of the probes of each check: the one table that the server enforces and the page
//! shows.
//!
//! Must never contain the limits of stages: those belong to the server and are always shorter.

use super::{CheckKind, ProbeKind};

/// The time limit of an exchange with a server, in milliseconds. Slow servers need ten seconds for
/// the greeting alone.
const DIALOGUE_MS: u32 = 20_000;
/// The time limit of a login and a look at the mailbox, in milliseconds. Dovecot answers a wrong
/// password after two seconds and more, and a search in many folders takes time.
const MAILBOX_MS: u32 = 60_000;
/// The time limit of one page, in milliseconds.
const PAGE_MS: u32 = 10_000;

impl CheckKind {
    /// The time limit of each of its own probes once it has started, in milliseconds.
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
            Self::Mailbox => MAILBOX_MS,
        }
    }
}

impl ProbeKind {
    /// The time limit once it has started, in milliseconds.
    #[must_use]
    pub const fn limit_ms(self) -> u32 {
        match self.check() {
            Some(check) => check.limit_ms(),
            None => DIALOGUE_MS,
        }
    }
}
