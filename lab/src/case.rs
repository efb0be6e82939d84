//! The model of a case. Data only, no sockets.

use std::net::{IpAddr, SocketAddr};

use diagnosis::finding::{FindingCode, FindingSeverity};

use crate::part::Part;

/// One situation of a customer: a domain, its zones, the servers behind it, and what a diagnosis
/// must and must not find.
#[derive(Debug, Clone)]
pub struct Case {
    /// The name of the case, in `snake_case`.
    pub name: &'static str,
    /// The customer's domain.
    pub domain: &'static str,
    /// A mailbox of the domain.
    pub mailbox: String,
    /// A summary of the case in one line, in Italian.
    pub summary_it: &'static str,
    /// A summary of the case in one line, in English.
    pub summary_en: &'static str,
    /// The zones that exist because of this case.
    pub zones: Vec<Zone>,
    /// The servers that exist because of this case.
    pub peers: Vec<Peer>,
    /// What a diagnosis of the domain must lead to.
    pub expected: Expected,
}

/// Finding codes that a diagnosis must and must not give. A code that is in neither list may be
/// given or not.
///
/// They apply to a prober that uses [`crate::expectations`], tests itself against
/// [`crate::CONTROL_DOMAIN`], and was not given the names of any servers.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// Must be found.
    pub mandatory: Vec<FindingCode>,
    /// Must not be found.
    pub forbidden: Vec<FindingCode>,
}

impl Zone {
    /// A zone that is delegated to the name servers in its own NS records.
    pub(crate) fn new(origin: &str, answers: Answers) -> Self {
        Self { origin: origin.to_owned(), delegated: Vec::new(), answers, signing: Signing::No }
    }
}

impl Case {
    pub(crate) fn mailbox(mut self, local_part: &str) -> Self {
        self.mailbox = format!("{local_part}@{}", self.domain);
        self
    }

    /// Adds codes that must be found.
    pub(crate) fn mandatory(mut self, codes: &[FindingCode]) -> Self {
        self.expected.mandatory.extend(codes);
        self
    }

    /// Adds codes that must not be found.
    pub(crate) fn forbidden(mut self, codes: &[FindingCode]) -> Self {
        self.expected.forbidden.extend(codes);
        self
    }

    /// Expects good news only: every check finds what it looks for, and nothing else.
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

/// A zone of the lab.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Zone {
    /// The name of the zone's apex.
    pub origin: String,
    /// The name servers in the registry's delegation; if empty, those in the zone's own NS records.
    pub delegated: Vec<String>,
    /// How the name server answers queries for the zone.
    pub answers: Answers,
    /// Its chain of trust.
    pub signing: Signing,
}

/// The DNSSEC chain of trust from the registry to a zone's signatures (RFC 4035), and where it is
/// broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Signing {
    /// None: the registry has no DS record.
    No,
    /// Complete and valid.
    Sound,
    /// The registry's DS record is for a key that the zone no longer has.
    OldDs {
        /// Whether the lab's resolver validates the zone, and so answers SERVFAIL.
        is_refused: bool,
    },
    /// The registry has a DS record, but the zone is not signed.
    NoKeys,
    /// The zone's signatures have expired.
    Expired,
}

/// How the name server answers queries for a zone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Answers {
    /// From these records. The SOA record is added.
    Records(Vec<Record>),
    /// SERVFAIL: the zone's servers are lame.
    ServFail,
    /// Not at all: queries time out.
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
    /// The target of an alias.
    Cname(String),
    /// Preference and exchange; the exchange `.` makes a null MX (RFC 7505).
    Mx(u16, String),
    /// Name server.
    Ns(String),
    /// Port and target; priority 0, weight 1 (RFC 2782).
    Srv(u16, String),
    /// Text. It is split into strings of at most 255 bytes when it is encoded.
    Txt(String),
}

/// A server at an address of the zones.
#[derive(Debug, Clone)]
pub struct Peer {
    /// The address that a client connects to.
    pub address: SocketAddr,
    /// The behaviour at that address.
    pub part: Part,
}
