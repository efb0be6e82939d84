//! Runs every probe against the lab's servers over real sockets; each row covers a different case.

mod certificates;
mod dns;
mod encryption;
mod guess;
mod patience;
mod port_25;
mod provider_status;
mod sharing;
mod webmail;

use std::collections::BTreeMap;
use std::time::Duration;

use diagnosis::finding::evaluate;
use diagnosis::probe::{
    Cause, CheckKind, DelegationSeen, Diagnosis, Observation, ProbeKind, Progress, Refusal, RunEnd,
    Stage, StageOutcome, TlsCause, ZoneCutSeen,
};
use hyper::Uri;
use lab::Lab;
use mail::dns::DnsCause;
use mail::{Domain, ProviderId};
use terms::ServerText;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{HostPolicy, Request, Shared, diagnose};
use crate::net::dial::{Route, Routes};
use crate::net::limits::Limits;
use crate::net::{Net, NetConfig};

/// Short enough for a test, long enough for a busy machine.
fn limits() -> Limits {
    Limits {
        connect: Duration::from_millis(1_500),
        greeting: Duration::from_millis(1_500),
        dns: Duration::from_millis(1_500),
        quit: Duration::from_millis(500),
        ..Limits::default()
    }
}

fn net(lab: &Lab) -> Net {
    net_with(lab, BTreeMap::new())
}

/// Converts a route of the lab to the prober's type.
fn route_in(route: lab::Route) -> Route {
    match route {
        lab::Route::To(local) => Route::To(local),
        lab::Route::Blackhole => Route::Blackhole,
        lab::Route::Refused | lab::Route::Unrouted => Route::Refused,
    }
}

fn net_with(lab: &Lab, status_pages: BTreeMap<ProviderId, Uri>) -> Net {
    Net::new(NetConfig { status_pages, ..config(lab) }).unwrap()
}

/// The lab's network, with a working control host.
fn config(lab: &Lab) -> NetConfig {
    NetConfig {
        nameservers: vec![lab.resolver()],
        allow_networks: Lab::networks().to_vec(),
        extra_ca: Some(lab.authority_pem().as_bytes().to_vec()),
        routes: Routes::world(lab.routes().map(|(address, route)| (address, route_in(route)))),
        control_host: Some(Domain::parse(lab::CONTROL_DOMAIN).unwrap()),
        limits: limits(),
        ..NetConfig::default()
    }
}

async fn look(lab: &Lab, domain: &str, checks: &[CheckKind]) -> Diagnosis {
    look_with(&net(lab), domain, checks).await
}

async fn look_with(net: &Net, domain: &str, checks: &[CheckKind]) -> Diagnosis {
    look_sharing(net, domain, checks, None).await
}

async fn look_sharing(
    net: &Net,
    domain: &str,
    checks: &[CheckKind],
    shared: Option<Shared>,
) -> Diagnosis {
    look_at(net, domain, checks, HostPolicy::default(), shared).await
}

async fn look_at(
    net: &Net,
    domain: &str,
    checks: &[CheckKind],
    hosts: HostPolicy,
    shared: Option<Shared>,
) -> Diagnosis {
    let domain = Domain::parse(domain).unwrap();
    let (sink, mut receiver) = mpsc::channel(8);
    let request = Request { domain: domain.clone(), checks: checks.to_vec(), hosts, shared };
    let mut diagnosis = Diagnosis::new(domain, checks.to_vec());
    let collect = async {
        while let Some(progress) = receiver.recv().await {
            diagnosis.apply(progress);
        }
    };
    let (end, ()) = tokio::join!(diagnose(request, net, sink, CancellationToken::new()), collect);
    diagnosis.end = Some(end);
    diagnosis
}

/// The outcome of one stage of the first probe of a kind.
fn outcome(diagnosis: &Diagnosis, kind: ProbeKind, stage: Stage) -> Option<StageOutcome> {
    diagnosis
        .of_kind(kind)
        .next()
        .and_then(|run| run.stage(stage))
        .map(|report| report.outcome.clone())
}

fn rejected(code: u16) -> impl Fn(&Cause) -> bool {
    move |cause| matches!(cause, Cause::Rejected { reply: Some(reply), .. } if reply.value() == code)
}

fn is(expected: Cause) -> impl Fn(&Cause) -> bool {
    move |cause| *cause == expected
}

#[track_caller]
fn check(diagnosis: &Diagnosis, kind: ProbeKind, stage: Stage, expected: impl Fn(&Cause) -> bool) {
    match outcome(diagnosis, kind, stage) {
        Some(StageOutcome::Failed(cause)) => {
            assert!(expected(&cause), "{} {kind:?} {stage:?}: {cause:?}", diagnosis.domain)
        }
        other => panic!("{} {kind:?} {stage:?}: {other:?}", diagnosis.domain),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_works_where_everything_works() {
    let lab = Lab::start().await.unwrap();
    let diagnosis = look(&lab, "bottega.test", &CheckKind::ALL).await;
    assert_eq!(diagnosis.end, Some(RunEnd::Completed));
    for run in &diagnosis.probes {
        let planned: Vec<_> = run.kind.plan().to_vec();
        let told: Vec<_> = run.stages.iter().map(|report| report.stage).collect();
        assert_eq!(told, planned, "{:?}", run.kind);
        assert!(run.failure().is_none(), "{:?} {:?}\n{}", run.kind, run.failure(), run.transcript);
        assert!(run.is_finished());
    }
    assert_eq!(diagnosis.of_kind(ProbeKind::Smtp).count(), 2);
    assert_eq!(diagnosis.of_kind(ProbeKind::SelfTest).count(), 0, "nothing is in doubt");
    let relay = diagnosis.of_kind(ProbeKind::Smtp).next().unwrap();
    let seen = relay.mail().unwrap();
    assert_eq!(seen.starttls_offered, Some(true));
    assert!(!seen.capabilities_tls.is_empty());
    assert_eq!(seen.tls.as_ref().unwrap().version, "TLSv1.3");
    let transcript = relay.transcript.to_string();
    for said in [
        "<-  220 ",
        " -> EHLO localhost.localdomain",
        " -> STARTTLS",
        "=== TLS started with TLSv1.3",
        " ~> EHLO",
        " ~> QUIT",
    ] {
        assert!(transcript.contains(said), "{said:?} in\n{transcript}");
    }
    for never in ["MAIL FROM", "RCPT TO", "AUTH PLAIN", "LOGIN", "USER"] {
        assert!(!transcript.contains(&format!("> {never}")), "{never} in\n{transcript}");
    }
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_relay_may_do() {
    let lab = Lab::start().await.unwrap();
    let look = |domain: &'static str| look(&lab, domain, &[CheckKind::Relay]);
    let (
        refused,
        silent,
        blackhole,
        busy,
        rejecting,
        other,
        endless,
        slow,
        plain,
        refusing,
        injected,
    ) = tokio::join!(
        look("panificio.test"),
        look("tipografia.test"),
        look("gioielleria.test"),
        look("mercato.test"),
        look("libreria.test"),
        look("ferramenta.test"),
        look("cartoleria.test"),
        look("lumaca.test"),
        look("macelleria.test"),
        look("nebbia.test"),
        look("lavanderia.test"),
    );
    let smtp = ProbeKind::Smtp;
    let timed_out = |cause: &Cause| matches!(cause, Cause::Timeout { after_ms: 1_400..=4_000 });
    check(&refused, smtp, Stage::Connect, is(Cause::Refused));
    check(&silent, smtp, Stage::Greeting, timed_out);
    check(&blackhole, smtp, Stage::Connect, timed_out);
    assert_eq!(blackhole.self_test().port_25, Some(true), "the control host was reached");
    check(&busy, smtp, Stage::Greeting, rejected(421));
    check(&rejecting, smtp, Stage::Greeting, rejected(554));
    assert_eq!(outcome(&rejecting, smtp, Stage::Quit), Some(StageOutcome::Passed));
    let ssh = ServerText::new("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3");
    check(&other, smtp, Stage::Greeting, is(Cause::NotTheProtocol { first_bytes: ssh }));
    check(&endless, smtp, Stage::Greeting, is(Cause::TooMuch { limit_bytes: 8 * 1024 }));
    check(&slow, smtp, Stage::Greeting, timed_out);
    check(
        &plain,
        smtp,
        Stage::StartTls,
        is(Cause::NotOffered { capability: ServerText::new("STARTTLS") }),
    );
    assert_eq!(outcome(&plain, smtp, Stage::Tls), Some(StageOutcome::Skipped));
    assert_eq!(outcome(&plain, smtp, Stage::Quit), Some(StageOutcome::Passed));
    check(&refusing, smtp, Stage::StartTls, |cause| matches!(cause, Cause::Rejected { .. }));
    check(&injected, smtp, Stage::StartTls, is(Cause::PlaintextInjected));
    assert_eq!(outcome(&injected, smtp, Stage::Quit), Some(StageOutcome::Skipped));
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn certificates_fail_their_stage_and_nothing_else() {
    let lab = Lab::start().await.unwrap();
    for (domain, problem) in [
        ("latteria.test", TlsCause::Expired),
        ("ottica.test", TlsCause::WrongName),
        ("falegname.test", TlsCause::SelfSigned),
    ] {
        let diagnosis = look(&lab, domain, &[CheckKind::Imap, CheckKind::Webmail]).await;
        for kind in [ProbeKind::Imap, ProbeKind::Imaps, ProbeKind::Webmail] {
            check(&diagnosis, kind, Stage::Certificate, is(Cause::Tls(problem.clone())));
        }
        assert_eq!(
            outcome(&diagnosis, ProbeKind::Imap, Stage::CapabilitiesTls),
            Some(StageOutcome::Passed)
        );
        assert_eq!(
            outcome(&diagnosis, ProbeKind::Webmail, Stage::Request),
            Some(StageOutcome::Passed)
        );
    }
    let plaintext =
        look(&lab, "calzolaio.test", &[CheckKind::Imap, CheckKind::Pop3, CheckKind::Submission])
            .await;
    for kind in [ProbeKind::Imaps, ProbeKind::Pop3s, ProbeKind::Submissions] {
        check(&plaintext, kind, Stage::Tls, is(Cause::Tls(TlsCause::NotTls)));
    }
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_a_webmail_may_lead() {
    let lab = Lab::start().await.unwrap();
    let broken = look(&lab, "erboristeria.test", &[CheckKind::Webmail]).await;
    check(&broken, ProbeKind::Webmail, Stage::Request, is(Cause::HttpStatus { status: 502 }));
    let circle = look(&lab, "giostra.test", &[CheckKind::Webmail]).await;
    check(&circle, ProbeKind::Webmail, Stage::Request, is(Cause::RedirectLoop));
    let elsewhere = look(&lab, "agenzia.test", &[CheckKind::Webmail]).await;
    let seen = elsewhere.of_kind(ProbeKind::Webmail).next().unwrap().web().unwrap();
    assert_eq!(seen.hops.iter().map(|hop| hop.status).collect::<Vec<_>>(), [302, 200]);
    assert!(seen.title.is_some());
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_that_nobody_named_is_told_as_a_guess() {
    let lab = Lab::start().await.unwrap();
    for (domain, is_guessed) in [("bottega.test", false), ("biblioteca.test", true)] {
        let seen =
            look(&lab, domain, &[CheckKind::Submission, CheckKind::Imap, CheckKind::Webmail]).await;
        for run in seen.probes.iter().filter(|run| run.kind.service().is_some()) {
            let is_published = run.kind != ProbeKind::Webmail;
            assert_eq!(
                run.target.is_guessed,
                is_guessed || !is_published,
                "{domain} {:?}",
                run.kind
            );
        }
    }
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cases_lead_to_their_findings() {
    let lab = Lab::start().await.unwrap();
    let mut wrong = Vec::new();
    for case in lab::cases() {
        let diagnosis = look(&lab, case.domain, &CheckKind::ALL).await;
        let found: Vec<_> = evaluate(&diagnosis, &lab::expectations())
            .into_iter()
            .map(|finding| finding.code)
            .collect();
        let missing: Vec<_> =
            case.expected.mandatory.iter().filter(|code| !found.contains(code)).collect();
        let surplus: Vec<_> =
            case.expected.forbidden.iter().filter(|code| found.contains(code)).collect();
        if !missing.is_empty() || !surplus.is_empty() {
            wrong.push(format!(
                "{}: missing {missing:?}, surplus {surplus:?}, found {found:?}",
                case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_probe_finishes_also_when_it_is_stopped() {
    let lab = Lab::start().await.unwrap();
    let domain = Domain::parse("tipografia.test").unwrap();
    let (sink, mut receiver) = mpsc::channel(8);
    let cancel = CancellationToken::new();
    let request = Request {
        domain: domain.clone(),
        checks: vec![CheckKind::Relay],
        hosts: HostPolicy::default(),
        shared: None,
    };
    let mut diagnosis = Diagnosis::new(domain, vec![CheckKind::Relay]);
    let net = net(&lab);
    let collect = async {
        while let Some(progress) = receiver.recv().await {
            // The server accepts the connection and sends nothing: cancel now.
            if matches!(&progress, Progress::Stage { report, .. } if report.stage == Stage::Connect)
            {
                cancel.cancel();
            }
            diagnosis.apply(progress);
        }
    };
    let (end, ()) = tokio::join!(diagnose(request, &net, sink, cancel.clone()), collect);
    assert_eq!(end, RunEnd::Cancelled);
    check(&diagnosis, ProbeKind::Smtp, Stage::Greeting, is(Cause::Cancelled));
    assert!(
        diagnosis
            .probes
            .iter()
            .all(|run| run.is_finished() && run.stages.len() == run.kind.plan().len())
    );
    lab.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_is_not_public_is_never_dialled() {
    let lab = Lab::start().await.unwrap();
    let domain = Domain::parse("bottega.test").unwrap();
    let (sink, mut receiver) = mpsc::channel(64);
    // The lab's addresses are documentation addresses, which are refused unless the operator allows
    // them.
    let net = Net::new(NetConfig {
        nameservers: vec![lab.resolver()],
        limits: limits(),
        ..NetConfig::default()
    })
    .unwrap();
    let request = Request {
        domain: domain.clone(),
        checks: CheckKind::ALL.to_vec(),
        hosts: HostPolicy::default(),
        shared: None,
    };
    let mut diagnosis = Diagnosis::new(domain, CheckKind::ALL.to_vec());
    let collect = async {
        while let Some(progress) = receiver.recv().await {
            diagnosis.apply(progress);
        }
    };
    tokio::join!(diagnose(request, &net, sink, CancellationToken::new()), collect);
    for kind in [ProbeKind::Imap, ProbeKind::Submissions, ProbeKind::Webmail] {
        check(&diagnosis, kind, Stage::Resolve, is(Cause::NotAllowed(Refusal::AddressNotPublic)));
    }
    assert_eq!(diagnosis.of_kind(ProbeKind::Smtp).count(), 0);
    assert!(
        matches!(&diagnosis.of_kind(ProbeKind::Mx).next().unwrap().observation, Some(Observation::Mx(seen)) if !seen.hosts[0].not_public.is_empty())
    );
    lab.stop().await;
}
