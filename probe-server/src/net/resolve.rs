//! Queries the DNS through the recursive resolver, and distinguishes the kinds of failure.
//!
//! One resolver for the whole server, with a short cache, because a customer who fixes a record and
//! checks again must see the change. CNAME loops are detected here, because hickory reports them as
//! "no records". The recursive resolvers are configured by the operator or the system and are not
//! vetted; the addresses in their answers are vetted elsewhere. Must never dial a mail server.
//!
//! `servfail_reason`: why the recursive resolver failed.

mod servfail_reason;

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use futures_util::future::{Either, select};
use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::ResponseCode;
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use hickory_resolver::system_conf::read_system_conf;
use mail::Domain;
use mail::dns::{DnsCause, Lookup, MxRecord, SrvRecord};
use terms::ServerText;
use tokio::time::{sleep, timeout};

pub(crate) use self::servfail_reason::ServFailReason;
use super::vet::NAME_SERVER_PORT;

/// How many CNAMEs are followed; a longer chain counts as a loop.
const MAX_ALIASES: usize = 8;
/// The most records kept of one answer.
const MAX_RECORDS: usize = 64;
/// The most bytes kept of one TXT record.
const MAX_TXT_BYTES: usize = 4_096;
/// How long a positive answer is cached, even if its own TTL is longer.
const MAX_POSITIVE_TTL: Duration = Duration::from_secs(60);
/// How long a negative answer is cached.
const MAX_NEGATIVE_TTL: Duration = Duration::from_secs(10);

/// When a query is sent a second time: hickory repeats one only after a third of a second or more,
/// and later the slower the resolver was before. Most answers have come by then.
const AGAIN_AFTER: Duration = Duration::from_millis(250);

/// The DNS resolver of this server.
#[derive(Clone, Debug)]
pub struct Resolver {
    inner: TokioResolver,
    /// The same resolvers, asked a second time when a query may be lost. It caches nothing, and
    /// shares no query with `inner`.
    again: TokioResolver,
    again_after: Duration,
    limit: Duration,
    is_chosen: bool,
    /// The address of its first recursive resolver, for direct queries (see `servfail_reason`).
    first: Option<SocketAddr>,
}

/// The MX records of a domain, with invalid exchanges kept apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MxAnswer {
    /// Records whose exchange is a host name, by preference.
    pub records: Vec<MxRecord>,
    /// Whether the null MX is among them (RFC 7505).
    pub has_null: bool,
    /// Exchanges that are not valid host names, as written.
    pub malformed: Vec<ServerText>,
}

/// The addresses of one host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostAddresses {
    /// Its IPv4 addresses.
    pub ipv4: Lookup<Vec<Ipv4Addr>>,
    /// Its IPv6 addresses.
    pub ipv6: Lookup<Vec<Ipv6Addr>>,
    /// The target of the name's own CNAME.
    pub alias_of: Option<Domain>,
}

impl HostAddresses {
    /// All of them, IPv4 first, because a server is more likely to lack IPv6 connectivity than
    /// IPv4.
    #[must_use]
    pub fn all(&self) -> Vec<IpAddr> {
        let ipv4 = self.ipv4.found().into_iter().flatten().copied().map(IpAddr::V4);
        let ipv6 = self.ipv6.found().into_iter().flatten().copied().map(IpAddr::V6);
        ipv4.chain(ipv6).collect()
    }

    /// Why there is no address, when there is none; another failure is preferred to "no data".
    #[must_use]
    pub fn cause(&self) -> Option<DnsCause> {
        match (self.ipv4.cause()?, self.ipv6.cause()?) {
            (DnsCause::NoData, other) => Some(other),
            (cause, _) => Some(cause),
        }
    }
}

/// The zone that contains a domain, and its name servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosing {
    /// The names of its name servers.
    pub ns: Lookup<Vec<Domain>>,
    /// The zone's own name.
    pub zone: Option<Domain>,
}

impl Resolver {
    /// A resolver that queries `nameservers`, or those of the system configuration when it is
    /// empty.
    ///
    /// # Errors
    /// When the system configuration cannot be read or the resolver cannot be built.
    pub fn new(nameservers: &[SocketAddr], limit: Duration) -> Result<Self, io::Error> {
        let (config, first) = if nameservers.is_empty() {
            // Take only the name servers: search lists and options suit a workstation, not queries
            // for arbitrary domains.
            let (system, _options) = read_system_conf().map_err(io::Error::other)?;
            let first = system
                .name_servers
                .first()
                .map(|server| SocketAddr::new(server.ip, NAME_SERVER_PORT));
            (ResolverConfig::from_parts(None, Vec::new(), system.name_servers), first)
        } else {
            let config = ResolverConfig::from_parts(
                None,
                Vec::new(),
                nameservers.iter().copied().map(name_server).collect(),
            );
            (config, nameservers.first().copied())
        };
        let mut options = ResolverOpts::default();
        options.timeout = limit;
        options.attempts = 1;
        options.use_hosts_file = ResolveHosts::Never;
        options.positive_max_ttl = Some(MAX_POSITIVE_TTL);
        options.negative_max_ttl = Some(MAX_NEGATIVE_TTL);
        options.try_tcp_on_error = true;
        let inner = build(config.clone(), options.clone())?;
        options.cache_size = 0;
        let again = build(config, options)?;
        Ok(Self {
            inner,
            again,
            again_after: AGAIN_AFTER,
            limit,
            is_chosen: !nameservers.is_empty(),
            first,
        })
    }

    /// The MX records of a domain (RFC 1035 §3.3.9).
    pub async fn mx(&self, domain: &Domain) -> Lookup<MxAnswer> {
        let records = match self.ask_and_follow(domain, RecordType::MX).await {
            Lookup::Found(records) => records,
            Lookup::Failed(cause) => return Lookup::Failed(cause),
        };
        let mut answer = MxAnswer { records: Vec::new(), has_null: false, malformed: Vec::new() };
        for record in &records {
            let RData::MX(mx) = &record.data else { continue };
            if mx.exchange.is_root() {
                answer.has_null = true;
                continue;
            }
            match to_domain(&mx.exchange) {
                Ok(exchange) => {
                    answer.records.push(MxRecord { preference: mx.preference, exchange })
                }
                Err(written) => answer.malformed.push(written),
            }
        }
        answer.records.sort();
        answer.records.dedup();
        if answer.records.is_empty() && !answer.has_null && answer.malformed.is_empty() {
            return Lookup::Failed(DnsCause::NoData);
        }
        Lookup::Found(answer)
    }

    /// The addresses of a host, both families at once.
    pub async fn addresses(&self, host: &Domain) -> HostAddresses {
        let (a, aaaa) =
            tokio::join!(self.ask(host, RecordType::A), self.ask(host, RecordType::AAAA));
        let mut alias_of = [&a, &aaaa]
            .iter()
            .find_map(|answer| answer.found().and_then(|records| alias_in(host, records)));
        // A chain that took several queries to follow comes without its CNAMEs; the owner name of
        // the records shows it.
        let is_elsewhere = |answer: &Lookup<Vec<Record>>| {
            answer.found().is_some_and(|records| !records.iter().any(|record| is_of(host, record)))
        };
        if alias_of.is_none() && (is_elsewhere(&a) || is_elsewhere(&aaaa)) {
            alias_of = self.aliases(host).await.first;
        }
        let mut ipv4 = only(a, |data| match data {
            RData::A(address) => Some(address.0),
            _ => None,
        });
        let mut ipv6 = only(aaaa, |data| match data {
            RData::AAAA(address) => Some(address.0),
            _ => None,
        });
        // "No records" may hide a CNAME loop; so may SERVFAIL, with which a recursive resolver
        // reports one.
        let may_hide = |cause: DnsCause| matches!(cause, DnsCause::NoData | DnsCause::ServFail);
        if let (Some(v4_cause), Some(v6_cause)) = (ipv4.cause(), ipv6.cause())
            && (may_hide(v4_cause) || may_hide(v6_cause))
        {
            let chain = self.aliases(host).await;
            if chain.is_loop {
                ipv4 = Lookup::Failed(DnsCause::AliasLoop);
                ipv6 = Lookup::Failed(DnsCause::AliasLoop);
            }
            alias_of = alias_of.or(chain.first);
        }
        HostAddresses { ipv4, ipv6, alias_of }
    }

    /// The TXT records of a name (RFC 1035 §3.3.14), the strings of each record concatenated (RFC
    /// 7208 §3.3).
    pub async fn txt(&self, name: &Domain) -> Lookup<Vec<String>> {
        only(self.ask_and_follow(name, RecordType::TXT).await, |data| match data {
            RData::TXT(txt) => {
                let bytes: Vec<u8> = txt
                    .txt_data
                    .iter()
                    .flat_map(|string| string.iter().copied())
                    .take(MAX_TXT_BYTES)
                    .collect();
                Some(String::from_utf8_lossy(&bytes).into_owned())
            }
            _ => None,
        })
    }

    /// The target of a name's CNAME (RFC 1034 §3.6.2).
    pub async fn alias(&self, name: &Domain) -> Lookup<Domain> {
        match self.ask(name, RecordType::CNAME).await {
            Lookup::Found(records) => {
                alias_in(name, &records).map_or(Lookup::Failed(DnsCause::NoData), Lookup::Found)
            }
            Lookup::Failed(cause) => Lookup::Failed(cause),
        }
    }

    /// The SRV records of one service (RFC 2782), such as `_imaps._tcp`.
    pub async fn srv(&self, domain: &Domain, service: &str) -> Lookup<Vec<SrvRecord>> {
        let Ok(name) = domain.with_label(service) else {
            return Lookup::Failed(DnsCause::NxDomain);
        };
        let mut answer = only(self.ask(&name, RecordType::SRV).await, |data| match data {
            RData::SRV(srv) => Some(SrvRecord {
                service: service.to_owned(),
                priority: srv.priority,
                weight: srv.weight,
                port: srv.port,
                target: to_domain(&srv.target).ok(),
            }),
            _ => None,
        });
        if let Lookup::Found(records) = &mut answer {
            records.sort_by_key(|record| (record.priority, std::cmp::Reverse(record.weight)));
        }
        answer
    }

    /// The name servers of the domain if it is a zone of its own, or else of the closest zone above
    /// it.
    pub async fn enclosing_zone(&self, domain: &Domain) -> Enclosing {
        let mut zone = domain.clone();
        loop {
            let answer = only(self.ask_and_follow(&zone, RecordType::NS).await, name_server_in);
            match answer {
                Lookup::Found(names) => {
                    return Enclosing { ns: Lookup::Found(names), zone: Some(zone) };
                }
                // The name exists and is not a zone apex: try its parent. [`Domain::parent`] ends
                // at two labels.
                Lookup::Failed(DnsCause::NoData) => match zone.parent() {
                    Some(parent) => zone = parent,
                    None => return Enclosing { ns: Lookup::Failed(DnsCause::NoData), zone: None },
                },
                Lookup::Failed(cause) => {
                    return Enclosing { ns: Lookup::Failed(cause), zone: None };
                }
            }
        }
    }

    /// The name servers of the zone that delegates `zone` (RFC 1034 §4.2): that of its parent name,
    /// or the closest one above. The root zone is not looked up.
    pub async fn parent_zone(&self, zone: &Domain) -> Lookup<Vec<Domain>> {
        let Ok(mut name) = to_name(zone) else { return Lookup::Failed(DnsCause::NxDomain) };
        while name.num_labels() > 1 {
            name = name.base_name();
            match only(self.ask_name(name.clone(), RecordType::NS).await, name_server_in) {
                Lookup::Failed(DnsCause::NoData) => {}
                answer => return answer,
            }
        }
        Lookup::Failed(DnsCause::NoData)
    }

    /// Tests the resolver with an uncached query that always has an answer: the `NS` records of
    /// `control`, or of the root.
    ///
    /// Recursive resolvers that the operator configured may serve a few zones only and refuse the
    /// root; any answer from them is enough. Those of the system must know the root, or something
    /// in the network intercepts our DNS queries.
    pub async fn works(&self, control: Option<&Domain>) -> Lookup<()> {
        let name = control.and_then(|domain| to_name(domain).ok()).unwrap_or_else(Name::root);
        self.inner.clear_lookup_cache(name.clone(), RecordType::NS);
        match self.ask_name(name, RecordType::NS).await {
            Lookup::Found(_) => Lookup::Found(()),
            // A host inside a zone has no `NS` records, and a "no data" answer shows that the
            // resolver works.
            Lookup::Failed(DnsCause::NoData) if control.is_some() => Lookup::Found(()),
            Lookup::Failed(DnsCause::NoData | DnsCause::NxDomain | DnsCause::Refused)
                if control.is_none() && self.is_chosen =>
            {
                Lookup::Found(())
            }
            Lookup::Failed(cause) => Lookup::Failed(cause),
        }
    }

    /// Whether the operator configured the recursive resolvers, instead of the system.
    #[must_use]
    pub const fn is_chosen(&self) -> bool {
        self.is_chosen
    }

    /// As [`Self::ask`], but reports a CNAME loop as such instead of as "no records" or SERVFAIL.
    async fn ask_and_follow(
        &self,
        domain: &Domain,
        record_type: RecordType,
    ) -> Lookup<Vec<Record>> {
        match self.ask(domain, record_type).await {
            Lookup::Failed(cause @ (DnsCause::NoData | DnsCause::ServFail)) => {
                let is_loop = self.aliases(domain).await.is_loop;
                Lookup::Failed(if is_loop { DnsCause::AliasLoop } else { cause })
            }
            answer => answer,
        }
    }

    /// Follows CNAMEs one by one; hickory does not report loops.
    async fn aliases(&self, host: &Domain) -> AliasChain {
        let mut seen = BTreeSet::from([host.clone()]);
        let mut first = None;
        let mut at = host.clone();
        for _ in 0..MAX_ALIASES {
            let answer = self.ask(&at, RecordType::CNAME).await;
            let Some(next) = answer.found().and_then(|records| alias_in(&at, records)) else {
                return AliasChain { first, is_loop: false };
            };
            first.get_or_insert_with(|| next.clone());
            if !seen.insert(next.clone()) {
                return AliasChain { first, is_loop: true };
            }
            at = next;
        }
        AliasChain { first, is_loop: true }
    }

    async fn ask(&self, domain: &Domain, record_type: RecordType) -> Lookup<Vec<Record>> {
        match to_name(domain) {
            Ok(name) => self.ask_name(name, record_type).await,
            Err(_) => Lookup::Failed(DnsCause::NxDomain),
        }
    }

    async fn ask_name(&self, name: Name, record_type: RecordType) -> Lookup<Vec<Record>> {
        // Boxed: futures of the library are large, and many callers hold several of them.
        let first = Box::pin(self.inner.lookup(name.clone(), record_type));
        let again = Box::pin(async {
            sleep(self.again_after).await;
            self.again.lookup(name, record_type).await
        });
        let answer = async {
            match select(first, again).await {
                Either::Left((answer, _)) | Either::Right((answer, _)) => answer,
            }
        };
        match timeout(self.limit, answer).await {
            Ok(Ok(lookup)) => {
                Lookup::Found(lookup.answers().iter().take(MAX_RECORDS).cloned().collect())
            }
            Ok(Err(err)) => Lookup::Failed(cause_of(&err)),
            Err(_elapsed) => Lookup::Failed(DnsCause::Timeout),
        }
    }
}

fn build(config: ResolverConfig, options: ResolverOpts) -> Result<TokioResolver, io::Error> {
    #[expect(clippy::disallowed_methods, reason = "this is the one resolver")]
    let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
    *builder.options_mut() = options;
    builder.build().map_err(io::Error::other)
}

/// The first target of a CNAME chain, and whether the chain loops or is too long.
struct AliasChain {
    first: Option<Domain>,
    is_loop: bool,
}

fn name_server(address: SocketAddr) -> NameServerConfig {
    let mut udp = ConnectionConfig::udp();
    udp.port = address.port();
    let mut tcp = ConnectionConfig::tcp();
    tcp.port = address.port();
    NameServerConfig::new(address.ip(), true, vec![udp, tcp])
}

/// The [`DnsCause`] of a failed query.
fn cause_of(err: &NetError) -> DnsCause {
    match err {
        NetError::Timeout | NetError::Busy => DnsCause::Timeout,
        NetError::Dns(DnsError::NoRecordsFound(none)) => match none.response_code {
            ResponseCode::NXDomain => DnsCause::NxDomain,
            ResponseCode::NoError => DnsCause::NoData,
            code => cause_of_code(code),
        },
        NetError::Dns(DnsError::ResponseCode(code)) => cause_of_code(*code),
        NetError::NoConnections => DnsCause::Unreachable,
        NetError::Io(err) if err.kind() == io::ErrorKind::TimedOut => DnsCause::Timeout,
        NetError::Io(_) => DnsCause::Unreachable,
        // A malformed or forged answer; reported like a failure of the domain's name servers.
        _ => DnsCause::ServFail,
    }
}

const fn cause_of_code(code: ResponseCode) -> DnsCause {
    match code {
        ResponseCode::NXDomain => DnsCause::NxDomain,
        ResponseCode::Refused => DnsCause::Refused,
        _ => DnsCause::ServFail,
    }
}

/// The deduplicated values of one record type; "no data" when there are none.
fn only<T: PartialEq>(
    answer: Lookup<Vec<Record>>,
    pick: impl Fn(&RData) -> Option<T>,
) -> Lookup<Vec<T>> {
    match answer {
        Lookup::Found(records) => {
            let mut picked = Vec::new();
            for value in records.iter().filter_map(|record| pick(&record.data)) {
                if !picked.contains(&value) {
                    picked.push(value);
                }
            }
            if picked.is_empty() { Lookup::Failed(DnsCause::NoData) } else { Lookup::Found(picked) }
        }
        Lookup::Failed(cause) => Lookup::Failed(cause),
    }
}

/// The target of an `NS` record.
pub(super) fn name_server_in(data: &RData) -> Option<Domain> {
    match data {
        RData::NS(ns) => to_domain(&ns.0).ok(),
        _ => None,
    }
}

/// The target of the CNAME that `host` has among these records.
fn alias_in(host: &Domain, records: &[Record]) -> Option<Domain> {
    records.iter().find_map(|record| match &record.data {
        RData::CNAME(target) if is_of(host, record) => to_domain(&target.0).ok(),
        _ => None,
    })
}

fn is_of(host: &Domain, record: &Record) -> bool {
    to_domain(&record.name).is_ok_and(|name| name == *host)
}

pub(super) fn to_name(domain: &Domain) -> Result<Name, ()> {
    Name::from_ascii(format!("{}.", domain.as_str())).map_err(|_too_long| ())
}

/// A DNS name as a host name; as text if it is not a valid one.
pub(super) fn to_domain(name: &Name) -> Result<Domain, ServerText> {
    let written = name.to_ascii();
    Domain::parse(&written).map_err(|_| ServerText::new(written.trim_end_matches('.')))
}

#[cfg(test)]
mod tests;
