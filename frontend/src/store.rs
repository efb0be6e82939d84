//! What the page knows about one session: one signal that only log entries change, and what is
//! computed from it.
//!
//! Must never change anything except by an entry of the server's log.

use std::sync::Arc;

use checklist::playbook::Playbook;
use checklist::{Evidence, Waits, Walk};
use leptos::prelude::*;
use session::api::{PlaybookListed, Snapshot};
use session::{Facts, LinkKind, LogEntry, Standing, TicketChannel, TicketState};

use crate::api::Access;
use crate::drafts::Drafts;
use crate::part::{Part, ReaderPart};
use crate::platform::time;

/// How the page receives new log entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkState {
    /// The stream is being opened for the first time.
    Connecting,
    /// The stream is open.
    Live,
    /// The stream broke and is being opened again.
    Reconnecting,
    /// Streaming does not work here: the page polls.
    Polling,
    /// The page is hidden, or no entry can come.
    Paused,
    /// The watcher counts as having left, and has to join again.
    NotJoined,
    /// The session, or the right to see it, is gone.
    Gone,
}

/// One session.
#[derive(Clone, Copy)]
pub(crate) struct SessionStore {
    access: StoredValue<Access>,
    playbook: StoredValue<Arc<Playbook>>,
    /// A newer version of the playbook, with its digest, if one was published since.
    newer: StoredValue<Option<Arc<PlaybookListed>>>,
    /// The facts of the log and what follows from them. All readers share one derivation for each
    /// change.
    standing: RwSignal<Standing>,
    /// How far the server's clock is behind this device's, in milliseconds: the smallest difference
    /// seen in entries.
    behind_ms: StoredValue<i64>,
    /// Entries that wait for their predecessors or for `reader`, sorted by sequence number.
    early: StoredValue<Vec<LogEntry>>,
    /// Reads pasted texts. An entry that holds one waits for this part, and so do the entries after
    /// it.
    reader: Part<ReaderPart>,
    /// The path through the playbook.
    pub(crate) walk: Memo<Walk>,
    /// How new entries arrive.
    pub(crate) link: RwSignal<LinkState>,
    /// What was entered and not sent, by step. Kept when the language or the playbook's version
    /// changes and when the customer goes back.
    pub(crate) drafts: Drafts,
    /// When the session will be erased: milliseconds since 1970-01-01 UTC.
    pub(crate) erased_at_ms: i64,
    /// What the caller may do.
    pub(crate) capability: LinkKind,
    /// Whether tickets can go by e-mail.
    pub(crate) has_email: bool,
}

impl SessionStore {
    /// A session from the server's snapshot.
    #[must_use]
    pub(crate) fn new(
        access: Access,
        snapshot: Snapshot,
        drafts: Drafts,
        reader: Part<ReaderPart>,
    ) -> Self {
        let playbook = Arc::new(snapshot.playbook);
        let standing = RwSignal::new(Standing::new(Arc::clone(&playbook), Facts::default()));
        let store = Self {
            access: StoredValue::new(access),
            playbook: StoredValue::new(playbook),
            newer: StoredValue::new(snapshot.newer.map(Arc::new)),
            standing,
            behind_ms: StoredValue::new(i64::MAX),
            early: StoredValue::new(Vec::new()),
            reader,
            walk: Memo::new(move |_| standing.with(|standing| standing.walk().clone())),
            link: RwSignal::new(LinkState::Connecting),
            drafts,
            erased_at_ms: snapshot.erased_at_ms,
            capability: snapshot.capability,
            has_email: snapshot.ticket_channels.contains(&TicketChannel::Email),
        };
        store.receive(snapshot.entries);
        reader.load();
        Effect::new(move || {
            if reader.is_ready() {
                store.receive(Vec::new());
            }
        });
        store
    }

    /// Adds entries of the log. They may arrive in any order and more than once: each is applied
    /// once, in order. Returns how many were new.
    pub(crate) fn receive(&self, entries: Vec<LogEntry>) -> usize {
        let mut due: Vec<LogEntry> = Vec::new();
        // An answer may arrive after its page has gone.
        let Some(mut last_seq) =
            self.standing.try_with_untracked(|standing| standing.facts().last_seq)
        else {
            return 0;
        };
        self.early.update_value(|early| {
            for entry in entries.into_iter().filter(|entry| entry.seq > last_seq) {
                if let Err(index) = early.binary_search_by_key(&entry.seq, |early| early.seq) {
                    early.insert(index, entry);
                }
            }
            let can_read = self.reader.ready().is_some();
            let is_due = |(entry, seq): (&LogEntry, u64)| {
                entry.seq == seq && (can_read || !entry.holds_text())
            };
            let due_count =
                early.iter().zip(last_seq + 1..).take_while(|next| is_due(*next)).count();
            due.extend(early.drain(..due_count));
            last_seq = due.last().map_or(last_seq, |entry| entry.seq);
            if early.first().is_some_and(|entry| entry.seq == last_seq + 1) {
                self.reader.load();
            }
        });
        // An entry cannot arrive before it is written, so the smallest difference is that of the
        // clocks plus a short transfer time.
        let written_ms = due.iter().map(|entry| entry.at_ms).max().filter(|at_ms| *at_ms > 0);
        if let Some(written_ms) = written_ms {
            let behind_ms = time::now_ms() - written_ms;
            self.behind_ms.update_value(|least_ms| *least_ms = behind_ms.min(*least_ms));
        }
        if !due.is_empty() {
            self.standing.update(|standing| due.iter().for_each(|entry| standing.apply(entry)));
        }
        due.len()
    }

    /// Whether entries wait for a part of the page that could not be fetched.
    #[must_use]
    pub(crate) fn lacks_reader(&self) -> bool {
        self.reader.is_missing() && self.early.with_value(|early| !early.is_empty())
    }

    /// Tries again to fetch that part.
    pub(crate) fn fetch_reader(&self) {
        self.reader.load();
    }

    /// The sequence number of the last entry that was applied.
    #[must_use]
    pub(crate) fn last_seq(&self) -> u64 {
        self.facts_now(|facts| facts.last_seq)
    }

    /// The time on the server's clock, or slightly before it: milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub(crate) fn server_now_ms(&self) -> i64 {
        time::now_ms().saturating_sub(self.behind_ms.get_value())
    }

    /// The session and the capability to it.
    #[must_use]
    pub(crate) fn access(&self) -> Access {
        self.access.get_value()
    }

    /// The playbook, in the version that the session began with.
    #[must_use]
    pub(crate) fn playbook(&self) -> Arc<Playbook> {
        self.playbook.get_value()
    }

    /// The newer version of the playbook, if there is one.
    #[must_use]
    pub(crate) fn newer(&self) -> Option<Arc<PlaybookListed>> {
        self.newer.get_value()
    }

    /// The digest of the playbook's version, as recorded in the log.
    #[must_use]
    pub(crate) fn version(&self) -> Option<String> {
        self.facts(|facts| facts.playbook.as_ref().map(|(_, digest)| digest.clone()))
    }

    /// Reads the facts; the calling effect runs again when they change.
    pub(crate) fn facts<T>(&self, read: impl FnOnce(&Facts) -> T) -> T {
        self.standing.with(|standing| read(standing.facts()))
    }

    /// Reads the facts without tracking changes.
    pub(crate) fn facts_now<T>(&self, read: impl FnOnce(&Facts) -> T) -> T {
        self.standing.with_untracked(|standing| read(standing.facts()))
    }

    /// Reads the facts as evidence for the playbook; the calling effect runs again when they
    /// change.
    pub(crate) fn evidence<T>(&self, read: impl FnOnce(&Playbook, &Facts, &Evidence) -> T) -> T {
        self.standing
            .with(|standing| read(standing.playbook(), standing.facts(), standing.evidence()))
    }

    /// Reads everything that follows from the log; the calling effect runs again when it changes.
    pub(crate) fn standing<T>(&self, read: impl FnOnce(&Standing) -> T) -> T {
        self.standing.with(read)
    }

    /// Whether entries may come that this page has not caused: only then it keeps a stream open.
    #[must_use]
    pub(crate) fn expects_news(&self) -> bool {
        let now_ms = time::now_ms();
        let waits = self.walk.with_untracked(|walk| walk.waits);
        self.capability == LinkKind::Watch
            || waits != Waits::Nothing
            || self.facts_now(|facts| {
                facts.running().is_some()
                    || facts
                        .links
                        .values()
                        .any(|link| !link.is_revoked && link.expires_at_ms > now_ms)
                    || facts.tickets.iter().any(|ticket| {
                        matches!(ticket.state, TicketState::BeingDelivered | TicketState::WillRetry)
                    })
            })
    }

    /// Whether checks run now.
    #[must_use]
    pub(crate) fn is_checking_now(&self) -> bool {
        self.facts_now(|facts| facts.running().is_some())
    }
}
