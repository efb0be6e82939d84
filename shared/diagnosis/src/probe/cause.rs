//! Why a stage failed.
//!
//! A closed set: the catalogue has texts for each variant, and findings branch on them. Must never
//! contain texts of our own.

use mail::dns::DnsCause;
use mail::{EnhancedStatus, ReplyCode};
use serde::{Deserialize, Serialize};

use super::ServerText;

/// Why a stage failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// No answer before the timeout.
    Timeout {
        /// How long an answer was waited for, in milliseconds.
        after_ms: u32,
    },
    /// The peer answered the SYN with a reset: nothing listens there.
    Refused,
    /// A router reported that the host cannot be reached.
    Unreachable,
    /// We have no route for this address family; this says nothing about the peer.
    NoRouteFromHere,
    /// The peer closed the connection in the middle of the exchange.
    Closed,
    /// The peer gave a negative answer (RFC 5321 §4.2; `NO`/`BAD`/`BYE` in IMAP, `-ERR` in POP3).
    Rejected {
        /// The reply code, where the protocol has one.
        reply: Option<ReplyCode>,
        /// The enhanced status code, where the server sent one (RFC 3463).
        enhanced: Option<EnhancedStatus>,
        /// The first line of the answer.
        server_text: ServerText,
    },
    /// A capability that the stage needs is not announced. This is not a failed handshake.
    NotOffered {
        /// The capability, spelled as in its RFC.
        capability: ServerText,
    },
    /// Something answers, but it does not speak the protocol.
    NotTheProtocol {
        /// The first bytes that it sent.
        first_bytes: ServerText,
    },
    /// The peer sent more than a limit.
    TooMuch {
        /// The limit that was exceeded, in bytes.
        limit_bytes: u32,
    },
    /// Clear text followed the answer to `STARTTLS` (RFC 3207 §5): a broken server or an attacker
    /// in between.
    PlaintextInjected,
    /// Name resolution failed.
    Dns(DnsCause),
    /// The TLS handshake failed, or the certificate is not trusted.
    Tls(TlsCause),
    /// The web server answered with an error status (RFC 9110 §15).
    HttpStatus {
        /// The status code.
        status: u16,
    },
    /// More redirects than we follow, or a loop.
    RedirectLoop,
    /// We refused to connect.
    NotAllowed(Refusal),
    /// The customer stopped the check.
    Cancelled,
    /// A fault of our own; details are only in the server's log.
    Internal,
}

/// Why a handshake failed or a certificate is not trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TlsCause {
    /// The certificate has expired (RFC 5280 §4.1.2.5).
    Expired,
    /// The certificate is not valid yet.
    NotYetValid,
    /// The certificate is for other names (RFC 9525).
    WrongName,
    /// The certificate is self-signed.
    SelfSigned,
    /// The issuer is not known, or an intermediate certificate is missing.
    UnknownIssuer,
    /// The issuer has revoked the certificate.
    Revoked,
    /// The certificate is invalid in another way.
    BadCertificate,
    /// The peer ended the handshake with an alert (RFC 8446 §6).
    Alert,
    /// The peer supports no TLS version or cipher that we accept (TLS 1.2 is the oldest, RFC 8996).
    NoCommonVersion,
    /// The peer accepts none of the parameters that we offer and says so before it sends anything
    /// else (`handshake_failure`, RFC 8446 §6.2): it supports only ciphers of older versions.
    NoCommonCipher,
    /// The answer is not TLS: often a clear-text port.
    NotTls,
}

/// Why we refused to connect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "RefusedByUs"))]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The address is private, reserved or otherwise not public (RFC 6890).
    AddressNotPublic,
    /// The port is not one of the mail and web ports.
    PortNotAllowed,
    /// The name cannot be the name of a public host.
    NameNotAllowed,
    /// The current limit of connections to that target, or from that client, is reached.
    BudgetSpent,
    /// The address is the prober's own: what this machine answers to itself is not what others get.
    OwnAddress,
    /// The operator does not allow connections to the network that contains the address.
    AddressDenied,
}

impl Cause {
    /// Whether this says nothing about the peer, because the reason is on our side or the customer
    /// stopped it.
    #[must_use]
    pub const fn is_ours(&self) -> bool {
        match self {
            Self::NoRouteFromHere | Self::Cancelled | Self::Internal => true,
            Self::NotAllowed(refusal) => !matches!(refusal, Refusal::AddressNotPublic),
            Self::Dns(cause) => matches!(cause, DnsCause::Unreachable | DnsCause::Refused),
            _ => false,
        }
    }
}
