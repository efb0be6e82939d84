//! The model of a zone: its records, how its name server answers, its chain of trust. Data only.
//!
//! Knows no case and no peer. Must never encode a message; `zones` does that.

use std::net::IpAddr;

/// The TTL of every record, in seconds. The servers of the test corpus use the same.
pub(crate) const TTL_S: u32 = 300;

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

impl Zone {
    /// A zone that is delegated to the name servers in its own NS records.
    pub(crate) fn new(origin: &str, answers: Answers) -> Self {
        Self { origin: origin.to_owned(), delegated: Vec::new(), answers, signing: Signing::No }
    }
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
