//! The services through which mail and mailboxes are reached, and their ports.
//!
//! Knows RFC 8314, RFC 6409, RFC 9051, RFC 1939. Must never open a connection.

use serde::{Deserialize, Serialize};

/// A mail service that a server offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Service {
    /// SMTP between servers, port 25 (RFC 5321).
    Relay,
    /// Message submission, port 587 with STARTTLS (RFC 6409) or 465 with implicit TLS (RFC 8314
    /// §3.3).
    Submission,
    /// IMAP, port 143 or 993 (RFC 9051).
    Imap,
    /// POP3, port 110 or 995 (RFC 1939).
    Pop3,
    /// The mailbox in a browser over HTTPS, port 443.
    Webmail,
}

/// How a connection becomes encrypted (RFC 8314 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TlsMode {
    /// TLS from the first byte.
    Implicit,
    /// In clear first, then encrypted after a STARTTLS command.
    StartTls,
}

impl Service {
    /// The registered port (RFC 8314 §7, RFC 6409 §3.1). Relay has port 25 in both modes; webmail
    /// without implicit TLS has port 80.
    #[must_use]
    pub const fn port(self, tls_mode: TlsMode) -> u16 {
        match (self, tls_mode) {
            (Self::Relay, _) => 25,
            (Self::Submission, TlsMode::StartTls) => 587,
            (Self::Submission, TlsMode::Implicit) => 465,
            (Self::Imap, TlsMode::StartTls) => 143,
            (Self::Imap, TlsMode::Implicit) => 993,
            (Self::Pop3, TlsMode::StartTls) => 110,
            (Self::Pop3, TlsMode::Implicit) => 995,
            (Self::Webmail, TlsMode::StartTls) => 80,
            (Self::Webmail, TlsMode::Implicit) => 443,
        }
    }
}
