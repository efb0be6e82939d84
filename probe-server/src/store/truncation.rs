//! Truncating the write-ahead log, so that nothing of erased rows is left in it.
//!
//! Another process that reads the database, such as a backup, keeps the log from being truncated.
//! The truncation is then tried again until it succeeds, with pauses that grow to a minute. Must
//! never make the writer wait long for it.

use std::time::Duration;

use sqlx::{Row as _, SqliteConnection};
use tokio::time::Instant;

use super::BUSY_TIMEOUT;
use crate::telemetry::Causes;

/// How long one attempt waits for readers, in milliseconds: no change is written meanwhile.
const PATIENCE_MS: u32 = 50;
/// The pause after the first attempt that failed; it is doubled after each further one …
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// … up to this limit.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Whether the log has to be truncated, and when that is tried next.
#[derive(Debug, Default)]
pub(super) struct Truncation {
    next: Option<(Instant, Duration)>,
    has_failed: bool,
}

impl Truncation {
    /// One that is due now.
    pub(super) fn due() -> Self {
        Self { next: Some((Instant::now(), FIRST_PAUSE)), has_failed: false }
    }

    /// How long to wait for the next attempt; `None` if none is necessary.
    pub(super) fn wait(&self) -> Option<Duration> {
        self.next.map(|(at, _)| at.saturating_duration_since(Instant::now()))
    }

    /// Whether an attempt failed and none has succeeded since.
    pub(super) const fn is_overdue(&self) -> bool {
        self.has_failed && self.next.is_some()
    }

    /// Truncates the log if that is due.
    pub(super) async fn turn(&mut self, connection: &mut SqliteConnection) {
        let Some((_, pause)) = self.next.filter(|(at, _)| *at <= Instant::now()) else { return };
        let is_done = match truncate(connection).await {
            Ok(is_done) => is_done,
            Err(error) => {
                tracing::warn!(error = %Causes(&error), "the write-ahead log could not be truncated");
                false
            }
        };
        if is_done {
            if self.has_failed {
                tracing::info!("the write-ahead log was truncated: nothing erased is left in it");
            }
            *self = Self::default();
            return;
        }
        // Said once at the beginning, and then with each attempt of a long wait.
        if !self.has_failed || pause == LONGEST_PAUSE {
            tracing::warn!(
                next_attempt_ms = pause.as_millis(),
                "erased rows are still in the write-ahead log, because another process reads the database"
            );
        }
        self.has_failed = true;
        let longer = pause.saturating_mul(2).min(LONGEST_PAUSE);
        self.next = Some((Instant::now() + pause, longer));
    }
}

/// Whether the whole log was copied into the database and truncated.
async fn truncate(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    set_patience(connection, PATIENCE_MS).await?;
    let outcome = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
    let usual_ms = u32::try_from(BUSY_TIMEOUT.as_millis()).unwrap_or(u32::MAX);
    set_patience(connection, usual_ms).await?;
    // The columns are: whether it was kept from its end, the frames in the log, those copied.
    Ok(outcome?.try_get::<i64, _>(0)? == 0)
}

async fn set_patience(
    connection: &mut SqliteConnection,
    patience_ms: u32,
) -> Result<(), sqlx::Error> {
    let pragma = format!("PRAGMA busy_timeout = {patience_ms}");
    sqlx::query(sqlx::AssertSqlSafe(pragma)).execute(connection).await?;
    Ok(())
}
