-- The log and what belongs to it. Everything about one session hangs on its row and goes with it.

CREATE TABLE playbooks (
    digest TEXT PRIMARY KEY,
    body   TEXT NOT NULL          -- the playbook as JSON, as sessions that began with it still need it
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id           TEXT PRIMARY KEY,
    playbook     TEXT NOT NULL REFERENCES playbooks (digest),
    opened_at_ms INTEGER NOT NULL,
    erase_at_ms  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_end ON sessions (erase_at_ms);

CREATE TABLE events (
    session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,     -- from 1, without gaps
    at_ms   INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    body    TEXT NOT NULL,        -- the event as JSON; kept as it is, also when this version does not know it
    PRIMARY KEY (session, seq)
) STRICT, WITHOUT ROWID;

-- Capabilities: only their SHA-256.
CREATE TABLE tokens (
    sha256        BLOB PRIMARY KEY,
    session       TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    link          INTEGER,        -- NULL: the owner's
    expires_at_ms INTEGER NOT NULL,
    is_revoked    INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX tokens_by_session ON tokens (session, link);

-- What a server that stops leaves open: a run under way, somebody watching. Kept in step with the log.
CREATE TABLE unfinished (
    session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    kind    TEXT NOT NULL,
    number  INTEGER NOT NULL,
    PRIMARY KEY (session, kind, number)
) STRICT, WITHOUT ROWID;

-- Tickets on their way. A row comes in the same transaction as the event that says so.
CREATE TABLE outbox (
    reference          TEXT PRIMARY KEY,
    session            TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    revision           TEXT NOT NULL,   -- SHA-256 of the content: the same content is the same ticket
    payload            TEXT NOT NULL,
    state              TEXT NOT NULL,
    attempts           INTEGER NOT NULL DEFAULT 0,
    next_attempt_at_ms INTEGER NOT NULL,
    UNIQUE (session, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_by_turn ON outbox (state, next_attempt_at_ms);

-- That a session was erased, and nothing else: a hash of its name, so that its links can say so.
CREATE TABLE erased (
    sha256   BLOB PRIMARY KEY,
    at_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
