//! The mail providers that we know, and how the provider of a domain is identified.
//!
//! The providers and their signs are data (`shared/mail/data/providers.toml`), turned into
//! constants when this crate is built. Must never query the DNS: the DNS records come in with
//! [`Seen`].

/// The module of the build script that reads the data file, included here for its tests.
#[cfg(test)]
#[path = "../build/providers.rs"]
mod data_file;
mod identify;
mod known;
#[cfg(feature = "schema")]
mod schema;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde::{Deserialize, Serialize};

pub use identify::{Clue, Identification, Rule, Seen, SeenMx, identify, mx_providers};
pub use known::{Endpoint, Feed, LinkKind, Settings};
pub use terms::{FeedKind, Login, ProviderKind, UserName};
pub(crate) use words::provider_named;
#[cfg(test)]
pub(crate) use words::providers_with_words;

include!(concat!(env!("OUT_DIR"), "/providers.rs"));

/// The longest id of a provider, in bytes.
const MAX_ID_BYTES: usize = 32;

/// The id of a provider in playbooks, findings and stored sessions, such as `aruba`.
///
/// An unknown id is kept: a session or a playbook can come from a newer version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProviderId(Cow<'static, str>);

/// The text does not have the form of a provider's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a provider's name has up to 32 characters: a to z, 0 to 9 and _")]
pub struct NotAProviderId;

/// One provider of the data file.
#[derive(Debug, PartialEq, Eq)]
pub struct Provider {
    id: &'static str,
    /// Its display name.
    pub name: &'static str,
    /// What it does with mail.
    pub kind: ProviderKind,
    signs: &'static [Sign],
    /// The settings for mail programs, if known.
    pub settings: Option<Settings>,
    /// Pages for the customer to open; the program never fetches them.
    pub links: &'static [(LinkKind, &'static str)],
    /// The telephone number of its support.
    pub phone: Option<&'static str>,
    /// The feed in which it publishes its own state.
    pub feed: Option<Feed>,
}

/// A sign by which a provider is identified.
#[derive(Debug, PartialEq, Eq)]
enum Sign {
    /// The domain itself, such as one of the provider's own.
    Domain(&'static str),
    /// An MX host, or a parent of its name.
    Mx(&'static str),
    /// A network that contains an address of an MX host.
    MxAddress(IpNet),
    /// A name that the SPF record refers to.
    Spf(&'static str),
    /// A host to which autoconfiguration directs mail programs, or a parent of its name.
    Autoconfig(&'static str),
    /// A name server, or a parent of its name.
    Ns(&'static str),
}

impl ProviderId {
    /// Reads an id.
    ///
    /// # Errors [`NotAProviderId`] when it has another form. Whether a known provider has this id
    /// is the answer of [`Self::provider`].
    pub fn parse(text: &str) -> Result<Self, NotAProviderId> {
        let is_inside =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if text.is_empty() || text.len() > MAX_ID_BYTES || !text.bytes().all(is_inside) {
            return Err(NotAProviderId);
        }
        Ok(Self(Cow::Owned(text.to_owned())))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The provider with this id, if we know one.
    #[must_use]
    pub fn provider(&self) -> Option<&'static Provider> {
        PROVIDERS.iter().find(|provider| provider.id == self.0)
    }

    /// The display name; the id itself for a provider that we do not know.
    #[must_use]
    pub fn display_name(&self) -> &str {
        self.provider().map_or(&self.0, |provider| provider.name)
    }

    /// What it does with mail, if we know the provider.
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

    /// Its id on the wire and in playbooks.
    #[must_use]
    pub const fn id(&self) -> ProviderId {
        ProviderId(Cow::Borrowed(self.id))
    }

    /// The name that a domain's SPF record includes to permit this provider: the first SPF sign in
    /// the data file.
    #[must_use]
    pub fn spf_include(&self) -> Option<&'static str> {
        self.signs.iter().find_map(|sign| match sign {
            Sign::Spf(name) => Some(*name),
            _ => None,
        })
    }
}

/// The name of the proxy that an address belongs to, if that proxy relays web requests only: a mail
/// program that connects to such an address never reaches the server behind it.
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
