//! The stages of a probe, and the outcome of a stage.
//!
//! [`super::ProbeKind::plan`] defines their order. Must never hold more than one stage's outcome.

use serde::{Deserialize, Serialize};

use super::{Cause, ServerText};

/// One step of a network exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Whether our own resolver answers.
    ControlResolver,
    /// Whether connections from here to port 25 work.
    ControlPort25,
    /// The name servers of the domain.
    Ns,
    /// The name servers according to the parent zone, and the answers of those servers.
    Delegation,
    /// The MX records.
    Mx,
    /// The addresses of each MX host.
    Addresses,
    /// The SRV records of the mail services.
    Srv,
    /// The target of the alias `autoconfig`, and the records of `_autodiscover._tcp`.
    Autoconfig,
    /// The TXT records that define who may send: SPF and DMARC.
    Txt,
    /// The addresses of the host to connect to.
    Resolve,
    /// The TCP connection.
    Connect,
    /// The greeting of the server (RFC 5321 §4.2; RFC 9051 §7.1; RFC 1939 §4).
    Greeting,
    /// `EHLO`, `CAPABILITY` or `CAPA`.
    Capabilities,
    /// The command that starts TLS (RFC 3207, RFC 9051 §6.2.1, RFC 2595 §4).
    StartTls,
    /// The TLS handshake.
    Tls,
    /// The validation of the certificate, after the handshake.
    Certificate,
    /// The capabilities again, inside TLS (RFC 3207 §4.2).
    CapabilitiesTls,
    /// The login with the customer's password (RFC 9051 §6.2.2, §6.2.3).
    Login,
    /// The limit on the space of the mailbox (RFC 9208).
    Quota,
    /// The folders and their roles (RFC 6154).
    Folders,
    /// The messages in the inbox: how many, and how old the newest is.
    Inbox,
    /// The search for the message that the customer misses (RFC 9051 §6.4.4).
    Search,
    /// The web request and its redirects.
    Request,
    /// The orderly end of the connection: `QUIT` or `LOGOUT` is sent. Its reply is not waited for.
    Quit,
}

/// The outcome of a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StageOutcome {
    /// It succeeded.
    Passed,
    /// It failed, for this reason.
    Failed(Cause),
    /// It was not run, because an earlier one failed or there was nothing to do.
    Skipped,
}

/// The report of one stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageReport {
    /// The stage.
    pub stage: Stage,
    /// Its outcome.
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
            Self::Login => "login",
            Self::Quota => "quota",
            Self::Folders => "folders",
            Self::Inbox => "inbox",
            Self::Search => "search",
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
