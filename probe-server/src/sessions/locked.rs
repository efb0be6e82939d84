//! A session under its lock: what it stands at, and the only way to append to its log.
//!
//! Knows the store and the facts. Must never decide what is appended.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use authoring::playbooks::Published;
use checklist::RunId;
use session::{Actor, Event, Facts, LogEntry, Standing};
use tokio::sync::MutexGuard;
use tokio_util::sync::CancellationToken;

use super::files::files_bytes;
use super::live::{State, numbered, stored_bytes};
use super::{Live, SessionError, Sessions};
use crate::clock;
use crate::config::LimitsConfig;
use crate::store::{Change, Store};

/// The most that the log of a session may hold.
#[derive(Clone, Copy, Debug)]
pub(super) struct Room {
    pub(super) entries: u64,
    /// The size of all events, in bytes.
    pub(super) bytes: u64,
}

impl Room {
    pub(super) fn new(limits: &LimitsConfig) -> Self {
        Self {
            entries: limits.session_entries.get().into(),
            bytes: limits.session_bytes.get().into(),
        }
    }

    /// The room for what runs report, whose commands were accepted while there was room: a limit
    /// that no honest run reaches.
    pub(super) const fn for_runs(self) -> Self {
        Self { entries: self.entries.saturating_mul(2), bytes: self.bytes.saturating_mul(2) }
    }
}

/// A locked session. A change takes the lock before it reads the facts and keeps it until they are
/// appended to, so that each decision is made on the latest log.
pub(super) struct Locked<'a> {
    live: &'a Arc<Live>,
    store: &'a Store,
    state: MutexGuard<'a, State>,
}

impl Sessions {
    /// Locks a session for a change. Reloads its facts first if a commit failed before.
    pub(super) async fn lock<'a>(
        &'a self,
        live: &'a Arc<Live>,
    ) -> Result<Locked<'a>, SessionError> {
        let store = &*self.inner.store;
        Ok(Locked { live, store, state: live.lock(store).await? })
    }
}

impl<'a> Locked<'a> {
    /// The session.
    pub(super) const fn live(&self) -> &'a Arc<Live> {
        self.live
    }

    /// The present facts, and what follows from them.
    pub(super) fn standing(&self) -> &Standing {
        &self.state.standing
    }

    /// The same, to keep while something is computed. A change copies it as long as it is kept.
    pub(super) fn standing_kept(&self) -> Arc<Standing> {
        Arc::clone(&self.state.standing)
    }

    /// The present facts.
    pub(super) fn facts(&self) -> &Facts {
        self.state.standing.facts()
    }

    /// The client of the last command, if one came since the session was loaded.
    pub(super) fn client(&self) -> Option<IpAddr> {
        self.state.client
    }

    /// Makes this client pay for the runs that follow.
    pub(super) fn set_client(&mut self, client: IpAddr) {
        self.state.client = Some(client);
    }

    /// The running runs, each with the token that stops it.
    pub(super) fn runs_mut(&mut self) -> &mut BTreeMap<RunId, CancellationToken> {
        &mut self.state.runs
    }

    /// Fails with [`SessionError::Full`] if these events do not fit into what is left of `room`.
    pub(super) fn has_room(
        &self,
        room: Room,
        events: &[(Actor, Event)],
    ) -> Result<(), SessionError> {
        self.has_room_beside(room, events, 0)
    }

    /// The same with these bytes of files beside the events.
    pub(super) fn has_room_beside(
        &self,
        room: Room,
        events: &[(Actor, Event)],
        file_bytes: u64,
    ) -> Result<(), SessionError> {
        let more_bytes = stored_bytes(events.iter().map(|(_, event)| event))
            .saturating_add(file_bytes)
            .saturating_add(files_bytes(self.facts()));
        let is_within = self.facts().last_seq.saturating_add(events.len() as u64) <= room.entries
            && self.state.log_bytes.saturating_add(more_bytes) <= room.bytes;
        if is_within { Ok(()) } else { Err(SessionError::Full) }
    }

    /// Appends events, together with the changes in `beside`, and notifies the readers. Returns the
    /// new entries after they are on the disk.
    ///
    /// # Errors
    /// When the store fails; the next lock reloads the facts then.
    pub(super) async fn append(
        &mut self,
        events: Vec<(Actor, Event)>,
        beside: Vec<Change>,
    ) -> Result<Vec<LogEntry>, SessionError> {
        if events.is_empty() {
            return Ok(Vec::new());
        }
        let entries = numbered(self.facts(), events, clock::now_ms());
        let appended = entries
            .iter()
            .map(|entry| Change::Append { session: self.live.id.clone(), entry: entry.clone() });
        let changes = appended.chain(beside).collect();
        if let Err(error) = self.store.commit(changes).await {
            self.state.set_behind();
            return Err(error.into());
        }
        let more_bytes = stored_bytes(entries.iter().map(|entry| &entry.event));
        self.state.log_bytes = self.state.log_bytes.saturating_add(more_bytes);
        let standing = Arc::make_mut(&mut self.state.standing);
        entries.iter().for_each(|entry| standing.apply(entry));
        self.live.notify(standing.facts().last_seq);
        Ok(entries)
    }

    /// Uses another version of the playbook from now on.
    pub(super) fn set_playbook(&mut self, playbook: Arc<Published>) {
        Arc::make_mut(&mut self.state.standing).set_playbook(Arc::clone(&playbook.playbook));
        self.live.set_playbook(playbook);
    }
}
