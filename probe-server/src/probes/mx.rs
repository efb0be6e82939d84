//! Where mail for a domain is delivered: its MX records and the addresses of each host (RFC 5321
//! §5.1).
//!
//! Two stages: mx, addresses. A domain without MX records receives mail at its own address, if it
//! has one (the implicit MX); a null MX means that it receives none (RFC 7505). Must never connect
//! to the hosts: the relay probe does that.

use diagnosis::probe::{Cause, MxHost, MxSeen, Stage};
use futures_util::future::join_all;
use mail::Domain;
use mail::dns::{DnsCause, Lookup, MxRecord};
use terms::ServerText;

use super::stages::{Passed, Stages, Stopped};
use crate::net::Net;

/// How many MX hosts are resolved.
const MAX_HOSTS: usize = 10;

/// Queries the records and the addresses.
pub(crate) async fn probe(domain: &Domain, net: &Net, stages: &mut Stages) -> MxSeen {
    let mut seen = MxSeen::failed(DnsCause::Timeout);
    // The cause is in the stage reports.
    let _: Result<(), Stopped> = walk(domain, net, stages, &mut seen).await;
    seen
}

async fn walk(
    domain: &Domain,
    net: &Net,
    stages: &mut Stages,
    seen: &mut MxSeen,
) -> Result<(), Stopped> {
    stages.run(Stage::Mx, net.limits().probe, ask_mx(domain, net, seen)).await?;
    let candidates = match &seen.mx {
        Lookup::Found(records) => records.clone(),
        Lookup::Failed(_) if seen.is_null => Vec::new(),
        Lookup::Failed(_) => vec![MxRecord { preference: 0, exchange: domain.clone() }],
    };
    if candidates.is_empty() {
        return Ok(());
    }
    stages.run(Stage::Addresses, net.limits().probe, ask_addresses(candidates, net, seen)).await
}

async fn ask_mx(domain: &Domain, net: &Net, seen: &mut MxSeen) -> Result<Passed<()>, Cause> {
    match net.resolver().mx(domain).await {
        Lookup::Found(answer) => {
            let written: Vec<_> = answer
                .records
                .iter()
                .map(|mx| format!("{} {}", mx.preference, mx.exchange))
                .collect();
            // A null MX counts only if it is the only record (RFC 7505 §3).
            seen.is_null = answer.has_null && answer.records.is_empty();
            seen.is_null_beside = answer.has_null && !answer.records.is_empty();
            seen.malformed = answer.malformed;
            let is_empty = answer.records.is_empty();
            seen.mx = if is_empty {
                Lookup::Failed(DnsCause::NoData)
            } else {
                Lookup::Found(answer.records)
            };
            let odd = seen.malformed.iter().map(ServerText::as_str).map(str::to_owned);
            let null = answer.has_null.then(|| "0 .".to_owned());
            let evidence =
                null.into_iter().chain(written).chain(odd).collect::<Vec<_>>().join(", ");
            if is_empty && !seen.is_null {
                Err(Cause::Dns(DnsCause::NoData))
            } else {
                Ok(Passed::with((), &evidence))
            }
        }
        // No MX record is no failure yet: the domain's own address may receive mail.
        Lookup::Failed(DnsCause::NoData) => {
            seen.mx = Lookup::Failed(DnsCause::NoData);
            seen.is_implicit = true;
            Ok(Passed::silently(()))
        }
        Lookup::Failed(cause) => {
            seen.mx = Lookup::Failed(cause);
            Err(Cause::Dns(cause))
        }
    }
}

async fn ask_addresses(
    candidates: Vec<MxRecord>,
    net: &Net,
    seen: &mut MxSeen,
) -> Result<Passed<()>, Cause> {
    seen.left_out_count =
        u16::try_from(candidates.len().saturating_sub(MAX_HOSTS)).unwrap_or(u16::MAX);
    let asked: Vec<_> = candidates.into_iter().take(MAX_HOSTS).collect();
    let answers = join_all(asked.iter().map(|mx| net.resolver().addresses(&mx.exchange))).await;
    let mut found = Vec::new();
    let mut trouble = None;
    for (mx, addresses) in asked.into_iter().zip(answers) {
        let all = addresses.all();
        trouble = trouble.or(addresses.cause());
        found.extend(all.iter().map(ToString::to_string));
        seen.hosts.push(MxHost {
            name: mx.exchange,
            preference: mx.preference,
            not_public: all.into_iter().filter(|&address| !net.allows(address)).collect(),
            alias_of: addresses.alias_of,
            ipv4: addresses.ipv4,
            ipv6: addresses.ipv6,
        });
    }
    if !found.is_empty() {
        return Ok(Passed::with((), &found.join(", ")));
    }
    if seen.is_implicit {
        // The domain has no address either, so there is no implicit MX.
        seen.is_implicit = false;
        seen.hosts.clear();
    }
    Err(Cause::Dns(trouble.unwrap_or(DnsCause::NoData)))
}
