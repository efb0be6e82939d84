//! The protocols that the mail probes speak, behind one set of words.
//!
//! A closed set, so a `match` and no trait. Must never know which stage a call is for.

use diagnosis::probe::Cause;
use mail::{Reply, Service};
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncWrite};

use super::{imap, pop3, smtp};
use crate::net::wire::Wire;

/// What a mail server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialogue<'a> {
    /// SMTP, and what we call ourselves in it.
    Smtp {
        ehlo_name: &'a str,
    },
    Imap,
    Pop3,
}

impl<'a> Dialogue<'a> {
    /// The protocol of a mail service; the web has none of these.
    pub(crate) const fn of(service: Service, ehlo_name: &'a str) -> Option<Self> {
        match service {
            Service::Relay | Service::Submission => Some(Self::Smtp { ehlo_name }),
            Service::Imap => Some(Self::Imap),
            Service::Pop3 => Some(Self::Pop3),
            Service::Webmail => None,
        }
    }

    /// How the protocol spells the capability that [`Self::start_tls`] needs.
    pub(crate) const fn tls_capability(self) -> &'static str {
        match self {
            Self::Smtp { .. } | Self::Imap => "STARTTLS",
            Self::Pop3 => "STLS",
        }
    }

    /// Whether a capability line announces it.
    pub(crate) fn announces_tls(self, line: &ServerText) -> bool {
        line.as_str().trim().eq_ignore_ascii_case(self.tls_capability())
    }

    /// Reads the greeting, whatever it says.
    pub(crate) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(self, wire: &mut Wire<S>) -> Result<Reply, Cause> {
        let result = match self {
            Self::Smtp { .. } => smtp::greeting(wire).await,
            Self::Imap => imap::greeting(wire).await,
            Self::Pop3 => pop3::greeting(wire).await,
        };
        match result {
            // Something spoke and left in mid-line: what it said is worth more than that it left.
            Err(Cause::Closed) if !wire.unread().is_empty() => {
                Err(Cause::NotTheProtocol { first_bytes: ServerText::from_bytes(wire.unread()) })
            }
            other => other,
        }
    }

    /// Whether what came so far may be the beginning of a greeting.
    pub(crate) fn is_begun<S: AsyncRead + AsyncWrite + Unpin>(self, wire: &Wire<S>) -> bool {
        let begun = wire.unread();
        // Whole lines were read as the protocol's own, or the dialogue would be over.
        wire.has_heard()
            && match self {
                Self::Smtp { .. } => smtp::may_begin(begun),
                Self::Imap => imap::may_begin(begun),
                Self::Pop3 => pop3::may_begin(begun),
            }
    }

    /// Whether the greeting lets us go on.
    pub(crate) fn welcome(self, greeting: Reply) -> Result<Reply, Cause> {
        match self {
            Self::Smtp { .. } => smtp::positive(greeting),
            Self::Imap => imap::welcome(greeting),
            Self::Pop3 => pop3::welcome(greeting),
        }
    }

    /// Asks what the server can do.
    pub(crate) async fn capabilities<S>(self, wire: &mut Wire<S>) -> Result<Vec<ServerText>, Cause>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        match self {
            Self::Smtp { ehlo_name } => smtp::capabilities(wire, ehlo_name).await,
            Self::Imap => imap::capabilities(wire, "a1").await,
            Self::Pop3 => pop3::capabilities(wire).await,
        }
    }

    /// Asks for TLS.
    pub(crate) async fn start_tls<S: AsyncRead + AsyncWrite + Unpin>(self, wire: &mut Wire<S>) -> Result<(), Cause> {
        match self {
            Self::Smtp { .. } => smtp::start_tls(wire).await.map(drop),
            Self::Imap => imap::start_tls(wire, "a2").await,
            Self::Pop3 => pop3::start_tls(wire).await,
        }
    }

    /// Takes leave.
    pub(crate) async fn quit<S: AsyncRead + AsyncWrite + Unpin>(self, wire: &mut Wire<S>) -> Result<(), Cause> {
        match self {
            Self::Smtp { .. } => smtp::quit(wire).await.map(drop),
            Self::Imap => imap::quit(wire, "a3").await,
            Self::Pop3 => pop3::quit(wire).await,
        }
    }
}
