//! The stages that every probe of a server shares: resolve, connect, TLS, certificate.
//!
//! Must never send a byte of a mail or web protocol.

use std::net::IpAddr;
use std::time::Duration;

use diagnosis::probe::{Cause, Direction, ProbeTarget, Stage, TlsSeen};
use futures_util::future::join_all;
use mail::Domain;
use terms::ServerText;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::stages::{Passed, Stages, Stopped};
use crate::net::Net;
use crate::net::dial::Dialled;
use crate::net::tcp::TcpConnection;
use crate::net::vet::Vetted;

/// How many names of a certificate are looked up.
const MAX_OTHER_NAMES: usize = 5;
/// Extra time for the addresses after the first, which start a little later.
const NEXT_ADDRESSES: Duration = Duration::from_secs(1);

/// Resolves the target's addresses, unless it has a fixed one, and connects. The resolved addresses
/// are stored in `found`, also when none of them answers.
pub(crate) async fn to_target(
    target: &ProbeTarget,
    net: &Net,
    stages: &mut Stages,
    found: &mut Vec<IpAddr>,
) -> Result<Dialled, Stopped> {
    let addresses = match target.address {
        Some(address) => vec![address],
        None => {
            *found = resolve(&target.host, target.port, net, stages).await?;
            found.clone()
        }
    };
    let recorder = stages.recorder().clone();
    let work = async {
        let vetted = net.vet(&addresses, target.port).map_err(Cause::NotAllowed)?;
        let dialled = net.dial(&vetted).await?;
        let address = dialled.address.to_string();
        recorder.write(
            Direction::Note,
            ServerText::new(&format!("Connected to {address} ({})", target.host)),
        );
        Ok(Passed::with(dialled, &address))
    };
    // Twice the limit: the wait for a connection slot of the same address may take as long again.
    stages.run(Stage::Connect, net.limits().connect * 2 + NEXT_ADDRESSES, work).await
}

async fn resolve(
    host: &Domain,
    port: u16,
    net: &Net,
    stages: &mut Stages,
) -> Result<Vec<IpAddr>, Stopped> {
    let work = async {
        let addresses = public_addresses(host, port, net).await?;
        let written: Vec<_> =
            addresses.iter().map(|vetted| vetted.address().ip().to_string()).collect();
        let evidence = written.join(", ");
        Ok(Passed::with(addresses.iter().map(|vetted| vetted.address().ip()).collect(), &evidence))
    };
    stages.run(Stage::Resolve, net.limits().dns * 2, work).await
}

/// The addresses of a host that may be dialled; an error if there is none.
pub(crate) async fn public_addresses(
    host: &Domain,
    port: u16,
    net: &Net,
) -> Result<Vec<Vetted>, Cause> {
    let addresses = net.resolver().addresses(host).await;
    if let Some(cause) = addresses.cause() {
        return Err(Cause::Dns(cause));
    }
    net.vet(&addresses.all(), port).map_err(Cause::NotAllowed)
}

/// The TLS stage.
pub(crate) async fn shake_hands(
    stream: TcpConnection,
    host: &Domain,
    net: &Net,
    stages: &mut Stages,
) -> Result<(TlsStream<TcpConnection>, TlsSeen), Stopped> {
    let recorder = stages.recorder().clone();
    let work = async {
        let (stream, seen) = net.handshake(stream, host).await?;
        let evidence = format!("{} {}", seen.version, seen.cipher_suite);
        recorder.write(Direction::Note, ServerText::new(&format!("TLS started with {evidence}")));
        Ok(Passed::with((stream, seen), &evidence))
    };
    stages.run(Stage::Tls, net.limits().tls, work).await
}

/// A host name of the certificate that resolves to one of these addresses, if the certificate does
/// not cover the name that was asked for: the name to use for this server. A name that resolves
/// elsewhere is not returned, because it is another server's.
pub(crate) async fn name_to_use(seen: &TlsSeen, addresses: &[IpAddr], net: &Net) -> Option<Domain> {
    if !seen.is_for_other_names || addresses.is_empty() {
        return None;
    }
    let names = seen.certificate.iter().flat_map(|certificate| &certificate.names);
    let mut names: Vec<Domain> = names
        .filter_map(|name| Domain::parse(name.as_str()).ok())
        .filter(|name| *name != seen.server_name)
        .collect();
    names.sort_by_key(fitness);
    names.truncate(MAX_OTHER_NAMES);
    let leads_here = async |name: &Domain| {
        net.resolver().addresses(name).await.all().iter().any(|address| addresses.contains(address))
    };
    let found =
        timeout(net.limits().dns, join_all(names.iter().map(leads_here))).await.unwrap_or_default();
    names.iter().zip(found).find(|(_, leads_here)| *leads_here).map(|(name, _)| name.clone())
}

/// Sort key of a host name: mail servers first, web hosts last.
fn fitness(name: &Domain) -> u8 {
    let label = name.as_str().split('.').next().unwrap_or_default();
    if ["mail", "imap", "pop", "smtp", "mx"].iter().any(|start| label.starts_with(start)) {
        0
    } else if ["www", "web", "cpanel", "autodiscover", "autoconfig"]
        .iter()
        .any(|start| label.starts_with(start))
    {
        2
    } else {
        1
    }
}

/// The certificate stage; a bad certificate fails the stage, and the probe goes on.
pub(crate) async fn judge(seen: &TlsSeen, stages: &mut Stages) -> Result<(), Stopped> {
    let evidence = seen.certificate.as_ref().map(|certificate| {
        let name = certificate.names.first().unwrap_or(&certificate.subject);
        ServerText::new(&format!("{name} until {}", date_of(certificate.not_after_s)))
    });
    stages.judged(Stage::Certificate, seen.problem.clone().map(Cause::Tls), evidence).await
}

/// The date, as `2026-12-01`.
fn date_of(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).map_or_else(
        |_beyond_all_calendars| seconds.to_string(),
        |at| at.strftime("%Y-%m-%d").to_string(),
    )
}
