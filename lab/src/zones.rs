//! The answers of the lab's name server: a pure function from a query to a message, or to no
//! answer.
//!
//! Answers as a recursive resolver does: RA set, aliases followed, SOA in negative answers. Opens
//! no socket.

use std::collections::BTreeMap;

use hickory_proto::ProtoError;
use hickory_proto::op::{Edns, Message, Metadata, OpCode, Query, ResponseCode};
use hickory_proto::rr::rdata::opt::EdnsOption;
use hickory_proto::rr::rdata::{A, AAAA, CNAME, MX, NS, SOA, SRV, TXT};
use hickory_proto::rr::{Name, RData, Record, RecordType};

use crate::error::LabError;
use crate::signing::{Signed, sign};
use crate::zone::{self, Answers, Data, TTL_S, Zone};

/// Most aliases that are followed in one answer.
const ALIAS_LIMIT: usize = 8;

/// The largest UDP answer, in bytes (the limit proposed by DNS Flag Day 2020).
const UDP_LIMIT_BYTES: u16 = 1232;

/// The code of the EDNS option for extended errors (RFC 8914 §2).
const EXTENDED_ERROR: u16 = 15;

/// The name server of `test`.
pub(crate) const REGISTRY: &str = "a.registro.test";

/// The name servers of a zone that has no NS records of its own.
const USUAL_SERVERS: [&str; 2] = ["ns1.ospitalita.test", "ns2.ospitalita.test"];

/// All zones of the lab.
pub(crate) struct Zones {
    zones: Vec<ServedZone>,
    /// All cases are below this name. Queries for other names, except the root, are refused.
    pub(crate) top: Name,
    /// The only record of the root: a working resolver always knows it.
    root: Record,
    /// The NS record of the zone above all cases.
    pub(crate) registry: Record,
}

pub(crate) struct ServedZone {
    pub(crate) origin: Name,
    /// The NS records in the registry's delegation.
    pub(crate) delegation: Vec<Record>,
    /// Its keys, signatures and DS records.
    pub(crate) signed: Signed,
    content: Content,
}

enum Content {
    Records(BTreeMap<Name, Vec<Record>>),
    ServFail,
    Silence,
}

/// The result of looking up one name and type.
pub(crate) enum Found<'zones> {
    Records(Vec<&'zones Record>),
    Alias(&'zones Record, Name),
    /// The name exists, but not the type. Holds the zone's origin.
    NoData(Name),
    /// The name does not exist. Holds the zone's origin.
    NoName(Name),
    ServFail,
    Silence,
    Foreign,
}

impl Zones {
    /// Encodes the zones of the cases.
    ///
    /// # Errors
    /// A name or a record that is not valid in DNS.
    pub(crate) fn new<'zones>(zones: impl Iterator<Item = &'zones Zone>) -> Result<Self, LabError> {
        let mut served = zones.map(ServedZone::new).collect::<Result<Vec<_>, _>>()?;
        // The longest origin first, so that the first match is the closest enclosing zone.
        served.sort_by_key(|zone| std::cmp::Reverse(zone.origin.num_labels()));
        let top = name("test")?;
        let root = name_server(Name::root(), "a.root-servers.net")?;
        let registry = name_server(top.clone(), REGISTRY)?;
        Ok(Self { zones: served, top, root, registry })
    }

    /// The zone below the registry that contains a name, if there is one.
    pub(crate) fn delegated(&self, wanted: &Name) -> Option<&ServedZone> {
        self.zones.iter().rev().find(|zone| zone.origin.zone_of(wanted))
    }

    /// The answer to a query, or `None` if the server does not answer.
    pub(crate) fn answer(&self, query: &Message) -> Option<Message> {
        let (mut answer, question) = match begin(query) {
            Ok(begun) => begun,
            Err(refusal) => return Some(*refusal),
        };
        answer.metadata.recursion_available = true;
        let mut wanted = question.name().to_lowercase();
        for _ in 0..=ALIAS_LIMIT {
            if let Some(reason) =
                self.refusal(&wanted).filter(|_| !query.metadata.checking_disabled)
            {
                return Some(refuse(answer, reason));
            }
            match self.look_up(&wanted, question.query_type()) {
                Found::Records(records) => {
                    answer.add_answers(records.into_iter().map(|record| of_name(record, &wanted)));
                    return Some(answer);
                }
                Found::Alias(record, target) => {
                    answer.add_answer(of_name(record, &wanted));
                    wanted = target;
                }
                Found::NoData(origin) => {
                    answer.add_authority(soa(&origin));
                    return Some(answer);
                }
                Found::NoName(origin) => {
                    answer.metadata.response_code = ResponseCode::NXDomain;
                    answer.add_authority(soa(&origin));
                    return Some(answer);
                }
                Found::ServFail => break,
                Found::Silence => return None,
                Found::Foreign if answer.answers.is_empty() => {
                    answer.metadata.response_code = ResponseCode::Refused;
                    return Some(answer);
                }
                Found::Foreign => break,
            }
        }
        // The zone's servers fail, or an alias leads nowhere: a resolver answers SERVFAIL.
        answer.insert_answers(Vec::new());
        answer.metadata.response_code = ResponseCode::ServFail;
        Some(answer)
    }

    /// The closest enclosing zone of a name.
    pub(crate) fn closest(&self, wanted: &Name) -> Option<&ServedZone> {
        self.zones.iter().find(|zone| zone.origin.zone_of(wanted))
    }

    /// Why the name's signatures are not valid (RFC 8914 §4), if the resolver validates them.
    fn refusal(&self, wanted: &Name) -> Option<u16> {
        self.closest(wanted)?.signed.refusal
    }

    /// Looks up a name and type.
    pub(crate) fn look_up(&self, wanted: &Name, record_type: RecordType) -> Found<'_> {
        let Some(zone) = self.closest(wanted) else {
            return if wanted.is_root() && record_type == RecordType::NS {
                Found::Records(vec![&self.root])
            } else if wanted.is_root() {
                Found::NoData(Name::root())
            } else if *wanted == self.top && record_type == RecordType::NS {
                Found::Records(vec![&self.registry])
            } else if *wanted == self.top {
                Found::NoData(self.top.clone())
            } else if self.top.zone_of(wanted) {
                Found::NoName(self.top.clone())
            } else {
                Found::Foreign
            };
        };
        let records = match &zone.content {
            Content::Records(records) => records,
            Content::ServFail => return Found::ServFail,
            Content::Silence => return Found::Silence,
        };
        // A name that only has names below it exists too, without records (RFC 8020).
        let is_there = |wanted: &Name| records.keys().any(|name| wanted.zone_of(name));
        let Some(here) = records.get(wanted).or_else(|| wildcard(wanted, records, is_there)) else {
            return if is_there(wanted) {
                Found::NoData(zone.origin.clone())
            } else {
                Found::NoName(zone.origin.clone())
            };
        };
        let matching: Vec<&Record> = here
            .iter()
            .filter(|record| record_type == RecordType::ANY || record.record_type() == record_type)
            .collect();
        if !matching.is_empty() {
            return Found::Records(matching);
        }
        here.iter()
            .find_map(|record| match &record.data {
                RData::CNAME(target) => Some(Found::Alias(record, target.0.to_lowercase())),
                _ => None,
            })
            .unwrap_or_else(|| Found::NoData(zone.origin.clone()))
    }
}

/// The answer of a validating resolver to a name whose signatures are not valid (RFC 4035 §5.5).
fn refuse(mut answer: Message, reason: u16) -> Message {
    answer.insert_answers(Vec::new());
    answer.metadata.response_code = ResponseCode::ServFail;
    if let Some(edns) = &mut answer.edns {
        edns.options_mut()
            .insert(EdnsOption::Unknown(EXTENDED_ERROR, reason.to_be_bytes().to_vec()));
    }
    answer
}

/// The wildcard records at the closest encloser of a name that does not exist (RFC 4592 §3.3.1).
fn wildcard<'zone>(
    wanted: &Name,
    records: &'zone BTreeMap<Name, Vec<Record>>,
    is_there: impl Fn(&Name) -> bool,
) -> Option<&'zone Vec<Record>> {
    if is_there(wanted) {
        return None;
    }
    let mut above = wanted.base_name();
    while !is_there(&above) && !above.is_root() {
        above = above.base_name();
    }
    records.get(&above.prepend_label("*").ok()?)
}

/// A record for the answer: a wildcard record gets the name that was asked for.
fn of_name(record: &Record, wanted: &Name) -> Record {
    let mut record = record.clone();
    record.name = wanted.clone();
    record
}

/// The beginning of an answer, and the question; or a complete error answer if the query has no
/// usable question.
pub(crate) fn begin(query: &Message) -> Result<(Message, Query), Box<Message>> {
    let mut answer = Message::response(query.metadata.id, query.metadata.op_code);
    answer.metadata = Metadata::response_from_request(&query.metadata);
    if query.edns.is_some() {
        let mut edns = Edns::new();
        edns.set_max_payload(UDP_LIMIT_BYTES);
        answer.set_edns(edns);
    }
    let Some(question) = query.queries.first().filter(|_| query.queries.len() == 1) else {
        answer.metadata.response_code = ResponseCode::FormErr;
        return Err(Box::new(answer));
    };
    answer.add_query(question.clone());
    if query.metadata.op_code != OpCode::Query {
        answer.metadata.response_code = ResponseCode::NotImp;
        return Err(Box::new(answer));
    }
    Ok((answer, question.clone()))
}

/// The bytes to send over UDP. Truncated, with TC set, if they are more than the client accepts
/// (RFC 2181 section 9).
///
/// # Errors
/// The answer cannot be encoded.
pub(crate) fn udp_bytes(query: &Message, answer: &Message) -> Result<Vec<u8>, ProtoError> {
    let bytes = answer.to_vec()?;
    if bytes.len() <= usize::from(query.max_payload().min(UDP_LIMIT_BYTES)) {
        Ok(bytes)
    } else {
        answer.truncate().to_vec()
    }
}

impl ServedZone {
    fn new(zone: &Zone) -> Result<Self, LabError> {
        let origin = name(&zone.origin)?;
        let mut content = match &zone.answers {
            Answers::Records(records) => {
                let mut map: BTreeMap<Name, Vec<Record>> = BTreeMap::new();
                map.entry(origin.clone()).or_default().push(soa(&origin));
                for record in records {
                    let owner = name(&record.name)?;
                    let data = data(record)?;
                    map.entry(owner.clone())
                        .or_default()
                        .push(Record::from_rdata(owner, TTL_S, data));
                }
                Content::Records(map)
            }
            Answers::ServFail => Content::ServFail,
            Answers::Silence => Content::Silence,
        };
        let signed = if let Content::Records(records) = &mut content {
            let signed = sign(&origin, zone.signing, records);
            let signed =
                signed.map_err(|source| LabError::Signing { name: zone.origin.clone(), source })?;
            records.entry(origin.clone()).or_default().extend(signed.keys.iter().cloned());
            signed
        } else {
            Signed::default()
        };
        let usual = USUAL_SERVERS.map(str::to_owned);
        let named: Vec<String> = match &zone.answers {
            _ if !zone.delegated.is_empty() => zone.delegated.clone(),
            Answers::Records(records) => {
                let hosts = records.iter().filter(|record| record.name == zone.origin);
                hosts
                    .filter_map(|record| {
                        if let Data::Ns(host) = &record.data { Some(host.clone()) } else { None }
                    })
                    .collect()
            }
            Answers::ServFail | Answers::Silence => Vec::new(),
        };
        let hosts = if named.is_empty() { usual.as_slice() } else { &named };
        let delegation =
            hosts.iter().map(|host| name_server(origin.clone(), host)).collect::<Result<_, _>>()?;
        Ok(Self { origin, delegation, signed, content })
    }
}

fn data(record: &zone::Record) -> Result<RData, LabError> {
    Ok(match &record.data {
        Data::Address(std::net::IpAddr::V4(address)) => RData::A(A(*address)),
        Data::Address(std::net::IpAddr::V6(address)) => RData::AAAA(AAAA(*address)),
        Data::Cname(target) => RData::CNAME(CNAME(name(target)?)),
        Data::Mx(preference, exchange) => RData::MX(MX::new(*preference, name(exchange)?)),
        Data::Ns(host) => RData::NS(NS(name(host)?)),
        Data::Srv(port, target) => RData::SRV(SRV::new(0, 1, *port, name(target)?)),
        Data::Txt(text) => RData::TXT(TXT::from_bytes(text.as_bytes().chunks(255).collect())),
    })
}

/// The SOA record of a zone of the lab.
pub(crate) fn soa(origin: &Name) -> Record {
    let below = |label: &str| origin.prepend_label(label).unwrap_or_else(|_| origin.clone());
    let data = SOA::new(below("ns1"), below("hostmaster"), 2_026_112_101, 3600, 600, 604_800, 60);
    Record::from_rdata(origin.clone(), TTL_S, RData::SOA(data))
}

fn name_server(zone: Name, host: &str) -> Result<Record, LabError> {
    Ok(Record::from_rdata(zone, TTL_S, RData::NS(NS(name(host)?))))
}

fn name(text: &str) -> Result<Name, LabError> {
    let mut name = Name::from_ascii(text)
        .map_err(|source| LabError::Zone { name: text.to_owned(), source })?;
    name.set_fqdn(true);
    Ok(name.to_lowercase())
}
