//! What a session amounts to at one moment: its facts, and everything that follows from them and
//! its playbook, derived at most once for each change.
//!
//! The server keeps one with each session in memory, the page one in its signal. Everything that
//! reads a session reads it here. Must never be changed except by an entry of the log.

use std::sync::{Arc, OnceLock};

use checklist::conclusion::{Conclusion, conclude_on};
use checklist::playbook::Playbook;
use checklist::{Evidence, KnownAhead, Walk, known_ahead, walk};

use super::{Facts, LogEntry};

/// The facts of a session and what follows from them.
#[derive(Clone, Debug)]
pub struct Standing {
    playbook: Arc<Playbook>,
    facts: Facts,
    derived: OnceLock<Derived>,
}

/// What follows from the facts.
#[derive(Clone, Debug)]
struct Derived {
    evidence: Evidence,
    walk: Walk,
    /// Apart from the rest, because most readers need no cause.
    conclusions: OnceLock<Vec<Conclusion>>,
}

impl Standing {
    /// Facts compared with a playbook. Derives nothing yet.
    #[must_use]
    pub const fn new(playbook: Arc<Playbook>, facts: Facts) -> Self {
        Self { playbook, facts, derived: OnceLock::new() }
    }

    /// Evidence without a log, for tests.
    #[must_use]
    pub fn of_evidence(playbook: Arc<Playbook>, evidence: Evidence) -> Self {
        let walk = walk(&playbook, &evidence);
        let derived = Derived { evidence, walk, conclusions: OnceLock::new() };
        Self { playbook, facts: Facts::default(), derived: OnceLock::from(derived) }
    }

    /// Adds an entry of the log.
    pub fn apply(&mut self, entry: &LogEntry) {
        self.facts.apply(entry);
        self.derived.take();
    }

    /// The same facts, compared with another version of the playbook.
    #[must_use]
    pub fn with_playbook(&self, playbook: Arc<Playbook>) -> Self {
        Self::new(playbook, self.facts.clone())
    }

    /// The standing after these entries. Copies the facts, and nothing of what is derived.
    #[must_use]
    pub fn after(&self, entries: &[LogEntry]) -> Self {
        let mut facts = self.facts.clone();
        entries.iter().for_each(|entry| facts.apply(entry));
        Self::new(Arc::clone(&self.playbook), facts)
    }

    /// Goes over to another version of the playbook.
    pub fn set_playbook(&mut self, playbook: Arc<Playbook>) {
        self.playbook = playbook;
        self.derived.take();
    }

    /// The playbook.
    #[must_use]
    pub const fn playbook(&self) -> &Arc<Playbook> {
        &self.playbook
    }

    /// The facts of the log.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The facts as evidence for the playbook.
    #[must_use]
    pub fn evidence(&self) -> &Evidence {
        &self.derived().evidence
    }

    /// The path through the playbook, and what its last step waits for.
    #[must_use]
    pub fn walk(&self) -> &Walk {
        &self.derived().walk
    }

    /// The ranked causes; empty while nothing is known.
    #[must_use]
    pub fn conclusions(&self) -> &[Conclusion] {
        let Derived { evidence, walk, conclusions } = self.derived();
        conclusions.get_or_init(|| conclude_on(&self.playbook, evidence, &walk.path))
    }

    /// The cause that will come first whatever the running checks find; see [`known_ahead`]. Derived
    /// at each call.
    #[must_use]
    pub fn known_ahead(&self) -> Option<KnownAhead> {
        known_ahead(&self.playbook, self.evidence(), self.walk())
    }

    fn derived(&self) -> &Derived {
        self.derived.get_or_init(|| {
            let evidence = self.facts.evidence(&self.playbook);
            let walk = walk(&self.playbook, &evidence);
            Derived { evidence, walk, conclusions: OnceLock::new() }
        })
    }
}
