//! Queries a name server for the DNSSEC keys and signatures of a zone (RFC 4034, RFC 4035 §3.1).
//!
//! Reports which keys the parent zone has `DS` records for, and which of them the zone has. hickory
//! computes the digests; no signature is verified. Must never judge whether a date has passed or a
//! record is missing.

use diagnosis::probe::{Cause, DsSeen, SignatureSeen, ZoneKeysSeen};
use hickory_resolver::proto::dnssec::PublicKey;
use hickory_resolver::proto::dnssec::rdata::{DNSKEY, DNSSECRData, DS};
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use mail::Domain;

use super::{NameServer, of_name};
use crate::net::question::Question;
use crate::net::resolve::to_name;

/// The `DS` records of a zone, which the parent zone publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DsRecords {
    records: Vec<DS>,
}

impl DsRecords {
    /// Whether there are none: validators treat the zone as unsigned.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The records as reported, without their digests.
    #[must_use]
    pub fn seen(&self) -> Vec<DsSeen> {
        self.records.iter().map(seen).collect()
    }
}

impl NameServer {
    /// The `DS` records of a zone; `None` when the server is not authoritative for the parent zone.
    ///
    /// # Errors
    /// A [`Cause`] when no answer came.
    pub async fn ds_records(&mut self, zone: &Domain) -> Result<Option<DsRecords>, Cause> {
        let name = to_name(zone).map_err(|()| Cause::Internal)?;
        let Some(answer) = self.signed(&name, RecordType::DS).await? else { return Ok(None) };
        let records = of_name(&answer.answers, &name).filter_map(|record| match &record.data {
            RData::DNSSEC(DNSSECRData::DS(ds)) => Some(ds.clone()),
            _ => None,
        });
        Ok(Some(DsRecords { records: records.collect() }))
    }

    /// The keys and signatures of a zone; `None` when the server is not authoritative for the zone.
    ///
    /// # Errors
    /// A [`Cause`] when no answer came.
    pub async fn keys(
        &mut self,
        host: &Domain,
        zone: &Domain,
        ds_records: &DsRecords,
    ) -> Result<Option<ZoneKeysSeen>, Cause> {
        let name = to_name(zone).map_err(|()| Cause::Internal)?;
        let Some(answer) = self.signed(&name, RecordType::DNSKEY).await? else { return Ok(None) };
        let keys: Vec<&DNSKEY> = of_name(&answer.answers, &name).filter_map(key_in).collect();
        let is_matched = |ds: &&DS| keys.iter().any(|key| is_of(ds, &name, key));
        let soa = self.signed(&name, RecordType::SOA).await?;
        let soa = soa.filter(|answer| {
            of_name(&answer.answers, &name).any(|record| record.record_type() == RecordType::SOA)
        });
        Ok(Some(ZoneKeysSeen {
            host: host.clone(),
            keys: keys.iter().filter_map(|key| key.calculate_key_tag().ok()).collect(),
            matched: ds_records.records.iter().filter(is_matched).map(seen).collect(),
            over_keys: signatures(&answer, &name, RecordType::DNSKEY),
            over_soa: soa.map(|answer| signatures(&answer, &name, RecordType::SOA)),
        }))
    }

    /// The authoritative answer with its signatures; `None` if it is not authoritative or an error.
    async fn signed(
        &mut self,
        name: &Name,
        record_type: RecordType,
    ) -> Result<Option<Message>, Cause> {
        let answer = self.answer_to(&Question::signed(name, record_type)).await?;
        let is_answer =
            answer.metadata.authoritative && answer.metadata.response_code == ResponseCode::NoError;
        Ok(Some(answer).filter(|_| is_answer))
    }
}

const fn key_in(record: &Record) -> Option<&DNSKEY> {
    match &record.data {
        RData::DNSSEC(DNSSECRData::DNSKEY(key)) => Some(key),
        _ => None,
    }
}

/// Whether a `DS` record refers to this key (RFC 4035 §5.2), and the key is not revoked (RFC 5011
/// §2.1).
fn is_of(ds: &DS, zone: &Name, key: &DNSKEY) -> bool {
    let is_named = key.public_key().algorithm() == ds.algorithm()
        && key.calculate_key_tag().is_ok_and(|tag| tag == ds.key_tag());
    // A digest of an unknown type matches no key.
    is_named && !key.revoke() && ds.covers(zone, key).unwrap_or(false)
}

fn seen(ds: &DS) -> DsSeen {
    DsSeen {
        key_tag: ds.key_tag(),
        algorithm: ds.algorithm().into(),
        digest_type: ds.digest_type().into(),
    }
}

/// The validity dates of the signatures over records of one type (RFC 4034 §3.1.5; times wrap in
/// 2106).
fn signatures(answer: &Message, name: &Name, covered: RecordType) -> Vec<SignatureSeen> {
    let signature = |record: &Record| {
        let RData::DNSSEC(DNSSECRData::RRSIG(signature)) = &record.data else { return None };
        let input = signature.input();
        (input.type_covered == covered && input.signer_name == *name).then(|| SignatureSeen {
            key_tag: input.key_tag,
            algorithm: input.algorithm.into(),
            begins_s: i64::from(input.sig_inception.get()),
            ends_s: i64::from(input.sig_expiration.get()),
        })
    };
    of_name(&answer.answers, name).filter_map(signature).collect()
}

#[cfg(test)]
mod tests;
