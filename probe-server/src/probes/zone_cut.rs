//! Collects what the parent zone and the zone's own servers say about the zone's name servers.
//!
//! Queries without recursion, each server at its own address: a server of the parent zone for the
//! referral, and then the servers in the referral for the zone's own `NS` records and the domain's
//! `MX` records. Servers that do not answer in time are reported as unheard. If no server of the
//! parent zone can be reached, the zone's servers are not queried. If the parent has `DS` records
//! of the zone (DNSSEC), the zone's servers are queried for its keys as well. Must never judge.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::time::Duration;

use diagnosis::probe::{
    Cause, Direction, DnssecSeen, NameServerAnswer, NameServerSeen, ZoneCutSeen, ZoneKeysSeen,
};
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use mail::Domain;
use mail::dns::{DnsCause, Lookup};
use terms::ServerText;
use tokio::time::{sleep, timeout};

use super::stages::{Passed, short_name};
use crate::clock;
use crate::net::Net;
use crate::net::name_server::{DsRecords, NameServer, Referral, ZoneAnswer};
use crate::net::resolve::ServFailReason;
use crate::net::wire::Recorder;

/// Deadline of one server for all of its answers, the connection included. Short, because a missing
/// answer is not reported as a fault.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many servers of the parent zone are queried at most.
const MAX_PARENTS: u32 = 2;
/// When the second of them is queried, unless the first has answered.
const NEXT_PARENT_AFTER: Duration = Duration::from_millis(500);
/// How many of the zone's servers are queried at most, at one address each.
const MAX_SERVERS: usize = 4;
/// The most addresses kept of one server.
const MAX_ADDRESSES: usize = 8;
/// Additional time of the parent zone's server for the `DS` records.
const DS_PATIENCE: Duration = Duration::from_millis(500);
/// Additional time of each of the zone's servers for its keys and signatures.
const KEYS_PATIENCE: Duration = Duration::from_secs(1);

/// The zone and the domain to query about.
pub(crate) struct Cut<'a> {
    /// The zone below the cut.
    pub(crate) zone: &'a Domain,
    /// The domain whose mail is checked: the zone, or a name in it.
    pub(crate) domain: &'a Domain,
    /// The zone's name servers according to our resolver; empty if it gave no answer.
    pub(crate) ns: &'a [Domain],
    /// Why our resolver failed, if it gave no answer.
    pub(crate) servfail_reason: Option<ServFailReason>,
}

/// Where the results are stored.
pub(crate) struct Both<'a> {
    /// The delegation.
    pub(crate) cut: &'a mut Option<ZoneCutSeen>,
    /// The DNSSEC chain of trust across it.
    pub(crate) dnssec: &'a mut Option<DnssecSeen>,
}

/// Queries both sides of the zone cut, and stores the results in `seen`.
///
/// # Errors
/// The [`Cause`] when no server could be queried.
pub(crate) async fn ask(
    cut: Cut<'_>,
    net: &Net,
    recorder: &Recorder,
    seen: Both<'_>,
) -> Result<Passed<()>, Cause> {
    let Both { cut: seen, dnssec } = seen;
    if let Some(servfail_reason) = &cut.servfail_reason {
        dnssec.replace(DnssecSeen::unasked(cut.zone, servfail_reason.errors.clone(), now_s()));
    }
    let parents = match net.resolver().parent_zone(cut.zone).await {
        Lookup::Found(names) => names,
        // There is no zone above that could be queried.
        Lookup::Failed(DnsCause::NoData) => return Ok(Passed::silently(())),
        Lookup::Failed(cause) => {
            seen.replace(ZoneCutSeen::default());
            return Err(Cause::Dns(cause));
        }
    };
    let seen = seen.insert(ZoneCutSeen::default());
    let referral = referral(&parents, cut.zone, net, recorder).await?;
    seen.delegated.clone_from(&referral.ns);
    let hosts = if referral.ns.is_empty() { cut.ns } else { &referral.ns };
    let hosts = hosts.iter().take(MAX_SERVERS);
    let answers = join_all(hosts.map(|host| server(host, &referral, &cut, net, recorder))).await;
    let trouble = answers.iter().find_map(|said| said.trouble.clone());
    let (servers, keys): (Vec<_>, Vec<_>) =
        answers.into_iter().map(|said| (said.seen, said.keys)).unzip();
    seen.servers = servers;
    let has_ds_records =
        referral.ds_records.as_ref().is_some_and(|ds_records| !ds_records.is_empty());
    if has_ds_records || dnssec.is_some() {
        let chain =
            dnssec.get_or_insert_with(|| DnssecSeen::unasked(cut.zone, Vec::new(), now_s()));
        chain.ds = referral.ds_records.as_ref().map(DsRecords::seen);
        chain.servers = keys.into_iter().flatten().collect();
    }
    let is_heard = seen.servers.iter().any(|server| server.answer != NameServerAnswer::Unheard);
    let evidence = evidence(seen);
    seen.servers.extend(unreferred(seen, net).await);
    match trouble {
        Some(cause) if !is_heard => Err(cause),
        _ => Ok(Passed::with((), &evidence)),
    }
}

/// Looks up what [`ask`] will need if the domain is a zone, for the resolver's cache: the servers
/// of the parent zone, and the addresses of those that will be asked.
pub(crate) async fn look_ahead(domain: &Domain, net: &Net) {
    if let Lookup::Found(parents) = net.resolver().parent_zone(domain).await {
        let hosts = asked_first(&parents, domain).map(|host| net.resolver().addresses(host));
        let _cached = join_all(hosts).await;
    }
}

/// Looks up the addresses of a zone's servers, for the resolver's cache: the parent zone mostly
/// refers to the same ones.
pub(crate) async fn look_up_servers(ns: &[Domain], net: &Net) {
    let hosts = ns.iter().take(MAX_SERVERS).map(|host| net.resolver().addresses(host));
    let _cached = join_all(hosts).await;
}

/// The servers of the parent zone that are asked, in order. The first one depends on the zone:
/// always the same for one zone, but spread over the servers for a list of domains.
fn asked_first<'a>(parents: &'a [Domain], zone: &Domain) -> impl Iterator<Item = &'a Domain> {
    let begin = first_of(zone, parents.len());
    let count = usize::try_from(MAX_PARENTS).unwrap_or(1).min(parents.len());
    parents.iter().cycle().skip(begin).take(count)
}

/// The parent zone's data: the referral, and the `DS` records if the server returned them.
#[derive(Default)]
struct Parent {
    ns: Vec<Domain>,
    glue: Vec<(Domain, IpAddr)>,
    ds_records: Option<DsRecords>,
}

/// The parent's referral, from the first of its servers that gives one; empty if they answer for
/// the zone themselves.
async fn referral(
    parents: &[Domain],
    zone: &Domain,
    net: &Net,
    recorder: &Recorder,
) -> Result<Parent, Cause> {
    let asked = (0..MAX_PARENTS).zip(asked_first(parents, zone));
    let mut asking: FuturesUnordered<_> =
        asked.map(|(turn, host)| parent(turn, host, zone, net, recorder)).collect();
    let (mut is_heard, mut trouble) = (false, Cause::Internal);
    while let Some(answer) = asking.next().await {
        match answer {
            Ok(Some(parent)) => return Ok(parent),
            Ok(None) => is_heard = true,
            Err(cause) => trouble = cause,
        }
    }
    if is_heard { Ok(Parent::default()) } else { Err(trouble) }
}

/// The data of one server of the parent zone; `None` if it gives no referral.
async fn parent(
    turn: u32,
    host: &Domain,
    zone: &Domain,
    net: &Net,
    recorder: &Recorder,
) -> Result<Option<Parent>, Cause> {
    sleep(NEXT_PARENT_AFTER * turn).await;
    let work = async {
        let addresses = net.resolver().addresses(host).await;
        let address = *addresses
            .all()
            .first()
            .ok_or(Cause::Dns(addresses.cause().unwrap_or(DnsCause::NoData)))?;
        let mut asked = net.name_server(address).await?;
        asked.ask_parent_ahead(zone).await?;
        let answer = asked.zone(zone).await?;
        note(recorder, host, address, zone, &answer);
        Ok((asked, address, answer))
    };
    let (mut asked, address, answer) = within_patience(net, work).await?;
    let ZoneAnswer::Referral(Referral { ns, glue }) = answer else { return Ok(None) };
    // The referral is valid without the `DS` records, so ignore failures.
    let ds_records = async {
        match asked.ds_records(zone).await {
            // It answers one query for each connection.
            Err(Cause::Closed) => net.name_server(address).await?.ds_records(zone).await,
            answered => answered,
        }
    };
    let ds_records = timeout(DS_PATIENCE, ds_records).await.unwrap_or(Ok(None)).unwrap_or(None);
    if let Some(ds_records) = ds_records.as_ref().filter(|ds_records| !ds_records.is_empty()) {
        let ds = ds_records
            .seen()
            .iter()
            .map(|ds| format!("{} {} {}", ds.key_tag, ds.algorithm, ds.digest_type))
            .collect::<Vec<_>>();
        recorder.write(
            Direction::Note,
            ServerText::new(&format!("Asked {host} for DS {zone}: {}", ds.join(", "))),
        );
    }
    Ok(Some(Parent { ns, glue, ds_records }))
}

/// The answers of one server of the zone.
struct Said {
    seen: NameServerSeen,
    /// The zone's keys, if the parent has `DS` records.
    keys: Option<ZoneKeysSeen>,
    /// The cause if its answers are incomplete.
    trouble: Option<Cause>,
}

async fn server(
    host: &Domain,
    referral: &Parent,
    cut: &Cut<'_>,
    net: &Net,
    recorder: &Recorder,
) -> Said {
    let mut seen = NameServerSeen {
        host: host.clone(),
        addresses: Vec::new(),
        answer: NameServerAnswer::Unheard,
    };
    let work = async {
        // Prefer the glue addresses, because every resolver uses them.
        seen.addresses = referral
            .glue
            .iter()
            .filter(|(name, _)| name == host)
            .map(|(_, address)| *address)
            .take(MAX_ADDRESSES)
            .collect();
        if seen.addresses.is_empty() {
            let found = net.resolver().addresses(host).await;
            seen.addresses = found.all().into_iter().take(MAX_ADDRESSES).collect();
            if found.cause().is_some_and(DnsCause::is_authoritative) {
                seen.answer = NameServerAnswer::NoAddress;
            }
        }
        // Prefer IPv4, because a server is more likely to lack IPv6 connectivity.
        let address = seen
            .addresses
            .iter()
            .find(|address| address.is_ipv4())
            .or_else(|| seen.addresses.first());
        let address = *address.ok_or(Cause::Dns(DnsCause::NoData))?;
        let mut asked = net.name_server(address).await?;
        let has_ds = referral.ds_records.as_ref().is_some_and(|records| !records.is_empty());
        asked.ask_zone_ahead(cut.zone, cut.domain, has_ds).await?;
        let answer = asked.zone(cut.zone).await?;
        note(recorder, host, address, cut.zone, &answer);
        seen.answer = match answer {
            ZoneAnswer::Authoritative(ns) => NameServerAnswer::Authoritative { ns, mx: None },
            ZoneAnswer::Referral(_) | ZoneAnswer::Lame(_) => NameServerAnswer::Lame,
        };
        if let NameServerAnswer::Authoritative { mx, .. } = &mut seen.answer {
            *mx = match asked.mx(cut.domain).await {
                Err(Cause::Closed) => {
                    // It answers one query for each connection.
                    asked = net.name_server(address).await?;
                    asked.mx(cut.domain).await?
                }
                answered => answered?,
            };
        }
        Ok(asked)
    };
    let asked = within_patience(net, work).await;
    let is_authoritative = matches!(seen.answer, NameServerAnswer::Authoritative { .. });
    let (keys, trouble) = match asked {
        Ok(mut asked) if is_authoritative => {
            (keys(&mut asked, host, referral, cut, recorder).await, None)
        }
        Ok(_) => (None, None),
        Err(cause) => (None, Some(cause)),
    };
    if let Some(cause) = &trouble {
        recorder.write(Direction::Note, ServerText::new(&format!("{host}: {}", short_name(cause))));
    }
    Said { seen, keys, trouble }
}

/// The zone's keys at one of its servers, if the parent has `DS` records and the server answers in
/// time.
async fn keys(
    asked: &mut NameServer,
    host: &Domain,
    referral: &Parent,
    cut: &Cut<'_>,
    recorder: &Recorder,
) -> Option<ZoneKeysSeen> {
    let ds_records = referral.ds_records.as_ref().filter(|ds_records| !ds_records.is_empty())?;
    let keys = timeout(KEYS_PATIENCE, asked.keys(host, cut.zone, ds_records))
        .await
        .unwrap_or(Ok(None))
        .unwrap_or(None)?;
    let (have, fit) = (keys.keys.len(), keys.matched.len());
    recorder.write(
        Direction::Note,
        ServerText::new(&format!(
            "Asked {host} for DNSKEY {}: {have} keys, {fit} fit the DS",
            cut.zone
        )),
    );
    Some(keys)
}

fn now_s() -> i64 {
    clock::now_ms() / 1000
}

/// The servers in the zone's `NS` records that the parent does not list, with their addresses,
/// because another name may belong to a server that the parent does list.
async fn unreferred(seen: &ZoneCutSeen, net: &Net) -> Vec<NameServerSeen> {
    let mut hosts: Vec<&Domain> = Vec::new();
    for server in &seen.servers {
        let NameServerAnswer::Authoritative { ns, .. } = &server.answer else { continue };
        hosts.extend(ns.iter().filter(|host| !seen.delegated.contains(host)));
    }
    hosts.sort();
    hosts.dedup();
    let hosts = hosts.into_iter().filter(|_| !seen.delegated.is_empty()).take(MAX_SERVERS);
    let looked_up = hosts.map(|host| async move {
        let addresses =
            net.resolver().addresses(host).await.all().into_iter().take(MAX_ADDRESSES).collect();
        NameServerSeen { host: host.clone(), addresses, answer: NameServerAnswer::Unheard }
    });
    join_all(looked_up).await
}

async fn within_patience<T>(
    net: &Net,
    work: impl Future<Output = Result<T, Cause>>,
) -> Result<T, Cause> {
    timeout(PATIENCE.min(net.limits().dns), work)
        .await
        .unwrap_or(Err(Cause::Timeout { after_ms: 0 }))
}

fn first_of(zone: &Domain, count: usize) -> usize {
    let mut hasher = DefaultHasher::new();
    zone.hash(&mut hasher);
    let count = u64::try_from(count).unwrap_or(u64::MAX).max(1);
    usize::try_from(hasher.finish() % count).unwrap_or(0)
}

fn note(recorder: &Recorder, host: &Domain, address: IpAddr, zone: &Domain, answer: &ZoneAnswer) {
    let names = |names: &[Domain]| names.iter().map(Domain::as_str).collect::<Vec<_>>().join(", ");
    let said = match answer {
        ZoneAnswer::Authoritative(ns) => format!("authoritative, {}", names(ns)),
        ZoneAnswer::Referral(referral) => format!("referral to {}", names(&referral.ns)),
        ZoneAnswer::Lame(code) => format!("not authoritative ({code})"),
    };
    recorder.write(
        Direction::Note,
        ServerText::new(&format!("Asked {host} ({address}) for NS {zone}: {said}")),
    );
}

fn evidence(seen: &ZoneCutSeen) -> String {
    let mut line = String::new();
    for server in &seen.servers {
        let sign = match server.answer {
            NameServerAnswer::Authoritative { .. } => "AA",
            NameServerAnswer::Lame => "lame",
            NameServerAnswer::NoAddress => "no address",
            NameServerAnswer::Unheard => "not heard",
        };
        let between = if line.is_empty() { "" } else { ", " };
        // Writing to a string cannot fail.
        let _written = write!(line, "{between}{} {sign}", server.host);
    }
    line
}
