//! What was seen of the chain of trust from the zone above to a zone's own signatures (DNSSEC, RFC 4033 to 4035).
//!
//! As the servers publish it; no signature is verified here. Must never judge: the findings say what breaks the chain.

use serde::{Deserialize, Serialize};

use mail::Domain;

/// The chain of trust of one zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnssecSeen {
    /// The zone.
    pub zone: Domain,
    /// The zone's `DS` records, as a server of the zone above has them; `None` where none of them said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ds: Option<Vec<DsSeen>>,
    /// What each of the zone's servers has that answered for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<ZoneKeysSeen>,
    /// What our resolver says of its own failure: the codes of its extended errors (RFC 8914).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<u16>,
    /// When it was seen: seconds since 1970-01-01 UTC.
    pub seen_at_s: i64,
}

impl DnssecSeen {
    /// What is known before any server was asked: what our resolver says of its failure.
    #[must_use]
    pub fn unasked(zone: &Domain, errors: Vec<u16>, seen_at_s: i64) -> Self {
        Self { zone: zone.clone(), ds: None, servers: Vec::new(), errors, seen_at_s }
    }
}

/// A `DS` record (RFC 4034 §5), without its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DsSeen {
    /// The tag of the key that it is of.
    pub key_tag: u16,
    /// The algorithm of that key.
    pub algorithm: u8,
    /// The algorithm of the digest.
    pub digest_type: u8,
}

/// The keys of a zone, as one of its servers has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneKeysSeen {
    /// The server.
    pub host: Domain,
    /// The tags of the zone's keys (`DNSKEY`, RFC 4034 §2).
    pub keys: Vec<u16>,
    /// Those of the `DS` records that are of one of these keys: tag, algorithm and digest fit (RFC 4035 §5.2).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matched: Vec<DsSeen>,
    /// The signatures over the keys.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over_keys: Vec<SignatureSeen>,
    /// The signatures over the `SOA` record, which every zone has; `None` where it was not answered for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over_soa: Option<Vec<SignatureSeen>>,
}

/// A signature (`RRSIG`, RFC 4034 §3), as far as its dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
