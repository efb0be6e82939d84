//! What other sessions saw of the same provider: appended once three others have seen it, the same
//! for every session, and only a count.

use std::path::PathBuf;

use diagnosis::probe::CheckKind;
use probe_server::config::Config;
use session::{Event, LogEntry};

use super::world::{Session, World};

/// Customers of one provider, whose server takes no mail.
const CUSTOMERS: [&str; 4] = [
    "mario@merceria.test",
    "mario@passamaneria.test",
    "mario@bottonificio.test",
    "mario@filanda.test",
];

/// A session about this mailbox, opened from this network, whose checks have ended.
async fn looked_from<'w>(
    world: &'w World,
    network: u8,
    mailbox: &str,
) -> (Session<'w>, Vec<LogEntry>) {
    let session = world.open_from(&format!("198.51.{network}.7"), "elsewhere", mailbox).await;
    let log = session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    (session, log)
}

/// The same, each customer in a network of their own.
async fn looked<'w>(world: &'w World, mailbox: &str) -> (Session<'w>, Vec<LogEntry>) {
    let network = CUSTOMERS.iter().position(|known| *known == mailbox).expect("a customer");
    looked_from(world, u8::try_from(network).expect("a few"), mailbox).await
}

/// What the log counts: provider, check, and number of other sessions.
fn counted(log: &[LogEntry]) -> Vec<(String, CheckKind, u16)> {
    let counted = log.iter().filter_map(|entry| match &entry.event {
        Event::SeenElsewhere { seen, .. } => {
            Some((seen.provider.to_string(), seen.check, seen.session_count))
        }
        _ => None,
    });
    counted.collect()
}

/// A server behind one proxy, with a playbook that runs the provider's check.
async fn world() -> World {
    let playbooks = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/elsewhere");
    let settings = |config| Config { playbooks: Some(playbooks), trusted_proxies: 1, ..config };
    World::start_with(settings).await
}

#[tokio::test]
async fn the_fourth_is_told_that_three_others_saw_the_same() {
    let world = world().await;
    let [first, second, third, fourth] = CUSTOMERS;
    let (session, log) = looked(&world, first).await;
    assert_eq!(counted(&log), []);
    // A second run of the same session is not another session.
    for run in 2..5 {
        session.post("/events", &serde_json::json!({ "start_checks": { "step": "checks" } })).await;
        session.until(|entry| matches!(&entry.event, Event::RunEnded { run: ended, .. } if ended.0 == run)).await;
    }
    assert_eq!(counted(&session.log().await), []);
    // Another session about the same domain does not count either.
    for _ in 0..4 {
        let (_, log) = looked(&world, first).await;
        assert_eq!(counted(&log), []);
    }
    let (_, log) = looked(&world, second).await;
    assert_eq!(counted(&log), []);
    let (third, log) = looked(&world, third).await;
    assert_eq!(counted(&log), []);
    let (fourth, log) = looked(&world, fourth).await;
    assert_eq!(counted(&log), [("aruba".to_owned(), CheckKind::Relay, 3)]);
    // It is appended once: no later count follows, and earlier sessions get none.
    assert_eq!(fourth.log().await, log);
    assert_eq!(counted(&third.log().await), []);

    let report = fourth.get("/report.json").await.json();
    assert_eq!(report["outcome"]["step"], "outage", "a playbook can branch on it: {report}");
    let causes = report["conclusions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|conclusion| conclusion["cause"].clone());
    assert_eq!(
        causes.collect::<Vec<_>>(),
        ["mail_servers_down", "provider_outage"],
        "a rule can rest on it: {report}"
    );
    let relay = report["checks"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|check| check["check"] == "relay")
        .expect("the check");
    let findings = relay["findings"].as_array().expect("findings");
    let elsewhere =
        findings.iter().find(|finding| finding["code"] == "seen_elsewhere").expect("the finding");
    assert_eq!(
        (&relay["state"], &elsewhere["severity"], &elsewhere["params"]["count"]),
        (&"problem".into(), &"info".into(), &3.into())
    );
    let lines = report["ticket"].as_array().into_iter().flatten();
    assert_eq!(
        lines
            .filter(|line| line["id"].as_str().is_some_and(|id| id.ends_with(".seen_elsewhere")))
            .count(),
        1
    );
    let page = fourth.get("/report.html?lang=it").await.text;
    assert!(page.contains("altre 3 verifiche"), "{page}");
    assert!(!third.get("/report.json").await.text.contains("seen_elsewhere"));
}

/// One person with a session about each domain is not four customers.
#[tokio::test]
async fn one_network_counts_once() {
    let world = world().await;
    for mailbox in CUSTOMERS {
        let (_, log) = looked_from(&world, 9, mailbox).await;
        assert_eq!(counted(&log), []);
    }
    // They are still one, beside two others.
    for (network, mailbox) in [(1, CUSTOMERS[0]), (2, CUSTOMERS[1])] {
        let (_, log) = looked_from(&world, network, mailbox).await;
        assert_eq!(counted(&log), []);
    }
    assert_eq!(counted(&looked_from(&world, 3, CUSTOMERS[2]).await.1).len(), 1);
}
