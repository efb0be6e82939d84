//! Signs a zone of the lab, correctly or not: its keys, its signatures, and the `DS` records in the
//! registry (DNSSEC, RFC 4034).
//!
//! Runs once, when the lab starts, and does not keep the private keys. Signs existing records only;
//! there is no denial of existence (NSEC), because our probes do not ask for one. Opens no socket.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use hickory_proto::dnssec::crypto::EcdsaSigningKey;
use hickory_proto::dnssec::rdata::{DNSKEY, DNSSECRData, DS, RRSIG, SigInput};
use hickory_proto::dnssec::{Algorithm, DigestType, DnsSecError, SigningKey, TBS};
use hickory_proto::rr::{DNSClass, Name, RData, Record, RecordType, SerialNumber};

use crate::zone::{Signing, TTL_S};

const ALGORITHM: Algorithm = Algorithm::ECDSAP256SHA256;
const DAY: Duration = Duration::from_secs(86_400);

/// What signing adds to a zone.
#[derive(Default)]
pub(crate) struct Signed {
    /// The DNSKEY records of the zone.
    pub(crate) keys: Vec<Record>,
    /// The signatures, by the name and type of the records that they cover.
    pub(crate) signatures: BTreeMap<(Name, RecordType), Record>,
    /// The DS records in the registry.
    pub(crate) ds: Vec<Record>,
    /// Why the lab's resolver refuses the zone, as the code of an extended DNS error (RFC 8914 §4);
    /// `None` if it does not refuse it.
    pub(crate) refusal: Option<u16>,
}

/// Signs the records of a zone.
///
/// # Errors
/// The library could not make a key or a signature.
pub(crate) fn sign(
    origin: &Name,
    signing: Signing,
    records: &BTreeMap<Name, Vec<Record>>,
) -> Result<Signed, DnsSecError> {
    let refusal = match signing {
        Signing::No => return Ok(Signed::default()),
        Signing::Sound | Signing::OldDs { is_refused: false } => None,
        // The codes mean "DNSKEY Missing", "RRSIGs Missing" and "Signature Expired".
        Signing::OldDs { is_refused: true } => Some(9),
        Signing::NoKeys => Some(10),
        Signing::Expired => Some(7),
    };
    let (key, dnskey) = new_key()?;
    let vouched =
        if matches!(signing, Signing::OldDs { .. }) { new_key()?.1 } else { dnskey.clone() };
    let digest = vouched.to_digest(origin, DigestType::SHA256)?;
    let ds = DS::new(
        vouched.calculate_key_tag()?,
        ALGORITHM,
        DigestType::SHA256,
        digest.as_ref().to_vec(),
    );
    let ds = vec![record(origin, RData::DNSSEC(DNSSECRData::DS(ds)))];
    if signing == Signing::NoKeys {
        return Ok(Signed { ds, refusal, ..Signed::default() });
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let (begins, ends) = if signing == Signing::Expired {
        (now - 20 * DAY, now - 3 * DAY)
    } else {
        (now - DAY, now + 13 * DAY)
    };
    let signer = Signer {
        key,
        tag: dnskey.calculate_key_tag()?,
        origin,
        begins_s: seconds(begins),
        ends_s: seconds(ends),
    };
    let keys = vec![record(origin, RData::DNSSEC(DNSSECRData::DNSKEY(dnskey)))];
    let mut signatures = BTreeMap::from([(
        (origin.clone(), RecordType::DNSKEY),
        signer.over(origin, RecordType::DNSKEY, &keys)?,
    )]);
    for (owner, records) in records {
        for covered in records.iter().map(Record::record_type) {
            if let Entry::Vacant(place) = signatures.entry((owner.clone(), covered)) {
                place.insert(signer.over(owner, covered, records)?);
            }
        }
    }
    Ok(Signed { keys, signatures, ds, refusal })
}

fn new_key() -> Result<(EcdsaSigningKey, DNSKEY), DnsSecError> {
    let key = EcdsaSigningKey::from_pkcs8(&EcdsaSigningKey::generate_pkcs8(ALGORITHM)?, ALGORITHM)?;
    let dnskey = DNSKEY::new(true, true, false, key.to_public_key()?);
    Ok((key, dnskey))
}

/// The key of a zone, and the validity period of its signatures.
struct Signer<'zone> {
    key: EcdsaSigningKey,
    tag: u16,
    origin: &'zone Name,
    begins_s: u32,
    ends_s: u32,
}

impl Signer<'_> {
    /// Signs the records of one name and type.
    fn over(
        &self,
        owner: &Name,
        covered: RecordType,
        records: &[Record],
    ) -> Result<Record, DnsSecError> {
        let input = SigInput {
            type_covered: covered,
            algorithm: ALGORITHM,
            num_labels: owner.num_labels(),
            original_ttl: TTL_S,
            sig_expiration: SerialNumber::new(self.ends_s),
            sig_inception: SerialNumber::new(self.begins_s),
            key_tag: self.tag,
            signer_name: self.origin.clone(),
        };
        let signed = TBS::from_input(owner, DNSClass::IN, &input, records.iter())?;
        let signature = RRSIG::from_sig(input, self.key.sign(&signed)?);
        Ok(record(owner, RData::DNSSEC(DNSSECRData::RRSIG(signature))))
    }
}

fn record(owner: &Name, data: RData) -> Record {
    Record::from_rdata(owner.clone(), TTL_S, data)
}

fn seconds(since_epoch: Duration) -> u32 {
    u32::try_from(since_epoch.as_secs()).unwrap_or(u32::MAX)
}
