//! What the parent zone says of a zone's name servers, and what each of those says itself.
//!
//! Asks, without recursion and at each server's own address: a server of the parent zone for the referral, and then the
//! servers it refers to for the zone's own `NS` records and the domain's `MX` records. Who does not answer in time is
//! left aside; where no server of the parent zone can be reached, nobody else is asked. Must never judge.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::time::Duration;

use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use shared::dns::{DnsCause, Lookup};
use shared::mail::Domain;
use shared::probe::{Cause, Direction, NameServerAnswer, NameServerSeen, ServerText, ZoneCutSeen};
use tokio::time::{sleep, timeout};

use super::stages::{Passed, short_name};
use crate::net::Net;
use crate::net::name_server::{Referral, ZoneAnswer};
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

/// What is asked about.
pub(crate) struct Cut<'a> {
    /// The zone below the cut.
    pub(crate) zone: &'a Domain,
    /// The domain whose mail it is: the zone, or a name in it.
    pub(crate) domain: &'a Domain,
    /// The zone's name servers by our resolver; empty where it had no answer.
    pub(crate) ns: &'a [Domain],
}

/// Asks both sides, and leaves in `seen` what they say.
///
/// # Errors
/// Why nobody could be asked.
pub(crate) async fn ask(cut: Cut<'_>, net: &Net, recorder: &Recorder, seen: &mut Option<ZoneCutSeen>) -> Result<Passed<()>, Cause> {
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
    let trouble = answers.iter().find_map(|(_, trouble)| trouble.clone());
    seen.servers = answers.into_iter().map(|(server, _)| server).collect();
    let is_heard = seen.servers.iter().any(|server| server.answer != NameServerAnswer::Unheard);
    let evidence = evidence(seen);
    seen.servers.extend(unreferred(seen, net).await);
    match trouble {
        Some(cause) if !is_heard => Err(cause),
        _ => Ok(Passed::with((), &evidence)),
    }
}

/// The parent's referral, from the first of its servers that gives one; empty where they answer for the zone themselves.
async fn referral(parents: &[Domain], zone: &Domain, net: &Net, recorder: &Recorder) -> Result<Referral, Cause> {
    // Each zone begins at another server, and always at the same one: a long list does not fall upon a single one.
    let begin = first_of(zone, parents.len());
    let order = parents.iter().cycle().skip(begin).take(parents.len());
    let asked = (0..MAX_PARENTS).zip(order);
    let mut asking: FuturesUnordered<_> = asked.map(|(turn, host)| parent(turn, host, zone, net, recorder)).collect();
    let (mut is_heard, mut trouble) = (false, Cause::Internal);
    while let Some(answer) = asking.next().await {
        match answer {
            Ok(ZoneAnswer::Referral(referral)) => return Ok(referral),
            Ok(ZoneAnswer::Authoritative(_) | ZoneAnswer::Lame(_)) => is_heard = true,
            Err(cause) => trouble = cause,
        }
    }
    if is_heard { Ok(Referral::default()) } else { Err(trouble) }
}

async fn parent(turn: u32, host: &Domain, zone: &Domain, net: &Net, recorder: &Recorder) -> Result<ZoneAnswer, Cause> {
    sleep(NEXT_PARENT_AFTER * turn).await;
    let work = async {
        let addresses = net.resolver().addresses(host).await;
        let address = *addresses.all().first().ok_or(Cause::Dns(addresses.cause().unwrap_or(DnsCause::NoData)))?;
        let answer = net.name_server(address).await?.zone(zone).await?;
        note(recorder, host, address, zone, &answer);
        Ok(answer)
    };
    within_patience(net, work).await
}

/// What one server of the zone says, and why it did not say everything.
async fn server(host: &Domain, referral: &Referral, cut: &Cut<'_>, net: &Net, recorder: &Recorder) -> (NameServerSeen, Option<Cause>) {
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
        Ok(())
    };
    let trouble = within_patience(net, work).await.err();
    if let Some(cause) = &trouble {
        recorder.write(Direction::Note, ServerText::new(&format!("{host}: {}", short_name(cause))));
    }
    (seen, trouble)
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
