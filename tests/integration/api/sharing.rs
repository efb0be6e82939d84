//! Many customers ask about one server within seconds: it is measured once, every session gets the
//! result, and the time of the measurement is shown.

use std::path::PathBuf;

use diagnosis::probe::{ProbeKind, Progress, SharedResult};
use futures_util::future::join_all;
use probe_server::config::{Config, NetworkConfig};
use session::{Event, LogEntry};

use super::world::{Session, World};

const SESSIONS: usize = 13;

/// A server with a playbook that checks the MX hosts.
async fn world(share_seconds: u16) -> World {
    let playbooks = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/elsewhere");
    World::start_with(|config| {
        let network = NetworkConfig { share_seconds, ..config.network.clone() };
        Config { playbooks: Some(playbooks), network, ..config }
    })
    .await
}

/// A session about a domain whose server refuses, after its checks have ended.
async fn looked(world: &World) -> (Session<'_>, Vec<LogEntry>) {
    let session = world.open_with("elsewhere", "anna@panificio.test").await;
    let log = session.until(|entry| matches!(entry.event, Event::RunEnded { .. })).await;
    (session, log)
}

/// The origin of the results of one kind of probe: `None` if measured for this session.
fn origins(log: &[LogEntry], wanted: ProbeKind) -> Vec<Option<SharedResult>> {
    let planned: Vec<_> = log
        .iter()
        .filter_map(|entry| match &entry.event {
            Event::Probed { run, progress: Progress::Planned { probe, kind, .. } }
                if *kind == wanted =>
            {
                Some((*run, *probe))
            }
            _ => None,
        })
        .collect();
    let finished = log.iter().filter_map(|entry| match &entry.event {
        Event::Probed { run, progress: Progress::Finished { probe, shared, .. } }
            if planned.contains(&(*run, *probe)) =>
        {
            Some(*shared)
        }
        _ => None,
    });
    finished.collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirteen_customers_of_one_server() {
    let world = world(20).await;
    let sessions = join_all((0..SESSIONS).map(|_| looked(&world))).await;
    for kind in [ProbeKind::Mx, ProbeKind::Smtp, ProbeKind::SelfTest] {
        let own = sessions.iter().filter(|(_, log)| origins(log, kind) == [None]).count();
        let shared =
            sessions.iter().filter(|(_, log)| matches!(origins(log, kind)[..], [Some(_)])).count();
        assert_eq!((own, shared), (1, SESSIONS - 1), "{kind:?}");
    }
    for (session, log) in &sessions {
        let report = session.get("/report.json").await.json();
        let relay = report["checks"]
            .as_array()
            .into_iter()
            .flatten()
            .find(|line| line["check"] == "relay")
            .expect("the check");
        assert_eq!(relay["state"], "problem", "{relay}");
        // A result that was measured for another session is marked in the report, in both
        // languages, and in the ticket.
        let Some(told) = origins(log, ProbeKind::Smtp)[0] else { continue };
        assert_eq!(relay["shared"]["measured_at_ms"], told.measured_at_ms);
        let ended = log.last().expect("an entry").at_ms;
        assert!(
            told.measured_at_ms <= ended && ended - told.measured_at_ms < 20_000,
            "{told:?} {ended}"
        );
        for (lang, words) in [("it", "per un'altra verifica"), ("en", "for another check-up")] {
            let page = session.get(&format!("/report.html?lang={lang}")).await.text;
            assert!(page.contains(words), "{page}");
        }
        let lines = report["ticket"].as_array().into_iter().flatten();
        assert_eq!(lines.filter(|line| line["id"] == "measured.relay").count(), 1);
    }
    // Checking again gives a new measurement, not the earlier result of another session.
    let (session, _) = &sessions[0];
    session.post("/events", &serde_json::json!({ "start_checks": { "step": "checks" } })).await;
    let log = session
        .until(|entry| matches!(&entry.event, Event::RunEnded { run, .. } if run.0 == 2))
        .await;
    let second: Vec<LogEntry> = log
        .into_iter()
        .filter(|entry| matches!(&entry.event, Event::Probed { run, .. } if run.0 == 2))
        .collect();
    for kind in [ProbeKind::Mx, ProbeKind::Smtp, ProbeKind::SelfTest] {
        assert_eq!(origins(&second, kind), [None], "{kind:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_can_switch_it_off() {
    let world = world(0).await;
    let sessions = join_all((0..3).map(|_| looked(&world))).await;
    assert!(sessions.iter().all(|(_, log)| origins(log, ProbeKind::Smtp) == [None]));
}
