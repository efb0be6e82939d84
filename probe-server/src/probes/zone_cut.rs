//! What the parent zone says of a zone's name servers, and what each of those says itself.
//!
//! Asks, without recursion and at each server's own address: a server of the parent zone for the referral, and then the
//! servers it refers to for the zone's own `NS` records and the domain's `MX` records. Who does not answer in time is
//! left aside. If no server of the parent zone can be reached, the zone's servers are not asked. If the parent has `DS` records
//! of the zone (DNSSEC), the zone's servers are asked for its keys as well. Must never judge.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::time::Duration;

use diagnosis::probe::{Cause, Direction, DnssecSeen, NameServerAnswer, NameServerSeen, ZoneCutSeen, ZoneKeysSeen};
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
use crate::net::name_server::{NameServer, Referral, Vouched, ZoneAnswer};
use crate::net::resolve::Refused;
use crate::net::wire::Recorder;

/// How long one server has for all of its answers, the connection included. Silence is held against nobody here, so there
/// is no need to wait for long.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many servers of the parent zone are asked at most.
const MAX_PARENTS: u32 = 2;
/// When the second of them is asked, if the first is still silent.
const NEXT_PARENT_AFTER: Duration = Duration::from_millis(500);
/// How many of the zone's servers are asked at most, at one address each.
const MAX_SERVERS: usize = 4;
/// The most addresses kept of one server.
const MAX_ADDRESSES: usize = 8;
/// How much longer the server of the parent zone has for the zone's `DS` records.
const DS_PATIENCE: Duration = Duration::from_millis(500);
/// How much longer one of the zone's servers has for its keys and signatures.
const KEYS_PATIENCE: Duration = Duration::from_secs(1);

/// What is asked about.
pub(crate) struct Cut<'a> {
    /// The zone below the cut.
    pub(crate) zone: &'a Domain,
    /// The domain whose mail it is: the zone, or a name in it.
    pub(crate) domain: &'a Domain,
    /// The zone's name servers by our resolver; empty where it had no answer.
    pub(crate) ns: &'a [Domain],
    /// What our resolver says of its failure, where it had no answer.
    pub(crate) refused: Option<Refused>,
}

/// Where it is left what they say.
pub(crate) struct Both<'a> {
    /// Of the cut itself.
    pub(crate) cut: &'a mut Option<ZoneCutSeen>,
    /// Of the chain of trust across it.
    pub(crate) dnssec: &'a mut Option<DnssecSeen>,
}

/// Asks both sides, and leaves in `seen` what they say.
///
/// # Errors
/// Why nobody could be asked.
pub(crate) async fn ask(cut: Cut<'_>, net: &Net, recorder: &Recorder, seen: Both<'_>) -> Result<Passed<()>, Cause> {
    let Both { cut: seen, dnssec } = seen;
    if let Some(refused) = &cut.refused {
        dnssec.replace(DnssecSeen::unasked(cut.zone, refused.errors.clone(), now_s()));
    }
    let parents = match net.resolver().parent_zone(cut.zone).await {
        Lookup::Found(names) => names,
        // Nobody is above it whom we could ask.
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
    let (servers, keys): (Vec<_>, Vec<_>) = answers.into_iter().map(|said| (said.seen, said.keys)).unzip();
    seen.servers = servers;
    let is_vouched_for = referral.vouched.as_ref().is_some_and(|vouched| !vouched.is_empty());
    if is_vouched_for || dnssec.is_some() {
        let chain = dnssec.get_or_insert_with(|| DnssecSeen::unasked(cut.zone, Vec::new(), now_s()));
        chain.ds = referral.vouched.as_ref().map(Vouched::seen);
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

/// What the parent zone says: where it refers to, and which keys it vouches for, where it said so.
#[derive(Default)]
struct Parent {
    ns: Vec<Domain>,
    glue: Vec<(Domain, IpAddr)>,
    vouched: Option<Vouched>,
}

/// The parent's referral, from the first of its servers that gives one; empty where they answer for the zone themselves.
async fn referral(parents: &[Domain], zone: &Domain, net: &Net, recorder: &Recorder) -> Result<Parent, Cause> {
    // Each zone begins at another server, and always at the same one: a long list does not fall upon a single one.
    let begin = first_of(zone, parents.len());
    let order = parents.iter().cycle().skip(begin).take(parents.len());
    let asked = (0..MAX_PARENTS).zip(order);
    let mut asking: FuturesUnordered<_> = asked.map(|(turn, host)| parent(turn, host, zone, net, recorder)).collect();
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

/// What one server of the parent zone says; `None` where it gives no referral.
async fn parent(turn: u32, host: &Domain, zone: &Domain, net: &Net, recorder: &Recorder) -> Result<Option<Parent>, Cause> {
    sleep(NEXT_PARENT_AFTER * turn).await;
    let work = async {
        let addresses = net.resolver().addresses(host).await;
        let address = *addresses.all().first().ok_or(Cause::Dns(addresses.cause().unwrap_or(DnsCause::NoData)))?;
        let mut asked = net.name_server(address).await?;
        let answer = asked.zone(zone).await?;
        note(recorder, host, address, zone, &answer);
        Ok((asked, answer))
    };
    let (mut asked, answer) = within_patience(net, work).await?;
    let ZoneAnswer::Referral(Referral { ns, glue }) = answer else { return Ok(None) };
    // The referral counts without it.
    let vouched = timeout(DS_PATIENCE, asked.vouched(zone)).await.unwrap_or(Ok(None)).unwrap_or(None);
    if let Some(vouched) = vouched.as_ref().filter(|vouched| !vouched.is_empty()) {
        let ds = vouched.seen().iter().map(|ds| format!("{} {} {}", ds.key_tag, ds.algorithm, ds.digest_type)).collect::<Vec<_>>();
        recorder.write(Direction::Note, ServerText::new(&format!("Asked {host} for DS {zone}: {}", ds.join(", "))));
    }
    Ok(Some(Parent { ns, glue, vouched }))
}

/// What one server of the zone says.
struct Said {
    seen: NameServerSeen,
    /// The zone's keys, where the parent vouches for any.
    keys: Option<ZoneKeysSeen>,
    /// Why it did not say everything.
    trouble: Option<Cause>,
}

async fn server(host: &Domain, referral: &Parent, cut: &Cut<'_>, net: &Net, recorder: &Recorder) -> Said {
    let mut seen = NameServerSeen { host: host.clone(), addresses: Vec::new(), answer: NameServerAnswer::Unheard };
    let work = async {
        // What comes with the referral is what everybody else goes by.
        seen.addresses = referral.glue.iter().filter(|(name, _)| name == host).map(|(_, address)| *address).take(MAX_ADDRESSES).collect();
        if seen.addresses.is_empty() {
            let found = net.resolver().addresses(host).await;
            seen.addresses = found.all().into_iter().take(MAX_ADDRESSES).collect();
            if found.cause().is_some_and(DnsCause::is_authoritative) {
                seen.answer = NameServerAnswer::NoAddress;
            }
        }
        // IPv4 where there is one: of the two it is the path that a server is least likely to lack itself.
        let address = seen.addresses.iter().find(|address| address.is_ipv4()).or_else(|| seen.addresses.first());
        let address = *address.ok_or(Cause::Dns(DnsCause::NoData))?;
        let mut asked = net.name_server(address).await?;
        let answer = asked.zone(cut.zone).await?;
        note(recorder, host, address, cut.zone, &answer);
        seen.answer = match answer {
            ZoneAnswer::Authoritative(ns) => NameServerAnswer::Authoritative { ns, mx: None },
            ZoneAnswer::Referral(_) | ZoneAnswer::Lame(_) => NameServerAnswer::Lame,
        };
        if let NameServerAnswer::Authoritative { mx, .. } = &mut seen.answer {
            *mx = asked.mx(cut.domain).await?;
        }
        Ok(asked)
    };
    let asked = within_patience(net, work).await;
    let is_authoritative = matches!(seen.answer, NameServerAnswer::Authoritative { .. });
    let (keys, trouble) = match asked {
        Ok(mut asked) if is_authoritative => (keys(&mut asked, host, referral, cut, recorder).await, None),
        Ok(_) => (None, None),
        Err(cause) => (None, Some(cause)),
    };
    if let Some(cause) = &trouble {
        recorder.write(Direction::Note, ServerText::new(&format!("{host}: {}", short_name(cause))));
    }
    Said { seen, keys, trouble }
}

/// The zone's keys, as one of its servers has them, where the parent vouches for any and the server says.
async fn keys(asked: &mut NameServer, host: &Domain, referral: &Parent, cut: &Cut<'_>, recorder: &Recorder) -> Option<ZoneKeysSeen> {
    let vouched = referral.vouched.as_ref().filter(|vouched| !vouched.is_empty())?;
    let keys = timeout(KEYS_PATIENCE, asked.keys(host, cut.zone, vouched)).await.unwrap_or(Ok(None)).unwrap_or(None)?;
    let (have, fit) = (keys.keys.len(), keys.matched.len());
    recorder.write(Direction::Note, ServerText::new(&format!("Asked {host} for DNSKEY {}: {have} keys, {fit} fit the DS", cut.zone)));
    Some(keys)
}

fn now_s() -> i64 {
    clock::now_ms() / 1000
}

/// The servers that the zone names and the parent does not, with their addresses: two names may be one server.
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
        let addresses = net.resolver().addresses(host).await.all().into_iter().take(MAX_ADDRESSES).collect();
        NameServerSeen { host: host.clone(), addresses, answer: NameServerAnswer::Unheard }
    });
    join_all(looked_up).await
}

async fn within_patience<T>(net: &Net, work: impl Future<Output = Result<T, Cause>>) -> Result<T, Cause> {
    timeout(PATIENCE.min(net.limits().dns), work).await.unwrap_or(Err(Cause::Timeout { after_ms: 0 }))
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
    recorder.write(Direction::Note, ServerText::new(&format!("Asked {host} ({address}) for NS {zone}: {said}")));
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
