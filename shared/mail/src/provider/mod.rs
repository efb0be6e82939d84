//! Who runs the mail of a domain: the providers that we know, and how one is told from another.
//!
//! The providers and their signs are data (`shared/mail/data/providers.toml`), turned into constants when this crate is
//! built. Must never ask the DNS: what was seen comes in with [`Seen`].

/// What reads the data file when this crate is built, to be tested like the rest.
#[cfg(test)]
#[path = "../../build/providers.rs"]
mod data_file;
mod identify;
mod known;
#[cfg(feature = "schema")]
mod schema;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

pub use identify::{Clue, Identification, Rule, Seen, SeenMx, identify, mx_providers};
pub use known::{Endpoint, Feed, FeedKind, LinkKind, Login, Settings, UserName};

include!(concat!(env!("OUT_DIR"), "/providers.rs"));

/// The longest name of a provider on the wire.
const MAX_ID_BYTES: usize = 32;

/// The name of a provider in playbooks, findings and stored sessions, such as `aruba`.
///
/// One that we do not know keeps its name: a session or a playbook may come from a newer version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProviderId(Cow<'static, str>);

/// The text has not the shape of a provider's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a provider's name has up to 32 characters: a to z, 0 to 9 and _")]
pub struct NotAProviderId;

/// What a provider does with mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ProviderKind {
    /// The mailboxes are there.
    MailboxHost,
    /// It filters the mail and hands it on: the mailboxes are behind it.
    Gateway,
    /// It only sends the mail on to another address.
    Forwarder,
}

/// One provider, as the data file has it.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    id: &'static str,
    /// Its name as people know it.
    pub name: &'static str,
    /// What it does with mail.
    pub kind: ProviderKind,
    signs: &'static [Sign],
    /// What a mail program is set up with, where we know it.
    pub settings: Option<Settings>,
    /// Pages to open; none of them is ever fetched.
    pub links: &'static [(LinkKind, &'static str)],
    /// The telephone number of its support.
    pub phone: Option<&'static str>,
    /// What it publishes about its own state.
    pub feed: Option<Feed>,
}

/// What gives a provider away.
#[derive(Debug, PartialEq, Eq)]
enum Sign {
    /// The customer's own domain.
    Domain(&'static str),
    /// An MX host, or a name above it.
    Mx(&'static str),
    /// A network that an MX host has an address in.
    MxAddress(IpNet),
    /// A name that the SPF record refers to.
    Spf(&'static str),
    /// What mail programs are led to.
    Autoconfig(&'static str),
    /// A name server, or a name above it.
    Ns(&'static str),
}

impl ProviderId {
    /// Reads a name.
    ///
    /// # Errors
    /// [`NotAProviderId`] when it has another shape; whether anybody is called that is [`Self::provider`]'s answer.
    pub fn parse(text: &str) -> Result<Self, NotAProviderId> {
        let is_inside = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if text.is_empty() || text.len() > MAX_ID_BYTES || !text.bytes().all(is_inside) {
            return Err(NotAProviderId);
        }
        Ok(Self(Cow::Owned(text.to_owned())))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The provider of this name, if we know one.
    #[must_use]
    pub fn provider(&self) -> Option<&'static Provider> {
        PROVIDERS.iter().find(|provider| provider.id == self.0)
    }

    /// The provider's name as people know it; the bare name of one that we do not know.
    #[must_use]
    pub fn display_name(&self) -> &str {
        self.provider().map_or(&self.0, |provider| provider.name)
    }

    /// What it does with mail, if we know it.
    #[must_use]
    pub fn kind(&self) -> Option<ProviderKind> {
        self.provider().map(|provider| provider.kind)
    }
}

impl Provider {
    /// Every provider that we know, in the order of the data file.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        PROVIDERS
    }

    /// Its name on the wire and in playbooks.
    #[must_use]
    pub const fn id(&self) -> ProviderId {
        ProviderId(Cow::Borrowed(self.id))
    }

    /// The name that a domain's SPF record includes to let this provider send; the first of the data file.
    #[must_use]
    pub fn spf_include(&self) -> Option<&'static str> {
        self.signs.iter().find_map(|sign| match sign {
            Sign::Spf(name) => Some(*name),
            _ => None,
        })
    }
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

/// The name of the proxy that an address belongs to, when that hands on web requests only: a mail program that dials
/// such an address never reaches the server behind it.
#[must_use]
pub fn http_proxy(address: IpAddr) -> Option<&'static str> {
    HTTP_PROXIES.iter().find(|(_, network)| network.contains(&address)).map(|(name, _)| *name)
}

impl fmt::Display for ProviderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for ProviderId {
    type Error = NotAProviderId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<ProviderId> for String {
    fn from(id: ProviderId) -> Self {
        id.0.into_owned()
    }
}
