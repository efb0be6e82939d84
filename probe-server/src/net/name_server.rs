//! Asks one name server for what it knows itself: no recursion (RFC 1034 §4.3.1), over TCP (RFC 7766), bounded.
//!
//! TCP, because every name server has to take it (RFC 7766 §5) and a forged answer cannot slip in. Encoding and decoding are
//! hickory's; here is what an answer means. Must never dial by itself, and must never believe an answer to another question.
//!
//! [`keys`]: the keys and signatures of a signed zone.

mod keys;

use std::net::IpAddr;

use diagnosis::probe::Cause;
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use mail::Domain;
use terms::ServerText;

pub use self::keys::Vouched;
use super::dial::Dialled;
use super::question::{self, Question};
use super::resolve::{name_server_in, to_domain, to_name};

/// The most records taken of one answer.
const MAX_RECORDS: usize = 64;

/// What a name server says of a zone when it is asked for its `NS` records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneAnswer {
    /// It answers for the zone (AA, RFC 1035 §4.1.1), and these are the zone's name servers as it has them.
    Authoritative(Vec<Domain>),
    /// It answers for a zone around it and refers to these (RFC 1034 §4.3.2 step 3b, RFC 9471).
    Referral(Referral),
    /// It does not answer for the zone: it refuses, fails, knows of no such zone, or tells what it heard from others.
    Lame(ResponseCode),
}

/// A referral: where the parent zone delegates a zone to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Referral {
    /// The names of the zone's servers.
    pub ns: Vec<Domain>,
    /// The addresses that came with them (glue, RFC 9471).
    pub glue: Vec<(Domain, IpAddr)>,
}

/// A name server, on one connection.
#[derive(Debug)]
pub struct NameServer {
    dialled: Dialled,
}

impl NameServer {
    pub(super) const fn new(dialled: Dialled) -> Self {
        Self { dialled }
    }

    /// What it says of a zone.
    ///
    /// # Errors
    /// As a [`Cause`], when no answer came or it says nothing about the zone.
    pub async fn zone(&mut self, zone: &Domain) -> Result<ZoneAnswer, Cause> {
        let name = to_name(zone).map_err(|()| Cause::Internal)?;
        let answer = self.ask(&name, RecordType::NS).await?;
        said_of_zone(&name, &answer).ok_or_else(|| nonsense(&answer))
    }

    /// The MX records of a domain in the order of their preference, if it answers for them.
    ///
    /// # Errors
    /// As a [`Cause`], when no answer came.
    pub async fn mx(&mut self, domain: &Domain) -> Result<Option<Vec<ServerText>>, Cause> {
        let name = to_name(domain).map_err(|()| Cause::Internal)?;
        let answer = self.ask(&name, RecordType::MX).await?;
        if !answer.metadata.authoritative || !matches!(answer.metadata.response_code, ResponseCode::NoError) {
            return Ok(None);
        }
        let mut records: Vec<(u16, String)> = of_name(&answer.answers, &name)
            .filter_map(|record| match &record.data {
                RData::MX(mx) => Some((mx.preference, mx.exchange.to_lowercase().to_ascii())),
                _ => None,
            })
            .collect();
        records.sort();
        let written = |(preference, exchange): &(u16, String)| {
            let host = exchange.strip_suffix('.').filter(|host| !host.is_empty()).unwrap_or(exchange);
            ServerText::new(&format!("{preference} {host}"))
        };
        Ok(Some(records.iter().map(written).collect()))
    }

    /// One question about what it knows itself.
    async fn ask(&mut self, name: &Name, record_type: RecordType) -> Result<Message, Cause> {
        question::ask(&mut self.dialled.stream, &Question::of(name, record_type)).await
    }
}

/// What an answer to "which are the name servers of this zone" means, if anything.
fn said_of_zone(zone: &Name, answer: &Message) -> Option<ZoneAnswer> {
    let code = answer.metadata.response_code;
    let names = |records: &[Record]| -> Vec<Domain> { of_name(records, zone).filter_map(|record| name_server_in(&record.data)).collect() };
    match (code, answer.metadata.authoritative) {
        // A "no" of a zone around it: the server has the parent, and not this zone.
        (ResponseCode::NoError, true) if answer.answers.is_empty() && is_of_parent(zone, answer) => Some(ZoneAnswer::Lame(code)),
        (ResponseCode::NoError, true) => Some(ZoneAnswer::Authoritative(names(&answer.answers))),
        (ResponseCode::NoError, false) => {
            let ns = if answer.answers.is_empty() { names(&answer.authorities) } else { Vec::new() };
            if ns.is_empty() {
                return Some(ZoneAnswer::Lame(code));
            }
            let glue = answer.additionals.iter().take(MAX_RECORDS).filter_map(glue_in).collect();
            Some(ZoneAnswer::Referral(Referral { ns, glue }))
        }
        (ResponseCode::Refused | ResponseCode::ServFail | ResponseCode::NotAuth | ResponseCode::NXDomain, _) => {
            Some(ZoneAnswer::Lame(code))
        }
        // It did not understand the question.
        _ => None,
    }
}

/// Whether a negative answer comes from a zone above this one, by its SOA record (RFC 2308 §3).
fn is_of_parent(zone: &Name, answer: &Message) -> bool {
    answer.authorities.iter().any(|record| record.record_type() == RecordType::SOA && record.name != *zone && record.name.zone_of(zone))
}

fn of_name<'a>(records: &'a [Record], name: &'a Name) -> impl Iterator<Item = &'a Record> {
    records.iter().filter(move |record| record.name == *name).take(MAX_RECORDS)
}

fn glue_in(record: &Record) -> Option<(Domain, IpAddr)> {
    let address = match &record.data {
        RData::A(address) => IpAddr::V4(address.0),
        RData::AAAA(address) => IpAddr::V6(address.0),
        _ => return None,
    };
    Some((to_domain(&record.name).ok()?, address))
}

fn nonsense(answer: &Message) -> Cause {
    Cause::NotTheProtocol { first_bytes: ServerText::new(&answer.metadata.response_code.to_string()) }
}

#[cfg(test)]
mod tests;
