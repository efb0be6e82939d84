//! What one login to a mailbox saw: whether it was admitted, how full the mailbox is, and whether
//! mail arrives.
//!
//! Counts, times and the roles of folders (RFC 6154) only. Must never hold a password, a user name,
//! or a subject, a sender or the name of a folder.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use terms::{Confidence, ConnectionReason, ResponseCode};

use super::{ServerText, TlsSeen};

/// How a login ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LoginSeen {
    /// The server admitted it.
    Admitted,
    /// The server did not, or takes no password.
    Refused {
        /// The reason, from the server's response code where it gives one.
        reason: ConnectionReason,
        /// The response code (RFC 5530).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        response_code: Option<ResponseCode>,
        /// How sure the reason is.
        confidence: Confidence,
        /// The server's sentence; absent if it repeats the password or there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        server_text: Option<ServerText>,
    },
}

/// One limit of a mailbox (RFC 9208 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QuotaSeen {
    /// The space used, in KiB (RFC 9208 §5.1).
    pub used_kib: u64,
    /// The space allowed, in KiB; never 0.
    pub limit_kib: u64,
}

impl QuotaSeen {
    /// The share in use, in per cent, rounded down, at most 999.
    #[must_use]
    pub fn percent(self) -> u16 {
        let percent = self.used_kib.saturating_mul(100).checked_div(self.limit_kib);
        u16::try_from(percent.unwrap_or_default()).unwrap_or(u16::MAX).min(999)
    }
}

/// The folder into which mail is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InboxSeen {
    /// How many messages it holds.
    pub message_count: u32,
    /// The identifier that the next message will get (`UIDNEXT`, RFC 9051 §2.3.1.1): it only grows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uid_next: Option<u32>,
    /// The age of the newest message when it was looked at, in minutes, by the server's own clock
    /// of delivery (`INTERNALDATE`, RFC 9051 §2.3.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest_age_min: Option<u32>,
}

/// Where the message that the customer misses was searched, and how many messages fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MessageSearchSeen {
    /// Messages found in the inbox.
    pub inbox_count: u32,
    /// Messages found in the folder for junk; `None` if no folder has that role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub junk_count: Option<u32>,
    /// Messages found in the folder for deleted messages; `None` if no folder has that role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trash_count: Option<u32>,
    /// Messages found in other folders, except those for sent messages and drafts.
    pub elsewhere_count: u32,
    /// How many folders could not be searched: there were too many, or the server refused.
    #[serde(default)]
    pub unsearched_count: u32,
}

/// What a login to a mailbox saw.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailboxSeen {
    /// The addresses of the server's name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<IpAddr>,
    /// The TLS connection. The password is sent only if its certificate is valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsSeen>,
    /// How the login ended; `None` if it did not come to a reply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub login: Option<LoginSeen>,
    /// The limit on the space of the mailbox; `None` if the server tells none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<QuotaSeen>,
    /// How many folders there are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder_count: Option<u32>,
    /// The inbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inbox: Option<InboxSeen>,
    /// The search for a message; `None` if the customer misses none in particular.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub search: Option<MessageSearchSeen>,
}

impl MailboxSeen {
    /// Whether the server admitted the login.
    #[must_use]
    pub const fn is_admitted(&self) -> bool {
        matches!(self.login, Some(LoginSeen::Admitted))
    }
}
