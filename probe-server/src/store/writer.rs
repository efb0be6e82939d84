//! The only task that writes. Jobs that arrive during a commit are batched into the next one: a
//! busy server needs one `fsync` for many appends, and a quiet one has no delay. Must never
//! acknowledge a job before its transaction is on the disk.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use sqlx::{Connection, SqliteConnection};
use tokio::sync::{mpsc, oneshot};

use super::truncation::Truncation;
use super::{Change, StoreError};
use crate::telemetry::Causes;

/// The most jobs in one transaction.
const BATCH_LENGTH: usize = 64;

/// A job for the writer.
#[derive(Debug)]
pub(super) enum Job {
    /// All of these changes, or none.
    Commit {
        /// The changes.
        changes: Vec<Change>,
        /// Receives the outcome, after the commit.
        done: oneshot::Sender<Result<(), StoreError>>,
    },
    /// No more jobs will come.
    Close,
}

/// Executes jobs until [`Job::Close`] or the end of the queue. `remains` says whether erased rows
/// are still in the write-ahead log.
pub(super) async fn write(
    mut connection: SqliteConnection,
    mut queue: mpsc::Receiver<Job>,
    remains: Arc<AtomicBool>,
) {
    let mut batch = Vec::with_capacity(BATCH_LENGTH);
    let mut is_open = true;
    // What a stopped server left in the log goes with the first truncation.
    let mut truncation = Truncation::due();
    while is_open {
        let received = match truncation.wait() {
            Some(wait) => {
                tokio::time::timeout(wait, queue.recv_many(&mut batch, BATCH_LENGTH)).await
            }
            None => Ok(queue.recv_many(&mut batch, BATCH_LENGTH).await),
        };
        is_open = received != Ok(0);
        let mut jobs = Vec::with_capacity(batch.len());
        for job in batch.drain(..) {
            match job {
                Job::Commit { changes, done } => jobs.push((changes, done)),
                Job::Close => is_open = false,
            }
        }
        if !jobs.is_empty() {
            commit(&mut connection, jobs, &mut truncation).await;
        }
        truncation.turn(&mut connection).await;
        remains.store(truncation.is_overdue(), Ordering::Relaxed);
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(error = %Causes(&error), "the store did not close cleanly");
    }
}

/// The channel for the outcome of a job.
type Told = oneshot::Sender<Result<(), StoreError>>;
type Waiting = (Vec<Change>, Told);

/// Commits a batch; outcomes are sent only after the transaction is on the disk.
async fn commit(
    connection: &mut SqliteConnection,
    jobs: Vec<Waiting>,
    truncation: &mut Truncation,
) {
    let erases = jobs.iter().any(|(changes, _)| changes.iter().any(Change::erases));
    let mut outcomes = Vec::with_capacity(jobs.len());
    let result = transaction(connection, jobs, &mut outcomes).await;
    if let Err(error) = &result {
        tracing::error!(error = %Causes(error), "a transaction was not committed");
        // Closes a transaction that may still be open; it fails if there is none.
        let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
    }
    if erases {
        // Before the outcome is sent: who erased a session may look into the file at once.
        *truncation = Truncation::due();
        truncation.turn(connection).await;
    }
    for (outcome, done) in outcomes {
        let outcome = if result.is_err() { Err(StoreError::NotWritten) } else { outcome };
        if let Err(error) = &outcome {
            tracing::error!(error = %Causes(error), "a change was not written");
        }
        // The caller may have been dropped.
        let _ = done.send(outcome);
    }
}

async fn transaction(
    connection: &mut SqliteConnection,
    jobs: Vec<Waiting>,
    outcomes: &mut Vec<(Result<(), StoreError>, Told)>,
) -> Result<(), sqlx::Error> {
    let begun = sqlx::query("BEGIN IMMEDIATE").execute(&mut *connection).await;
    for (changes, done) in jobs {
        if begun.is_err() {
            outcomes.push((Err(StoreError::NotWritten), done));
            continue;
        }
        // A savepoint for each job, so that a failed one does not affect the others.
        sqlx::query("SAVEPOINT job").execute(&mut *connection).await?;
        let mut outcome = Ok(());
        for change in &changes {
            outcome = change.apply(connection).await;
            if outcome.is_err() {
                sqlx::query("ROLLBACK TO job").execute(&mut *connection).await?;
                break;
            }
        }
        sqlx::query("RELEASE job").execute(&mut *connection).await?;
        outcomes.push((outcome, done));
    }
    begun?;
    sqlx::query("COMMIT").execute(connection).await?;
    Ok(())
}
