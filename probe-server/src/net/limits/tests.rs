//! Budgets that are spent, waited for, and refilled.

use super::*;

fn target(last: u8) -> SocketAddr {
    SocketAddr::from(([198, 51, 100, last], 25))
}

fn tight() -> Budgets {
    Budgets { per_target_per_minute: at_least_one(3), ..Budgets::default() }
}

#[test]
fn a_probe_has_the_time_that_the_page_speaks_of() {
    let usual = Limits::default();
    assert_eq!(usual.of_probe(ProbeKind::Smtp), Duration::from_secs(20));
    assert_eq!(usual.of_probe(ProbeKind::MailboxImap), Duration::from_secs(60));
    assert_eq!(usual.of_probe(ProbeKind::SelfTest), Duration::from_secs(20));
    assert_eq!(usual.of_probe(ProbeKind::ProviderStatus), usual.http, "its only stage");
    let short = Limits { probe: Duration::from_secs(1), ..usual };
    assert_eq!(
        short.of_probe(ProbeKind::Smtp),
        Duration::from_secs(1),
        "less where somebody wants less"
    );
}

#[tokio::test]
async fn a_target_is_not_knocked_at_more_often_than_allowed() {
    let meter = Meter::new(tight());
    for _ in 0..3 {
        assert!(meter.target(target(1), None, Duration::ZERO).await.is_ok());
    }
    assert_eq!(
        meter.target(target(1), None, Duration::ZERO).await.err(),
        Some(Refusal::BudgetSpent)
    );
    assert!(
        meter.target(target(2), None, Duration::ZERO).await.is_ok(),
        "another address has its own budget"
    );
}

#[tokio::test]
async fn its_network_has_four_times_as_much() {
    let meter = Meter::new(tight());
    let mut taken = 0;
    for last in 0..=255 {
        taken += u32::from(meter.target(target(last), None, Duration::ZERO).await.is_ok());
    }
    assert_eq!(taken, 12);
}

#[tokio::test]
async fn two_at_once_and_a_third_when_one_ends() {
    let meter = Meter::new(Budgets::default());
    let first = meter.target(target(1), None, Duration::ZERO).await.unwrap();
    let _second = meter.target(target(1), None, Duration::ZERO).await.unwrap();
    assert!(meter.target(target(1), None, Duration::from_millis(5)).await.is_err());
    drop(first);
    assert!(meter.target(target(1), None, Duration::from_millis(5)).await.is_ok());
}

#[tokio::test]
async fn the_queue_of_the_server_has_an_end() {
    let meter = Meter::new(Budgets { probes_at_once: 1, probes_waiting: 0, ..Budgets::default() });
    let running = meter.probe().await.unwrap();
    assert_eq!(meter.probe().await.err(), Some(Refusal::BudgetSpent));
    drop(running);
    assert!(meter.probe().await.is_ok());
}

#[tokio::test]
async fn nobody_waits_in_it_for_ever() {
    let meter = Meter::new(Budgets {
        probes_at_once: 1,
        probe_patience: Duration::from_millis(5),
        ..Budgets::default()
    });
    let _running = meter.probe().await.unwrap();
    assert_eq!(meter.probe().await.err(), Some(Refusal::BudgetSpent));
}

#[test]
fn a_client_is_an_ipv4_address_or_an_ipv6_64() {
    let budgets =
        ClientBudgets::new(ClientQuota { burst: at_least_one(2), per_hour: at_least_one(10) });
    let one = NonZeroU32::MIN;
    assert!(budgets.take("2001:db8::1".parse().unwrap(), one).is_ok());
    assert!(budgets.take("2001:db8::2".parse().unwrap(), one).is_ok());
    let wait = budgets.take("2001:db8::ffff".parse().unwrap(), one).unwrap_err();
    assert!(wait > Duration::from_secs(60) && wait <= Duration::from_secs(360), "{wait:?}");
    assert!(budgets.take("2001:db8:0:1::1".parse().unwrap(), one).is_ok());
    assert!(budgets.take("192.0.2.1".parse().unwrap(), one).is_ok());
    assert!(budgets.take("::ffff:192.0.2.1".parse().unwrap(), one).is_ok());
    assert!(budgets.take("192.0.2.1".parse().unwrap(), one).is_err());
}

#[tokio::test]
async fn one_network_of_clients_leaves_the_others_their_part() {
    let meter = Meter::new(Budgets { client_target_per_minute: at_least_one(2), ..tight() });
    let client = |text: &str| Some(text.parse().unwrap());
    let take =
        async |from: &str| meter.target(target(1), client(from), Duration::ZERO).await.is_ok();
    assert!(take("192.0.2.1").await);
    assert!(take("::ffff:192.0.2.200").await, "the same /24 as an IPv4 address");
    assert!(!take("192.0.2.3").await, "its part is spent");
    assert!(!take("192.0.2.4").await);
    assert!(
        meter.target(target(2), client("192.0.2.5"), Duration::ZERO).await.is_ok(),
        "of another address it has not taken any"
    );
    assert!(take("2001:db8:1:2::1").await, "what it was refused is left to the others");
    assert!(!take("2001:db8:2::1").await, "and then the address has had enough");
}

#[tokio::test]
async fn a_client_has_a_48_where_it_has_ipv6() {
    let meter =
        Meter::new(Budgets { client_target_per_minute: at_least_one(1), ..Budgets::default() });
    for (from, expected) in [
        ("2001:db8:1:2::1", true),
        ("2001:db8:1:3::9", false),
        ("2001:db8:2:2::1", true),
        ("192.0.2.1", true),
        ("192.0.3.1", true),
    ] {
        let client = Some(from.parse().unwrap());
        let taken = meter.target(target(1), client, Duration::ZERO).await;
        assert_eq!(taken.is_ok(), expected, "{from}");
    }
}

#[tokio::test]
async fn the_operators_own_servers_are_not_counted() {
    let own_networks = vec!["198.51.100.0/30".parse().unwrap()];
    let meter = Meter::new(Budgets { own_networks, per_target_at_once: 1, ..tight() });
    let client = Some("192.0.2.1".parse().unwrap());
    let mut open = Vec::new();
    for _ in 0..100 {
        open.push(meter.target(target(3), client, Duration::ZERO).await.unwrap());
    }
    let _other = meter.target(target(4), client, Duration::ZERO).await.unwrap();
    assert!(meter.target(target(4), client, Duration::ZERO).await.is_err(), "one at once");
}
