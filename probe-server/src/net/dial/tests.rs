//! Connections to addresses that answer, refuse, stay silent, or have had enough.

use super::*;
use crate::net::limits::Budgets;
use crate::net::vet::Vetter;
use crate::net::{Net, NetConfig};
use std::num::NonZeroU32;
use tokio::net::TcpListener;
use tokio::time::Instant;

const LIMIT: Duration = Duration::from_millis(400);

fn vetted(addresses: &[&str]) -> Vec<Vetted> {
    let vetter = Vetter::new(
        vec!["203.0.113.0/24".parse().unwrap(), "2001:db8::/32".parse().unwrap()],
        vec![],
    );
    addresses.iter().map(|address| vetter.vet(address.parse().unwrap()).unwrap()).collect()
}

fn nobody(meter: &Meter) -> Payer<'_> {
    Payer { meter, client: None }
}

async fn dial(routes: Routes, addresses: &[&str]) -> Result<SocketAddr, Cause> {
    let meter = Meter::new(Budgets::default());
    Dialer::new(routes, OwnAddresses::default())
        .dial(&vetted(addresses), nobody(&meter), LIMIT)
        .await
        .map(|dialled| dialled.address)
}

#[tokio::test]
async fn a_detour_is_taken_and_the_address_asked_for_is_reported() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let routes = Routes::world([(
        "203.0.113.1:25".parse().unwrap(),
        Route::To(listener.local_addr().unwrap()),
    )]);
    assert_eq!(dial(routes, &["203.0.113.1:25"]).await, Ok("203.0.113.1:25".parse().unwrap()));
}

#[tokio::test]
async fn causes_are_told_apart() {
    let unused = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let world = || {
        Routes::world([
            ("203.0.113.1:25".parse().unwrap(), Route::Refused),
            ("203.0.113.2:25".parse().unwrap(), Route::Blackhole),
            ("203.0.113.3:25".parse().unwrap(), Route::To(unused)),
        ])
    };
    let timeout = Err(Cause::Timeout { after_ms: 400 });
    assert_eq!(dial(world(), &["203.0.113.1:25"]).await, Err(Cause::Refused));
    assert_eq!(dial(world(), &["203.0.113.2:25"]).await, timeout.clone());
    assert_eq!(dial(world(), &["203.0.113.3:25"]).await, Err(Cause::Refused));
    assert_eq!(dial(world(), &["203.0.113.1:143"]).await, Err(Cause::Refused));
    assert_eq!(dial(world(), &["203.0.113.9:25"]).await, Err(Cause::Unreachable));
    assert_eq!(dial(world(), &["203.0.113.9:25", "203.0.113.1:25"]).await, Err(Cause::Refused));
    assert_eq!(dial(world(), &["203.0.113.2:25", "203.0.113.9:25"]).await, timeout);
    assert_eq!(dial(world(), &["203.0.113.2:25", "203.0.113.1:25"]).await, Err(Cause::Refused));
}

#[tokio::test]
async fn an_address_that_was_not_tried_accuses_nobody() {
    let routes = Routes::world([
        ("203.0.113.1:25".parse().unwrap(), Route::Refused),
        ("[2001:db8::1]:25".parse().unwrap(), Route::Refused),
    ]);
    let once = NonZeroU32::MIN;
    let meter = Meter::new(Budgets {
        per_target_per_minute: once,
        per_target_per_hour: once,
        ..Budgets::default()
    });
    let dialer = Dialer::new(routes, OwnAddresses::default());
    let causes = async |addresses: &[&str]| {
        dialer.dial(&vetted(addresses), nobody(&meter), LIMIT).await.map(|dialled| dialled.address)
    };
    assert_eq!(causes(&["203.0.113.1:25"]).await, Err(Cause::Refused));
    assert_eq!(
        causes(&["[2001:db8::1]:25", "203.0.113.1:25"]).await,
        Err(Cause::NotAllowed(Refusal::BudgetSpent))
    );
}

#[tokio::test]
async fn a_silent_address_does_not_hold_up_the_next_one() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let routes = Routes::world([
        ("203.0.113.1:25".parse().unwrap(), Route::Blackhole),
        ("[2001:db8::1]:25".parse().unwrap(), Route::To(listener.local_addr().unwrap())),
    ]);
    let began = Instant::now();
    assert_eq!(
        dial(routes, &["203.0.113.1:25", "[2001:db8::1]:25"]).await,
        Ok("[2001:db8::1]:25".parse().unwrap())
    );
    assert!(began.elapsed() < LIMIT);
}

#[tokio::test]
async fn waiting_for_others_to_end_is_no_timeout_of_the_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let local = listener.local_addr().unwrap();
    let dialer = Dialer::new(
        Routes::world([("203.0.113.1:25".parse().unwrap(), Route::To(local))]),
        OwnAddresses::default(),
    );
    let meter = Meter::new(Budgets { per_target_at_once: 1, ..Budgets::default() });
    let target = vetted(&["203.0.113.1:25"]);
    let first = dialer.dial(&target, nobody(&meter), LIMIT).await.unwrap();
    assert_eq!(
        dialer.dial(&target, nobody(&meter), LIMIT).await.err(),
        Some(Cause::NotAllowed(Refusal::BudgetSpent))
    );
    drop(first);
    assert!(dialer.dial(&target, nobody(&meter), LIMIT).await.is_ok());
}

/// The attempts are hedged where a server lets a connection wait.
#[tokio::test]
async fn a_hedged_connection_counts_once() {
    let socket = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
    socket.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    socket.listen(0).unwrap();
    let local = socket.local_addr().unwrap().as_socket().unwrap();
    #[expect(clippy::disallowed_methods, reason = "the test fills the queue of its own listener")]
    let _queue = TcpStream::connect(local).await.unwrap();
    let dialer = Dialer::new(
        Routes::world([("203.0.113.1:25".parse().unwrap(), Route::To(local))]),
        OwnAddresses::default(),
    );
    let count = NonZeroU32::new(2).unwrap();
    let meter = Meter::new(Budgets { per_target_per_minute: count, ..Budgets::default() });
    let target = vetted(&["203.0.113.1:25"]);
    for _ in 0..2 {
        assert_eq!(
            dialer.dial(&target, nobody(&meter), LIMIT).await.err(),
            Some(Cause::Timeout { after_ms: 400 })
        );
    }
    assert_eq!(
        dialer.dial(&target, nobody(&meter), LIMIT).await.err(),
        Some(Cause::NotAllowed(Refusal::BudgetSpent))
    );
}

/// Clones of the network share the budgets, and each pays for its own client.
#[tokio::test]
async fn a_network_on_behalf_of_a_client_is_charged_to_it() {
    let unused = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let net = Net::new(NetConfig {
        nameservers: vec![unused],
        allow_networks: vec!["203.0.113.0/24".parse().unwrap()],
        routes: Routes::world([("203.0.113.1:25".parse().unwrap(), Route::Refused)]),
        budgets: Budgets { client_target_per_minute: NonZeroU32::MIN, ..Budgets::default() },
        ..NetConfig::default()
    })
    .unwrap();
    let target = net.vet(&["203.0.113.1".parse().unwrap()], 25).unwrap();
    let dial = async |client: Option<&str>| {
        let net = net.on_behalf_of(client.map(|client| client.parse().unwrap()));
        net.clone().dial(&target).await.err()
    };
    let spent = Some(Cause::NotAllowed(Refusal::BudgetSpent));
    assert_eq!(dial(Some("192.0.2.1")).await, Some(Cause::Refused));
    assert_eq!(dial(Some("192.0.2.2")).await, spent);
    assert_eq!(dial(Some("198.51.100.1")).await, Some(Cause::Refused));
    assert_eq!(dial(None).await, Some(Cause::Refused));
}
