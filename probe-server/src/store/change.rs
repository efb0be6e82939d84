//! The kinds of changes to the store. All statements that modify data are in this file.

use session::{Event, FileId, LinkId, LogEntry, TicketState};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::unfinished::Unfinished;
use super::{SessionId, StoreError, TokenHash};

/// One change.
#[derive(Clone, Debug)]
pub enum Change {
    /// Stores a playbook version, for the sessions that use it.
    KeepPlaybook {
        /// SHA-256 of the playbook as JSON, hexadecimal.
        digest: String,
        /// The playbook as JSON.
        body: String,
    },
    /// Inserts a new session.
    OpenSession {
        /// Its id.
        session: SessionId,
        /// Its playbook's digest.
        playbook: String,
        /// Now: milliseconds since 1970-01-01 UTC.
        opened_at_ms: i64,
        /// When it will be erased: milliseconds since 1970-01-01 UTC.
        erase_at_ms: i64,
    },
    /// Sets another playbook version for a session; the version must be stored already.
    MovePlaybook {
        /// The session.
        session: SessionId,
        /// The version's digest.
        playbook: String,
    },
    /// Appends an entry to a session's log.
    Append {
        /// The session.
        session: SessionId,
        /// The entry; its number follows the last one.
        entry: LogEntry,
    },
    /// Adds a capability token.
    AddToken {
        /// The session.
        session: SessionId,
        /// The link that it belongs to; `None` for the owner's token.
        link: Option<LinkId>,
        /// Its hash.
        hash: TokenHash,
        /// When it expires: milliseconds since 1970-01-01 UTC.
        expires_at_ms: i64,
    },
    /// Revokes a link's token.
    RevokeToken {
        /// The session.
        session: SessionId,
        /// The link.
        link: LinkId,
    },
    /// Adds a ticket to the outbox.
    QueueTicket {
        /// The session.
        session: SessionId,
        /// The reference that the customer and the support desk see.
        reference: String,
        /// SHA-256 of the content, hexadecimal.
        revision: String,
        /// The payload of the ticket, as JSON.
        payload: String,
        /// The archive that is attached; `None` if it is too large.
        archive: Option<Vec<u8>>,
        /// When the first attempt is due: milliseconds since 1970-01-01 UTC.
        next_attempt_at_ms: i64,
    },
    /// Keeps the content of a file.
    KeepFile {
        /// The session.
        session: SessionId,
        /// Its number.
        file: FileId,
        /// Its content.
        content: Vec<u8>,
    },
    /// Erases the content of a file.
    EraseFile {
        /// The session.
        session: SessionId,
        /// Its number.
        file: FileId,
    },
    /// Records that an attempt to deliver a ticket begins. A ticket is never sent without it: an
    /// outcome that cannot be written must not lead to another attempt at once.
    AttemptTicket {
        /// Its reference.
        reference: String,
        /// When the next attempt is due, if this one has no outcome.
        next_attempt_at_ms: i64,
    },
    /// Records the outcome of an attempt to deliver a ticket.
    MoveTicket {
        /// Its reference.
        reference: String,
        /// Its new state.
        state: TicketState,
        /// When the next attempt is due, if the state is one that is retried.
        next_attempt_at_ms: i64,
    },
    /// Erases everything about a session, except the hash of its id.
    Erase {
        /// The session.
        session: SessionId,
        /// Now: milliseconds since 1970-01-01 UTC.
        at_ms: i64,
    },
    /// Writes the time into the head of the file, to find out whether the store can write.
    Beat {
        /// Now: seconds since 1970-01-01 UTC.
        at_s: u32,
    },
    /// Deletes old hashes of erased sessions.
    ForgetErased {
        /// Those erased before this time: milliseconds since 1970-01-01 UTC.
        before_ms: i64,
    },
}

impl Change {
    /// Whether the write-ahead log has to be truncated after the commit, because it still has the
    /// erased rows.
    pub(super) const fn erases(&self) -> bool {
        matches!(self, Self::Erase { .. } | Self::EraseFile { .. })
    }

    /// Executes its statements.
    pub(super) async fn apply(&self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        match self {
            Self::KeepPlaybook { digest, body } => {
                let query = sqlx::query(
                    "INSERT INTO playbooks (digest, body) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING",
                );
                query.bind(digest).bind(body).execute(connection).await?;
            }
            Self::OpenSession { session, playbook, opened_at_ms, erase_at_ms } => {
                let query = sqlx::query(
                    "INSERT INTO sessions (id, playbook, opened_at_ms, erase_at_ms) VALUES (?, ?, ?, ?)",
                );
                query
                    .bind(session.as_str())
                    .bind(playbook)
                    .bind(opened_at_ms)
                    .bind(erase_at_ms)
                    .execute(connection)
                    .await?;
            }
            Self::MovePlaybook { session, playbook } => {
                let query = sqlx::query("UPDATE sessions SET playbook = ? WHERE id = ?");
                query.bind(playbook).bind(session.as_str()).execute(connection).await?;
            }
            Self::Append { session, entry } => append(session, entry, connection).await?,
            Self::AddToken { session, link, hash, expires_at_ms } => {
                let query = sqlx::query(
                    "INSERT INTO tokens (sha256, session, link, expires_at_ms) VALUES (?, ?, ?, ?)",
                );
                let query = query
                    .bind(hash.to_vec())
                    .bind(session.as_str())
                    .bind(link.map(|link| link.0))
                    .bind(expires_at_ms);
                query.execute(connection).await?;
            }
            Self::RevokeToken { session, link } => {
                let query =
                    sqlx::query("UPDATE tokens SET is_revoked = 1 WHERE session = ? AND link = ?");
                query.bind(session.as_str()).bind(link.0).execute(connection).await?;
            }
            Self::QueueTicket {
                session,
                reference,
                revision,
                payload,
                archive,
                next_attempt_at_ms,
            } => {
                let query = sqlx::query(
                    "INSERT INTO outbox (reference, session, revision, payload, archive, state, next_attempt_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
                );
                let query =
                    query.bind(reference).bind(session.as_str()).bind(revision).bind(payload);
                query
                    .bind(archive.as_deref())
                    .bind(state_name(TicketState::BeingDelivered))
                    .bind(next_attempt_at_ms)
                    .execute(connection)
                    .await?;
            }
            Self::KeepFile { session, file, content } => {
                let query =
                    sqlx::query("INSERT INTO files (session, number, content) VALUES (?, ?, ?)");
                let query = query.bind(session.as_str()).bind(file.0).bind(content.as_slice());
                query.execute(connection).await?;
            }
            Self::EraseFile { session, file } => {
                let query = sqlx::query("DELETE FROM files WHERE session = ? AND number = ?");
                query.bind(session.as_str()).bind(file.0).execute(connection).await?;
            }
            Self::AttemptTicket { reference, next_attempt_at_ms } => {
                let query = sqlx::query(
                    "UPDATE outbox SET attempts = attempts + 1, next_attempt_at_ms = ? WHERE reference = ?",
                );
                query.bind(next_attempt_at_ms).bind(reference).execute(connection).await?;
            }
            Self::MoveTicket { reference, state, next_attempt_at_ms } => {
                let query = sqlx::query(
                    "UPDATE outbox SET state = ?, next_attempt_at_ms = ?, payload = iif(?, '', payload), archive = iif(?, NULL, archive) WHERE reference = ?",
                );
                // A ticket that is not sent again is no longer needed here.
                let is_over = matches!(state, TicketState::Delivered | TicketState::Failed);
                query
                    .bind(state_name(*state))
                    .bind(next_attempt_at_ms)
                    .bind(is_over)
                    .bind(is_over)
                    .bind(reference)
                    .execute(connection)
                    .await?;
            }
            Self::Erase { session, at_ms } => {
                let gone = sqlx::query("DELETE FROM sessions WHERE id = ?")
                    .bind(session.as_str())
                    .execute(&mut *connection)
                    .await?;
                if gone.rows_affected() > 0 {
                    let query = sqlx::query(
                        "INSERT INTO erased (sha256, at_ms) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
                    );
                    query.bind(session.sha256().to_vec()).bind(at_ms).execute(connection).await?;
                }
            }
            Self::Beat { at_s } => {
                // A pragma takes no parameters. The number means nothing to SQLite.
                let at_s = at_s & 0x7fff_ffff;
                let beat = format!("PRAGMA user_version = {at_s}");
                sqlx::query(AssertSqlSafe(beat)).execute(connection).await?;
            }
            Self::ForgetErased { before_ms } => {
                sqlx::query("DELETE FROM erased WHERE at_ms < ?")
                    .bind(before_ms)
                    .execute(connection)
                    .await?;
            }
        }
        Ok(())
    }
}

async fn append(
    session: &SessionId,
    entry: &LogEntry,
    connection: &mut SqliteConnection,
) -> Result<(), StoreError> {
    let actor = super::row::actor_name(entry.actor);
    let body = serde_json::to_string(&entry.event)
        .map_err(|_| StoreError::Unreadable("an event to be written"))?;
    let query =
        sqlx::query("INSERT INTO events (session, seq, at_ms, actor, body) VALUES (?, ?, ?, ?, ?)");
    let query = query
        .bind(session.as_str())
        .bind(i64::try_from(entry.seq).unwrap_or(i64::MAX))
        .bind(entry.at_ms);
    query.bind(actor).bind(body).execute(&mut *connection).await?;
    let (statement, unfinished) = match &entry.event {
        Event::RunStarted { run, .. } => (OPENS, Unfinished::Run(*run)),
        Event::RunEnded { run, .. } => (CLOSES, Unfinished::Run(*run)),
        Event::WatcherJoined { link, .. } => (OPENS, Unfinished::Watcher(*link)),
        Event::WatcherLeft { link } | Event::LinkRevoked { link } => {
            (CLOSES, Unfinished::Watcher(*link))
        }
        _ => return Ok(()),
    };
    let (kind, number) = unfinished.row();
    sqlx::query(statement)
        .bind(session.as_str())
        .bind(kind)
        .bind(number)
        .execute(connection)
        .await?;
    Ok(())
}

const OPENS: &str =
    "INSERT INTO unfinished (session, kind, number) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
const CLOSES: &str = "DELETE FROM unfinished WHERE session = ? AND kind = ? AND number = ?";

/// The stored name; [`super::Store::due_tickets`] selects by these names.
const fn state_name(state: TicketState) -> &'static str {
    match state {
        TicketState::BeingDelivered => "being_delivered",
        TicketState::Delivered => "delivered",
        TicketState::WillRetry => "will_retry",
        TicketState::Failed => "failed",
    }
}
