//! Tests only: every probe that dials, against peers that are malicious or broken.
//!
//! Whatever a peer does, a probe ends by its deadline, with a typed cause, has read no more than
//! its limits allow, and reports no more than fits in its events.

mod farewell;

use std::time::Duration;

use diagnosis::probe::{
    Cause, MAX_EVENT_BYTES, Observation, ProbeId, ProbeKind, ProbeTarget, Progress, StageReport,
    TlsCause, Transcript,
};
use mail::Domain;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::run;
use super::self_test::SelfTestScope;
use super::stages::Stages;
use crate::net::dial::{Route, Routes};
use crate::net::limits::Limits;
use crate::net::wire::Recorder;
use crate::net::{Net, NetConfig};

/// The deadline of a whole probe in these tests.
const PROBE: Duration = Duration::from_millis(1_200);
/// Additional time for a busy machine.
const GRACE: Duration = Duration::from_millis(1_500);

/// Every probe that dials a server.
const KINDS: [ProbeKind; 8] = [
    ProbeKind::Smtp,
    ProbeKind::Submission,
    ProbeKind::Submissions,
    ProbeKind::Imap,
    ProbeKind::Imaps,
    ProbeKind::Pop3,
    ProbeKind::Pop3s,
    ProbeKind::Webmail,
];

/// What a peer does after accepting a connection.
#[derive(Clone, Copy, Debug)]
enum Behaviour {
    /// Sends nothing.
    Silent,
    /// Closes at once.
    Leaves,
    /// Sends these bytes and closes.
    Says(&'static [u8]),
    /// Sends these bytes repeatedly, for ever.
    Repeats(&'static [u8]),
    /// Sends the first as a greeting, and the second in answer to every line.
    Answers(&'static [u8], &'static [u8]),
    /// Sends the first as a greeting; answers a line with the second, and then with the third this
    /// many times.
    Floods(&'static str, &'static str, &'static str, usize),
    /// Sends these bytes one by one, with pauses.
    Drips(&'static [u8]),
    /// Reads a little and closes with a reset.
    Resets,
}

const BEHAVIOURS: [Behaviour; 26] = [
    Behaviour::Silent,
    Behaviour::Leaves,
    Behaviour::Resets,
    Behaviour::Says(b""),
    Behaviour::Says(b"\r\n"),
    Behaviour::Says(b"220"),
    Behaviour::Says(b"220 half a line"),
    Behaviour::Says(b"\0\0\0\0\r\n"),
    Behaviour::Says(b"\xff\xfe\xfd\r\n"),
    Behaviour::Says(b"SSH-2.0-OpenSSH_9.2\r\n"),
    Behaviour::Says(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    Behaviour::Says(b"\x16\x03\x01\xff\xff\x02"),
    Behaviour::Says(b"\x15\x03\x01\x00\x02\x02\x46"),
    Behaviour::Repeats(b"x"),
    Behaviour::Repeats(b"220-more\r\n"),
    Behaviour::Repeats(b"* OK more\r\n"),
    Behaviour::Repeats(b"+OK\r\n"),
    Behaviour::Repeats(b"\x16\x03\x03\x40\x00"),
    Behaviour::Answers(b"220 mx\r\n", b"250-more\r\n"),
    Behaviour::Answers(b"220 mx\r\n", b"999 what\r\n"),
    Behaviour::Answers(b"220 mx\r\n", b"250-mx\r\n250 STARTTLS\r\n"),
    Behaviour::Answers(b"* OK ready\r\n", b"* 23 EXISTS\r\n"),
    Behaviour::Answers(b"* OK ready\r\n", b"* CAPABILITY {4294967295}\r\n"),
    Behaviour::Answers(b"* OK ready\r\n", b"a1 OK\r\na2 OK\r\n"),
    Behaviour::Answers(b"+OK ready\r\n", b"+OK\r\nSTLS\r\n"),
    Behaviour::Drips(b"220 mx.bottega.test ESMTP ready at your service\r\n"),
];

async fn act(mut stream: TcpStream, behaviour: Behaviour) -> std::io::Result<()> {
    match behaviour {
        Behaviour::Silent => loop {
            sleep(Duration::from_secs(60)).await;
        },
        Behaviour::Leaves => Ok(()),
        Behaviour::Resets => {
            stream.read_u8().await?;
            stream.set_zero_linger()
        }
        Behaviour::Says(bytes) => {
            stream.write_all(bytes).await?;
            stream.shutdown().await
        }
        Behaviour::Repeats(bytes) => {
            let many = bytes.repeat(1_000);
            loop {
                stream.write_all(&many).await?;
            }
        }
        Behaviour::Answers(greeting, answer) => {
            stream.write_all(greeting).await?;
            let mut heard = [0; 512];
            while stream.read(&mut heard).await? > 0 {
                stream.write_all(answer).await?;
            }
            Ok(())
        }
        Behaviour::Floods(greeting, begin, line, count) => {
            stream.write_all(greeting.as_bytes()).await?;
            let mut heard = [0; 512];
            while stream.read(&mut heard).await? > 0 {
                stream.write_all(begin.as_bytes()).await?;
                stream.write_all(line.repeat(count).as_bytes()).await?;
            }
            Ok(())
        }
        Behaviour::Drips(bytes) => {
            for byte in bytes {
                stream.write_u8(*byte).await?;
                sleep(Duration::from_millis(100)).await;
            }
            Ok(())
        }
    }
}

/// A network in which all mail and web ports of 203.0.113.1 lead to this peer on loopback.
async fn net_with(behaviour: Behaviour) -> Net {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let local = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(act(stream, behaviour));
        }
    });
    let ports = KINDS
        .iter()
        .filter_map(|kind| kind.service())
        .map(|(service, tls_mode)| service.port(tls_mode));
    let routes: Vec<_> =
        ports.map(|port| (([203, 0, 113, 1], port).into(), Route::To(local))).collect();
    let limits = Limits {
        connect: Duration::from_millis(500),
        greeting: Duration::from_millis(500),
        reply: Duration::from_millis(500),
        tls: Duration::from_millis(500),
        http: Duration::from_millis(500),
        quit: Duration::from_millis(100),
        probe: PROBE,
        ..Limits::default()
    };
    let config = NetConfig {
        nameservers: vec!["127.0.0.1:9".parse().unwrap()],
        allow_networks: vec!["203.0.113.0/24".parse().unwrap()],
        routes: Routes::world(routes),
        limits,
        ..NetConfig::default()
    };
    Net::new(config).unwrap()
}

/// Everything that one probe reported, and how long it took.
struct Ended {
    observation: Observation,
    reports: Vec<StageReport>,
    transcript: Transcript,
    elapsed: Duration,
}

async fn probe(kind: ProbeKind, net: &Net) -> Ended {
    let (service, tls_mode) = kind.service().unwrap();
    let host = Domain::parse("mail.bottega.test").unwrap();
    let target = ProbeTarget {
        address: Some([203, 0, 113, 1].into()),
        ..ProbeTarget::new(host, service.port(tls_mode))
    };
    let (sink, _receiver) = mpsc::channel(64);
    let recorder = Recorder::start();
    let mut stages = Stages::new(
        ProbeId(0),
        kind,
        sink,
        CancellationToken::new(),
        net.limits().probe,
        recorder.clone(),
    );
    let began = Instant::now();
    let observation = run(kind, &target, SelfTestScope::default(), None, net, &mut stages).await;
    let elapsed = began.elapsed();
    let reports = stages.finish().await;
    Ended { observation, reports, transcript: recorder.take(), elapsed }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_peer_keeps_a_probe_beyond_its_deadline() {
    for behaviour in BEHAVIOURS {
        let net = net_with(behaviour).await;
        let probes = KINDS.map(|kind| {
            let net = net.clone();
            tokio::spawn(async move { (kind, probe(kind, &net).await) })
        });
        for task in probes {
            // `unwrap` turns a panic of the probe into a failure of the test.
            let (kind, Ended { reports, elapsed, .. }) = task.await.unwrap();
            assert!(elapsed < PROBE + GRACE, "{kind:?} against {behaviour:?} took {elapsed:?}");
            assert_eq!(
                reports.len(),
                kind.plan().len(),
                "{kind:?} against {behaviour:?}: {reports:?}"
            );
            let causes: Vec<_> = reports.iter().filter_map(StageReport::cause).collect();
            assert!(
                !causes.is_empty(),
                "{kind:?} against {behaviour:?} found nothing wrong: {reports:?}"
            );
            assert!(
                !causes.contains(&&Cause::Internal),
                "{kind:?} against {behaviour:?}: {causes:?}"
            );
        }
    }
}

/// Floods with lines that are as short as possible, that grow when they are escaped, and that are
/// as long as a line may be; some end, and the others go on until the limit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_peer_says_fits_in_events_however_much_it_is() {
    const BELL: &str =
        "\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}\u{7}";
    let long = |head: &str, text: &str| -> &'static str {
        format!("{head}{}\r\n", text.repeat(1_000 / text.len())).leak()
    };
    let words: &'static str = format!("* CAPABILITY {}\r\n", "X ".repeat(500)).leak();
    let (smtp, imap, pop3) = (ProbeKind::Smtp, ProbeKind::Imap, ProbeKind::Pop3);
    for (kind, greeting, begin, line) in [
        (pop3, "+OK\r\n", "+OK\r\n", "\r\n"),
        (pop3, "+OK\r\n", "+OK\r\n", long("", BELL)),
        (pop3, long("+OK ", "👧"), "+OK\r\n", long("", "👧")),
        (pop3, long("-ERR ", "\""), "+OK\r\n", "x\r\n"),
        (imap, "* OK\r\n", "", "* X\r\n"),
        (imap, "* OK\r\n", "", words),
        (imap, "* OK\r\n", "", long("* CAPABILITY ", "👧 ")),
        (imap, long("* OK ", BELL), "", long("* CAPABILITY ", BELL)),
        (imap, "* OK\r\n", "a1 OK\r\n", "* X\r\n"),
        (smtp, "220 mx\r\n", "", "250-\r\n"),
        (smtp, "220 mx\r\n", "", long("250-", BELL)),
        (smtp, long("220 ", "👧"), "", long("250-", "👧")),
        (smtp, long("554 ", "\u{e0041}"), "", "250-x\r\n"),
    ] {
        let end = if kind == imap { "a1 OK\r\n" } else { ".\r\n" };
        let ends: &'static str = format!("{}{end}", line.repeat(200)).leak();
        for behaviour in [
            Behaviour::Floods(greeting, begin, line, 400_000 / line.len()),
            Behaviour::Floods(greeting, begin, ends, 1),
        ] {
            let ended = probe(kind, &net_with(behaviour).await).await;
            check_sizes(ended, &format!("{kind:?} {greeting:?} {line:?}"));
        }
    }
}

#[track_caller]
fn check_sizes(ended: Ended, what: &str) {
    let Ended { observation, reports, transcript, .. } = ended;
    let stages = reports.into_iter().map(|report| Progress::Stage { probe: ProbeId(0), report });
    let finished = Progress::Finished {
        probe: ProbeId(0),
        observation: Box::new(observation),
        transcript: Transcript::default(),
        elapsed_ms: 0,
        shared: None,
    };
    for progress in stages.chain([finished]) {
        let bytes = serde_json::to_string(&progress).unwrap().len();
        assert!(bytes <= MAX_EVENT_BYTES, "{what}: {bytes} bytes, {progress:?}");
    }
    let bytes = serde_json::to_string(&transcript).unwrap().len();
    assert!(bytes <= 256 * 1024, "{what}: {bytes} bytes of transcript");
}

#[track_caller]
fn check(reports: &[StageReport], expected: impl Fn(&Cause) -> bool) {
    let first = reports.iter().find_map(StageReport::cause);
    assert!(first.is_some_and(expected), "{reports:?}");
}

#[tokio::test]
async fn causes_that_tell_a_person_something() {
    let first = |kind: ProbeKind, behaviour: Behaviour| async move {
        probe(kind, &net_with(behaviour).await).await.reports
    };
    let not_the_protocol = |cause: &Cause| matches!(cause, Cause::NotTheProtocol { .. });
    check(&first(ProbeKind::Smtp, Behaviour::Silent).await, |cause| {
        matches!(cause, Cause::Timeout { .. })
    });
    check(&first(ProbeKind::Smtp, Behaviour::Leaves).await, |cause| *cause == Cause::Closed);
    check(&first(ProbeKind::Smtp, Behaviour::Says(b"220 half a line")).await, not_the_protocol);
    check(&first(ProbeKind::Imap, Behaviour::Says(b"220 mx ESMTP\r\n")).await, not_the_protocol);
    check(&first(ProbeKind::Pop3, Behaviour::Repeats(b"x")).await, |cause| {
        *cause == Cause::TooMuch { limit_bytes: 8 * 1024 }
    });
    let endless = first(ProbeKind::Smtp, Behaviour::Repeats(b"220-more\r\n")).await;
    check(&endless, |cause| *cause == Cause::TooMuch { limit_bytes: 256 * 1024 });
    let in_clear = first(ProbeKind::Imaps, Behaviour::Says(b"* OK ready\r\n")).await;
    check(&in_clear, |cause| *cause == Cause::Tls(TlsCause::NotTls));
    let too_old =
        first(ProbeKind::Submissions, Behaviour::Says(b"\x15\x03\x01\x00\x02\x02\x46")).await;
    check(&too_old, |cause| *cause == Cause::Tls(TlsCause::NoCommonVersion));
}
