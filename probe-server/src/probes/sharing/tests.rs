//! Which sessions receive a shared result, and which ones measure. The clock is paused and advances
//! only when all tasks wait.

use std::sync::atomic::AtomicUsize;

use diagnosis::probe::StageOutcome;
use futures_util::future::join_all;
use tokio::time::{advance, sleep};

use super::super::nothing_seen;
use super::*;

const LIFETIME: Duration = Duration::from_secs(20);
const TAKES: Duration = Duration::from_secs(2);
const TERMS: Terms = Terms { not_before: None, patience: Duration::from_secs(20) };

/// A server, and how often it was probed.
struct Server {
    sharing: Sharing,
    calls: AtomicUsize,
    fails: Option<(Stage, Cause)>,
    is_whole: bool,
}

impl Server {
    fn new() -> Self {
        Self {
            sharing: Sharing::lasting(LIFETIME).unwrap(),
            calls: AtomicUsize::new(0),
            fails: None,
            is_whole: true,
        }
    }

    fn failing(stage: Stage, cause: Cause) -> Self {
        let is_whole = is_whole(&[report(stage, cause.clone())], false);
        Self { fails: Some((stage, cause)), is_whole, ..Self::new() }
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// The result of a probe of this server, after [`TAKES`].
    async fn measure(&self) -> Measured {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let began = Instant::now();
        sleep(TAKES).await;
        let reports =
            self.fails.iter().map(|(stage, cause)| report(*stage, cause.clone())).collect();
        Measured {
            reports,
            observation: nothing_seen(ProbeKind::Imaps),
            transcript: Transcript::default(),
            elapsed_ms: 2_000,
            is_whole: self.is_whole,
            began,
            finished: Instant::now(),
            finished_at_ms: 0,
        }
    }

    async fn ask(&self, host: &str, terms: Terms) -> Answer {
        self.sharing
            .answer(question(host), None, terms, &CancellationToken::new(), || self.measure())
            .await
    }

    /// As `ask`, with the address that all names of the server share.
    async fn ask_at(&self, host: &str, address: &str) -> Answer {
        let endpoint = Endpoint {
            kind: ProbeKind::Imaps,
            addresses: BTreeSet::from([address.parse().unwrap()]),
            port: 993,
        };
        self.sharing
            .answer(question(host), Some(endpoint), TERMS, &CancellationToken::new(), || {
                self.measure()
            })
            .await
    }
}

fn report(stage: Stage, cause: Cause) -> StageReport {
    StageReport { stage, outcome: StageOutcome::Failed(cause), elapsed_ms: 1, evidence: None }
}

fn question(host: &str) -> Question {
    let target = ProbeTarget::new(Domain::parse(host).unwrap(), 993);
    Question::new(ProbeKind::Imaps, &target, SelfTestScope::default(), None)
}

#[tokio::test(start_paused = true)]
async fn those_who_ask_at_once_wait_for_one_measurement() {
    let server = Server::new();
    let answers = join_all((0..100).map(|_| server.ask("mail.bottega.test", TERMS))).await;
    assert_eq!(server.calls(), 1);
    assert_eq!(answers.iter().filter(|answer| answer.is_own).count(), 1);
    assert!(answers.iter().all(|answer| Arc::ptr_eq(&answer.measured, &answers[0].measured)));
}

#[tokio::test(start_paused = true)]
async fn a_result_is_given_on_for_its_lifetime_and_no_longer() {
    let server = Server::new();
    server.ask("mail.bottega.test", TERMS).await;
    advance(LIFETIME - Duration::from_millis(1)).await;
    let shared = server.ask("mail.bottega.test", TERMS).await;
    assert_eq!(
        (shared.is_own, shared.measured.finished.elapsed().as_secs(), server.calls()),
        (false, 19, 1)
    );
    advance(Duration::from_millis(1)).await;
    assert!(server.ask("mail.bottega.test", TERMS).await.is_own);
    assert_eq!(server.calls(), 2);
    // The age is counted from the newer result.
    advance(LIFETIME - Duration::from_millis(1)).await;
    assert!(!server.ask("mail.bottega.test", TERMS).await.is_own);
}

#[tokio::test(start_paused = true)]
async fn another_question_has_another_answer() {
    let server = Server::new();
    let imaps = ProbeTarget::new(Domain::parse("mail.bottega.test").unwrap(), 993);
    let at = |address: &str| ProbeTarget { address: address.parse().ok(), ..imaps.clone() };
    let named = |host: &str| ProbeTarget::new(Domain::parse(host).unwrap(), 993);
    let port = ProbeTarget { port: 143, ..imaps.clone() };
    let nothing = SelfTestScope::default();
    let provider = ProviderId::parse("aruba").unwrap();
    let questions = [
        Question::new(ProbeKind::Imaps, &imaps, nothing, None),
        Question::new(ProbeKind::Imap, &imaps, nothing, None),
        Question::new(ProbeKind::Imaps, &port, nothing, None),
        Question::new(ProbeKind::Imaps, &named("mail.altra.test"), nothing, None),
        Question::new(ProbeKind::Imaps, &at("192.0.2.1"), nothing, None),
        Question::new(ProbeKind::Imaps, &at("192.0.2.2"), nothing, None),
        Question::new(ProbeKind::Imaps, &imaps, SelfTestScope { port_25: true, ..nothing }, None),
        Question::new(ProbeKind::Imaps, &imaps, SelfTestScope { resolver: true, ..nothing }, None),
        Question::new(ProbeKind::Imaps, &imaps, nothing, Some(&provider)),
    ];
    let never = CancellationToken::new();
    let ask = |question: &Question| {
        server.sharing.answer(question.clone(), None, TERMS, &never, || server.measure())
    };
    let answers = join_all(questions.iter().map(ask)).await;
    assert!(answers.iter().all(|answer| answer.is_own));
    assert_eq!(server.calls(), questions.len());
    // Whether the host name was guessed makes no difference.
    let guessed = ProbeTarget { is_guessed: true, ..imaps };
    assert!(!ask(&Question::new(ProbeKind::Imaps, &guessed, nothing, None)).await.is_own);
}

/// A session that checks again receives nothing that it had before, and nothing older than a few
/// seconds.
#[tokio::test(start_paused = true)]
async fn who_checks_again_measures_anew() {
    let server = Server::new();
    let shared = |given: Instant| Shared {
        sharing: server.sharing.clone(),
        given: BTreeMap::from([(ProbeKind::Imaps, given)]),
    };
    let again = async |given: Instant| {
        let not_before = shared(given).not_before(ProbeKind::Imaps);
        server.ask("mail.bottega.test", Terms { not_before, ..TERMS }).await.is_own
    };
    server.ask("mail.bottega.test", TERMS).await;
    let given = Instant::now();
    assert!(again(given).await, "it was given this result");
    assert_eq!(server.calls(), 2);
    // A newer result of another session is accepted while it is fresh.
    assert!(!again(given).await);
    advance(AGAIN_AFTER).await;
    assert!(again(given).await, "it is older than a few seconds");
    assert_eq!(shared(given).not_before(ProbeKind::Imap), None, "of what it has not seen yet");
    assert!(!server.ask("mail.bottega.test", TERMS).await.is_own, "others take it");
}

/// A session that checks again does not join a measurement that began long before, and does not
/// disturb it for others.
#[tokio::test(start_paused = true)]
async fn who_checks_again_joins_only_what_has_just_begun() {
    let server = Server::new();
    let first = server.ask("mail.bottega.test", TERMS);
    let again = async {
        sleep(TAKES / 2).await;
        let not_before = Some(Instant::now());
        server.ask("mail.bottega.test", Terms { not_before, ..TERMS }).await.is_own
    };
    let (first, again) = tokio::join!(first, again);
    assert_eq!((first.is_own, again, server.calls()), (true, true, 2));
}

#[tokio::test(start_paused = true)]
async fn what_was_cut_short_or_went_wrong_here_is_never_shared() {
    for cause in [Cause::Cancelled, Cause::Internal, Cause::NotAllowed(Refusal::BudgetSpent)] {
        let server = Server::failing(Stage::Connect, cause.clone());
        let answers = join_all((0..5).map(|_| server.ask("mail.bottega.test", TERMS))).await;
        assert!(answers.iter().all(|answer| answer.is_own), "{cause:?}");
        assert!(server.ask("mail.bottega.test", TERMS).await.is_own, "{cause:?}");
        let server = Server::failing(Stage::Connect, cause.clone());
        let answers =
            join_all(["a.test", "b.test", "c.test"].map(|host| server.ask_at(host, "192.0.2.1")))
                .await;
        assert!(answers.iter().all(|answer| answer.is_own), "{cause:?}");
    }
    // Failures of the server are shared.
    for cause in [
        Cause::Refused,
        Cause::Timeout { after_ms: 5_000 },
        Cause::NoRouteFromHere,
        Cause::NotAllowed(Refusal::OwnAddress),
    ] {
        let server = Server::failing(Stage::Connect, cause.clone());
        let answers = join_all((0..5).map(|_| server.ask("mail.bottega.test", TERMS))).await;
        assert_eq!(
            (answers.iter().filter(|answer| answer.is_own).count(), server.calls()),
            (1, 1),
            "{cause:?}"
        );
    }
    assert!(!is_whole(&[], true));
    assert!(is_whole(&[], false));
}

/// The first session is dropped while it measures: one of the others takes over, and the rest still
/// wait.
#[tokio::test(start_paused = true)]
async fn when_the_first_goes_away_the_others_are_answered() {
    let server = Server::new();
    let first = async {
        tokio::select! {
            _ = server.ask("mail.bottega.test", TERMS) => panic!("it was to go away"),
            () = sleep(TAKES / 2) => {}
        }
    };
    let others = async {
        sleep(TAKES / 4).await;
        join_all((0..12).map(|_| server.ask("mail.bottega.test", TERMS))).await
    };
    let ((), others) = tokio::join!(first, others);
    assert_eq!(others.iter().filter(|answer| answer.is_own).count(), 1);
    assert_eq!(server.calls(), 2);
}

/// The customer of the first session stops the checks: its result is incomplete, and is not shared.
#[tokio::test(start_paused = true)]
async fn when_the_first_stops_the_others_are_answered() {
    let server = Server::new();
    let calls = || server.calls.fetch_add(1, Ordering::Relaxed);
    let (stopped, never) = (CancellationToken::new(), CancellationToken::new());
    let stops = async || {
        calls();
        stopped.cancelled().await;
        Measured { is_whole: false, ..cut_short() }
    };
    let first = server.sharing.answer(question("mail.bottega.test"), None, TERMS, &stopped, stops);
    let others = async {
        sleep(TAKES / 4).await;
        let ask = |_| {
            server
                .sharing
                .answer(question("mail.bottega.test"), None, TERMS, &never, || server.measure())
        };
        join_all((0..12).map(ask)).await
    };
    let stop = async {
        sleep(TAKES / 2).await;
        stopped.cancel();
    };
    let (first, others, ()) = tokio::join!(first, others, stop);
    assert!(first.is_own && !first.measured.is_whole);
    assert!(others.iter().all(|answer| answer.measured.is_whole));
    assert_eq!((others.iter().filter(|answer| answer.is_own).count(), server.calls()), (1, 2));
}

fn cut_short() -> Measured {
    let now = Instant::now();
    Measured {
        reports: Vec::new(),
        observation: nothing_seen(ProbeKind::Imaps),
        transcript: Transcript::default(),
        elapsed_ms: 0,
        is_whole: true,
        began: now,
        finished: now,
        finished_at_ms: 0,
    }
}

/// A session that waits for another one stops waiting when it is cancelled, or after its patience.
#[tokio::test(start_paused = true)]
async fn nobody_waits_for_others_for_ever() {
    let server = Server::new();
    let never = CancellationToken::new();
    let hangs = server.sharing.answer(
        question("mail.bottega.test"),
        None,
        TERMS,
        &never,
        std::future::pending::<Measured>,
    );
    let patient = async {
        sleep(TAKES).await;
        let began = Instant::now();
        (server.ask("mail.bottega.test", TERMS).await.is_own, began.elapsed())
    };
    let stopped = async {
        sleep(TAKES).await;
        let (cancel, began) = (CancellationToken::new(), Instant::now());
        cancel.cancel();
        let answer = server
            .sharing
            .answer(question("mail.bottega.test"), None, TERMS, &cancel, async || cut_short())
            .await;
        (answer.is_own, began.elapsed())
    };
    tokio::select! {
        _ = hangs => panic!("it hangs"),
        (patient, stopped) = async { tokio::join!(patient, stopped) } => {
            assert_eq!(patient, (true, TERMS.patience + TAKES));
            assert_eq!(stopped, (true, Duration::ZERO));
        }
    }
}

/// One server under many names: a failed connection is shared between them, other results are not.
#[tokio::test(start_paused = true)]
async fn the_names_of_one_server_share_the_way_to_it() {
    let names = ["mail.uno.test", "mail.due.test", "mail.tre.test", "mail.quattro.test"];
    let refused = Server::failing(Stage::Connect, Cause::Refused);
    let answers = join_all(names.map(|name| refused.ask_at(name, "192.0.2.1"))).await;
    assert_eq!((answers.iter().filter(|answer| answer.is_own).count(), refused.calls()), (1, 1));
    assert!(!refused.ask_at("mail.cinque.test", "192.0.2.1").await.is_own, "also later");
    assert!(refused.ask_at("mail.sei.test", "192.0.2.2").await.is_own, "another server");
    // The dialogue and the certificate may depend on the name.
    for server in [
        Server::new(),
        Server::failing(Stage::Greeting, Cause::Closed),
        Server::failing(Stage::Certificate, Cause::Internal),
    ] {
        let answers = join_all(names.map(|name| server.ask_at(name, "192.0.2.1"))).await;
        assert!(answers.iter().all(|answer| answer.is_own));
        assert!(server.ask_at("mail.cinque.test", "192.0.2.1").await.is_own);
        assert_eq!(server.calls(), names.len() + 1);
    }
    // While the server is known to answer, sessions do not wait for each other's dialogues.
    let open = Server::new();
    open.ask_at(names[0], "192.0.2.1").await;
    let began = Instant::now();
    join_all(names[1..].iter().map(|name| open.ask_at(name, "192.0.2.1"))).await;
    assert_eq!(began.elapsed(), TAKES);
}

#[tokio::test(start_paused = true)]
async fn no_time_means_no_sharing() {
    assert!(Sharing::lasting(Duration::ZERO).is_none());
}

#[tokio::test]
async fn what_is_kept_is_bounded() {
    let sharing = Sharing::lasting(LIFETIME).unwrap();
    let never = CancellationToken::new();
    for number in 0..MAX_RESULT_COUNT + 500 {
        sharing
            .answer(question(&format!("mail{number}.test")), None, TERMS, &never, async || {
                cut_short()
            })
            .await;
    }
    sharing.forget_old().await;
    assert!(sharing.results.entry_count() <= MAX_RESULT_COUNT);
}
