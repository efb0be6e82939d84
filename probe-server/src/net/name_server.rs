//! Queries one name server for its own data: without recursion (RFC 1034 §4.3.1), over TCP (RFC
//! 7766), bounded.
//!
//! TCP, because every name server has to support it (RFC 7766 §5) and it is hard to forge an answer
//! over it. hickory encodes and decodes; this module interprets the answer. Must never dial by
//! itself, and must never accept an answer to another query.
//!
//! [`keys`]: the DNSSEC keys and signatures of a zone.

mod keys;

use std::net::IpAddr;

use diagnosis::probe::Cause;
use hickory_resolver::proto::op::{Message, ResponseCode};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use mail::Domain;
use terms::ServerText;

pub use self::keys::DsRecords;
use super::dial::Dialled;
use super::question::{self, Question};
use super::resolve::{name_server_in, to_domain, to_name};

/// The most records taken of one answer.
const MAX_RECORDS: usize = 64;

/// The answer of a name server to a query for a zone's `NS` records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ZoneAnswer {
    /// It is authoritative for the zone (AA, RFC 1035 §4.1.1); these are the zone's `NS` records as
    /// it has them.
    Authoritative(Vec<Domain>),
    /// It is authoritative for a zone above and refers to these (RFC 1034 §4.3.2 step 3b, RFC
    /// 9471).
    Referral(Referral),
    /// It is not authoritative for the zone: it refuses, fails, does not know the zone, or answers
    /// from a cache.
    Lame(ResponseCode),
}

/// A referral: the servers to which the parent zone delegates a zone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Referral {
    /// The names of the zone's name servers.
    pub ns: Vec<Domain>,
    /// The addresses in the additional section (glue, RFC 9471).
    pub glue: Vec<(Domain, IpAddr)>,
}

/// A name server, on one connection.
#[derive(Debug)]
pub struct NameServer {
    dialled: Dialled,
    /// The queries that were sent ahead of their turn, and have no response yet.
    sent: Vec<Sent>,
    /// Responses that came before it was their turn.
    early: Vec<Message>,
}

/// A query that was sent ahead.
#[derive(Debug)]
struct Sent {
    id: u16,
    name: Name,
    record_type: RecordType,
}

impl NameServer {
    pub(super) const fn new(dialled: Dialled) -> Self {
        Self { dialled, sent: Vec::new(), early: Vec::new() }
    }

    /// Sends at once what [`Self::zone`] and [`Self::ds_records`] will ask, to save a round trip.
    ///
    /// # Errors
    /// A [`Cause`] when the connection is broken.
    pub async fn ask_parent_ahead(&mut self, zone: &Domain) -> Result<(), Cause> {
        let zone = to_name(zone).map_err(|()| Cause::Internal)?;
        self.send_ahead(&[
            Question::of(&zone, RecordType::NS),
            Question::signed(&zone, RecordType::DS),
        ])
        .await
    }

    /// Sends at once what [`Self::zone`] and [`Self::mx`] will ask, and with `keys` what
    /// [`Self::keys`] will, to save round trips.
    ///
    /// # Errors
    /// A [`Cause`] when the connection is broken.
    pub async fn ask_zone_ahead(
        &mut self,
        zone: &Domain,
        domain: &Domain,
        keys: bool,
    ) -> Result<(), Cause> {
        let zone = to_name(zone).map_err(|()| Cause::Internal)?;
        let domain = to_name(domain).map_err(|()| Cause::Internal)?;
        let mut questions =
            vec![Question::of(&zone, RecordType::NS), Question::of(&domain, RecordType::MX)];
        if keys {
            questions.push(Question::signed(&zone, RecordType::DNSKEY));
            questions.push(Question::signed(&zone, RecordType::SOA));
        }
        self.send_ahead(&questions).await
    }

    async fn send_ahead(&mut self, questions: &[Question<'_>]) -> Result<(), Cause> {
        let ids = question::send(&mut self.dialled.stream, questions).await?;
        self.sent.extend(ids.into_iter().zip(questions).map(|(id, question)| Sent {
            id,
            name: question.name.clone(),
            record_type: question.record_type,
        }));
        Ok(())
    }

    /// The response to a query, which is sent now unless it was sent ahead.
    async fn answer_to(&mut self, question: &Question<'_>) -> Result<Message, Cause> {
        let is_it =
            |sent: &Sent| sent.record_type == question.record_type && sent.name == *question.name;
        if !self.sent.iter().any(is_it) {
            self.send_ahead(std::slice::from_ref(question)).await?;
        }
        let at = self.sent.iter().position(is_it).ok_or(Cause::Internal)?;
        let id = self.sent.remove(at).id;
        if let Some(at) = self.early.iter().position(|answer| answer.metadata.id == id) {
            return question::checked(self.early.remove(at), question);
        }
        loop {
            let answer = question::receive(&mut self.dialled.stream).await?;
            if answer.metadata.id == id {
                return question::checked(answer, question);
            }
            let is_expected = self.sent.iter().any(|sent| sent.id == answer.metadata.id)
                && self.early.iter().all(|early| early.metadata.id != answer.metadata.id);
            if !is_expected {
                return Err(question::nonsense(&answer));
            }
            self.early.push(answer);
        }
    }

    /// Queries the `NS` records of a zone.
    ///
    /// # Errors
    /// A [`Cause`] when no answer came, or one that says nothing about the zone.
    pub async fn zone(&mut self, zone: &Domain) -> Result<ZoneAnswer, Cause> {
        let name = to_name(zone).map_err(|()| Cause::Internal)?;
        let answer = self.ask(&name, RecordType::NS).await?;
        said_of_zone(&name, &answer).ok_or_else(|| nonsense(&answer))
    }

    /// The MX records of a domain, sorted by preference; `None` when it is not authoritative for
    /// them.
    ///
    /// # Errors
    /// A [`Cause`] when no answer came.
    pub async fn mx(&mut self, domain: &Domain) -> Result<Option<Vec<ServerText>>, Cause> {
        let name = to_name(domain).map_err(|()| Cause::Internal)?;
        let answer = self.ask(&name, RecordType::MX).await?;
        if !answer.metadata.authoritative
            || !matches!(answer.metadata.response_code, ResponseCode::NoError)
        {
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
            let host =
                exchange.strip_suffix('.').filter(|host| !host.is_empty()).unwrap_or(exchange);
            ServerText::new(&format!("{preference} {host}"))
        };
        Ok(Some(records.iter().map(written).collect()))
    }

    /// Sends one non-recursive query.
    async fn ask(&mut self, name: &Name, record_type: RecordType) -> Result<Message, Cause> {
        self.answer_to(&Question::of(name, record_type)).await
    }
}

/// What the answer to the `NS` query of a zone means; `None` when it says nothing about the zone.
fn said_of_zone(zone: &Name, answer: &Message) -> Option<ZoneAnswer> {
    let code = answer.metadata.response_code;
    let names = |records: &[Record]| -> Vec<Domain> {
        of_name(records, zone).filter_map(|record| name_server_in(&record.data)).collect()
    };
    match (code, answer.metadata.authoritative) {
        // A negative answer from a zone above: the server has the parent zone, and not this one.
        (ResponseCode::NoError, true)
            if answer.answers.is_empty() && is_of_parent(zone, answer) =>
        {
            Some(ZoneAnswer::Lame(code))
        }
        (ResponseCode::NoError, true) => Some(ZoneAnswer::Authoritative(names(&answer.answers))),
        (ResponseCode::NoError, false) => {
            let ns =
                if answer.answers.is_empty() { names(&answer.authorities) } else { Vec::new() };
            if ns.is_empty() {
                return Some(ZoneAnswer::Lame(code));
            }
            let glue = answer.additionals.iter().take(MAX_RECORDS).filter_map(glue_in).collect();
            Some(ZoneAnswer::Referral(Referral { ns, glue }))
        }
        (
            ResponseCode::Refused
            | ResponseCode::ServFail
            | ResponseCode::NotAuth
            | ResponseCode::NXDomain,
            _,
        ) => Some(ZoneAnswer::Lame(code)),
        // Codes such as `FormErr` and `NotImp`: the server did not understand the query.
        _ => None,
    }
}

/// Whether a negative answer comes from a zone above this one, by its SOA record (RFC 2308 §3).
fn is_of_parent(zone: &Name, answer: &Message) -> bool {
    answer.authorities.iter().any(|record| {
        record.record_type() == RecordType::SOA && record.name != *zone && record.name.zone_of(zone)
    })
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
    Cause::NotTheProtocol {
        first_bytes: ServerText::new(&answer.metadata.response_code.to_string()),
    }
}

#[cfg(test)]
mod tests;
