-- The archive that is attached to a ticket, as it was when the ticket was submitted; NULL if it is too large, and when the
-- ticket is no longer sent.
ALTER TABLE outbox ADD COLUMN archive BLOB;
