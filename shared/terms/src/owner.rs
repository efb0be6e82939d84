//! Whose job the fix is.

use serde::{Deserialize, Serialize};

/// Whose job the fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// The person who asks.
    You,
    /// Whoever runs the domain and its DNS.
    DomainAdmin,
    /// The provider that runs the mailboxes.
    MailProvider,
    /// The sender's or recipient's side.
    OtherSide,
    /// The service that is being asked.
    Service,
    /// Nobody: wait, or nothing is to be done.
    Nobody,
}

impl Owner {
    /// Its name on the wire and in playbooks.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::You => "you",
            Self::DomainAdmin => "domain_admin",
            Self::MailProvider => "mail_provider",
            Self::OtherSide => "other_side",
            Self::Service => "service",
            Self::Nobody => "nobody",
        }
    }
}
