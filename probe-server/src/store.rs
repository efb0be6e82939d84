//! The append-only log in SQLite, and a few tables with related data.
//!
//! Knows the types of the layers and SQL; no HTTP, no probes. One task writes, in batches: a change
//! that [`Store::commit`] acknowledged is on the disk (WAL, `synchronous=FULL`). Callers assign the
//! sequence numbers of a session under that session's lock; the primary key rejects a number that
//! is used twice. Must never read a clock.

mod change;
mod file;
mod row;
mod secret;
mod truncation;
mod unfinished;
mod writer;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::TryStreamExt as _;
use session::{Event, FileId, LinkId, LogEntry};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Row};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

pub use change::Change;
pub use row::{RawEntry, SessionRow, TicketRow, TokenRow, Whose};
pub use secret::{SessionId, Token, TokenHash};
pub use unfinished::Unfinished;

use writer::Job;

use crate::telemetry::Causes;

/// How long a statement waits for a lock before it fails.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);
/// Read connections.
const READER_COUNT: u32 = 4;
/// Rows that a read connection may fetch ahead of its reader.
const ROWS_AHEAD: usize = 8;
/// The size of a piece of a log, in bytes; one entry may exceed it.
pub const PIECE_BYTES: usize = 256 * 1024;
/// What an entry takes beside its event, in bytes, about.
const ENTRY_BYTES: usize = 64;
/// Commits that may wait for the writer; above it the caller waits.
const WRITE_QUEUE_LENGTH: usize = 1024;

/// Why a store operation failed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite failed.
    #[error("the store failed")]
    Sql(#[from] sqlx::Error),
    /// The file cannot be created, or its permissions cannot be set.
    #[error("the file cannot be prepared")]
    File(#[source] std::io::Error),
    /// The tables could not be migrated to this version's schema.
    #[error("the store's tables could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The transaction that the change was in was not committed.
    #[error("the change was not written")]
    NotWritten,
    /// The store was closed.
    #[error("the store is closed")]
    Closed,
    /// A row has content that this version cannot parse.
    #[error("a stored row cannot be read: {0}")]
    Unreadable(&'static str),
    /// The session was erased while its log was read.
    #[error("the log ended before it was read")]
    LogEnded,
}

/// The store.
#[derive(Debug)]
pub struct Store {
    jobs: mpsc::Sender<Job>,
    readers: SqlitePool,
    writer: Mutex<Option<JoinHandle<()>>>,
    /// Whether erased rows are still in the write-ahead log.
    remains: Arc<AtomicBool>,
}

impl Store {
    /// Opens the file, creates it if it does not exist, and migrates its tables.
    ///
    /// # Errors
    /// When the file cannot be opened, or was written by a newer version.
    pub async fn open(path: &Path) -> Result<Self, StoreError> {
        file::prepare(path).map_err(StoreError::File)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(BUSY_TIMEOUT)
            .foreign_keys(true)
            .row_buffer_size(ROWS_AHEAD)
            // Overwrite deleted rows with zeros, so that erased data cannot be recovered from the
            // file.
            .pragma("secure_delete", "ON");
        let mut connection = options.connect().await?;
        sqlx::migrate!("./migrations").run(&mut connection).await?;
        let (jobs, queue) = mpsc::channel(WRITE_QUEUE_LENGTH);
        let remains = Arc::new(AtomicBool::new(false));
        let writer = tokio::spawn(writer::write(connection, queue, remains.clone()));
        let readers =
            SqlitePoolOptions::new().max_connections(READER_COUNT).connect_with(options).await?;
        Ok(Self { jobs, readers, writer: Mutex::new(Some(writer)), remains })
    }

    /// Writes all of these changes, or none. When it returns `Ok`, they are on the disk.
    ///
    /// # Errors
    /// When they were not written, or the outcome is unknown.
    pub async fn commit(&self, changes: Vec<Change>) -> Result<(), StoreError> {
        let (done, outcome) = oneshot::channel();
        self.jobs.send(Job::Commit { changes, done }).await.map_err(|_| StoreError::Closed)?;
        outcome.await.map_err(|_| StoreError::NotWritten)?
    }

    /// Writes the queued changes, and closes the file.
    pub async fn close(&self) {
        let _ = self.jobs.send(Job::Close).await;
        let writer = self.writer.lock().ok().and_then(|mut writer| writer.take());
        if let Some(writer) = writer {
            let _ = writer.await;
        }
        self.readers.close().await;
    }

    /// Whether the database can be written to: writes `at_s`, the time in seconds since 1970-01-01
    /// UTC.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn beat(&self, at_s: u32) -> Result<(), StoreError> {
        self.commit(vec![Change::Beat { at_s }]).await
    }

    /// Whether rows that were erased are still in the write-ahead log, because another process
    /// reads the database. They go as soon as it stops.
    #[must_use]
    pub fn erased_rows_remain(&self) -> bool {
        self.remains.load(Ordering::Relaxed)
    }

    /// A session's row.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn session(&self, id: &SessionId) -> Result<Option<SessionRow>, StoreError> {
        let row = sqlx::query("SELECT playbook, erase_at_ms FROM sessions WHERE id = ?")
            .bind(id.as_str());
        let row = row.fetch_optional(&self.readers).await?;
        row.map(|row| Ok(SessionRow { playbook: row.try_get(0)?, erase_at_ms: row.try_get(1)? }))
            .transpose()
    }

    /// Whether a session with this id existed and was erased.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn was_erased(&self, id: &SessionId) -> Result<bool, StoreError> {
        let row = sqlx::query("SELECT 1 FROM erased WHERE sha256 = ?").bind(id.sha256().to_vec());
        Ok(row.fetch_optional(&self.readers).await?.is_some())
    }

    /// A playbook version that a session uses, as JSON.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn playbook(&self, digest: &str) -> Result<Option<String>, StoreError> {
        let row = sqlx::query("SELECT body FROM playbooks WHERE digest = ?").bind(digest);
        let row = row.fetch_optional(&self.readers).await?;
        row.map(|row| Ok(row.try_get(0)?)).transpose()
    }

    /// Entries with numbers above `after` and at most `up_to`, in order, with their events as stored
    /// JSON: as many as [`PIECE_BYTES`] holds, and at least one if there is one. No reader ever
    /// holds more of a log in memory.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn piece(
        &self,
        id: &SessionId,
        after: u64,
        up_to: u64,
    ) -> Result<Vec<RawEntry>, StoreError> {
        let bounds = [after, up_to].map(|seq| i64::try_from(seq).unwrap_or(i64::MAX));
        let mut rows = sqlx::query("SELECT seq, at_ms, actor, body FROM events WHERE session = ? AND seq > ? AND seq <= ? ORDER BY seq")
            .bind(id.as_str())
            .bind(bounds[0])
            .bind(bounds[1])
            .fetch(&self.readers);
        let (mut piece, mut size_bytes) = (Vec::new(), 0);
        while size_bytes < PIECE_BYTES
            && let Some(row) = rows.try_next().await?
        {
            let entry = row::raw_entry(&row)?;
            size_bytes += ENTRY_BYTES + entry.event.get().len();
            piece.push(entry);
        }
        Ok(piece)
    }

    /// Gives all entries of a session to `take`, in order, each with the size of its event in
    /// bytes; an event that this version cannot parse becomes [`Event::Unknown`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn read_log(
        &self,
        id: &SessionId,
        mut take: impl FnMut(LogEntry, usize) + Send,
    ) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let piece = self.piece(id, after, u64::MAX).await?;
            let Some(last) = piece.last() else { return Ok(()) };
            after = last.seq;
            for raw in piece {
                let body = raw.event.get();
                let event = serde_json::from_str(body).unwrap_or(Event::Unknown);
                let entry = LogEntry { seq: raw.seq, at_ms: raw.at_ms, actor: raw.actor, event };
                take(entry, body.len());
            }
        }
    }

    /// The session and link that a token belongs to, even if it is expired or revoked.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn token(&self, hash: &TokenHash) -> Result<Option<TokenRow>, StoreError> {
        let row = sqlx::query(
            "SELECT session, link, expires_at_ms, is_revoked FROM tokens WHERE sha256 = ?",
        )
        .bind(hash.to_vec());
        let Some(row) = row.fetch_optional(&self.readers).await? else { return Ok(None) };
        let session: String = row.try_get(0)?;
        let link: Option<u32> = row.try_get(1)?;
        Ok(Some(TokenRow {
            session: SessionId::parse(&session).ok_or(StoreError::Unreadable("tokens.session"))?,
            whose: link.map_or(Whose::Owner, |link| Whose::Watcher(LinkId(link))),
            expires_at_ms: row.try_get(2)?,
            is_revoked: row.try_get(3)?,
        }))
    }

    /// Runs and watchers that a stopped server left open, except those whose row is unreadable.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn unfinished(&self) -> Result<Vec<(SessionId, Unfinished)>, StoreError> {
        let rows = sqlx::query("SELECT session, kind, number FROM unfinished ORDER BY session")
            .fetch_all(&self.readers)
            .await?;
        Ok(readable(rows.iter().map(row::unfinished)))
    }

    /// Up to 1,000 sessions that have to be erased at `now_ms`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn expired(&self, now_ms: i64) -> Result<Vec<SessionId>, StoreError> {
        let rows =
            sqlx::query("SELECT id FROM sessions WHERE erase_at_ms <= ? LIMIT 1000").bind(now_ms);
        let rows = rows.fetch_all(&self.readers).await?;
        Ok(readable(rows.iter().map(|row| {
            SessionId::parse(row.try_get::<&str, _>(0)?)
                .ok_or(StoreError::Unreadable("sessions.id"))
        })))
    }

    /// The content of a file that the customer gave.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn file(&self, id: &SessionId, file: FileId) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT content FROM files WHERE session = ? AND number = ?")
            .bind(id.as_str())
            .bind(file.0);
        let row = row.fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }

    /// The archive of a ticket in the outbox, if it has one. It is not read with the others: several
    /// at once would take much memory.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ticket_archive(&self, reference: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row = sqlx::query("SELECT archive FROM outbox WHERE reference = ?").bind(reference);
        let row = row.fetch_optional(&self.readers).await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?.flatten())
    }

    /// The tickets whose next attempt is due, the earliest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn due_tickets(&self, now_ms: i64, limit: u32) -> Result<Vec<TicketRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT reference, session, payload, attempts FROM outbox WHERE state IN ('being_delivered', 'will_retry') \
             AND next_attempt_at_ms <= ? ORDER BY next_attempt_at_ms LIMIT ?",
        )
        .bind(now_ms)
        .bind(limit)
        .fetch_all(&self.readers)
        .await?;
        Ok(readable(rows.iter().map(row::ticket)))
    }
}

/// The rows that can be read. One that cannot is set aside and logged: it must not keep the others
/// from being worked on.
fn readable<T>(rows: impl Iterator<Item = Result<T, StoreError>>) -> Vec<T> {
    let read = |row: Result<T, StoreError>| match row {
        Ok(row) => Some(row),
        Err(error) => {
            tracing::error!(error = %Causes(&error), "a stored row was set aside");
            None
        }
    };
    rows.filter_map(read).collect()
}
