//! The stages that a probe passes, and how one of them went.
//!
//! Which stage comes when is [`super::ProbeKind::plan`]; must never hold more than one stage's outcome.

use serde::{Deserialize, Serialize};

use super::{Cause, ServerText};

/// One step of a network dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Does our own resolver answer.
    ControlResolver,
    /// Does our own port 25 lead out.
    ControlPort25,
    /// The name servers of the domain.
    Ns,
    /// What the parent zone refers to, and what those servers say themselves.
    Delegation,
    /// The MX records.
    Mx,
    /// The addresses of each MX host.
    Addresses,
    /// The SRV records of the mail services.
    Srv,
    /// What `autoconfig` is an alias of, and where `_autodiscover._tcp` leads.
    Autoconfig,
    /// The TXT records that say who may send: SPF and DMARC.
    Txt,
    /// The addresses of the host to dial.
    Resolve,
    /// The TCP connection.
    Connect,
    /// The first words of the server (RFC 5321 §4.2; RFC 9051 §7.1; RFC 1939 §4).
    Greeting,
    /// `EHLO`, `CAPABILITY` or `CAPA`.
    Capabilities,
    /// The command that starts TLS (RFC 3207, RFC 9051 §6.2.1, RFC 2595 §4).
    StartTls,
    /// The TLS handshake.
    Tls,
    /// The judgement of the certificate, after the handshake.
    Certificate,
    /// The capabilities again, inside TLS (RFC 3207 §4.2).
    CapabilitiesTls,
    /// The web request and its redirects.
    Request,
    /// The polite end.
    Quit,
}

/// How a stage went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageOutcome {
    /// It worked.
    Passed,
    /// It did not, and why.
    Failed(Cause),
    /// It was never begun, because an earlier one failed or there was nothing to do.
    Skipped,
}

/// One stage's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageReport {
    /// Which stage.
    pub stage: Stage,
    /// How it went.
    pub outcome: StageOutcome,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u32,
    /// The one line worth showing: a greeting, a TLS version, an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<ServerText>,
}

impl Stage {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ControlResolver => "control_resolver",
            Self::ControlPort25 => "control_port25",
            Self::Ns => "ns",
            Self::Delegation => "delegation",
            Self::Mx => "mx",
            Self::Addresses => "addresses",
            Self::Srv => "srv",
            Self::Autoconfig => "autoconfig",
            Self::Txt => "txt",
            Self::Resolve => "resolve",
            Self::Connect => "connect",
            Self::Greeting => "greeting",
            Self::Capabilities => "capabilities",
            Self::StartTls => "start_tls",
            Self::Tls => "tls",
            Self::Certificate => "certificate",
            Self::CapabilitiesTls => "capabilities_tls",
            Self::Request => "request",
            Self::Quit => "quit",
        }
    }
}

impl StageReport {
    /// Why the stage failed, if it did.
    #[must_use]
    pub const fn cause(&self) -> Option<&Cause> {
        match &self.outcome {
            StageOutcome::Failed(cause) => Some(cause),
            StageOutcome::Passed | StageOutcome::Skipped => None,
        }
    }
}
