//! Why a stage failed.
//!
//! Closed: the catalogue has words for each variant, findings branch on them. Must never carry prose of our own.

use serde::{Deserialize, Serialize};

use super::ServerText;
use mail::dns::DnsCause;
use mail::{EnhancedStatus, ReplyCode};

/// Why a stage failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// No answer within the time given.
    Timeout {
        /// How long was waited, in milliseconds.
        after_ms: u32,
    },
    /// The peer answered the SYN with a reset: nothing listens there.
    Refused,
    /// A router said that the host cannot be reached.
    Unreachable,
    /// We have no route for this address family ourselves; says nothing about the peer.
    NoRouteFromHere,
    /// The peer closed the connection in mid-sentence.
    Closed,
    /// The peer answered, and the answer was no (RFC 5321 §4.2; `NO`/`BAD`/`BYE` in IMAP, `-ERR` in POP3).
    Rejected {
        /// The reply code, where the protocol has one.
        reply: Option<ReplyCode>,
        /// The enhanced status code, where the server sent one (RFC 3463).
        enhanced: Option<EnhancedStatus>,
        /// The first line of the answer.
        server_text: ServerText,
    },
    /// A capability that the stage needs is not announced. Not the same as a failed handshake.
    NotOffered {
        /// The capability, as its RFC spells it.
        capability: ServerText,
    },
    /// Something answers, but it does not speak the protocol.
    NotTheProtocol {
        /// What it said first.
        first_bytes: ServerText,
    },
    /// The peer sent more than any honest peer does.
    TooMuch {
        /// The limit that was passed, in bytes.
        limit_bytes: u32,
    },
    /// Bytes in clear stood behind the answer to `STARTTLS` (RFC 3207 §5): a broken server, or somebody in between.
    PlaintextInjected,
    /// Name resolution.
    Dns(DnsCause),
    /// The TLS handshake or the certificate.
    Tls(TlsCause),
    /// The web server answered with an error status (RFC 9110 §15).
    HttpStatus {
        /// The status code.
        status: u16,
    },
    /// More redirects than we follow, or a circle.
    RedirectLoop,
    /// We do not dial this.
    NotAllowed(Refusal),
    /// The customer stopped the check.
    Cancelled,
    /// Our own fault; details are in the server's log only.
    Internal,
}

/// Why a handshake failed or a certificate is not to be trusted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TlsCause {
    /// The certificate's time is over (RFC 5280 §4.1.2.5).
    Expired,
    /// The certificate's time has not begun.
    NotYetValid,
    /// The certificate is for other names (RFC 9525).
    WrongName,
    /// The certificate signs itself.
    SelfSigned,
    /// Nobody we know has signed it, or an intermediate certificate is missing.
    UnknownIssuer,
    /// It was withdrawn by its issuer.
    Revoked,
    /// The certificate breaks the rules in another way.
    BadCertificate,
    /// The peer ended the handshake with an alert (RFC 8446 §6).
    Alert,
    /// The peer speaks no version or cipher that we accept (TLS 1.2 is the oldest, RFC 8996).
    NoCommonVersion,
    /// The peer finds nothing to agree on in what we offer, and says so before it shows anything (`handshake_failure`,
    /// RFC 8446 §6.2): its ciphers are those of old versions.
    NoCommonCipher,
    /// What came is not TLS: often a port for clear text.
    NotTls,
}

/// Why we refuse to dial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The address is private, reserved or otherwise not public (RFC 6890).
    AddressNotPublic,
    /// The port is not one of the mail and web ports.
    PortNotAllowed,
    /// The name cannot be the name of a public host.
    NameNotAllowed,
    /// Too many connections to that target, or from that client, for now.
    BudgetSpent,
    /// The address is the prober's own: what this machine answers itself is not what others get to hear.
    OwnAddress,
}

impl Cause {
    /// Whether this says nothing about the peer: our side, or the customer, ended it.
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
