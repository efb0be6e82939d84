//! A customer's command: it is decided, appended together with the events that become due, and its
//! runs are started.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use authoring::playbooks::Published;
use session::{Actor, Command, Event, LogEntry, Rejection, Standing, decide, due};

use super::live::numbered;
use super::locked::Locked;
use super::{Live, SessionError, Sessions, to_the_end};
use crate::clock;
use crate::store::Change;

impl Sessions {
    /// Executes a customer's command.
    ///
    /// # Errors
    /// When it does not fit the session, or the client exceeds a budget; the log is unchanged
    /// then.
    pub async fn command(
        &self,
        live: Arc<Live>,
        client: IpAddr,
        command: Command,
    ) -> Result<Vec<LogEntry>, SessionError> {
        self.charge_command(client, &command)?;
        let sessions = self.clone();
        to_the_end(async move {
            let mut locked = sessions.lock(&live).await?;
            let newer = match &command {
                Command::TakeNewerPlaybook { digest } if *digest != live.playbook().digest => Some(
                    sessions
                        .newer(&live)
                        .filter(|newer| newer.digest == *digest)
                        .ok_or(Rejection::UnknownVersion)?,
                ),
                _ => None,
            };
            let events = match newer.as_deref() {
                Some(newer) => plan(
                    &locked.standing().with_playbook(Arc::clone(&newer.playbook)),
                    command,
                    clock::now_ms(),
                )?,
                None => plan(locked.standing(), command, clock::now_ms())?,
            };
            locked.has_room(sessions.inner.room, &events)?;
            if let Some(count) = NonZeroU32::new(run_count(events.iter().map(|(_, event)| event))) {
                sessions.charge(client, count)?;
                sessions.inner.runner.has_room(count)?;
            }
            let beside = newer
                .as_deref()
                .map(|newer| moved_to(&live, newer))
                .transpose()?
                .unwrap_or_default();
            let entries = locked.append(events, beside).await?;
            if let Some(newer) = newer {
                locked.set_playbook(newer);
            }
            locked.set_client(client);
            sessions.begin(&mut locked, &entries);
            Ok(entries)
        })
        .await
    }

    /// The current version of the session's playbook, if the session uses another one.
    #[must_use]
    pub fn newer(&self, live: &Live) -> Option<Arc<Published>> {
        let present = live.playbook();
        self.inner
            .library
            .named(&present.playbook.playbook)
            .filter(|offered| offered.digest != present.digest)
    }

    /// Starts the runs that these entries announce, and stops those that they end.
    pub(super) fn begin(&self, locked: &mut Locked<'_>, entries: &[LogEntry]) {
        for entry in entries {
            match &entry.event {
                Event::RunStarted { run, domain, checks, .. } => {
                    let cancel = self.inner.shutdown.child_token();
                    locked.runs_mut().insert(*run, cancel.clone());
                    self.start_run(locked, *run, (domain.clone(), checks.clone()), cancel);
                }
                Event::RunEnded { run, .. } => {
                    if let Some(cancel) = locked.runs_mut().remove(run) {
                        cancel.cancel();
                    }
                }
                _ => {}
            }
        }
    }
}

/// The changes that are committed together with the event when a session moves to a newer playbook
/// version.
fn moved_to(live: &Live, newer: &Published) -> Result<Vec<Change>, SessionError> {
    let body = serde_json::to_string(&newer.playbook).map_err(|_| SessionError::Internal)?;
    let digest = newer.digest.clone();
    Ok(vec![
        Change::KeepPlaybook { digest: digest.clone(), body },
        Change::MovePlaybook { session: live.id.clone(), playbook: digest },
    ])
}

/// How many runs these events start.
pub(super) fn run_count<'a>(events: impl Iterator<Item = &'a Event>) -> u32 {
    u32::try_from(events.filter(|event| matches!(event, Event::RunStarted { .. })).count())
        .unwrap_or(u32::MAX)
}

/// The events of a command, and of the checks that become due at the step the path then reaches.
pub(super) fn plan(
    standing: &Standing,
    command: Command,
    at_ms: i64,
) -> Result<Vec<(Actor, Event)>, Rejection> {
    let mut events: Vec<(Actor, Event)> =
        decide(standing, command)?.into_iter().map(|event| (Actor::Customer, event)).collect();
    if events.is_empty() {
        return Ok(events);
    }
    let ahead = standing.after(&numbered(standing.facts(), events.clone(), at_ms));
    events.extend(due_events(&ahead));
    Ok(events)
}

/// The events that are due without a command. None while checks run: their end calls this again.
pub(super) fn due_events(standing: &Standing) -> Vec<(Actor, Event)> {
    let events = due(standing).and_then(|command| decide(standing, command).ok());
    events.unwrap_or_default().into_iter().map(|event| (Actor::Server, event)).collect()
}
