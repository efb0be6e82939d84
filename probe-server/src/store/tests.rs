//! Tests of the store, on a real file.

use std::path::PathBuf;
use std::sync::Arc;

use checklist::RunId;
use session::{Actor, Event, LogEntry, TicketState};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;
use tempfile::TempDir;
use terms::Lang;

use super::{Change, SessionId, Store, StoreError, Token, Unfinished, Whose};

struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap() }
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("log.sqlite")
    }

    async fn open(&self) -> Store {
        Store::open(&self.file()).await.unwrap()
    }

    /// Whether any file in the folder contains these bytes.
    fn holds(&self, needle: &str) -> bool {
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        files.into_iter().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes.windows(needle.len()).any(|window| window == needle.as_bytes())
        })
    }
}

async fn open_session(store: &Store) -> SessionId {
    let session = SessionId::random().unwrap();
    let keep = Change::KeepPlaybook { digest: "d".to_owned(), body: "{}".to_owned() };
    let open = Change::OpenSession {
        session: session.clone(),
        playbook: "d".to_owned(),
        opened_at_ms: 1,
        erase_at_ms: 1_000,
    };
    store.commit(vec![keep, open]).await.unwrap();
    session
}

async fn log(store: &Store, session: &SessionId) -> Vec<LogEntry> {
    let mut log = Vec::new();
    store.read_log(session, |entry, _| log.push(entry)).await.unwrap();
    log
}

fn entry(seq: u64, event: Event) -> LogEntry {
    LogEntry { seq, at_ms: 7, actor: Actor::Customer, event }
}

fn append(session: &SessionId, seq: u64, event: Event) -> Change {
    Change::Append { session: session.clone(), entry: entry(seq, event) }
}

const SPOKEN: Event = Event::LanguageChanged { lang: Lang::En };

#[tokio::test]
async fn what_was_acknowledged_is_there_after_the_process_is_gone() {
    let place = Place::new();
    let store = Arc::new(place.open().await);
    let session = open_session(&store).await;
    // Concurrent appends share commits; each of them was acknowledged.
    let mut appends = tokio::task::JoinSet::new();
    for seq in 1..=200 {
        let (store, session) = (store.clone(), session.clone());
        appends
            .spawn(async move { store.commit(vec![append(&session, seq, SPOKEN)]).await.unwrap() });
    }
    while let Some(done) = appends.join_next().await {
        done.unwrap();
    }
    // The first store is not closed, so only what is on the disk is read.
    let again = place.open().await;
    let log = log(&again, &session).await;
    assert_eq!(
        log.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
        (1..=200).collect::<Vec<_>>()
    );
    let tail = again.piece(&session, 198, 208).await.unwrap();
    assert_eq!(tail.iter().map(|entry| entry.seq).collect::<Vec<_>>(), [199, 200]);
}

#[tokio::test]
async fn a_number_given_twice_is_refused_and_harms_no_neighbour() {
    let place = Place::new();
    let store = place.open().await;
    let session = open_session(&store).await;
    store.commit(vec![append(&session, 1, SPOKEN)]).await.unwrap();
    let twice = store.commit(vec![append(&session, 2, SPOKEN), append(&session, 1, SPOKEN)]);
    let good = store.commit(vec![append(&session, 3, SPOKEN)]);
    let (twice, good) = tokio::join!(twice, good);
    assert!(matches!(twice, Err(StoreError::Sql(_))), "{twice:?}");
    good.unwrap();
    // All or nothing: entry 2, committed together with a duplicate entry 1, is missing as well.
    let seqs: Vec<_> = log(&store, &session).await.iter().map(|entry| entry.seq).collect();
    assert_eq!(seqs, [1, 3]);
}

#[tokio::test]
async fn an_event_of_a_newer_version_passes_through() {
    let place = Place::new();
    let store = place.open().await;
    let session = open_session(&store).await;
    store.commit(vec![append(&session, 1, SPOKEN)]).await.unwrap();
    let newer = r#"{"telephoned":{"minutes":3}}"#;
    sqlx::query("INSERT INTO events VALUES (?, 2, 9, 'server', ?)")
        .bind(session.as_str())
        .bind(newer)
        .execute(&store.readers)
        .await
        .unwrap();
    assert_eq!(log(&store, &session).await[1].event, Event::Unknown);
    assert_eq!(store.piece(&session, 1, 11).await.unwrap()[0].event.get(), newer);
}

#[tokio::test]
async fn what_is_left_open_is_known() {
    let place = Place::new();
    let store = place.open().await;
    let session = open_session(&store).await;
    let started = Event::RunStarted {
        run: RunId(1),
        step: "checks".into(),
        domain: mail::Domain::parse("bottega.test").unwrap(),
        checks: Vec::new(),
    };
    store.commit(vec![append(&session, 1, started)]).await.unwrap();
    assert_eq!(store.unfinished().await.unwrap(), [(session.clone(), Unfinished::Run(RunId(1)))]);
    let ended = Event::RunEnded { run: RunId(1), end: diagnosis::probe::RunEnd::Completed };
    store.commit(vec![append(&session, 2, ended)]).await.unwrap();
    assert_eq!(store.unfinished().await.unwrap(), []);
}

#[tokio::test]
async fn nothing_of_an_erased_session_is_left_in_the_file() {
    let place = Place::new();
    let store = place.open().await;
    let session = open_session(&store).await;
    let token = Token::random().unwrap();
    let canary = "canary-7f3a@bottega.test";
    let named = Event::WatcherJoined { link: session::LinkId(1), name: canary.to_owned() };
    let add = Change::AddToken {
        session: session.clone(),
        link: None,
        hash: token.hash(),
        expires_at_ms: 1_000,
    };
    store.commit(vec![append(&session, 1, named), add]).await.unwrap();
    assert!(place.holds(canary));
    assert_eq!(store.token(&token.hash()).await.unwrap().map(|row| row.whose), Some(Whose::Owner));

    store.commit(vec![Change::Erase { session: session.clone(), at_ms: 5 }]).await.unwrap();
    assert!(!place.holds(canary));
    assert!(!place.holds(session.as_str()));
    assert_eq!(store.session(&session).await.unwrap(), None);
    assert_eq!(store.token(&token.hash()).await.unwrap(), None);
    assert!(store.was_erased(&session).await.unwrap());
    assert!(log(&store, &session).await.is_empty());
}

#[tokio::test]
async fn no_token_reaches_the_file() {
    let place = Place::new();
    let store = place.open().await;
    let session = open_session(&store).await;
    let token = Token::random().unwrap();
    let hash = token.hash();
    store
        .commit(vec![Change::AddToken { session, link: None, hash, expires_at_ms: 1_000 }])
        .await
        .unwrap();
    assert!(!place.holds(&token.into_shown()));
}

#[tokio::test]
async fn a_ticket_waits_until_its_turn() {
    let place = Place::new();
    let store = place.open().await;
    let session = open_session(&store).await;
    let queue = Change::QueueTicket {
        session: session.clone(),
        reference: "R".to_owned(),
        revision: "abc".to_owned(),
        payload: "{}".to_owned(),
        archive: Some(b"canary-archive".to_vec()),
        next_attempt_at_ms: 10,
    };
    store.commit(vec![queue.clone()]).await.unwrap();
    assert_eq!(store.ticket_archive("R").await.unwrap().unwrap(), b"canary-archive");
    assert!(store.commit(vec![queue]).await.is_err(), "one revision is one ticket");
    let due = |now_ms| {
        let store = &store;
        async move {
            store
                .due_tickets(now_ms, 9)
                .await
                .unwrap()
                .iter()
                .map(|ticket| ticket.attempts)
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(due(9).await, [] as [u32; 0]);
    assert_eq!(due(10).await, [0]);
    let moved = |state, next_attempt_at_ms| Change::MoveTicket {
        reference: "R".to_owned(),
        state,
        next_attempt_at_ms,
    };
    let attempt = Change::AttemptTicket { reference: "R".to_owned(), next_attempt_at_ms: 15 };
    store.commit(vec![attempt]).await.unwrap();
    // An attempt without an outcome is repeated at its time.
    assert_eq!(due(14).await, [] as [u32; 0]);
    assert_eq!(due(15).await, [1]);
    store.commit(vec![moved(TicketState::WillRetry, 20)]).await.unwrap();
    assert_eq!(due(19).await, [] as [u32; 0]);
    assert_eq!(due(20).await, [1]);
    store.commit(vec![moved(TicketState::Delivered, 20)]).await.unwrap();
    assert_eq!(due(99).await, [] as [u32; 0]);
    assert_eq!(store.ticket_archive("R").await.unwrap(), None);
    assert_eq!(store.ticket_archive("unknown").await.unwrap(), None);
    // What a session still had to send goes with it.
    let waiting = Change::QueueTicket {
        session: session.clone(),
        reference: "S".to_owned(),
        revision: "def".to_owned(),
        payload: "{}".to_owned(),
        archive: Some(b"canary-waiting".to_vec()),
        next_attempt_at_ms: 10,
    };
    store.commit(vec![waiting]).await.unwrap();
    assert!(place.holds("canary-waiting"));
    store.commit(vec![Change::Erase { session, at_ms: 5 }]).await.unwrap();
    assert!(!place.holds("canary-waiting") && !place.holds("canary-archive"));
}

/// A backup reads the database while a session is erased: the rows stay in the log, that is known,
/// and they go when the backup has ended.
#[tokio::test]
async fn erased_rows_go_as_soon_as_no_other_process_reads() {
    let place = Place::new();
    let store = place.open().await;
    let session = open_session(&store).await;
    let canary = "canary-91c2@bottega.test";
    let named = Event::WatcherJoined { link: session::LinkId(1), name: canary.to_owned() };
    store.commit(vec![append(&session, 1, named)]).await.unwrap();
    let options = SqliteConnectOptions::new().filename(place.file());
    let mut backup = options.connect().await.unwrap();
    sqlx::query("BEGIN").execute(&mut backup).await.unwrap();
    sqlx::query("SELECT count(*) FROM events").fetch_one(&mut backup).await.unwrap();

    store.commit(vec![Change::Erase { session, at_ms: 5 }]).await.unwrap();
    assert!(place.holds(canary));
    store.beat(1).await.unwrap();
    assert!(store.erased_rows_remain());
    sqlx::query("COMMIT").execute(&mut backup).await.unwrap();
    let gone = async {
        while place.holds(canary) || store.erased_rows_remain() {
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), gone).await.expect("they go");
}

/// What a server that was killed left in the log goes when it starts again.
#[tokio::test]
async fn the_log_is_truncated_at_the_start() {
    let place = Place::new();
    let first = place.open().await;
    let session = open_session(&first).await;
    first.commit(vec![append(&session, 1, SPOKEN)]).await.unwrap();
    let wal = || std::fs::metadata(place.folder.path().join("log.sqlite-wal")).unwrap().len();
    assert!(wal() > 0);
    // The first store is not closed.
    let again = place.open().await;
    let truncated = async {
        while wal() > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), truncated).await.expect("truncated");
    assert_eq!(log(&again, &session).await.len(), 1);
}

#[tokio::test]
async fn a_row_that_cannot_be_read_keeps_no_other_from_being_read() {
    let place = Place::new();
    let store = place.open().await;
    let session = open_session(&store).await;
    let started = Event::RunStarted {
        run: RunId(1),
        step: "checks".into(),
        domain: mail::Domain::parse("bottega.test").unwrap(),
        checks: Vec::new(),
    };
    store.commit(vec![append(&session, 1, started)]).await.unwrap();
    for broken in [
        "INSERT INTO unfinished (session, kind, number) SELECT id, 'unknown', 1 FROM sessions",
        "INSERT INTO sessions (id, playbook, opened_at_ms, erase_at_ms) VALUES ('no id', 'd', 1, 1)",
    ] {
        sqlx::query(broken).execute(&store.readers).await.unwrap();
    }
    assert_eq!(store.unfinished().await.unwrap(), [(session.clone(), Unfinished::Run(RunId(1)))]);
    assert_eq!(store.expired(2_000).await.unwrap(), [session]);
}

/// Checks the permissions of the files of a store whose file had `before`.
async fn check_modes(before: Option<u32>, expected: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    let place = Place::new();
    let folder = place.folder.path().join("new");
    let file = folder.join("log.sqlite");
    if let Some(before) = before {
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(&file, "").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(before)).unwrap();
    }
    let store = Store::open(&file).await.unwrap();
    open_session(&store).await;
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    for name in ["log.sqlite", "log.sqlite-wal", "log.sqlite-shm"] {
        assert_eq!(mode(&folder.join(name)), expected, "{name}");
    }
    if before.is_none() {
        assert_eq!(mode(&folder), 0o700);
    }
}

#[tokio::test]
async fn nobody_else_can_read_the_files() {
    check_modes(None, 0o600).await;
    check_modes(Some(0o644), 0o640).await;
    check_modes(Some(0o666), 0o660).await;
}
