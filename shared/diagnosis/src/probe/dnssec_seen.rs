//! The chain of trust from the parent zone to a zone's own signatures (DNSSEC, RFC 4033 to 4035),
//! as it was seen.
//!
//! It is recorded as the servers publish it; signatures are not verified here. Must never judge:
//! the findings say what breaks the chain.

use mail::Domain;
use serde::{Deserialize, Serialize};

/// The chain of trust of one zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DnssecSeen {
    /// The zone.
    pub zone: Domain,
    /// The zone's `DS` records, from a server of the parent zone; `None` if none of them answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ds: Option<Vec<DsSeen>>,
    /// The keys from each of the zone's servers that answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<ZoneKeysSeen>,
    /// The codes of the extended errors in our resolver's answer (RFC 8914).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<u16>,
    /// When it was seen: seconds since 1970-01-01 UTC.
    pub seen_at_s: i64,
}

impl DnssecSeen {
    /// What is known before any server is asked: the errors of our resolver.
    #[must_use]
    pub fn unasked(zone: &Domain, errors: Vec<u16>, seen_at_s: i64) -> Self {
        Self { zone: zone.clone(), ds: None, servers: Vec::new(), errors, seen_at_s }
    }
}

/// A `DS` record (RFC 4034 §5), without its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DsSeen {
    /// The tag of the key that it refers to.
    pub key_tag: u16,
    /// The algorithm of that key.
    pub algorithm: u8,
    /// The algorithm of the digest.
    pub digest_type: u8,
}

/// The keys of a zone, according to one of its servers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ZoneKeysSeen {
    /// The server.
    pub host: Domain,
    /// The tags of the zone's keys (`DNSKEY`, RFC 4034 §2).
    pub keys: Vec<u16>,
    /// The `DS` records that match one of these keys: tag, algorithm and digest fit (RFC 4035
    /// §5.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<DsSeen>,
    /// The signatures over the keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over_keys: Vec<SignatureSeen>,
    /// The signatures over the `SOA` record, which every zone has; `None` if there was no answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_soa: Option<Vec<SignatureSeen>>,
}

/// The key and the dates of a signature (`RRSIG`, RFC 4034 §3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SignatureSeen {
    /// The tag of the key that made it.
    pub key_tag: u16,
    /// The algorithm of that key.
    pub algorithm: u8,
    /// The first second of its validity, since 1970-01-01 UTC.
    pub begins_s: i64,
    /// The last second of its validity, since 1970-01-01 UTC.
    pub ends_s: i64,
}
