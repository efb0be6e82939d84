//! What we know of a provider besides how to identify it: mail program settings, login methods,
//! support pages and feeds.
//!
//! Constants from the data file. Must never be treated as measured: a page or a host may have
//! moved.

use terms::{FeedKind, Login, UserName};

use crate::{Domain, TlsMode};

/// The settings of a mail program for this provider.
#[derive(Debug, PartialEq, Eq)]
pub struct Settings {
    /// The server for reading by IMAP.
    pub imap: Option<Endpoint>,
    /// The server for reading by POP3.
    pub pop3: Option<Endpoint>,
    /// The server for submission.
    pub smtp: Option<Endpoint>,
    /// The form of the user name.
    pub user: UserName,
    /// The login method.
    pub login: Login,
}

/// A host and a port.
#[derive(Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The host.
    pub host: &'static str,
    /// The port.
    pub port: u16,
}

/// The purpose of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// The provider's help.
    Help,
    /// How full the mailbox is.
    Quota,
    /// The provider's own status page.
    Status,
    /// Outages that other people report.
    Outages,
}

/// A machine-readable feed in which a provider publishes its own state.
#[derive(Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its format.
    pub kind: FeedKind,
    /// Its URL, always `https://`.
    pub url: &'static str,
    /// The name of the mail service in the feed; `None` if the whole feed is about mail.
    pub service: Option<&'static str>,
}

impl Settings {
    /// Whether one of these servers has this name.
    #[must_use]
    pub fn names(&self, host: &Domain) -> bool {
        [&self.imap, &self.pop3, &self.smtp]
            .into_iter()
            .flatten()
            .any(|endpoint| endpoint.host == host.as_str())
    }
}

impl Endpoint {
    /// How TLS starts, derived from the port (RFC 8314 §7).
    #[must_use]
    pub const fn tls_mode(&self) -> TlsMode {
        match self.port {
            993 | 995 | 465 => TlsMode::Implicit,
            _ => TlsMode::StartTls,
        }
    }
}
