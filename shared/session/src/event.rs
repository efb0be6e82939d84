//! What happened, in the past tense, as it is written to the log and sent over the wire.
//!
//! Tagged by the variant's name: the leanest form for the browser. Must never hold a secret or a token.

use serde::{Deserialize, Serialize};

use checklist::conclusion::Side;
use checklist::playbook::{InputId, StepId};
use checklist::{Answer, DeviceSeen, InputValue, RunId};
use diagnosis::finding::SeenElsewhere;
use diagnosis::probe::{CheckKind, Progress, RunEnd};
use mail::Domain;
use terms::Lang;

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Its number within the session, from 1, without gaps.
    pub seq: u64,
    /// When it was written: milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Who caused it.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
}

impl LogEntry {
    /// Whether it brings a text that has to be read: something pasted, or the error of a mailbox. Lines are counted as well, which only
    /// their playbook tells apart.
    #[must_use]
    pub fn holds_text(&self) -> bool {
        let Event::AnswerGiven { answer: Answer::Inputs(values), .. } = &self.event else { return false };
        values.values().any(|value| match value {
            InputValue::Text(_) => true,
            InputValue::Mailboxes(list) => list.iter().any(|mailbox| mailbox.error_text.is_some()),
            InputValue::Mailbox(_) | InputValue::Domain(_) | InputValue::Moment { .. } | InputValue::Unknown => false,
        })
    }
}

/// Who caused an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The customer, by the owner link.
    Customer,
    /// Somebody with a watch link.
    Watcher,
    /// The server itself.
    Server,
}

/// Numbers the links of a session, from 1. Not a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct LinkId(pub u32);

/// What happened.
///
/// A name that this version does not know is read as [`Event::Unknown`], so that an old reader can follow a newer log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", remote = "Self")]
pub enum Event {
    /// The session began, with this version of a playbook for good.
    SessionOpened {
        /// The playbook's name.
        playbook: String,
        /// SHA-256 of the playbook's file, hexadecimal.
        digest: String,
        /// The language at the start.
        lang: Lang,
    },
    /// The customer went over to a newer version of the playbook.
    PlaybookUpgraded {
        /// SHA-256 of its file, hexadecimal.
        digest: String,
    },
    /// The customer chose another language.
    LanguageChanged {
        /// The language from now on.
        lang: Lang,
    },
    /// The customer answered a step, for the first time or anew.
    AnswerGiven {
        /// The step.
        step: StepId,
        /// What was said.
        answer: Answer,
    },
    /// The customer's own device measured its way to us.
    DeviceMeasured {
        /// What it saw.
        seen: DeviceSeen,
    },
    /// The customer said whom a pasted text is about.
    SideCorrected {
        /// The input that holds the text.
        input: InputId,
        /// Whom it is about.
        side: Side,
    },
    /// Checks of one domain were started. Where a step looks at several domains, each has a run of its own.
    RunStarted {
        /// Its number.
        run: RunId,
        /// The step that asked for them.
        step: StepId,
        /// The domain looked at.
        domain: Domain,
        /// Which checks.
        checks: Vec<CheckKind>,
    },
    /// A probe of a run made progress.
    Probed {
        /// The run.
        run: RunId,
        /// The progress.
        progress: Progress,
    },
    /// Checks ended.
    RunEnded {
        /// The run.
        run: RunId,
        /// How.
        end: RunEnd,
    },
    /// Other sessions saw the same provider fail a check of this run. Written before the run's end, so that whoever sees
    /// the end has it already. A count and nothing else: who the others are is never known.
    SeenElsewhere {
        /// The run.
        run: RunId,
        /// What was counted.
        #[serde(flatten)]
        seen: SeenElsewhere,
    },
    /// The customer made a link for somebody else.
    LinkCreated {
        /// Its number; the token itself is shown once and kept hashed elsewhere.
        link: LinkId,
        /// What it allows.
        kind: LinkKind,
        /// When it dies: milliseconds since 1970-01-01 UTC.
        expires_at_ms: i64,
    },
    /// The customer ended a link.
    LinkRevoked {
        /// Its number.
        link: LinkId,
    },
    /// Somebody opened the session by a link and pressed the button that says so.
    WatcherJoined {
        /// The link used.
        link: LinkId,
        /// The name given, as typed by the watcher.
        name: String,
    },
    /// That somebody left.
    WatcherLeft {
        /// The link used.
        link: LinkId,
    },
    /// The ticket was handed over for delivery.
    TicketSubmitted {
        /// The reference that customer and support both see.
        reference: String,
        /// How it travels.
        channel: TicketChannel,
        /// The lines that the customer left out.
        left_out: Vec<String>,
    },
    /// The delivery of a ticket changed.
    TicketMoved {
        /// The reference.
        reference: String,
        /// Where it stands.
        state: TicketState,
    },
    /// Written by a newer version; kept in the store, ignored here.
    #[serde(other)]
    Unknown,
}

/// What a link allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Everything: the customer's own.
    Owner,
    /// Seeing, and nothing else.
    Watch,
}

/// How a ticket travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketChannel {
    /// By e-mail to the operator's support.
    Email,
    /// The customer takes it along.
    Download,
}

/// Where a ticket's delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// Stored; delivery has begun.
    BeingDelivered,
    /// Accepted by the operator's mail server.
    Delivered,
    /// Not yet accepted; it will be tried again.
    WillRetry,
    /// Refused for good; the download remains.
    Failed,
}

terms::tolerant!(Event);
