//! The state of a session, computed from its log.
//!
//! [`Facts::apply`] is total: every log gives some facts, so the agent's view cannot break. Must
//! never depend on a playbook.

use std::collections::BTreeMap;

use checklist::conclusion::Side;
use checklist::playbook::{InputId, StepId};
use checklist::{Answer, DeviceSeen, InputValue, RunId};
use diagnosis::finding::{Expectations, Finding, SeenElsewhere, evaluate, seen_elsewhere};
use diagnosis::probe::{Diagnosis, ProbeId, Progress, RunEnd};
use mail::list::{self, ListedMailbox, MAX_DOMAIN_COUNT};
use mail::{Domain, Subject};
use terms::Lang;

use super::{Actor, Event, GivenFile, LinkId, LinkKind, LogEntry, TicketChannel, TicketState};

/// An answer and the time at which it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The answer.
    pub answer: Answer,
    /// When: milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
}

/// One run of checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFacts {
    /// The step that asked for it.
    pub step: StepId,
    /// Everything seen so far.
    pub diagnosis: Diagnosis,
    /// What other sessions saw of the same provider, at most one entry for each check.
    pub seen_elsewhere: Vec<SeenElsewhere>,
    /// When it started: milliseconds since 1970-01-01 UTC.
    pub started_at_ms: i64,
    /// When each of its probes was announced. That is when the probe started, unless it had to
    /// queue.
    pub planned_at_ms: Vec<(ProbeId, i64)>,
    /// When it ended: milliseconds since 1970-01-01 UTC.
    pub ended_at_ms: Option<i64>,
}

/// One link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkFacts {
    /// What it allows.
    pub kind: LinkKind,
    /// When it expires: milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: i64,
    /// Whether the customer ended it.
    pub is_revoked: bool,
    /// The name of the current watcher, and when the watcher joined: milliseconds since 1970-01-01
    /// UTC.
    pub watcher: Option<(String, i64)>,
    /// How often somebody joined by this link, or changed the name.
    pub join_count: u32,
}

/// One ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketFacts {
    /// The reference that both sides see.
    pub reference: String,
    /// How it is delivered.
    pub channel: TicketChannel,
    /// The names of the lines left out.
    pub left_out: Vec<String>,
    /// Whether the names before the @ of addresses are replaced in it.
    pub are_addresses_masked: bool,
    /// The state of its delivery.
    pub state: TicketState,
    /// When it was submitted: milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
}

/// What is known of a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The playbook's name and digest.
    pub playbook: Option<(String, String)>,
    /// The language.
    pub lang: Lang,
    /// When it began: milliseconds since 1970-01-01 UTC.
    pub opened_at_ms: i64,
    /// The last answer to each step, including steps that are not on the path now.
    pub answers: BTreeMap<StepId, Given>,
    /// What the customer's device measured.
    pub device: Option<DeviceSeen>,
    /// The side that the customer chose for a pasted text, by the input that holds the text.
    pub sides: BTreeMap<InputId, Side>,
    /// Every run.
    pub runs: BTreeMap<RunId, RunFacts>,
    /// Every link.
    pub links: BTreeMap<LinkId, LinkFacts>,
    /// Every ticket, in order.
    pub tickets: Vec<TicketFacts>,
    /// The files that were given and not taken back.
    pub files: Vec<GivenFile>,
    /// The highest number of a file so far.
    pub last_file: u32,
    /// The number of the last entry; 0 for an empty log.
    pub last_seq: u64,
}

impl Facts {
    /// The facts of a whole log.
    #[must_use]
    pub fn replay<'a>(log: impl IntoIterator<Item = &'a LogEntry>) -> Self {
        let mut facts = Self::default();
        for entry in log {
            facts.apply(entry);
        }
        facts
    }

    /// Applies one entry. An entry that does not fit (an unknown event, an unknown run) changes
    /// nothing.
    pub fn apply(&mut self, entry: &LogEntry) {
        self.last_seq = entry.seq;
        match &entry.event {
            Event::SessionOpened { playbook, digest, lang } => {
                self.playbook = Some((playbook.clone(), digest.clone()));
                self.lang = *lang;
                self.opened_at_ms = entry.at_ms;
            }
            Event::PlaybookUpgraded { digest } => {
                if let Some((_, present)) = &mut self.playbook {
                    present.clone_from(digest);
                }
            }
            Event::LanguageChanged { lang } => self.lang = *lang,
            Event::AnswerGiven { step, answer } => {
                self.answers
                    .insert(step.clone(), Given { answer: answer.clone(), at_ms: entry.at_ms });
            }
            Event::DeviceMeasured { seen } => self.device = Some(*seen),
            Event::SideCorrected { input, side } => {
                self.sides.insert(input.clone(), *side);
            }
            Event::RunStarted { run, step, domain, checks } => {
                let diagnosis = Diagnosis::new(domain.clone(), checks.clone());
                let begun = RunFacts {
                    step: step.clone(),
                    diagnosis,
                    seen_elsewhere: Vec::new(),
                    started_at_ms: entry.at_ms,
                    planned_at_ms: Vec::new(),
                    ended_at_ms: None,
                };
                self.runs.insert(*run, begun);
            }
            Event::Probed { run, progress } => {
                if let Some(run) = self.runs.get_mut(run) {
                    if let Progress::Planned { probe, .. } = progress {
                        run.planned_at_ms.push((*probe, entry.at_ms));
                    }
                    run.diagnosis.apply(progress.clone());
                }
            }
            Event::RunEnded { run, end } => {
                if let Some(run) = self.runs.get_mut(run) {
                    run.diagnosis.end = Some(*end);
                    run.ended_at_ms = Some(entry.at_ms);
                }
            }
            Event::SeenElsewhere { run, seen } => {
                if let Some(run) =
                    self.runs.get_mut(run).filter(|run| run.diagnosis.checks.contains(&seen.check))
                {
                    run.seen_elsewhere.retain(|earlier| earlier.check != seen.check);
                    run.seen_elsewhere.push(seen.clone());
                }
            }
            Event::LinkCreated { link, kind, expires_at_ms } => {
                self.links.insert(
                    *link,
                    LinkFacts {
                        kind: *kind,
                        expires_at_ms: *expires_at_ms,
                        is_revoked: false,
                        watcher: None,
                        join_count: 0,
                    },
                );
            }
            Event::LinkRevoked { link } => {
                if let Some(link) = self.links.get_mut(link) {
                    link.is_revoked = true;
                    link.watcher = None;
                }
            }
            Event::WatcherJoined { link, name } => {
                if let Some(link) = self.links.get_mut(link) {
                    link.watcher = Some((name.clone(), entry.at_ms));
                    link.join_count = link.join_count.saturating_add(1);
                }
            }
            Event::WatcherLeft { link } => {
                if let Some(link) = self.links.get_mut(link) {
                    link.watcher = None;
                }
            }
            Event::FileGiven(given) => {
                self.last_file = self.last_file.max(given.file.0);
                self.files.push(given.clone());
            }
            Event::FileTakenBack(file) => self.files.retain(|given| given.file != *file),
            Event::TicketSubmitted { reference, channel, left_out, are_addresses_masked } => {
                let state = TicketState::BeingDelivered;
                let ticket = TicketFacts {
                    reference: reference.clone(),
                    channel: *channel,
                    left_out: left_out.clone(),
                    are_addresses_masked: *are_addresses_masked,
                    state,
                    at_ms: entry.at_ms,
                };
                self.tickets.push(ticket);
            }
            Event::TicketMoved { reference, state } => {
                if let Some(ticket) =
                    self.tickets.iter_mut().find(|ticket| ticket.reference == *reference)
                {
                    ticket.state = *state;
                }
            }
            Event::Unknown => {}
        }
    }

    /// The value of a field, from the step that was answered last.
    #[must_use]
    pub fn input(&self, wanted: &InputId) -> Option<&InputValue> {
        let of_answer = |given: &'_ Given| given.at_ms;
        let mut latest: Option<(&Given, &InputValue)> = None;
        for given in self.answers.values() {
            let Answer::Inputs(values) = &given.answer else { continue };
            let Some(value) = values.get(wanted) else { continue };
            if latest.is_none_or(|(other, _)| of_answer(other) <= of_answer(given)) {
                latest = Some((given, value));
            }
        }
        latest.map(|(_, value)| value)
    }

    /// The subject of the diagnosis: the first address or domain in the answer to the start step. A
    /// list of mailboxes has a subject only if it has one mailbox, or mailboxes of one domain.
    #[must_use]
    pub fn subject(&self, start: &StepId) -> Option<Subject> {
        let Answer::Inputs(values) = &self.answers.get(start)?.answer else { return None };
        let one = values.values().find_map(|value| match value {
            InputValue::Mailbox(mailbox) => Some(Subject::Mailbox(mailbox.clone())),
            InputValue::Domain(domain) => Some(Subject::Domain(domain.clone())),
            _ => None,
        });
        one.or_else(|| match self.mailboxes(start) {
            [only] => Some(Subject::Mailbox(only.address.clone())),
            several => match list::domains(several).as_slice() {
                [only] => Some(Subject::Domain((*only).clone())),
                _ => None,
            },
        })
    }

    /// The list of mailboxes in the answer to the start step; empty if there is none.
    #[must_use]
    pub fn mailboxes(&self, start: &StepId) -> &[ListedMailbox] {
        let Some(Answer::Inputs(values)) = self.answers.get(start).map(|given| &given.answer)
        else {
            return &[];
        };
        let list = values.values().find_map(|value| match value {
            InputValue::Mailboxes(list) => Some(list.as_slice()),
            _ => None,
        });
        list.unwrap_or_default()
    }

    /// The domains to check, without duplicates: that of the subject and those of the list, at most
    /// [`MAX_DOMAIN_COUNT`].
    #[must_use]
    pub fn domains(&self, start: &StepId) -> Vec<Domain> {
        let subject = self.subject(start);
        let mut domains: Vec<&Domain> = subject.as_ref().map(Subject::domain).into_iter().collect();
        for domain in list::domains(self.mailboxes(start)) {
            if domains.len() < MAX_DOMAIN_COUNT && !domains.contains(&domain) {
                domains.push(domain);
            }
        }
        domains.into_iter().cloned().collect()
    }

    /// The run of a step for this domain that counts: the latest that was not cancelled or
    /// interrupted; if there is none, the latest.
    #[must_use]
    pub fn latest_run(&self, step: &StepId, domain: &Domain) -> Option<(RunId, &RunFacts)> {
        let runs = || {
            self.runs
                .iter()
                .rev()
                .filter(|(_, run)| run.step == *step && run.diagnosis.domain == *domain)
        };
        let was_stopped = |run: &RunFacts| {
            matches!(run.diagnosis.end, Some(RunEnd::Cancelled | RunEnd::Interrupted))
        };
        let counts = runs().find(|(_, run)| !was_stopped(run)).or_else(|| runs().next());
        counts.map(|(&id, run)| (id, run))
    }

    /// The runs of a step that count, one for each domain that was checked, in the order of
    /// [`Facts::domains`].
    pub fn latest_runs<'a>(
        &'a self,
        start: &StepId,
        step: &'a StepId,
    ) -> impl Iterator<Item = (RunId, &'a RunFacts)> {
        self.domains(start).into_iter().filter_map(move |domain| self.latest_run(step, &domain))
    }

    /// The first run that has not ended.
    #[must_use]
    pub fn running(&self) -> Option<RunId> {
        self.runs.iter().find(|(_, run)| run.diagnosis.end.is_none()).map(|(&id, _)| id)
    }

    /// The current watchers: name, and when they joined in milliseconds since 1970-01-01 UTC.
    pub fn watchers(&self) -> impl Iterator<Item = (&str, i64)> {
        self.links
            .values()
            .filter_map(|link| link.watcher.as_ref())
            .map(|(name, since_ms)| (name.as_str(), *since_ms))
    }
}

impl RunFacts {
    /// All findings of the run: from its own probes and, once it has ended, from what other
    /// sessions saw.
    #[must_use]
    pub fn findings(&self, expectations: &Expectations) -> Vec<Finding> {
        let mut findings = evaluate(&self.diagnosis, expectations);
        if self.diagnosis.end.is_some() {
            findings.extend(
                self.seen_elsewhere.iter().map(|seen| seen_elsewhere(seen, &self.diagnosis)),
            );
        }
        findings
    }
}

impl LogEntry {
    /// Whether the customer caused this event.
    #[must_use]
    pub const fn is_by_customer(&self) -> bool {
        matches!(self.actor, Actor::Customer)
    }
}
