//! What can be written: a closed list, so that every statement that changes the file stands in one place.

use checklist::RunId;
use session::{Event, LinkId, LogEntry, TicketState};
use sqlx::SqliteConnection;

use super::{SessionId, StoreError, TokenHash};

/// One change.
#[derive(Clone, Debug)]
pub enum Change {
    /// Keeps a playbook for the sessions that begin with it.
    KeepPlaybook {
        /// SHA-256 of its file, hexadecimal.
        digest: String,
        /// The playbook as JSON.
        body: String,
    },
    /// A session begins.
    OpenSession {
        /// Its name.
        session: SessionId,
        /// Its playbook's digest.
        playbook: String,
        /// Now: milliseconds since 1970-01-01 UTC.
        opened_at_ms: i64,
        /// When it goes.
        erase_at_ms: i64,
    },
    /// A session goes over to another version of its playbook, which is kept already.
    MovePlaybook {
        /// The session.
        session: SessionId,
        /// The version's digest.
        playbook: String,
    },
    /// One more entry of a log.
    Append {
        /// The session.
        session: SessionId,
        /// The entry; its number follows the last one.
        entry: LogEntry,
    },
    /// A capability.
    AddToken {
        /// The session.
        session: SessionId,
        /// The link it belongs to; `None` is the owner's.
        link: Option<LinkId>,
        /// Its hash.
        hash: TokenHash,
        /// When it dies.
        expires_at_ms: i64,
    },
    /// Ends a link's capability.
    RevokeToken {
        /// The session.
        session: SessionId,
        /// The link.
        link: LinkId,
    },
    /// A ticket waits for delivery.
    QueueTicket {
        /// The session.
        session: SessionId,
        /// The reference that both sides see.
        reference: String,
        /// SHA-256 of the content, hexadecimal.
        revision: String,
        /// What is delivered, as JSON.
        payload: String,
        /// When the first attempt is due.
        next_attempt_at_ms: i64,
    },
    /// An attempt to deliver a ticket ended.
    MoveTicket {
        /// Its reference.
        reference: String,
        /// Where it stands now.
        state: TicketState,
        /// When the next attempt is due, where one is.
        next_attempt_at_ms: i64,
    },
    /// Everything about a session goes, but for the hash of its name.
    Erase {
        /// The session.
        session: SessionId,
        /// Now.
        at_ms: i64,
    },
    /// The oldest hashes of erased sessions go too.
    ForgetErased {
        /// Those from before this moment.
        before_ms: i64,
    },
}

/// Something that a server that stops leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// A run of checks.
    Run(RunId),
    /// Somebody watching by this link.
    Watcher(LinkId),
}

impl Change {
    /// Whether freed pages have to leave the write-ahead log at once.
    pub(super) const fn erases(&self) -> bool {
        matches!(self, Self::Erase { .. })
    }

    /// Runs its statements.
    pub(super) async fn apply(&self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        match self {
            Self::KeepPlaybook { digest, body } => {
                let query = sqlx::query("INSERT INTO playbooks (digest, body) VALUES (?, ?) ON CONFLICT (digest) DO NOTHING");
                query.bind(digest).bind(body).execute(connection).await?;
            }
            Self::OpenSession { session, playbook, opened_at_ms, erase_at_ms } => {
                let query = sqlx::query("INSERT INTO sessions (id, playbook, opened_at_ms, erase_at_ms) VALUES (?, ?, ?, ?)");
                query.bind(session.as_str()).bind(playbook).bind(opened_at_ms).bind(erase_at_ms).execute(connection).await?;
            }
            Self::MovePlaybook { session, playbook } => {
                let query = sqlx::query("UPDATE sessions SET playbook = ? WHERE id = ?");
                query.bind(playbook).bind(session.as_str()).execute(connection).await?;
            }
            Self::Append { session, entry } => append(session, entry, connection).await?,
            Self::AddToken { session, link, hash, expires_at_ms } => {
                let query = sqlx::query("INSERT INTO tokens (sha256, session, link, expires_at_ms) VALUES (?, ?, ?, ?)");
                let query = query.bind(hash.to_vec()).bind(session.as_str()).bind(link.map(|link| link.0)).bind(expires_at_ms);
                query.execute(connection).await?;
            }
            Self::RevokeToken { session, link } => {
                let query = sqlx::query("UPDATE tokens SET is_revoked = 1 WHERE session = ? AND link = ?");
                query.bind(session.as_str()).bind(link.0).execute(connection).await?;
            }
            Self::QueueTicket { session, reference, revision, payload, next_attempt_at_ms } => {
                let query = sqlx::query(
                    "INSERT INTO outbox (reference, session, revision, payload, state, next_attempt_at_ms) VALUES (?, ?, ?, ?, ?, ?)",
                );
                let query = query.bind(reference).bind(session.as_str()).bind(revision).bind(payload);
                query.bind(state_name(TicketState::BeingDelivered)).bind(next_attempt_at_ms).execute(connection).await?;
            }
            Self::MoveTicket { reference, state, next_attempt_at_ms } => {
                let query = sqlx::query("UPDATE outbox SET state = ?, attempts = attempts + 1, next_attempt_at_ms = ? WHERE reference = ?");
                query.bind(state_name(*state)).bind(next_attempt_at_ms).bind(reference).execute(connection).await?;
            }
            Self::Erase { session, at_ms } => {
                let gone = sqlx::query("DELETE FROM sessions WHERE id = ?").bind(session.as_str()).execute(&mut *connection).await?;
                if gone.rows_affected() > 0 {
                    let query = sqlx::query("INSERT INTO erased (sha256, at_ms) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING");
                    query.bind(session.sha256().to_vec()).bind(at_ms).execute(connection).await?;
                }
            }
            Self::ForgetErased { before_ms } => {
                sqlx::query("DELETE FROM erased WHERE at_ms < ?").bind(before_ms).execute(connection).await?;
            }
        }
        Ok(())
    }
}

async fn append(session: &SessionId, entry: &LogEntry, connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let actor = super::row::actor_name(entry.actor);
    let body = serde_json::to_string(&entry.event).map_err(|_| StoreError::Unreadable("an event to be written"))?;
    let query = sqlx::query("INSERT INTO events (session, seq, at_ms, actor, body) VALUES (?, ?, ?, ?, ?)");
    let query = query.bind(session.as_str()).bind(i64::try_from(entry.seq).unwrap_or(i64::MAX)).bind(entry.at_ms);
    query.bind(actor).bind(body).execute(&mut *connection).await?;
    let (statement, unfinished) = match &entry.event {
        Event::RunStarted { run, .. } => (OPENS, Unfinished::Run(*run)),
        Event::RunEnded { run, .. } => (CLOSES, Unfinished::Run(*run)),
        Event::WatcherJoined { link, .. } => (OPENS, Unfinished::Watcher(*link)),
        Event::WatcherLeft { link } | Event::LinkRevoked { link } => (CLOSES, Unfinished::Watcher(*link)),
        _ => return Ok(()),
    };
    let (kind, number) = unfinished.row();
    sqlx::query(statement).bind(session.as_str()).bind(kind).bind(number).execute(connection).await?;
    Ok(())
}

const OPENS: &str = "INSERT INTO unfinished (session, kind, number) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
const CLOSES: &str = "DELETE FROM unfinished WHERE session = ? AND kind = ? AND number = ?";

impl Unfinished {
    const fn row(self) -> (&'static str, u32) {
        match self {
            Self::Run(RunId(number)) => ("run", number),
            Self::Watcher(LinkId(number)) => ("watcher", number),
        }
    }

    /// The inverse of [`Unfinished::row`].
    pub(super) fn from_row(kind: &str, number: u32) -> Option<Self> {
        match kind {
            "run" => Some(Self::Run(RunId(number))),
            "watcher" => Some(Self::Watcher(LinkId(number))),
            _ => None,
        }
    }
}

/// The names that [`super::Store::due_tickets`] asks for.
const fn state_name(state: TicketState) -> &'static str {
    match state {
        TicketState::BeingDelivered => "being_delivered",
        TicketState::Delivered => "delivered",
        TicketState::WillRetry => "will_retry",
        TicketState::Failed => "failed",
    }
}
