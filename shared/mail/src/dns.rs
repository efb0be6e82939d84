//! The result of a DNS query. Failures that mean different things to a customer are distinguished.
//!
//! Knows RFC 1035, RFC 2308 (negative answers), RFC 7505 (null MX), RFC 2782 (SRV). Must never
//! resolve.

use serde::{Deserialize, Serialize};
use terms::closed_set;

use crate::Domain;

/// An `MX` record (RFC 1035 §3.3.9).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MxRecord {
    /// Lower is tried first.
    pub preference: u16,
    /// The host that accepts mail for the domain.
    pub exchange: Domain,
}

/// A `SRV` record (RFC 2782) of a mail service (RFC 6186, RFC 8314 §5.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SrvRecord {
    /// The service label with its protocol, such as `_imaps._tcp`.
    pub service: String,
    /// Lower is tried first.
    pub priority: u16,
    /// Relative weight among records of equal priority.
    pub weight: u16,
    /// The port; 0 when there is no target, because the domain declares the service absent.
    pub port: u16,
    /// The host; `None` when the record names the root, "this service is not offered" (RFC 2782).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Domain>,
}

closed_set! {
    /// Why a query returned no records.
    pub enum DnsCause {
        /// The name does not exist (RFC 2308 §2.1).
        NxDomain = "nx_domain";
        /// The name exists and has no record of this type (RFC 2308 §2.2).
        NoData = "no_data";
        /// The resolver could not get a usable answer from the domain's name servers (RFC 1035 §4.1.1,
        /// rcode 2).
        ServFail = "serv_fail";
        /// The resolver has an answer but withholds it, because its DNSSEC signatures are invalid (RFC
        /// 4035 §5.5).
        Bogus = "bogus";
        /// The resolver refuses to answer the query (rcode 5).
        Refused = "refused";
        /// No answer before the time limit.
        Timeout = "timeout";
        /// The CNAME records form a loop, or a chain longer than the limit.
        AliasLoop = "alias_loop";
        /// The resolver could not be reached from here.
        Unreachable = "unreachable";
    }
}

impl DnsCause {
    /// Whether the cause lies in the domain's own records, and not in a server or in our resolver.
    #[must_use]
    pub const fn is_authoritative(self) -> bool {
        matches!(self, Self::NxDomain | Self::NoData | Self::AliasLoop)
    }
}

/// The answer to one query: records, or the reason why there are none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "LookupOf{T}"))]
#[serde(rename_all = "snake_case")]
pub enum Lookup<T> {
    /// At least one record.
    Found(T),
    /// No record, and the reason.
    Failed(DnsCause),
}

impl<T> Lookup<T> {
    /// The records, if any.
    pub const fn found(&self) -> Option<&T> {
        match self {
            Self::Found(records) => Some(records),
            Self::Failed(_) => None,
        }
    }

    /// The reason why there are no records; `None` when there are some.
    pub const fn cause(&self) -> Option<DnsCause> {
        match self {
            Self::Found(_) => None,
            Self::Failed(cause) => Some(*cause),
        }
    }
}
