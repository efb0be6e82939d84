//! What a probe saw, and nothing else: no verdict, no texts.
//!
//! Fields are optional because an exchange can end at any point; the stages say why it ended.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use mail::dns::{DnsCause, Lookup, MxRecord, SrvRecord};
use mail::{Domain, ProviderId, Reply};
use serde::{Deserialize, Serialize};

use super::{DnssecSeen, MailboxSeen, ServerText, TlsSeen};

/// What one probe saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Observation {
    /// Our own means: resolver and port 25.
    SelfTest(SelfTestSeen),
    /// The domain and its name servers.
    Delegation(DelegationSeen),
    /// The MX records and their hosts.
    Mx(MxSeen),
    /// The SRV records.
    Services(ServicesSeen),
    /// The automatic settings of mail programs.
    Autoconfig(AutoconfigSeen),
    /// The SPF and DMARC records.
    SenderPolicy(SenderPolicySeen),
    /// The status that the provider publishes.
    ProviderStatus(ProviderStatusSeen),
    /// A mail server.
    Mail(MailSeen),
    /// A web server.
    Web(WebSeen),
    /// A mailbox, from the inside.
    Mailbox(MailboxSeen),
}

/// Whether our own means work; `None` means "not tested".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SelfTestSeen {
    /// Our resolver answered a query that always has an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolver: Option<bool>,
    /// A server known to accept mail was reached on port 25; over IPv4, where IPv6 is recorded
    /// separately.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port_25: Option<bool>,
    /// The same over IPv6.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port_25_ipv6: Option<bool>,
}

/// The domain's zone and name servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DelegationSeen {
    /// The names of its name servers (RFC 1035 §3.3.11); those of the closest enclosing zone if the
    /// domain is not a zone.
    pub ns: Lookup<Vec<Domain>>,
    /// The zone that the name servers answer for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Domain>,
    /// Its zone cut, according to the servers on both sides; `None` if none of them was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<ZoneCutSeen>,
    /// Its chain of trust; `None` if the parent zone has no `DS` record and nothing failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dnssec: Option<DnssecSeen>,
}

/// A zone cut (RFC 9499 §7) seen from both sides; every server was asked without recursion (RFC
/// 1034 §4.3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ZoneCutSeen {
    /// The name servers that the parent zone refers to; empty if its servers gave no referral.
    pub delegated: Vec<Domain>,
    /// Those of them that were checked, and those that the zone names instead.
    pub servers: Vec<NameServerSeen>,
}

/// One name server of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NameServerSeen {
    /// Its name.
    pub host: Domain,
    /// Its addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<IpAddr>,
    /// Its answer about the zone.
    pub answer: NameServerAnswer,
}

/// The answer of a name server that was asked about a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NameServerAnswer {
    /// It answers for the zone (the AA bit, RFC 1035 §4.1.1).
    Authoritative {
        /// The zone's own name servers, according to this server.
        ns: Vec<Domain>,
        /// The domain's MX records in order, according to this server; `None` if it did not answer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mx: Option<Vec<ServerText>>,
    },
    /// It answers, but not for this zone: a lame delegation (RFC 9499 §7).
    Lame,
    /// Its name does not exist or has no address.
    NoAddress,
    /// It did not answer, or it was not asked.
    Unheard,
}

/// Where the domain's mail is delivered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MxSeen {
    /// The MX records by preference; without the null MX.
    pub mx: Lookup<Vec<MxRecord>>,
    /// The domain declares that it receives no mail (RFC 7505).
    pub is_null: bool,
    /// The null MX is beside other MX records, which is not allowed (RFC 7505 §3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_null_beside: bool,
    /// There is no MX, so mail goes to the domain's own address (RFC 5321 §5.1).
    pub is_implicit: bool,
    /// Targets that are not host names, such as an IP address.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub malformed: Vec<ServerText>,
    /// The hosts and their addresses, by preference.
    pub hosts: Vec<MxHost>,
    /// How many MX hosts were left out because there were more than we check.
    #[serde(default)]
    pub left_out_count: u16,
}

impl MxSeen {
    /// The observation if the query for the records failed.
    #[must_use]
    pub const fn failed(cause: DnsCause) -> Self {
        Self {
            mx: Lookup::Failed(cause),
            is_null: false,
            is_null_beside: false,
            is_implicit: false,
            malformed: Vec::new(),
            hosts: Vec::new(),
            left_out_count: 0,
        }
    }
}

/// One MX host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MxHost {
    /// Its name.
    pub name: Domain,
    /// Its preference; 0 for an implicit MX.
    pub preference: u16,
    /// The name that it is an alias of, which RFC 5321 §5.1 and RFC 2181 §10.3 forbid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias_of: Option<Domain>,
    /// Its IPv4 addresses.
    pub ipv4: Lookup<Vec<Ipv4Addr>>,
    /// Its IPv6 addresses.
    pub ipv6: Lookup<Vec<Ipv6Addr>>,
    /// Those of its addresses that are not public and so cannot be reached from the internet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_public: Vec<IpAddr>,
}

/// The settings that the domain publishes for mail programs (RFC 6186, RFC 8314 §5.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ServicesSeen {
    /// The records found.
    pub records: Vec<SrvRecord>,
    /// How many queries had neither an answer nor a definite "no".
    #[serde(default)]
    pub unanswered_count: u16,
}

/// The automatic settings of mail programs. Most domains publish none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AutoconfigSeen {
    /// The direct target of the alias `autoconfig.<domain>`.
    pub alias: Lookup<Domain>,
    /// The records of `_autodiscover._tcp.<domain>`, by priority.
    pub autodiscover: Lookup<Vec<SrvRecord>>,
}

/// The published records about who may send in the domain's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SenderPolicySeen {
    /// The SPF records (RFC 7208 §3.1); never an empty list.
    pub spf: Lookup<Vec<ServerText>>,
    /// The DMARC records (RFC 9989 §4.10) of the closest name that has any; never an empty list.
    pub dmarc: Lookup<Vec<ServerText>>,
    /// The domain that the DMARC records belong to: this one or a parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dmarc_of: Option<Domain>,
    /// The evaluation of the single SPF record, including those that it refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spf_read: Option<SpfRead>,
    /// The tag that makes the single DMARC record unusable.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dmarc_flaw: Option<ServerText>,
}

/// An SPF record, evaluated together with those that it refers to (RFC 7208 §5.2, §6.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SpfRead {
    /// The maximum number of DNS lookups that it causes (RFC 7208 §4.6.4). Counting stops just
    /// beyond the limit, and omits the lookups of a record that could not be fetched.
    pub lookup_count: u16,
    /// The term that makes the whole record an error: invalid (RFC 7208 §4.6), or referring to a
    /// domain without a record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaw: Option<ServerText>,
    /// The terms whose queries find nothing: "void lookups" (RFC 7208 §4.6.4), as they are written,
    /// and the term of the domain's own record that leads to them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub void: Vec<ServerText>,
    /// It allows every server to send.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_open: bool,
}

/// The status that a mail provider publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ProviderStatusSeen {
    /// The provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// The current incidents of its mail; `None` if the page could not be read or understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incidents: Option<Vec<IncidentSeen>>,
}

/// One incident, in the provider's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IncidentSeen {
    /// Its title.
    pub title: ServerText,
    /// When it started, as `2026-11-21 09:30 UTC`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<ServerText>,
}

/// What was seen of a mail server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MailSeen {
    /// The addresses of its name, where they were looked up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<IpAddr>,
    /// Its greeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greeting: Option<Reply>,
    /// It started its greeting, but did not finish before our timeout.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_greeting_begun: bool,
    /// The capabilities announced in clear text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<ServerText>,
    /// The capabilities announced inside TLS.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities_tls: Vec<ServerText>,
    /// Whether STARTTLS (or STLS) was announced; `None` where TLS is implicit or nothing was
    /// announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starttls_offered: Option<bool>,
    /// The TLS connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsSeen>,
}

/// What was seen of a web server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebSeen {
    /// The requests in order; the last one is the final page.
    pub hops: Vec<WebHop>,
    /// The title of the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<ServerText>,
    /// The product name of the webmail that the pages were recognised as; `None` if they were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webmail: Option<String>,
    /// The TLS connection of the first request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsSeen>,
}

/// One web request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WebHop {
    /// The URL requested.
    pub url: ServerText,
    /// The status code (RFC 9110 §15).
    pub status: u16,
    /// The target of the redirect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<ServerText>,
}
