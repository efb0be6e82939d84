//! Delivers the tickets in the outbox, and records the outcome in the log.

use std::collections::BTreeMap;
use std::time::Duration;

use session::TicketState;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::error::CourierError;
use super::letter::{Delivery, Relay};
use crate::clock;
use crate::config::TicketEmailConfig;
use crate::payload::Payload;
use crate::sessions::{SessionError, Sessions};
use crate::store::{Change, SessionId, StoreError, TicketRow};
use crate::telemetry::Causes;

/// How often the outbox is checked without a notification.
const INTERVAL: Duration = Duration::from_secs(1);
/// How long a ticket waits whose attempt could not be recorded.
const RECORD_PAUSE: Duration = Duration::from_secs(5);
/// The most tickets taken from the outbox at once.
const BATCH_LENGTH: u32 = 16;
/// The wait after the first attempt; it is multiplied by four after each further one …
const FIRST_WAIT_MS: i64 = 2_000;
/// … up to this limit.
const LONGEST_WAIT_MS: i64 = clock::HOUR_MS;
/// With these waits, attempts end after about a day.
const MAX_ATTEMPTS: u32 = 30;

/// The task that delivers tickets.
pub struct Courier {
    sessions: Sessions,
    relay: Relay,
}

/// What could not be written to the store, by reference.
#[derive(Default)]
struct Kept {
    /// The outcomes of attempts. These tickets are not sent again.
    outcomes: BTreeMap<String, Outcome>,
    /// When to try again to record an attempt that was not made.
    attempts: BTreeMap<String, Instant>,
}

/// The outcome of an attempt.
#[derive(Clone, Debug)]
struct Outcome {
    session: SessionId,
    state: TicketState,
    next_attempt_at_ms: i64,
}

impl Courier {
    /// A courier that uses this relay. Nothing is sent yet.
    ///
    /// # Errors
    /// When the configuration cannot be used.
    pub fn new(
        sessions: Sessions,
        config: &TicketEmailConfig,
        extra_ca: Option<&[u8]>,
    ) -> Result<Self, CourierError> {
        Ok(Self { sessions, relay: Relay::new(config, extra_ca)? })
    }

    /// Delivers until the server stops. An interrupted attempt is repeated after the next start.
    pub async fn run(self, shutdown: CancellationToken) {
        let round = async {
            let mut kept = Kept::default();
            loop {
                if let Err(error) = self.deliver_due(&mut kept).await {
                    tracing::error!(error = %Causes(&error), "the outbox could not be worked on; tried again");
                }
                let _ = tokio::time::timeout(INTERVAL, self.sessions.ticket_queued()).await;
            }
        };
        tokio::select! {
            () = round => {}
            () = shutdown.cancelled() => {}
        }
    }

    /// Works on each ticket that is due. One that fails holds up no other.
    async fn deliver_due(&self, kept: &mut Kept) -> Result<(), SessionError> {
        for (reference, outcome) in std::mem::take(&mut kept.outcomes) {
            // Said when it failed first.
            if self.record(&reference, &outcome).await.is_err() {
                kept.outcomes.insert(reference, outcome);
            }
        }
        let now = Instant::now();
        kept.attempts.retain(|_, until| *until > now);
        // These tickets are due in the store, too, and must not fill the batch.
        let kept_count = kept.outcomes.len().saturating_add(kept.attempts.len());
        let limit = BATCH_LENGTH.saturating_add(u32::try_from(kept_count).unwrap_or(u32::MAX));
        for ticket in self.sessions.store().due_tickets(clock::now_ms(), limit).await? {
            if !kept.outcomes.contains_key(&ticket.reference)
                && !kept.attempts.contains_key(&ticket.reference)
            {
                self.deliver(kept, ticket).await;
            }
        }
        Ok(())
    }

    async fn deliver(&self, kept: &mut Kept, ticket: TicketRow) {
        let attempts = ticket.attempts.saturating_add(1);
        let next_attempt_at_ms = clock::now_ms().saturating_add(wait_ms(attempts));
        let attempt =
            Change::AttemptTicket { reference: ticket.reference.clone(), next_attempt_at_ms };
        if let Err(error) = self.sessions.store().commit(vec![attempt]).await {
            tracing::error!(error = %Causes(&error), "a ticket was not sent, because the attempt could not be recorded");
            kept.attempts.insert(ticket.reference, Instant::now() + RECORD_PAUSE);
            return;
        }
        let delivery = match serde_json::from_str::<Payload>(&ticket.payload) {
            Ok(mut payload) => {
                let archive = self.sessions.store().ticket_archive(&ticket.reference).await;
                let archive = archive.unwrap_or_else(|error| {
                    tracing::error!(error = %Causes(&error), "a ticket is sent without its archive");
                    payload.is_archive_missing = true;
                    None
                });
                self.relay.deliver(&payload, archive).await
            }
            Err(_) => {
                tracing::error!("a ticket in the outbox cannot be read");
                Delivery::Refused
            }
        };
        let state = match delivery {
            Delivery::Accepted => TicketState::Delivered,
            Delivery::NotYet if attempts < MAX_ATTEMPTS => TicketState::WillRetry,
            Delivery::NotYet | Delivery::Refused => TicketState::Failed,
        };
        let next_attempt_at_ms = clock::now_ms().saturating_add(wait_ms(attempts));
        let outcome = Outcome { session: ticket.session, state, next_attempt_at_ms };
        if let Err(error) = self.record(&ticket.reference, &outcome).await {
            tracing::error!(error = %Causes(&error), "the outcome of a delivery was not written; tried again");
            kept.outcomes.insert(ticket.reference, outcome);
        }
    }

    /// Writes the outcome of an attempt.
    async fn record(&self, reference: &str, outcome: &Outcome) -> Result<(), SessionError> {
        let Outcome { session, state, next_attempt_at_ms } = outcome;
        match self.sessions.move_ticket(session, reference, *state, *next_attempt_at_ms).await {
            // The session was erased during the delivery.
            Ok(()) | Err(SessionError::Erased | SessionError::UnknownSession) => Ok(()),
            // The log of the session cannot be read, but the ticket is on its way.
            Err(SessionError::Store(StoreError::Unreadable(_))) => {
                let moved = Change::MoveTicket {
                    reference: reference.to_owned(),
                    state: *state,
                    next_attempt_at_ms: *next_attempt_at_ms,
                };
                Ok(self.sessions.store().commit(vec![moved]).await?)
            }
            Err(error) => Err(error),
        }
    }
}

/// The wait in milliseconds after this number of attempts.
fn wait_ms(attempts: u32) -> i64 {
    let grown = 4_i64
        .checked_pow(attempts.saturating_sub(1))
        .and_then(|factor| FIRST_WAIT_MS.checked_mul(factor));
    grown.map_or(LONGEST_WAIT_MS, |wait| wait.min(LONGEST_WAIT_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_stay_bounded() {
        let waits: Vec<i64> = (1..=7).map(wait_ms).collect();
        assert_eq!(waits, [2_000, 8_000, 32_000, 128_000, 512_000, 2_048_000, LONGEST_WAIT_MS]);
        assert_eq!(wait_ms(u32::MAX), LONGEST_WAIT_MS);
    }
}
