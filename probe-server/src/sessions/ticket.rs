//! Submitting a ticket, and recording its delivery.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use data_encoding::HEXLOWER;
use outcome::{Ticket, ticket};
use session::api::SubmitTicket;
use session::{Actor, Event, Facts, FileId, Standing, TicketChannel, TicketState};
use sha2::{Digest, Sha256};

use super::locked::Locked;
use super::{Live, SessionError, Sessions, to_the_end};
use crate::archive::{self, ArchiveError};
use crate::clock;
use crate::masking::masked;
use crate::payload::Payload;
use crate::store::{Change, SessionId};
use crate::telemetry::Causes;

/// The most tickets that one session sends by e-mail in an hour.
const MAX_EMAILS_PER_HOUR: usize = 5;
/// The largest archive that is attached to a ticket, in bytes: with base64 it is a message of less
/// than 7 MB, which almost every relay takes.
const MAX_ATTACHED_BYTES: usize = 5_000_000;
/// The most tickets of one session.
const MAX_TICKET_COUNT: usize = 20;
/// Letters and digits that are not confused on the telephone; without I, O, 0 and 1.
const REFERENCE_ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

impl Sessions {
    /// Submits the ticket in its present form, without the lines that are left out. The same content
    /// always gives the same reference, however often it is submitted.
    ///
    /// # Errors
    /// When the channel is not available, the session has too many tickets, or it or the client
    /// exceeds the rate of those sent by e-mail.
    pub async fn submit_ticket(
        &self,
        live: Arc<Live>,
        client: IpAddr,
        wanted: SubmitTicket,
    ) -> Result<String, SessionError> {
        let SubmitTicket { channel, left_out, are_addresses_masked } = wanted;
        if !self.ticket_channels().contains(&channel) {
            return Err(SessionError::ChannelUnavailable);
        }
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            let made = Made::new(&locked, left_out, are_addresses_masked).await?;
            let facts = locked.facts();
            let revision = revision(&live.id, channel, &made.content);
            let reference = reference(&revision);
            if facts.tickets.iter().any(|known| known.reference == reference) {
                return Ok(reference);
            }
            if facts.tickets.len() >= MAX_TICKET_COUNT {
                return Err(SessionError::TooManyTickets);
            }
            if channel == TicketChannel::Email {
                within_rate(facts, clock::now_ms())?;
                let one = NonZeroU32::MIN;
                sessions.inner.tickets.take(client, one).map_err(super::too_many)?;
            }
            let mut beside = Vec::new();
            let submitted = Event::TicketSubmitted {
                reference: reference.clone(),
                channel,
                left_out: made.left_out.clone(),
                are_addresses_masked,
            };
            let mut events = vec![(Actor::Customer, submitted)];
            match channel {
                TicketChannel::Download => {
                    let state = TicketState::Delivered;
                    events.push((
                        Actor::Server,
                        Event::TicketMoved { reference: reference.clone(), state },
                    ));
                }
                TicketChannel::Email => {
                    let given = sessions.files(&live, made.standing.facts()).await?;
                    let (payload, archive) = made.parcel(&reference, given).await?;
                    beside.push(Change::QueueTicket {
                        session: live.id.clone(),
                        reference: reference.clone(),
                        revision: HEXLOWER.encode(&revision),
                        payload: serde_json::to_string(&payload)
                            .map_err(|_| SessionError::Internal)?,
                        archive,
                        next_attempt_at_ms: clock::now_ms(),
                    });
                }
            }
            locked.append(events, beside).await?;
            drop(locked);
            sessions.inner.outbox.notify_one();
            Ok(reference)
        })
        .await
    }

    /// Records the outcome of an attempt to deliver a ticket.
    pub(crate) async fn move_ticket(
        &self,
        session: &SessionId,
        reference: &str,
        moved_to: TicketState,
        next_attempt_at_ms: i64,
    ) -> Result<(), SessionError> {
        let live = self.get(session).await?;
        let sessions = self.clone();
        let reference = reference.to_owned();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            let outbox = Change::MoveTicket {
                reference: reference.clone(),
                state: moved_to,
                next_attempt_at_ms,
            };
            let is_there = locked
                .facts()
                .tickets
                .iter()
                .any(|known| known.reference == reference && known.state == moved_to);
            if is_there {
                // The log has this state already, for example after the second "will be tried
                // again".
                return Ok(sessions.inner.store.commit(vec![outbox]).await?);
            }
            let moved = vec![(Actor::Server, Event::TicketMoved { reference, state: moved_to })];
            locked.append(moved, vec![outbox]).await?;
            Ok(())
        })
        .await
    }
}

/// The content of a ticket, and what it was made of.
struct Made {
    /// As the customer sees it.
    standing: Arc<Standing>,
    /// As the ticket shows it.
    shown: Arc<Standing>,
    content: Ticket,
    left_out: Vec<String>,
    is_masked: bool,
}

impl Made {
    async fn new(
        locked: &Locked<'_>,
        left_out: Vec<String>,
        is_masked: bool,
    ) -> Result<Self, SessionError> {
        let standing = locked.standing_kept();
        computed(move || {
            let shown = if is_masked { Arc::new(masked(&standing)) } else { Arc::clone(&standing) };
            let lang = standing.facts().lang;
            // Keep only ids of lines that exist, so that no invented text gets into the log.
            let left_out: Vec<String> = ticket(&standing, lang, &[])
                .lines
                .into_iter()
                .map(|line| line.id)
                .filter(|line| left_out.contains(line))
                .collect();
            let content = ticket(&shown, lang, &left_out);
            Self { standing, shown, content, left_out, is_masked }
        })
        .await
    }

    /// What is delivered by e-mail: the text, and the archive if it is not too large.
    async fn parcel(
        self,
        reference: &str,
        given: Vec<(FileId, Vec<u8>)>,
    ) -> Result<(Payload, Option<Vec<u8>>), SessionError> {
        let reference = reference.to_owned();
        let made = computed(move || {
            let Self { standing, shown, content, left_out, is_masked } = self;
            let lang = standing.facts().lang;
            let wanted = archive::Wanted { lang, left_out, is_masked };
            let archive = archive::of_session(&shown, &wanted, &given)?;
            let facts = standing.facts();
            let mut payload = Payload::new(&reference, facts, standing.playbook(), content);
            if is_masked {
                // The mail's own header is the one place that needs the address.
                let whole = ticket(&standing, lang, &wanted.left_out);
                let unmasked = Payload::new(&reference, facts, standing.playbook(), whole);
                payload.reply_to = unmasked.reply_to;
                payload.are_addresses_masked = true;
            }
            let archive = Some(archive).filter(|archive| archive.len() <= MAX_ATTACHED_BYTES);
            payload.is_archive_missing = archive.is_none();
            Ok((payload, archive))
        });
        made.await?.map_err(|error: ArchiveError| {
            tracing::error!(error = %Causes(&error), "the archive of a ticket could not be made");
            SessionError::Internal
        })
    }
}

/// Computes on a thread for blocking work: a long bounce takes a third of a second.
async fn computed<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, SessionError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| SessionError::Internal)
}

/// Fails if the session has sent [`MAX_EMAILS_PER_HOUR`] tickets by e-mail in the last hour.
fn within_rate(facts: &Facts, now_ms: i64) -> Result<(), SessionError> {
    let mut recent: Vec<i64> = facts
        .tickets
        .iter()
        .filter(|sent| sent.channel == TicketChannel::Email)
        .map(|sent| sent.at_ms.saturating_add(clock::HOUR_MS).saturating_sub(now_ms))
        .filter(|left_ms| *left_ms > 0)
        .collect();
    recent.sort_unstable();
    match recent.len().checked_sub(MAX_EMAILS_PER_HOUR).and_then(|first| recent.get(first)) {
        None => Ok(()),
        Some(left_ms) => {
            let left_ms = u64::try_from(*left_ms).unwrap_or(0);
            Err(super::too_many(Duration::from_millis(left_ms)))
        }
    }
}

fn revision(session: &SessionId, channel: TicketChannel, content: &Ticket) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut part = |text: &str| {
        // Hash the length first, so that different lists of parts give different hashes.
        hash.update(text.len().to_be_bytes());
        hash.update(text);
    };
    part(session.as_str());
    part(match channel {
        TicketChannel::Email => "email",
        TicketChannel::Download => "download",
    });
    part(&content.subject);
    for line in &content.lines {
        part(&line.id);
        part(&line.label);
        part(&line.value);
    }
    hash.finalize().into()
}

/// 50 bits of the revision, in two groups of five characters: `7Q2MX-K4D9P`.
fn reference(revision: &[u8; 32]) -> String {
    let letter = |byte: &u8| {
        char::from(REFERENCE_ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'2'))
    };
    let (first, second) = revision.split_at(5);
    first.iter().map(letter).chain(['-']).chain(second.iter().take(5).map(letter)).collect()
}
