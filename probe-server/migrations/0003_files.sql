-- What a customer gave; the event in the log has the rest. Erased with the session, or when it is taken back.
CREATE TABLE files (
    session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (session, number)
) STRICT, WITHOUT ROWID;
