//! The chains of trust are as their cases claim, verified with the keys and digests themselves.

use hickory_proto::dnssec::Verifier;
use hickory_proto::dnssec::rdata::{DNSKEY, DNSSECRData, DS, RRSIG};
use hickory_proto::op::{Edns, Message, Query, ResponseCode};
use hickory_proto::rr::rdata::opt::{EdnsCode, EdnsOption};
use hickory_proto::rr::{DNSClass, Name, RData, RecordType};
use tokio::net::TcpStream;

use super::{dial, exchange};
use crate::Lab;

const REGISTRY: &str = "192.0.2.50:53";
const PROVIDER: &str = "192.0.2.53:53";

async fn ask(
    stream: TcpStream,
    name: &str,
    record_type: RecordType,
    is_unchecked: bool,
) -> Message {
    let mut query = Message::query();
    query.metadata.checking_disabled = is_unchecked;
    query.add_query(Query::query(Name::from_ascii(format!("{name}.")).unwrap(), record_type));
    let mut edns = Edns::new();
    edns.set_dnssec_ok(true);
    query.set_edns(edns);
    exchange(stream, &query).await
}

/// The registry's DS record, the zone's key, and the signature over its records of one type with
/// whether it is valid.
async fn chain(
    lab: &Lab,
    domain: &str,
    covered: RecordType,
) -> (DS, Option<DNSKEY>, Option<(RRSIG, bool)>) {
    let name = Name::from_ascii(format!("{domain}.")).unwrap();
    let ds = ask(dial(lab, REGISTRY).await, domain, RecordType::DS, false).await;
    assert!(ds.metadata.authoritative);
    let RData::DNSSEC(DNSSECRData::DS(ds)) = ds.answers[0].data.clone() else { panic!("{ds}") };
    let keys = ask(dial(lab, PROVIDER).await, domain, RecordType::DNSKEY, false).await;
    let key = keys.answers.iter().find_map(|record| match &record.data {
        RData::DNSSEC(DNSSECRData::DNSKEY(key)) => Some(key.clone()),
        _ => None,
    });
    let answer = ask(dial(lab, PROVIDER).await, domain, covered, false).await;
    let signature = answer.answers.iter().find_map(|record| match &record.data {
        RData::DNSSEC(DNSSECRData::RRSIG(signature)) => Some(signature.clone()),
        _ => None,
    });
    let signed = key.as_ref().zip(signature).map(|(key, signature)| {
        let records = answer.answers.iter().filter(|record| record.record_type() == covered);
        let is_right = key.verify_rrsig(&name, DNSClass::IN, &signature, records).is_ok();
        (signature, is_right)
    });
    (ds, key, signed)
}

#[tokio::test]
async fn keys_digests_and_signatures() {
    let lab = Lab::start().await.unwrap();
    for (domain, is_signed, is_vouched_for) in [
        ("sigillo.test", true, true),
        ("meridiana.test", true, true),
        ("serratura.test", true, false),
        ("chiavistello.test", false, false),
    ] {
        for covered in [RecordType::DNSKEY, RecordType::SOA, RecordType::MX, RecordType::NS] {
            let (ds, key, signed) = chain(&lab, domain, covered).await;
            assert_eq!(
                signed.map(|(_, is_right)| is_right),
                is_signed.then_some(true),
                "{domain} {covered}"
            );
            let name = Name::from_ascii(format!("{domain}.")).unwrap();
            assert_eq!(
                key.is_some_and(|key| ds.covers(&name, &key).unwrap()),
                is_vouched_for,
                "{domain}"
            );
        }
    }
    let none = ask(dial(&lab, REGISTRY).await, "bottega.test", RecordType::DS, false).await;
    assert!(none.metadata.authoritative && none.answers.is_empty());
    lab.stop().await;
}

#[tokio::test]
async fn the_resolver_refuses_what_does_not_hold_and_says_why() {
    let lab = Lab::start().await.unwrap();
    for (domain, reason) in [
        ("serratura.test", Some(9_u16)),
        ("mail.chiavistello.test", Some(10)),
        ("meridiana.test", Some(7)),
        ("sigillo.test", None),
        ("lucchetto.test", None),
    ] {
        let resolver = || async { TcpStream::connect(lab.resolver()).await.unwrap() };
        let answer = ask(resolver().await, domain, RecordType::A, false).await;
        let told =
            answer.edns.as_ref().and_then(|edns| edns.option(EdnsCode::from(15))).map(|option| {
                match option {
                    EdnsOption::Unknown(_, bytes) => u16::from_be_bytes([bytes[0], bytes[1]]),
                    _ => 0,
                }
            });
        assert_eq!(
            (told, answer.metadata.response_code == ResponseCode::ServFail),
            (reason, reason.is_some()),
            "{domain}"
        );
        let unchecked = ask(resolver().await, domain, RecordType::A, true).await;
        assert_eq!(unchecked.metadata.response_code, ResponseCode::NoError, "{domain}");
    }
    lab.stop().await;
}
