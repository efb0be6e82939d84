//! Many customers of one provider at once: the server is contacted a few times, and every session
//! has a result.

use std::net::SocketAddr;
use std::num::NonZeroU32;

use diagnosis::finding::{CheckState, FindingCode as Code, state_of};
use futures_util::future::join_all;
use tokio::time::Instant;

use super::*;
use crate::net::limits::Budgets;
use crate::probes::Sharing;

const SESSIONS: usize = 15;

fn first_time(sharing: &Sharing) -> Option<Shared> {
    Some(Shared { sharing: sharing.clone(), given: BTreeMap::new() })
}

/// A session that checks again after it has received the results of `before`.
fn again(sharing: &Sharing, before: &Diagnosis) -> Option<Shared> {
    let given = before.probes.iter().map(|run| (run.kind, Instant::now())).collect();
    Some(Shared { sharing: sharing.clone(), given })
}

/// A network with minimal budgets: two connections per target and minute, one at a time.
fn spared(lab: &Lab) -> Net {
    let twice = NonZeroU32::new(2).unwrap();
    let budgets = Budgets {
        per_target_at_once: 1,
        per_target_per_minute: twice,
        per_target_per_hour: twice,
        ..Budgets::default()
    };
    Net::new(NetConfig { budgets, ..config(lab) }).unwrap()
}

fn codes(diagnosis: &Diagnosis) -> Vec<Code> {
    evaluate(diagnosis, &lab::expectations()).into_iter().map(|finding| finding.code).collect()
}

fn at(address: &str) -> SocketAddr {
    address.parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_sessions_about_one_server_call_it_once() {
    let lab = Lab::start().await.unwrap();
    let (net, sharing) = (spared(&lab), Sharing::lasting(Duration::from_secs(20)).unwrap());
    let checks = [
        CheckKind::Delegation,
        CheckKind::Mx,
        CheckKind::Relay,
        CheckKind::Imap,
        CheckKind::Submission,
        CheckKind::Webmail,
    ];
    let look = || look_sharing(&net, "macelleria.test", &checks, first_time(&sharing));
    let mut sessions = join_all((0..SESSIONS).map(|_| look())).await;
    // One more session starts a little later.
    sessions.push(look().await);
    let server = "203.0.113.40";
    for port in [25, 143, 993, 587, 465, 443] {
        assert_eq!(
            lab.connection_count(SocketAddr::new(server.parse().unwrap(), port)),
            1,
            "{port}"
        );
    }
    let expected = codes(&sessions[0]);
    assert!(
        expected.contains(&Code::RelayOk)
            && expected.contains(&Code::ImapOk)
            && expected.contains(&Code::WebmailOk),
        "{expected:?}"
    );
    for diagnosis in &sessions {
        assert_eq!(codes(diagnosis), expected);
        assert!(
            diagnosis
                .probes
                .iter()
                .all(|run| run.is_finished() && run.stages.len() == run.kind.plan().len())
        );
    }
    let shared = |diagnosis: &Diagnosis| {
        diagnosis.of_kind(ProbeKind::Smtp).filter(|run| run.shared.is_some()).count()
    };
    assert_eq!(
        sessions.iter().map(shared).sum::<usize>(),
        SESSIONS,
        "all but the one that measured"
    );
    let late = sessions.last().unwrap().of_kind(ProbeKind::Smtp).next().unwrap();
    let first = sessions
        .iter()
        .flat_map(|seen| seen.of_kind(ProbeKind::Smtp))
        .find(|run| run.shared.is_none())
        .unwrap();
    assert_eq!(
        (&late.stages, &late.observation, &late.transcript),
        (&first.stages, &first.observation, &first.transcript)
    );
    lab.stop().await;
}

/// A server that refuses, one that times out, and one that sends nothing: every session has the
/// result, whatever the budgets.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_is_judged_for_everybody() {
    let lab = Lab::start().await.unwrap();
    for (domain, code) in [
        ("panificio.test", Code::RelayRefused),
        ("gioielleria.test", Code::RelayTimeout),
        ("tipografia.test", Code::RelaySilent),
    ] {
        let (net, sharing) = (spared(&lab), Sharing::lasting(Duration::from_secs(20)).unwrap());
        let sessions = join_all(
            (0..SESSIONS)
                .map(|_| look_sharing(&net, domain, &[CheckKind::Relay], first_time(&sharing))),
        )
        .await;
        for diagnosis in &sessions {
            assert_eq!(
                codes(diagnosis),
                [code, Code::RelayDown],
                "{domain}: {:?}",
                diagnosis.self_test()
            );
        }
        // Without sharing the budget is spent, and some sessions have no result.
        let net = spared(&lab);
        let alone =
            join_all((0..SESSIONS).map(|_| look_with(&net, domain, &[CheckKind::Relay]))).await;
        assert!(
            alone.iter().any(|diagnosis| codes(diagnosis) == [Code::RelayNotJudged]),
            "{domain}"
        );
    }
    lab.stop().await;
}

/// Customers whose servers have names of their own at one address, as with hosting companies; the
/// address does not answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_server_under_many_names() {
    let lab = Lab::start().await.unwrap();
    // Every name below this domain resolves to one address.
    let address: std::net::IpAddr = "203.0.113.222".parse().unwrap();
    let silent = lab.routes().map(|(at, route)| {
        (at, if at.ip() == address { Route::Blackhole } else { route_in(route) })
    });
    let twice = NonZeroU32::new(2).unwrap();
    let budgets = Budgets {
        per_target_at_once: 1,
        per_target_per_minute: twice,
        per_target_per_hour: twice,
        ..Budgets::default()
    };
    let net =
        Net::new(NetConfig { budgets, routes: Routes::world(silent), ..config(&lab) }).unwrap();
    let sharing = Sharing::lasting(Duration::from_secs(20)).unwrap();
    let names: Vec<Domain> = (1..=SESSIONS)
        .map(|number| Domain::parse(&format!("cliente{number}.piastrelle.test")).unwrap())
        .collect();
    let sessions = join_all(names.iter().map(|name| {
        let hosts = HostPolicy { known: BTreeMap::from([(mail::Service::Imap, name.clone())]) };
        look_at(&net, "piastrelle.test", &[CheckKind::Imap], hosts, first_time(&sharing))
    }))
    .await;
    let own = |kind: ProbeKind| {
        sessions
            .iter()
            .flat_map(|seen| seen.of_kind(kind))
            .filter(|run| run.shared.is_none())
            .count()
    };
    assert_eq!((own(ProbeKind::Imap), own(ProbeKind::Imaps)), (1, 1));
    for (diagnosis, name) in sessions.iter().zip(&names) {
        assert_eq!(codes(diagnosis), [Code::ImapDown], "{name}");
        for run in &diagnosis.probes {
            assert_eq!(run.target.host, *name);
            assert!(
                !run.transcript.to_string().contains("cliente"),
                "whose names they are crosses nowhere: {}",
                run.transcript
            );
        }
    }
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn other_servers_are_another_matter() {
    let lab = Lab::start().await.unwrap();
    let (net, sharing) = (net(&lab), Sharing::lasting(Duration::from_secs(20)).unwrap());
    let look = |domain: &'static str| {
        look_sharing(&net, domain, &[CheckKind::Relay], first_time(&sharing))
    };
    let (well, refused, silent, busy) = tokio::join!(
        look("bottega.test"),
        look("panificio.test"),
        look("gioielleria.test"),
        look("mercato.test")
    );
    assert_eq!(codes(&well), [Code::RelayOk, Code::RelayOk]);
    assert_eq!(codes(&refused), [Code::RelayRefused, Code::RelayDown]);
    assert_eq!(codes(&silent), [Code::RelayTimeout, Code::RelayDown]);
    assert!(codes(&busy).contains(&Code::RelayBusy));
    for diagnosis in [&well, &refused, &silent, &busy] {
        assert!(
            diagnosis.of_kind(ProbeKind::Smtp).all(|run| run.shared.is_none()),
            "{}",
            diagnosis.domain
        );
    }
    lab.stop().await;
}

/// The server is fixed: the customer who checks again sees it at once, and so does the next
/// customer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_checks_again_sees_what_is_new() {
    let lab = Lab::start().await.unwrap();
    let broken = lab.routes().map(|(address, route)| {
        (address, if address == at("203.0.113.10:993") { Route::Refused } else { route_in(route) })
    });
    let broken = Net::new(NetConfig { routes: Routes::world(broken), ..config(&lab) }).unwrap();
    let (mended, sharing) = (net(&lab), Sharing::lasting(Duration::from_secs(20)).unwrap());
    let checks = [CheckKind::Imap];
    let before = look_sharing(&broken, "bottega.test", &checks, first_time(&sharing)).await;
    assert_eq!(codes(&before), [Code::ImapOk, Code::PortClosed]);
    let other = look_sharing(&mended, "bottega.test", &checks, first_time(&sharing)).await;
    assert_eq!(codes(&other), codes(&before), "it is as it was measured, and says so");
    assert!(other.of_check(CheckKind::Imap).all(|run| run.shared.is_some()));
    let after = look_sharing(&mended, "bottega.test", &checks, again(&sharing, &before)).await;
    assert_eq!(codes(&after), [Code::ImapOk, Code::ImapOk]);
    assert!(after.probes.iter().all(|run| run.shared.is_none()));
    let next = look_sharing(&broken, "bottega.test", &checks, first_time(&sharing)).await;
    assert_eq!(codes(&next), [Code::ImapOk, Code::ImapOk], "the newest counts");
    lab.stop().await;
}

/// The first customer stops in the middle. The others receive what one of them measures.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_who_stops_stops_nobody_else() {
    let lab = Lab::start().await.unwrap();
    let (net, sharing) = (net(&lab), Sharing::lasting(Duration::from_secs(20)).unwrap());
    let cancel = CancellationToken::new();
    let domain = Domain::parse("tipografia.test").unwrap();
    let request = Request {
        domain: domain.clone(),
        checks: vec![CheckKind::Relay],
        hosts: HostPolicy::default(),
        shared: first_time(&sharing),
    };
    let (sink, mut receiver) = mpsc::channel(8);
    let mut stopped = Diagnosis::new(domain, vec![CheckKind::Relay]);
    let (connected, is_connected) = tokio::sync::oneshot::channel();
    let mut connected = Some(connected);
    let collect = async {
        while let Some(progress) = receiver.recv().await {
            if matches!(&progress, Progress::Stage { report, .. } if report.stage == Stage::Connect)
                && let Some(connected) = connected.take()
            {
                connected.send(()).unwrap();
            }
            stopped.apply(progress);
        }
    };
    let others = async {
        is_connected.await.unwrap();
        let others = join_all((0..4).map(|_| {
            look_sharing(&net, "tipografia.test", &[CheckKind::Relay], first_time(&sharing))
        }));
        let stop = async {
            tokio::time::sleep(Duration::from_millis(300)).await;
            cancel.cancel();
        };
        tokio::join!(others, stop).0
    };
    let (end, (), others) =
        tokio::join!(diagnose(request, &net, sink, cancel.clone()), collect, others);
    assert_eq!(end, RunEnd::Cancelled);
    check(&stopped, ProbeKind::Smtp, Stage::Greeting, is(Cause::Cancelled));
    for diagnosis in &others {
        assert_eq!(codes(diagnosis), [Code::RelaySilent, Code::RelayDown]);
        assert_eq!(
            state_of(diagnosis, CheckKind::Relay, &evaluate(diagnosis, &lab::expectations())),
            CheckState::Problem
        );
    }
    assert_eq!(lab.connection_count(at("203.0.113.33:25")), 2);
    lab.stop().await;
}
