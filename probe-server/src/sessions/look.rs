//! One look into a mailbox, on the customer's request and with the customer's password.
//!
//! It starts when the password is given and never by itself: the log has no password, so nothing
//! that reads the log can repeat it. The attempts for one mailbox are limited over all sessions, so
//! that no one can guess a password through this server. Must never keep the password after it was
//! handed to the probe.

use std::net::IpAddr;
use std::num::{NonZeroU32, NonZeroUsize};
use std::sync::Arc;
use std::time::Duration;

use diagnosis::probe::ProbeId;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use jiff::civil::Date;
use mail::Domain;
use session::api::LookRequest;
use session::{Actor, Event, LogEntry, MAX_LOOK_TEXT_BYTES, Rejection, start_look};

use super::{Live, SessionError, Sessions, to_the_end, too_many};
use crate::probes::{self, Look, MessageWanted};
use crate::secret::Password;

/// How many looks into one mailbox may follow each other at once, over all sessions.
const BURST: NonZeroU32 = NonZeroU32::new(5).expect("a burst");
/// After how long one more is allowed.
const PERIOD: Duration = Duration::from_secs(180);
/// From how many mailboxes on those that are not limited any more are forgotten.
const MOST_REMEMBERED: NonZeroUsize = NonZeroUsize::new(10_000).expect("a number");

/// The attempts for each user name.
pub(super) struct LookBudget(DefaultKeyedRateLimiter<String>);

impl LookBudget {
    pub(super) fn new() -> Self {
        let quota = Quota::with_period(PERIOD).map(|quota| quota.allow_burst(BURST));
        Self(RateLimiter::keyed(quota.unwrap_or_else(|| Quota::per_minute(NonZeroU32::MIN))))
    }

    /// Takes one attempt. What counts is the user name that is sent, whatever the session's own
    /// mailbox is: sessions about other mailboxes give no further attempts. A name without a domain
    /// counts for the server that it is sent to.
    fn take(&self, user: &str, host: &Domain) -> Result<(), SessionError> {
        // Some servers take a name with spaces around it.
        let user = user.trim().to_lowercase();
        let key = if user.contains('@') { user } else { format!("{user} at {host}") };
        if self.0.len() >= MOST_REMEMBERED.get() {
            self.0.retain_recent();
        }
        self.0
            .check_key(&key)
            .map_err(|limited| too_many(limited.wait_time_from(DefaultClock::default().now())))
    }
}

impl Sessions {
    /// Starts a look into the session's mailbox.
    ///
    /// # Errors
    /// When no look can be offered, a text is too long, or a budget is exceeded; nothing was sent
    /// then.
    pub async fn look(
        &self,
        live: Arc<Live>,
        client: IpAddr,
        request: LookRequest<Password>,
    ) -> Result<Vec<LogEntry>, SessionError> {
        let wanted = check(&request)?;
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            let (event, offer) = start_look(locked.standing())?;
            let Event::RunStarted { run, .. } = &event else {
                return Err(SessionError::Internal);
            };
            let run = *run;
            let events = vec![(Actor::Customer, event)];
            locked.has_room(sessions.inner.room, &events)?;
            sessions.charge(client, NonZeroU32::MIN)?;
            let user = request.user.unwrap_or(offer.user);
            sessions.inner.looks.take(&user, &offer.target.host)?;
            sessions.inner.runner.has_room(NonZeroU32::MIN)?;
            let entries = locked.append(events, Vec::new()).await?;
            locked.set_client(client);
            let cancel = sessions.inner.shutdown.child_token();
            locked.runs_mut().insert(run, cancel.clone());
            let look = Look { target: offer.target, user, password: request.password, wanted };
            let net = sessions.inner.runner.net().on_behalf_of(locked.client());
            let probing = move |sink, stop| async move {
                probes::look(look, ProbeId(0), &net, sink, stop).await
            };
            sessions.spawn_run(Arc::clone(&live), run, probing, cancel);
            Ok(entries)
        })
        .await
    }
}

/// Checks the texts; the result is the message to search for.
fn check(request: &LookRequest<Password>) -> Result<Option<MessageWanted>, SessionError> {
    let texts = [&request.user, &request.from, &request.subject];
    let is_too_long = |length: usize| length > MAX_LOOK_TEXT_BYTES;
    if texts.into_iter().flatten().any(|text| is_too_long(text.len()))
        || is_too_long(request.password.byte_count())
    {
        return Err(Rejection::TextTooLong.into());
    }
    if request.password.byte_count() == 0 {
        return Err(Rejection::MissingInput.into());
    }
    let has_line_break = |text: &String| text.chars().any(|letter| letter.is_control());
    if request.user.as_ref().is_some_and(|user| user.is_empty() || has_line_break(user)) {
        return Err(Rejection::WrongAnswer.into());
    }
    let day = match &request.day {
        Some(day) => Some(day.parse::<Date>().map_err(|_| Rejection::WrongAnswer)?),
        None => None,
    };
    let filled = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let wanted =
        MessageWanted { from: filled(&request.from), subject: filled(&request.subject), day };
    Ok((wanted != MessageWanted::default()).then_some(wanted))
}
