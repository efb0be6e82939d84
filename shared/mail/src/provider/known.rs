//! What we know of a provider besides how it is recognised: the settings of mail programs, how one logs in, whom to ask.
//!
//! Constants from the data file. Must never be taken for something measured: a page or a host may have moved.

use crate::{Domain, TlsMode};

/// What a mail program is set up with.
#[derive(Debug, PartialEq, Eq)]
pub struct Settings {
    /// Reading by IMAP.
    pub imap: Option<Endpoint>,
    /// Reading by POP3.
    pub pop3: Option<Endpoint>,
    /// Sending.
    pub smtp: Option<Endpoint>,
    /// What the user name is.
    pub user: UserName,
    /// How one logs in.
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

/// What a mail program logs in as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserName {
    /// The whole address.
    Address,
    /// What stands before the `@` for IMAP, the whole address for sending.
    LocalPartForImap,
}

/// How a mail program logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Login {
    /// With the password of the mailbox.
    Password,
    /// With a password that was made for the program.
    AppPassword,
    /// Through the provider's own page (OAuth 2.0, RFC 6749), or with a password that was made for the program.
    OauthOrAppPassword,
    /// Through the provider's own page only: no password works in a program.
    OauthOnly,
}

/// What a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// The provider's help.
    Help,
    /// How full the mailbox is.
    Quota,
    /// What the provider says of its own state.
    Status,
    /// What other people report.
    Outages,
}

/// What a provider publishes about its own state, for programs to read.
#[derive(Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its form.
    pub kind: FeedKind,
    /// Its address, `https://` always.
    pub url: &'static str,
    /// The name of the mail service in it; `None` where all of it is about mail.
    pub service: Option<&'static str>,
}

/// The forms that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedKind {
    /// The incidents of Google's dashboard: a JSON list.
    GoogleWorkspace,
    /// Apple's system status: JSON, sometimes wrapped in a call.
    Apple,
    /// Microsoft's posts about what it offers to everybody: a JSON list.
    MicrosoftConsumer,
    /// The summary of a status page as Atlassian's and others' services have it.
    Statuspage,
}

impl Settings {
    /// Whether one of its servers has this name.
    #[must_use]
    pub fn names(&self, host: &Domain) -> bool {
        [&self.imap, &self.pop3, &self.smtp].into_iter().flatten().any(|endpoint| endpoint.host == host.as_str())
    }
}

impl Endpoint {
    /// How TLS starts, by the port (RFC 8314 §7).
    #[must_use]
    pub const fn tls_mode(&self) -> TlsMode {
        match self.port {
            993 | 995 | 465 => TlsMode::Implicit,
            _ => TlsMode::StartTls,
        }
    }
}
