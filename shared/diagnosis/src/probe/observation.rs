//! What a probe saw, and nothing else: no verdict, no words.
//!
//! Every field is optional because a dialogue can end at any point; why it ended is in the stages.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::{Deserialize, Serialize};

use super::{DnssecSeen, ServerText, TlsSeen};
use mail::dns::{DnsCause, Lookup, MxRecord, SrvRecord};
use mail::{Domain, ProviderId, Reply};

/// What one probe saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Observation {
    /// Of our own means.
    SelfTest(SelfTestSeen),
    /// Of the domain and its name servers.
    Delegation(DelegationSeen),
    /// Of the MX records and their hosts.
    Mx(MxSeen),
    /// Of the SRV records.
    Services(ServicesSeen),
    /// Of where mail programs are led to.
    Autoconfig(AutoconfigSeen),
    /// Of the SPF and DMARC records.
    SenderPolicy(SenderPolicySeen),
    /// Of what the provider publishes about itself.
    ProviderStatus(ProviderStatusSeen),
    /// Of a mail server.
    Mail(MailSeen),
    /// Of a web server.
    Web(WebSeen),
}

/// Whether our own means work; `None` is "not tried".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfTestSeen {
    /// Our resolver answered a question that always has an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolver: Option<bool>,
    /// A server known to take mail was reached on port 25; over IPv4, where IPv6 is told apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port_25: Option<bool>,
    /// The same over IPv6.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port_25_ipv6: Option<bool>,
}

/// The domain itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelegationSeen {
    /// The names of its name servers (RFC 1035 §3.3.11), of the closest enclosing zone when the domain is not one.
    pub ns: Lookup<Vec<Domain>>,
    /// The zone that the name servers answer for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Domain>,
    /// Its cut, as the servers on both sides say it themselves; `None` where none of them was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<ZoneCutSeen>,
    /// Its chain of trust; `None` where the zone above vouches for no key and nothing failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dnssec: Option<DnssecSeen>,
}

/// A zone cut (RFC 9499 §7) seen from both sides, every server asked without recursion (RFC 1034 §4.3.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneCutSeen {
    /// The name servers that the parent zone refers to; empty where its servers gave no referral.
    pub delegated: Vec<Domain>,
    /// Those of them that were looked at, and those that the zone names in their place.
    pub servers: Vec<NameServerSeen>,
}

/// One name server of a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameServerSeen {
    /// Its name.
    pub host: Domain,
    /// Its addresses.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<IpAddr>,
    /// What it said of the zone.
    pub answer: NameServerAnswer,
}

/// What a name server said when it was asked for a zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameServerAnswer {
    /// It answers for the zone (the AA bit, RFC 1035 §4.1.1).
    Authoritative {
        /// The zone's own name servers, as this server has them.
        ns: Vec<Domain>,
        /// The domain's MX records in their order, as this server has them; `None` where it said nothing of them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mx: Option<Vec<ServerText>>,
    },
    /// It answers, and not for this zone: a lame delegation (RFC 9499 §7).
    Lame,
    /// Its name does not exist or has no address.
    NoAddress,
    /// Nothing was heard from it, or it was not asked.
    Unheard,
}

/// Where the domain's mail is delivered to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MxSeen {
    /// The MX records by preference; without the null MX.
    pub mx: Lookup<Vec<MxRecord>>,
    /// The domain says that it takes no mail (RFC 7505).
    pub is_null: bool,
    /// It says so beside other MX records, where nothing else may stand (RFC 7505 §3).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_null_beside: bool,
    /// There is no MX, so mail goes to the domain's own address (RFC 5321 §5.1).
    pub is_implicit: bool,
    /// Targets that are no host name, such as an address written where a name belongs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub malformed: Vec<ServerText>,
    /// The hosts and their addresses, by preference.
    pub hosts: Vec<MxHost>,
    /// How many MX hosts were left out because there were more than we look at.
    #[serde(default)]
    pub left_out_count: u16,
}

impl MxSeen {
    /// What was seen where the question for the records failed.
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
pub struct MxHost {
    /// Its name.
    pub name: Domain,
    /// Its preference; 0 for an implicit MX.
    pub preference: u16,
    /// The name it is an alias of, which RFC 5321 §5.1 and RFC 2181 §10.3 forbid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias_of: Option<Domain>,
    /// Its IPv4 addresses.
    pub ipv4: Lookup<Vec<Ipv4Addr>>,
    /// Its IPv6 addresses.
    pub ipv6: Lookup<Vec<Ipv6Addr>>,
    /// Those of its addresses that are not public, and so reach nobody's server.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_public: Vec<IpAddr>,
}

/// The settings that the domain publishes for mail programs (RFC 6186, RFC 8314 §5.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicesSeen {
    /// Every record found.
    pub records: Vec<SrvRecord>,
    /// Questions that had neither an answer nor a clear "no".
    #[serde(default)]
    pub unanswered_count: u16,
}

/// Where mail programs are led to when they set themselves up. Most domains say nothing here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutoconfigSeen {
    /// What `autoconfig.<domain>` is an alias of, directly.
    pub alias: Lookup<Domain>,
    /// `_autodiscover._tcp.<domain>`, by priority.
    pub autodiscover: Lookup<Vec<SrvRecord>>,
}

/// Who may send in the domain's name, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SenderPolicySeen {
    /// The SPF records (RFC 7208 §3.1); never an empty list.
    pub spf: Lookup<Vec<ServerText>>,
    /// The DMARC records (RFC 9989 §4.10), of the closest name that has any; never an empty list.
    pub dmarc: Lookup<Vec<ServerText>>,
    /// The domain that the DMARC records belong to: this one, or one around it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dmarc_of: Option<Domain>,
    /// What the one SPF record comes to with those that it refers to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spf_read: Option<SpfRead>,
    /// The tag that keeps the one DMARC record from saying what to do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dmarc_flaw: Option<ServerText>,
}

/// An SPF record, read together with those that it refers to (RFC 7208 §5.2, §6.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpfRead {
    /// The DNS lookups that it causes at most (RFC 7208 §4.6.4); no further than just beyond the limit, and without those of
    /// a record that could not be asked for.
    pub lookup_count: u16,
    /// The term that makes an error of the whole record: against the grammar (RFC 7208 §4.6), or without a record behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flaw: Option<ServerText>,
    /// The terms whose questions have no answer: "void lookups" (RFC 7208 §4.6.4), as they are written, and by which term of
    /// the domain's own record they are reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub void: Vec<ServerText>,
    /// It lets every server send.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_open: bool,
}

/// What a mail provider publishes about its own state.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderStatusSeen {
    /// Which provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// The incidents that concern its mail and are not over; `None` when the page could not be read or understood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incidents: Option<Vec<IncidentSeen>>,
}

/// One incident, in the provider's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncidentSeen {
    /// What it is.
    pub title: ServerText,
    /// Since when, as `2026-11-21 09:30 UTC`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<ServerText>,
}

/// A mail server's side of the dialogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSeen {
    /// The addresses of its name, where they were looked up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addresses: Vec<IpAddr>,
    /// Its first words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub greeting: Option<Reply>,
    /// It began to greet, and was not done when our time was over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_greeting_begun: bool,
    /// What it announced in clear.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<ServerText>,
    /// What it announced inside TLS.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities_tls: Vec<ServerText>,
    /// Whether STARTTLS (or STLS) was announced; `None` where TLS is implicit or nothing was announced.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starttls_offered: Option<bool>,
    /// The TLS connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsSeen>,
}

/// A web server's side of the dialogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebSeen {
    /// Each request in order; the last one is where it ended.
    pub hops: Vec<WebHop>,
    /// The title of the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<ServerText>,
    /// The webmail whose marks the pages bore, by the name that people know it by; `None` where they bore none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub webmail: Option<String>,
    /// The TLS connection of the first request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<TlsSeen>,
}

/// One web request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebHop {
    /// What was asked for.
    pub url: ServerText,
    /// The status code (RFC 9110 §15).
    pub status: u16,
    /// Where it sent us on to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<ServerText>,
}
