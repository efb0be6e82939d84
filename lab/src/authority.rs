//! The authoritative answers of one name server of the lab (RFC 1034 section 4.3.2).
//!
//! It answers from the zones that it has, refers or refuses, and never recurses; `zones` plays the
//! resolver. Opens no socket.

use hickory_proto::op::{Message, ResponseCode};
use hickory_proto::rr::{Name, RData, Record, RecordType};

use crate::part::NameServer;
use crate::zones::{Found, Zones, begin, soa};

/// The answer of one name server; `None` if it does not answer.
pub(crate) fn answer(zones: &Zones, server: &NameServer, query: &Message) -> Option<Message> {
    let (answer, question) = match begin(query) {
        Ok(begun) => begun,
        Err(refusal) => return Some(*refusal),
    };
    let wanted = question.name().to_lowercase();
    match server {
        NameServer::Registry => Some(refer(zones, answer, &wanted, question.query_type())),
        NameServer::Provider | NameServer::Former(_) => {
            let mut answer = hold(zones, answer, &wanted, question.query_type())?;
            if query.edns.as_ref().is_some_and(|edns| edns.flags().dnssec_ok) {
                add_signatures(zones, &mut answer, &wanted);
            }
            Some(answer)
        }
        NameServer::Stranger => Some(refused(answer)),
    }
}

/// The answer of the registry, which has `test` and refers to the name servers of every zone below
/// it.
fn refer(zones: &Zones, mut answer: Message, wanted: &Name, record_type: RecordType) -> Message {
    if !zones.top.zone_of(wanted) {
        return refused(answer);
    }
    if let Some(zone) = zones
        .delegated(wanted)
        .filter(|zone| record_type == RecordType::DS && zone.origin == *wanted)
    {
        // The DS record of a zone is in its parent zone (RFC 4035 §3.1.4.1).
        answer.metadata.authoritative = true;
        if zone.signed.ds.is_empty() {
            answer.add_authority(soa(&zones.top));
        }
        answer.add_answers(zone.signed.ds.iter().cloned());
        return answer;
    }
    if let Some(zone) = zones.delegated(wanted) {
        answer.add_authorities(zone.delegation.iter().cloned());
        let hosts = zone.delegation.iter().filter_map(|record| {
            if let RData::NS(host) = &record.data { Some(&host.0) } else { None }
        });
        // Glue, for name servers whose names are in the delegated zone itself.
        for host in hosts.filter(|host| zone.origin.zone_of(host)) {
            if let Found::Records(records) = zones.look_up(host, RecordType::A) {
                answer.add_additionals(records.into_iter().cloned());
            }
        }
        return answer;
    }
    answer.metadata.authoritative = true;
    if *wanted == zones.top && record_type == RecordType::NS {
        answer.add_answer(zones.registry.clone());
    } else {
        answer.add_authority(soa(&zones.top));
        answer.metadata.response_code =
            if *wanted == zones.top { ResponseCode::NoError } else { ResponseCode::NXDomain };
    }
    answer
}

/// The answer of a provider, which has the zones of its customers.
fn hold(
    zones: &Zones,
    mut answer: Message,
    wanted: &Name,
    record_type: RecordType,
) -> Option<Message> {
    if zones.delegated(wanted).is_none() {
        return Some(refused(answer));
    }
    let found = zones.look_up(wanted, record_type);
    answer.metadata.authoritative = !matches!(found, Found::ServFail);
    match found {
        Found::Records(records) => {
            answer.add_answers(records.into_iter().cloned().collect::<Vec<Record>>());
        }
        Found::Alias(record, _) => {
            answer.add_answer(record.clone());
        }
        Found::NoData(origin) => {
            answer.add_authority(soa(&origin));
        }
        Found::NoName(origin) => {
            answer.metadata.response_code = ResponseCode::NXDomain;
            answer.add_authority(soa(&origin));
        }
        Found::ServFail => answer.metadata.response_code = ResponseCode::ServFail,
        Found::Silence => return None,
        Found::Foreign => return Some(refused(answer)),
    }
    Some(answer)
}

/// Adds the signatures of the records in the answer (DO bit, RFC 4035 §3.1.1).
fn add_signatures(zones: &Zones, answer: &mut Message, wanted: &Name) {
    let Some(zone) = zones.closest(wanted) else { return };
    let mut covered: Vec<(Name, RecordType)> =
        answer.answers.iter().map(|record| (record.name.clone(), record.record_type())).collect();
    covered.dedup();
    answer.add_answers(
        covered.iter().filter_map(|covered| zone.signed.signatures.get(covered)).cloned(),
    );
}

fn refused(mut answer: Message) -> Message {
    answer.metadata.authoritative = false;
    answer.metadata.response_code = ResponseCode::Refused;
    answer
}
