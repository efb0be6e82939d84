//! Nothing is sent to a forbidden address, whatever the records of a domain say: in a network where
//! each of these addresses listens, no connection arrives there.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use futures_util::StreamExt as _;
use reqwest::Client;
use serde_json::json;
use tests::name_server;
use tests::operated::{Operated, Operation};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use super::api::Customer;
use super::earth::{self, Arrivals, PORTS, public};
use super::zone::{Lure, Zone};
use super::{figure, namespace, size};

/// Addresses that must never be dialled, of each block, and in each form that contains an IPv4
/// address. The system would connect to every one of them: this machine, its networks, the services
/// for virtual machines, and what no public server has.
const FORBIDDEN: [&str; 33] = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "203.0.113.1",
    "240.0.0.1",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "::ffff:0:7f00:1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "2002:7f00:1::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "fc00::1",
    "fd00:ec2::254",
    "fec0::1",
    "5f00::1",
    "2001:db8::1",
    "3fff::1",
    "4000::1",
    namespace::OWN[0],
    namespace::OWN[1],
];

/// How many sessions are under way at once.
const AT_ONCE: usize = 16;

/// Domains of mailboxes that are an address, or this machine.
const NO_DOMAINS: [&str; 8] = [
    "127.0.0.1",
    "[127.0.0.1]",
    "[IPv6:::1]",
    "localhost",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "127.1",
];

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_to_a_forbidden_address() {
    let test = "trust::forbidden::nothing_is_sent_to_a_forbidden_address";
    let lures = [Lure::Direct, Lure::Alias, Lure::Mixed, Lure::Literal];
    if namespace::is_inside(test) {
        let figures = lead_astray(&lures, size(4 * FORBIDDEN.len(), 10_000)).await;
        figure("forbidden", &figures);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_changes_has_no_effect() {
    let test = "trust::forbidden::an_address_that_changes_has_no_effect";
    if namespace::is_inside(test) {
        let figures = lead_astray(&[Lure::Later, Lure::Turns], size(2 * FORBIDDEN.len(), 5_000));
        figure("rebinding", &figures.await);
    }
}

/// Checks so many domains, and returns the figures.
///
/// # Panics
/// When a connection arrives at a forbidden address, or none at a public one.
async fn lead_astray(lures: &[Lure], count: usize) -> serde_json::Value {
    let forbidden = FORBIDDEN.map(|address| address.parse::<IpAddr>().expect("an address"));
    let public = public();
    // The peers close at once.
    let arrivals = earth::listen(async |_, _| {}).await;
    listening_is_noticed(&forbidden, &arrivals).await;

    let zone = Zone::new(&forbidden);
    let resolver = name_server::start(move |name, wanted| zone.answer(name, wanted)).await;
    let server = Arc::new(Operated::start_as(Operation::default().asking(resolver.address())));
    let client = Client::new();
    for domain in NO_DOMAINS {
        let opened = Customer::open(&client, &server.url(), &format!("anna@{domain}")).await;
        assert!(opened.is_none(), "{domain}");
    }
    // The server itself listens on loopback, and the test has just spoken with it.
    arrivals.take();
    let mut workers = JoinSet::new();
    for worker in 0..AT_ONCE {
        let (server, client, lures) = (Arc::clone(&server), client.clone(), lures.to_vec());
        workers.spawn(async move {
            let mut refused_count = 0;
            for number in (worker..count).step_by(AT_ONCE) {
                let lure = lures[number / FORBIDDEN.len() % lures.len()];
                refused_count += check(&client, &server.url(), lure, number).await;
            }
            refused_count
        });
    }
    let refused_count: usize = workers.join_all().await.into_iter().sum();
    let arrived = arrivals.take();
    let (there, astray): (BTreeMap<_, _>, BTreeMap<_, _>) =
        arrived.into_iter().partition(|(address, _)| public.contains(address));
    assert_eq!(astray, BTreeMap::new(), "forbidden addresses, and how often");
    let public_count: usize = there.values().sum();
    assert!(public_count > 0, "the public addresses of the same names are connected to");
    json!({
        "requests": count, "refused": refused_count, "connects_forbidden": 0,
        "connects_public": public_count,
    })
}

/// Asserts that a connection to a forbidden address would be noticed.
async fn listening_is_noticed(forbidden: &[IpAddr], arrivals: &Arrivals) {
    for address in forbidden {
        for port in PORTS {
            TcpStream::connect((*address, port)).await.expect("every address listens");
        }
    }
    let deadline = std::time::Instant::now() + std::time::Duration::from_secs(20);
    let mut noticed = 0;
    while noticed < forbidden.len() * PORTS.len() {
        assert!(std::time::Instant::now() < deadline, "only {noticed} connections are noticed");
        noticed += arrivals.take().values().sum::<usize>();
        tokio::task::yield_now().await;
    }
}

/// Opens a session about the domain, waits for its checks, and erases it. Returns how often an
/// address was refused.
async fn check(client: &Client, server: &str, lure: Lure, number: usize) -> usize {
    let mailbox = format!("anna@{}", lure.domain(number));
    let customer = Customer::open(client, server, &mailbox).await.expect("a session");
    let mut stream = customer.follow(0).await;
    let mut refused_count = 0;
    loop {
        let entry = stream.next().await.expect("the checks end");
        let text = entry.to_string();
        refused_count +=
            usize::from(text.contains("address_not_public") || text.contains("own_address"));
        if entry["event"].get("run_ended").is_some() {
            break;
        }
    }
    let met = refused_count > 0;
    assert!(met || !lure.is_certain(), "{mailbox}: the checks meet the address");
    let erased = client.delete(&customer.url).bearer_auth(&customer.token).send().await;
    assert!(erased.expect("an answer").status().is_success());
    refused_count
}
