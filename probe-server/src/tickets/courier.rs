//! Delivers the tickets in the outbox, and records the outcome in the log.

use std::time::Duration;

use session::TicketState;
use tokio_util::sync::CancellationToken;

use super::error::CourierError;
use super::letter::{Delivery, Relay};
use crate::clock;
use crate::config::TicketEmailConfig;
use crate::payload::Payload;
use crate::sessions::{SessionError, Sessions};
use crate::store::TicketRow;

/// How often the outbox is checked without a notification.
const INTERVAL: Duration = Duration::from_secs(1);
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

impl Courier {
    /// A courier that uses this relay. Nothing is sent yet.
    ///
    /// # Errors
    /// When the configuration cannot be used.
    pub fn new(sessions: Sessions, config: &TicketEmailConfig) -> Result<Self, CourierError> {
        Ok(Self { sessions, relay: Relay::new(config)? })
    }

    /// Delivers until the server stops. An interrupted attempt is repeated after the next start.
    pub async fn run(self, shutdown: CancellationToken) {
        let round = async {
            loop {
                if let Err(error) = self.deliver_due().await {
                    tracing::error!(%error, "the outbox could not be worked on; tried again");
                }
                let _ = tokio::time::timeout(INTERVAL, self.sessions.ticket_queued()).await;
            }
        };
        tokio::select! {
            () = round => {}
            () = shutdown.cancelled() => {}
        }
    }

    async fn deliver_due(&self) -> Result<(), SessionError> {
        for ticket in self.sessions.store().due_tickets(clock::now_ms(), BATCH_LENGTH).await? {
            match self.deliver(&ticket).await {
                // The session was erased during the delivery.
                Ok(()) | Err(SessionError::Erased | SessionError::UnknownSession) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    async fn deliver(&self, ticket: &TicketRow) -> Result<(), SessionError> {
        let delivery = match serde_json::from_str::<Payload>(&ticket.payload) {
            Ok(payload) => self.relay.deliver(&payload).await,
            Err(error) => {
                tracing::error!(%error, "a ticket in the outbox cannot be read");
                Delivery::Refused
            }
        };
        let attempts = ticket.attempts.saturating_add(1);
        let state = match delivery {
            Delivery::Accepted => TicketState::Delivered,
            Delivery::NotYet if attempts < MAX_ATTEMPTS => TicketState::WillRetry,
            Delivery::NotYet | Delivery::Refused => TicketState::Failed,
        };
        let next_attempt_at_ms = clock::now_ms().saturating_add(wait_ms(attempts));
        self.sessions
            .move_ticket(&ticket.session, &ticket.reference, state, next_attempt_at_ms)
            .await
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
