//! A common interface to the protocols that the mail probes speak.
//!
//! The set is fixed, so it is an enum and not a trait. Must never know which stage a call is for.

use diagnosis::probe::Cause;
use mail::{Reply, Service};
use terms::ServerText;
use tokio::io::{AsyncRead, AsyncWrite};

use super::{imap, pop3, smtp};
use crate::net::wire::Wire;

/// The protocol of a mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialogue<'a> {
    /// SMTP, with our name for `EHLO`.
    Smtp {
        ehlo_name: &'a str,
    },
    Imap,
    Pop3,
}

impl<'a> Dialogue<'a> {
    /// The protocol of a mail service; `None` for webmail.
    pub(crate) const fn of(service: Service, ehlo_name: &'a str) -> Option<Self> {
        match service {
            Service::Relay | Service::Submission => Some(Self::Smtp { ehlo_name }),
            Service::Imap => Some(Self::Imap),
            Service::Pop3 => Some(Self::Pop3),
            Service::Webmail => None,
        }
    }

    /// The name of the capability that [`Self::start_tls`] needs.
    pub(crate) const fn tls_capability(self) -> &'static str {
        match self {
            Self::Smtp { .. } | Self::Imap => "STARTTLS",
            Self::Pop3 => "STLS",
        }
    }

    /// Whether a capability line announces STARTTLS.
    pub(crate) fn announces_tls(self, line: &ServerText) -> bool {
        line.as_str().trim().eq_ignore_ascii_case(self.tls_capability())
    }

    /// Reads the greeting, whatever it says.
    pub(crate) async fn greeting<S: AsyncRead + AsyncWrite + Unpin>(
        self,
        wire: &mut Wire<S>,
    ) -> Result<Reply, Cause> {
        let result = match self {
            Self::Smtp { .. } => smtp::greeting(wire).await,
            Self::Imap => imap::greeting(wire).await,
            Self::Pop3 => pop3::greeting(wire).await,
        };
        match result {
            // The server closed in mid-line: report what it sent instead of the closed connection.
            Err(Cause::Closed) if !wire.unread().is_empty() => {
                Err(Cause::NotTheProtocol { first_bytes: ServerText::from_bytes(wire.unread()) })
            }
            other => other,
        }
    }

    /// Whether the bytes received so far may be the beginning of a greeting.
    pub(crate) fn is_begun<S: AsyncRead + AsyncWrite + Unpin>(self, wire: &Wire<S>) -> bool {
        let begun = wire.unread();
        // Complete lines were valid in the protocol, or the dialogue would have ended.
        wire.has_heard()
            && match self {
                Self::Smtp { .. } => smtp::may_begin(begun),
                Self::Imap => imap::may_begin(begun),
                Self::Pop3 => pop3::may_begin(begun),
            }
    }

    /// The greeting, or a [`Cause`] if it rejects us.
    pub(crate) fn welcome(self, greeting: Reply) -> Result<Reply, Cause> {
        match self {
            Self::Smtp { .. } => smtp::positive(greeting),
            Self::Imap => imap::welcome(greeting),
            Self::Pop3 => pop3::welcome(greeting),
        }
    }

    /// Requests the server's capabilities.
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

    /// Requests TLS.
    pub(crate) async fn start_tls<S: AsyncRead + AsyncWrite + Unpin>(
        self,
        wire: &mut Wire<S>,
    ) -> Result<(), Cause> {
        match self {
            Self::Smtp { .. } => smtp::start_tls(wire).await.map(drop),
            Self::Imap => imap::start_tls(wire, "a2").await,
            Self::Pop3 => pop3::start_tls(wire).await,
        }
    }

    /// Sends the command that ends the session.
    pub(crate) async fn quit<S: AsyncRead + AsyncWrite + Unpin>(
        self,
        wire: &mut Wire<S>,
    ) -> Result<(), Cause> {
        let command = match self {
            Self::Smtp { .. } | Self::Pop3 => "QUIT",
            Self::Imap => "a3 LOGOUT",
        };
        wire.write_line(command).await
    }

    /// Reads the reply to [`Self::quit`].
    pub(crate) async fn goodbye<S: AsyncRead + AsyncWrite + Unpin>(
        self,
        wire: &mut Wire<S>,
    ) -> Result<(), Cause> {
        match self {
            Self::Smtp { .. } => smtp::goodbye(wire).await,
            Self::Imap => imap::goodbye(wire, "a3").await,
            Self::Pop3 => pop3::goodbye(wire).await,
        }
    }

    /// The same protocol without our name, to read what is left after the last command.
    pub(crate) const fn without_name(self) -> Dialogue<'static> {
        match self {
            Self::Smtp { .. } => Dialogue::Smtp { ehlo_name: "" },
            Self::Imap => Dialogue::Imap,
            Self::Pop3 => Dialogue::Pop3,
        }
    }
}
