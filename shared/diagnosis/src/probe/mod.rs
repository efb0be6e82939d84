//! What a probe is: its kind, its stages, what it saw and what was said.
//!
//! Three layers, in this order: **stages** stream while the probe runs, one **observation** comes at its end (only
//! what was seen), and [`crate::finding`] judges. Knows the words of the protocols; must never judge.

mod cause;
mod dnssec_seen;
mod kind;
mod limit;
mod observation;
mod run;
mod stage;
mod tls_seen;
mod transcript;

pub use cause::{Cause, Refusal, TlsCause};
pub use dnssec_seen::{DnssecSeen, DsSeen, SignatureSeen, ZoneKeysSeen};
pub use kind::{CheckKind, ProbeKind};
pub use observation::{
    AutoconfigSeen, DelegationSeen, IncidentSeen, MailSeen, MxHost, MxSeen, NameServerAnswer, NameServerSeen, Observation,
    ProviderStatusSeen, SelfTestSeen, SenderPolicySeen, ServicesSeen, SpfRead, WebHop, WebSeen, ZoneCutSeen,
};
pub use run::{Diagnosis, ProbeId, ProbeRun, ProbeTarget, Progress, RunEnd, SharedResult};
pub use stage::{Stage, StageOutcome, StageReport};
pub use terms::ServerText;
pub use tls_seen::{AtFault, CertificateSeen, TlsSeen};
pub use transcript::{Direction, Line, Transcript};
