//! What the DNS answers, with the answers that mean different things to a person kept apart.
//!
//! Knows RFC 1035, RFC 2308 (negative answers), RFC 7505 (null MX), RFC 2782 (SRV). Must never resolve.

use serde::{Deserialize, Serialize};

use crate::Domain;

/// An `MX` record (RFC 1035 §3.3.9).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MxRecord {
    /// Lower is tried first.
    pub preference: u16,
    /// The host that takes the mail.
    pub exchange: Domain,
}

/// A `SRV` record (RFC 2782) of a mail service (RFC 6186, RFC 8314 §5.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SrvRecord {
    /// The service label with its protocol, such as `_imaps._tcp`.
    pub service: String,
    /// Lower is tried first.
    pub priority: u16,
    /// Share among equal priorities.
    pub weight: u16,
    /// The port; 0 with no target when the service is declared absent.
    pub port: u16,
    /// The host; `None` is the root name, "this service is not offered" (RFC 2782).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Domain>,
}

/// Why a question had no records as its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DnsCause {
    /// The name does not exist (RFC 2308 §2.1).
    NxDomain,
    /// The name exists and has no record of this type (RFC 2308 §2.2).
    NoData,
    /// The domain's own servers could not be asked or answered nonsense (RFC 1035 §4.1.1, rcode 2).
    ServFail,
    /// The resolver has an answer and does not hand it on, because its signatures do not hold (DNSSEC, RFC 4035 §5.5).
    Bogus,
    /// The resolver refuses to answer (rcode 5).
    Refused,
    /// No answer within the time given.
    Timeout,
    /// Aliases lead in a circle, or further than anybody follows.
    AliasLoop,
    /// The resolver could not be reached from here.
    Unreachable,
}

impl DnsCause {
    /// Whether the answer is the domain's own, and not our resolver's trouble.
    #[must_use]
    pub const fn is_authoritative(self) -> bool {
        matches!(self, Self::NxDomain | Self::NoData | Self::AliasLoop)
    }
}

/// The answer to one question: records, or why there are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lookup<T> {
    /// At least one record.
    Found(T),
    /// No record, and why.
    Failed(DnsCause),
}

impl<T> Lookup<T> {
    /// The records, if there are any.
    pub const fn found(&self) -> Option<&T> {
        match self {
            Self::Found(records) => Some(records),
            Self::Failed(_) => None,
        }
    }

    /// Why there are none.
    pub const fn cause(&self) -> Option<DnsCause> {
        match self {
            Self::Found(_) => None,
            Self::Failed(cause) => Some(*cause),
        }
    }
}
