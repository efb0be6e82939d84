//! The model: what a case is made of. Data only, no sockets.

use std::net::{IpAddr, SocketAddr};

use diagnosis::finding::{FindingCode, FindingSeverity};

use crate::part::Part;

/// One situation that a customer can be in: a domain, its zones, the servers behind it, and what a diagnosis must
/// and must not find.
#[derive(Debug, Clone)]
pub struct Case {
    /// The case's own name, `snake_case`.
    pub name: &'static str,
    /// The customer's domain.
    pub domain: &'static str,
    /// A mailbox to try.
    pub mailbox: String,
    /// One line about the case, in Italian.
    pub summary_it: &'static str,
    /// One line about the case, in English.
    pub summary_en: &'static str,
    /// The zones that exist because of this case.
    pub zones: Vec<Zone>,
    /// The servers that exist because of this case.
    pub peers: Vec<Peer>,
    /// What a diagnosis of the domain must lead to.
    pub expected: Expected,
}

/// Finding codes that a diagnosis must and must not bring up; whatever is in neither list is free.
///
/// They hold for a prober that expects [`crate::expectations`], tests itself against [`crate::CONTROL_DOMAIN`] and was told
/// the names of no servers.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// Must be found.
    pub mandatory: Vec<FindingCode>,
    /// Must not be found.
    pub forbidden: Vec<FindingCode>,
}

impl Zone {
    /// A zone that is delegated to the name servers that it names itself.
    pub(crate) fn new(origin: &str, answers: Answers) -> Self {
        Self { origin: origin.to_owned(), delegated: Vec::new(), answers, signing: Signing::No }
    }
}

impl Case {
    pub(crate) fn mailbox(mut self, local_part: &str) -> Self {
        self.mailbox = format!("{local_part}@{}", self.domain);
        self
    }

    /// These must be found.
    pub(crate) fn mandatory(mut self, codes: &[FindingCode]) -> Self {
        self.expected.mandatory.extend(codes);
        self
    }

    /// These must not be found.
    pub(crate) fn forbidden(mut self, codes: &[FindingCode]) -> Self {
        self.expected.forbidden.extend(codes);
        self
    }

    /// Nothing at all but good news: every check finds what it looks for.
    pub(crate) fn spotless(self) -> Self {
        let bad = FindingCode::ALL.iter().copied().filter(|code| code.severity() > FindingSeverity::Info);
        let bad: Vec<FindingCode> = bad.chain([FindingCode::PortClosed, FindingCode::ServicesNotPublished]).collect();
        self.mandatory(&[
            FindingCode::DelegationOk,
            FindingCode::MxOk,
            FindingCode::RelayOk,
            FindingCode::ServicesPublished,
            FindingCode::SubmissionOk,
            FindingCode::ImapOk,
            FindingCode::Pop3Ok,
            FindingCode::WebmailOk,
        ])
        .forbidden(&bad)
    }
}

/// A zone, as the lab's name server sees it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Zone {
    /// The name at the top.
    pub origin: String,
    /// The name servers that the registry delegates it to; empty for those that the zone names itself.
    pub delegated: Vec<String>,
    /// How questions about it are answered.
    pub answers: Answers,
    /// Its chain of trust.
    pub signing: Signing,
}

/// The chain of trust from the registry to a zone's signatures (DNSSEC, RFC 4035), and where it is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signing {
    /// There is none: the registry vouches for no key.
    No,
    /// It is whole.
    Sound,
    /// The registry vouches for a key that the zone had before.
    OldDs {
        /// Whether the lab's resolver checks it, and refuses the zone.
        is_refused: bool,
    },
    /// The registry vouches for a key, and the zone is not signed.
    NoKeys,
    /// The zone's signatures have expired.
    Expired,
}

/// How the name server answers questions about a zone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Answers {
    /// From these records (the SOA is made up).
    Records(Vec<Record>),
    /// SERVFAIL: the zone's servers are lame.
    ServFail,
    /// Not at all.
    Silence,
}

/// One resource record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// Owner name, absolute, without the final dot.
    pub name: String,
    /// Type and data.
    pub data: Data,
}

/// Type and data of a record; names are absolute, without the final dot.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Data {
    /// A or AAAA.
    Address(IpAddr),
    /// Another name for.
    Cname(String),
    /// Preference and exchange; the exchange `.` is the null MX of RFC 7505.
    Mx(u16, String),
    /// Name server.
    Ns(String),
    /// Priority 0, weight 1, this port and target (RFC 2782).
    Srv(u16, String),
    /// Text, cut into strings of 255 bytes as it must be.
    Txt(String),
}

/// A server at an address of the zones.
#[derive(Debug, Clone)]
pub struct Peer {
    /// Where a client believes it connects to.
    pub address: SocketAddr,
    /// What it meets there.
    pub part: Part,
}
