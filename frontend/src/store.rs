//! What the page knows of one session: one signal that only the log writes to, and what follows from it.
//!
//! Must never change anything but by an entry of the server's log.

use std::collections::BTreeMap;
use std::sync::Arc;

use checklist::playbook::{OptionId, Playbook, StepId};
use checklist::{Evidence, Waits, Walk, walk};
use leptos::prelude::*;
use session::api::{PlaybookListed, Snapshot};
use session::{Facts, LinkKind, LogEntry, TicketChannel, TicketState};

use crate::api::Access;
use crate::parts::{Part, PastePart};
use crate::platform::time;

/// How the page gets to know what is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LinkState {
    /// The stream is being opened for the first time.
    Connecting,
    /// The stream is open.
    Live,
    /// The stream broke and is being opened again.
    Reconnecting,
    /// Streaming is not possible here: the page asks again and again.
    Polling,
    /// Nobody looks, or nothing can come.
    Paused,
    /// The session, or the right to see it, is gone.
    Gone,
}

/// What is being filled in at a step and was not sent yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The option chosen.
    pub(crate) option: Option<OptionId>,
    /// What stands in the fields.
    pub(crate) fields: BTreeMap<String, String>,
}

/// Drafts by step.
pub(crate) type Drafts = StoredValue<BTreeMap<StepId, Draft>>;

/// One session.
#[derive(Clone, Copy)]
pub(crate) struct SessionStore {
    access: StoredValue<Access>,
    playbook: StoredValue<Arc<Playbook>>,
    /// A newer version of it, and its digest, where one was published meanwhile.
    newer: StoredValue<Option<Arc<PlaybookListed>>>,
    facts: RwSignal<Facts>,
    /// How far the server's clock is behind this device's, in milliseconds, as far as entries tell.
    behind_ms: StoredValue<i64>,
    /// Entries that came before the ones they follow.
    early: StoredValue<BTreeMap<u64, LogEntry>>,
    /// What reads pasted texts. An entry that brings one waits for it, and so do those behind it.
    paste: Part<PastePart>,
    /// The way through the playbook.
    pub(crate) walk: Memo<Walk>,
    /// How news arrive.
    pub(crate) link: RwSignal<LinkState>,
    /// What is written and not sent, by step: it survives a change of language, a newer playbook and going back.
    pub(crate) drafts: Drafts,
    /// When the session will be erased: milliseconds since 1970-01-01 UTC.
    pub(crate) erased_at_ms: i64,
    /// What the caller may do.
    pub(crate) capability: LinkKind,
    /// Whether tickets can go by e-mail.
    pub(crate) has_email: bool,
}

impl SessionStore {
    /// A session as the server describes it.
    #[must_use]
    pub(crate) fn new(access: Access, snapshot: Snapshot, drafts: Drafts, paste: Part<PastePart>) -> Self {
        let playbook = Arc::new(snapshot.playbook);
        let facts = RwSignal::new(Facts::default());
        let of_walk = Arc::clone(&playbook);
        let store = Self {
            access: StoredValue::new(access),
            playbook: StoredValue::new(playbook),
            newer: StoredValue::new(snapshot.newer.map(Arc::new)),
            facts,
            behind_ms: StoredValue::new(i64::MAX),
            early: StoredValue::new(BTreeMap::new()),
            paste,
            walk: Memo::new(move |_| facts.with(|facts| walk(&of_walk, &facts.evidence(&of_walk)))),
            link: RwSignal::new(LinkState::Connecting),
            drafts,
            erased_at_ms: snapshot.erased_at_ms,
            capability: snapshot.capability,
            has_email: snapshot.ticket_channels.contains(&TicketChannel::Email),
        };
        store.receive(snapshot.entries);
        paste.load();
        Effect::new(move || {
            if paste.is_ready() {
                store.receive(Vec::new());
            }
        });
        store
    }

    /// Takes in entries of the log, in any order and however often they come: each counts once, in its place.
    /// Gives how many were new.
    pub(crate) fn receive(&self, entries: Vec<LogEntry>) -> usize {
        let mut due = Vec::new();
        // An answer may come after its page has gone.
        let Some(mut last_seq) = self.facts.try_with_untracked(|facts| facts.last_seq) else { return 0 };
        self.early.update_value(|early| {
            early.extend(entries.into_iter().filter(|entry| entry.seq > last_seq).map(|entry| (entry.seq, entry)));
            let can_read = self.paste.ready().is_some();
            while let Some(entry) = early.remove(&(last_seq + 1)) {
                if !can_read && entry.holds_text() {
                    early.insert(entry.seq, entry);
                    self.paste.load();
                    break;
                }
                last_seq = entry.seq;
                due.push(entry);
            }
        });
        // Nothing comes before it is written: the least distance is the clocks' own, and a little of the way here.
        let written_ms = due.iter().map(|entry| entry.at_ms).max().filter(|at_ms| *at_ms > 0);
        if let Some(written_ms) = written_ms {
            let behind_ms = time::now_ms() - written_ms;
            self.behind_ms.update_value(|least_ms| *least_ms = behind_ms.min(*least_ms));
        }
        if !due.is_empty() {
            self.facts.update(|facts| due.iter().for_each(|entry| facts.apply(entry)));
        }
        due.len()
    }

    /// Whether entries wait for a part of the page that could not be fetched.
    #[must_use]
    pub(crate) fn lacks_reader(&self) -> bool {
        self.paste.is_missing() && self.early.with_value(|early| !early.is_empty())
    }

    /// Tries once more to fetch that part.
    pub(crate) fn fetch_reader(&self) {
        self.paste.load();
    }

    /// The number of the last entry that was taken in.
    #[must_use]
    pub(crate) fn last_seq(&self) -> u64 {
        self.facts.with_untracked(|facts| facts.last_seq)
    }

    /// The time on the server's clock, or a little before it: milliseconds since 1970-01-01 UTC.
    #[must_use]
    pub(crate) fn server_now_ms(&self) -> i64 {
        time::now_ms().saturating_sub(self.behind_ms.get_value())
    }

    /// The session and the capability to it.
    #[must_use]
    pub(crate) fn access(&self) -> Access {
        self.access.get_value()
    }

    /// The playbook, the version that the session began with.
    #[must_use]
    pub(crate) fn playbook(&self) -> Arc<Playbook> {
        self.playbook.get_value()
    }

    /// The newer version of the playbook that is on offer.
    #[must_use]
    pub(crate) fn newer(&self) -> Option<Arc<PlaybookListed>> {
        self.newer.get_value()
    }

    /// Which version of the playbook the log says that the session walks.
    #[must_use]
    pub(crate) fn version(&self) -> Option<String> {
        self.facts.with(|facts| facts.playbook.as_ref().map(|(_, digest)| digest.clone()))
    }

    /// Reads the facts; who asks is drawn anew when they change.
    pub(crate) fn facts<T>(&self, read: impl FnOnce(&Facts) -> T) -> T {
        self.facts.with(read)
    }

    /// Reads the facts once.
    pub(crate) fn facts_now<T>(&self, read: impl FnOnce(&Facts) -> T) -> T {
        self.facts.with_untracked(read)
    }

    /// Reads the facts held against the playbook; who asks is drawn anew when they change.
    pub(crate) fn evidence<T>(&self, read: impl FnOnce(&Playbook, &Facts, &Evidence<'_>) -> T) -> T {
        let playbook = self.playbook();
        self.facts.with(|facts| read(&playbook, facts, &facts.evidence(&playbook)))
    }

    /// Whether anything may happen that this page has not asked for: only then a stream is worth its connection.
    #[must_use]
    pub(crate) fn expects_news(&self) -> bool {
        let now_ms = time::now_ms();
        let waits = self.walk.with_untracked(|walk| walk.waits);
        self.capability == LinkKind::Watch
            || waits != Waits::Nothing
            || self.facts_now(|facts| {
                facts.running().is_some()
                    || facts.links.values().any(|link| !link.is_revoked && link.expires_at_ms > now_ms)
                    || facts.tickets.iter().any(|ticket| matches!(ticket.state, TicketState::BeingDelivered | TicketState::WillRetry))
            })
    }

    /// Whether checks run now.
    #[must_use]
    pub(crate) fn is_checking_now(&self) -> bool {
        self.facts_now(|facts| facts.running().is_some())
    }
}
