//! The events of a session, as they are written to the log and sent over the wire.
//!
//! Externally tagged by the variant's name, which needs the least code in the browser. Must never
//! hold a secret or a token.

use checklist::conclusion::Side;
use checklist::playbook::{InputId, StepId};
use checklist::{Answer, DeviceSeen, InputValue, RunId};
use diagnosis::finding::SeenElsewhere;
use diagnosis::probe::{CheckKind, Progress, RunEnd};
use mail::Domain;
use serde::{Deserialize, Serialize};
use terms::Lang;

use super::file::{FileId, GivenFile};

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LogEntry {
    /// Its number within the session, from 1, without gaps.
    #[cfg_attr(feature = "schema", schemars(range(min = 1)))]
    pub seq: u64,
    /// When it was written: milliseconds since 1970-01-01 UTC.
    pub at_ms: i64,
    /// Who caused it.
    pub actor: Actor,
    /// What happened.
    pub event: Event,
}

impl LogEntry {
    /// Whether the entry brings a text that must be read: a pasted text, or the error text of a
    /// mailbox. One-line fields count too, because only the playbook distinguishes them from pasted
    /// texts.
    #[must_use]
    pub fn holds_text(&self) -> bool {
        let Event::AnswerGiven { answer: Answer::Inputs(values), .. } = &self.event else {
            return false;
        };
        values.values().any(|value| match value {
            InputValue::Text(_) => true,
            InputValue::Mailboxes(list) => list.iter().any(|mailbox| mailbox.error_text.is_some()),
            InputValue::Mailbox(_)
            | InputValue::Domain(_)
            | InputValue::Moment { .. }
            | InputValue::Unknown => false,
        })
    }
}

/// Who caused an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The customer, by the owner link.
    Customer,
    /// A holder of a watch link.
    Watcher,
    /// The server itself.
    Server,
}

/// Numbers the links of a session, from 1. Not a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct LinkId(pub u32);

/// What happened.
///
/// A variant that this version does not know is read as [`Event::Unknown`], so that an old reader
/// can follow a newer log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transform = terms::open_schema))]
#[serde(rename_all = "snake_case", remote = "Self")]
pub enum Event {
    /// The session began with this version of a playbook.
    SessionOpened {
        /// The playbook's name.
        playbook: String,
        /// SHA-256 of the playbook's file, hexadecimal.
        digest: String,
        /// The language at the start.
        lang: Lang,
    },
    /// The customer switched to a newer version of the playbook.
    PlaybookUpgraded {
        /// SHA-256 of its file, hexadecimal.
        digest: String,
    },
    /// The customer chose another language.
    LanguageChanged {
        /// The language from now on.
        lang: Lang,
    },
    /// The customer answered a step, or changed its answer.
    AnswerGiven {
        /// The step.
        step: StepId,
        /// The answer.
        answer: Answer,
    },
    /// The customer's device measured its connection to our server.
    DeviceMeasured {
        /// What it measured.
        seen: DeviceSeen,
    },
    /// The customer said which side a pasted text is about.
    SideCorrected {
        /// The input that holds the text.
        input: InputId,
        /// The side.
        side: Side,
    },
    /// Checks of one domain were started. Where a step checks several domains, each has its own
    /// run.
    RunStarted {
        /// Its number.
        run: RunId,
        /// The step that asked for them.
        step: StepId,
        /// The domain that is checked.
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
    /// A run of checks ended.
    RunEnded {
        /// The run.
        run: RunId,
        /// How it ended.
        end: RunEnd,
    },
    /// Other sessions saw the same provider fail a check of this run. Appended before the end of
    /// the run, so that a reader who sees the end has it already. It contains only a count, never
    /// the identity of the other sessions.
    SeenElsewhere {
        /// The run.
        run: RunId,
        /// What was counted.
        #[serde(flatten)]
        seen: SeenElsewhere,
    },
    /// The customer made a link for another person.
    LinkCreated {
        /// Its number; the token itself is shown once and kept hashed elsewhere.
        link: LinkId,
        /// What it allows.
        kind: LinkKind,
        /// When it expires: milliseconds since 1970-01-01 UTC.
        expires_at_ms: i64,
    },
    /// The customer ended a link.
    LinkRevoked {
        /// Its number.
        link: LinkId,
    },
    /// A person opened the session by a link and confirmed that they watch it.
    WatcherJoined {
        /// The link used.
        link: LinkId,
        /// The name that the watcher typed.
        name: String,
    },
    /// The watcher left.
    WatcherLeft {
        /// The link used.
        link: LinkId,
    },
    /// The customer gave a file, such as a screenshot of an error. Its bytes are kept elsewhere.
    FileGiven(GivenFile),
    /// The customer took a file back; its bytes are erased.
    FileTakenBack(FileId),
    /// A ticket was submitted for delivery.
    TicketSubmitted {
        /// The reference that customer and support both see.
        reference: String,
        /// How it is delivered.
        channel: TicketChannel,
        /// The lines that the customer left out.
        left_out: Vec<String>,
        /// Whether the names before the @ of addresses are replaced in it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        are_addresses_masked: bool,
    },
    /// The delivery of a ticket changed.
    TicketMoved {
        /// The reference.
        reference: String,
        /// The state of the delivery.
        state: TicketState,
    },
    /// Written by a newer version; kept in the log, ignored here.
    #[serde(other)]
    Unknown,
}

/// What a link allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Everything; this is the customer's own link.
    Owner,
    /// Read-only access.
    Watch,
}

/// How a ticket is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TicketChannel {
    /// By e-mail to the operator's support.
    Email,
    /// The customer downloads it.
    Download,
}

/// The state of a ticket's delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    /// Stored; delivery has started.
    BeingDelivered,
    /// Accepted by the operator's mail server.
    Delivered,
    /// Not accepted yet; delivery will be retried.
    WillRetry,
    /// Permanently refused; the download is still available.
    Failed,
}

terms::tolerant!(Event);
