//! The closed sets that the data file of providers names.

use serde::{Deserialize, Serialize};

/// What a provider does with mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// It hosts the mailboxes.
    MailboxHost,
    /// It filters the mail and relays it: the mailboxes are behind it.
    Gateway,
    /// It only forwards the mail to another address.
    Forwarder,
}

/// The user name with which a mail program logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserName {
    /// The whole address.
    Address,
    /// The part before the `@` for IMAP, the whole address for submission.
    LocalPartForImap,
}

/// How a mail program logs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Login {
    /// With the password of the mailbox.
    Password,
    /// With an app password: one that was created for this program.
    AppPassword,
    /// Through the provider's sign-in page (OAuth 2.0, RFC 6749), or with an app password.
    OauthOrAppPassword,
    /// Only through the provider's sign-in page: no password works in a program.
    OauthOnly,
}

/// The formats that the program can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedKind {
    /// The incidents of the Google Workspace dashboard: a JSON list.
    GoogleWorkspace,
    /// Apple's system status: JSON, sometimes wrapped in a function call (JSONP).
    Apple,
    /// Microsoft's posts about its consumer services: a JSON list.
    MicrosoftConsumer,
    /// The summary of a status page in the format of Atlassian Statuspage.
    Statuspage,
}

impl ProviderKind {
    /// Its name on the wire and in playbooks.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MailboxHost => "mailbox_host",
            Self::Gateway => "gateway",
            Self::Forwarder => "forwarder",
        }
    }
}
