//! What a probe is: its kind, its stages, its observation and its transcript.
//!
//! There are three layers, in this order: **stages** are streamed while the probe runs, one
//! **observation** (only what was seen) comes at its end, and [`crate::finding`] judges. The module
//! may know the terms of the protocols. Must never judge.

mod cause;
mod dnssec_seen;
mod kind;
mod limit;
mod mailbox_seen;
mod observation;
mod room;
mod run;
mod stage;
mod tls_seen;
mod transcript;

pub use cause::{Cause, Refusal, TlsCause};
pub use dnssec_seen::{DnssecSeen, DsSeen, SignatureSeen, ZoneKeysSeen};
pub use kind::{CheckKind, ProbeKind};
pub use mailbox_seen::{InboxSeen, LoginSeen, MailboxSeen, MessageSearchSeen, QuotaSeen};
pub use observation::{
    AutoconfigSeen, DelegationSeen, IncidentSeen, MailSeen, MxHost, MxSeen, NameServerAnswer,
    NameServerSeen, Observation, ProviderStatusSeen, SelfTestSeen, SenderPolicySeen, ServicesSeen,
    SpfRead, WebHop, WebSeen, ZoneCutSeen,
};
pub use room::MAX_EVENT_BYTES;
pub use run::{Diagnosis, ProbeId, ProbeRun, ProbeTarget, Progress, RunEnd, SharedResult};
pub use stage::{Stage, StageOutcome, StageReport};
pub use terms::ServerText;
pub use tls_seen::{AtFault, CertificateSeen, TlsSeen};
pub use transcript::{Direction, Line, Transcript};
