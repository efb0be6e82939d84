//! The judged results: codes with typed parameters, a severity and an owner of the fix.
//!
//! There is one file for each check, and each is a pure function of the [`Diagnosis`], so that an
//! old session can be judged again and a playbook can branch on codes. Must never contain texts for
//! people: the crate `words` has them.

mod code;
mod delegation;
mod dnssec;
mod elsewhere;
mod guess;
mod mailbox;
mod mx;
mod mx_slips;
mod pattern;
mod provider;
mod provider_status;
mod proxy;
mod relay;
mod sender_policy;
mod service;
mod services;
mod state;
mod tls;
mod waiting;
mod webmail;
mod working;
mod zone_cut;

use std::net::IpAddr;

use mail::provider::Rule;
use mail::{Domain, EnhancedStatus, ProviderId, ReplyCode};
use serde::{Deserialize, Serialize};
use terms::{Confidence, ConnectionReason, closed_set};

use crate::probe::{Cause, CheckKind, Diagnosis, ProbeId, ProbeRun, ServerText, Stage};

pub use code::FindingCode;
pub use elsewhere::finding as seen_elsewhere;
pub use elsewhere::{SeenElsewhere, failures_of_provider};
pub use mx::MxPattern;
pub use pattern::{InErrorCount, Pattern, PatternCode, PatternParams, patterns, provider_name};
pub use provider::signs as provider_signs;
pub use state::{CheckState, state_of, state_of_probe, state_of_probe_within};
pub use terms::Owner;
pub use working::works;

closed_set! {
    /// The severity of a finding.
    pub enum FindingSeverity {
        /// Checked and correct.
        Info = "info";
        /// Could not be judged from here.
        Unjudged = "unjudged";
        /// Works, with a risk.
        Warning = "warning";
        /// Does not work.
        Problem = "problem";
    }
}

/// The parameters of a finding. A name has the same type in all findings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Params {
    /// The domain that was checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<Domain>,
    /// The host concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<Domain>,
    /// Several hosts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<Domain>,
    /// The address concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<IpAddr>,
    /// The port concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// The reply code that the server gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_code: Option<ReplyCode>,
    /// The enhanced status code that the server gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status: Option<EnhancedStatus>,
    /// The server's answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_text: Option<ServerText>,
    /// The stage that failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Why the stage failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// Whole days, for example until a certificate expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    /// The certificate at fault: its common name, otherwise its whole subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<ServerText>,
    /// The issuer of that certificate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issuer: Option<ServerText>,
    /// The name to use instead of the host's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<Domain>,
    /// How long an answer was waited for, in whole seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<u32>,
    /// A count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u16>,
    /// Names: those in a certificate, those of several providers, or the servers where mail was
    /// expected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<ServerText>,
    /// The provider concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// The rule by which the provider was identified.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Rule>,
    /// The record behind the finding, as it is published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record: Option<ServerText>,
    /// The start time, as stated by the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<ServerText>,
    /// All records, if there are several where only one is allowed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<ServerText>,
    /// The check concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<CheckKind>,
    /// Why a login was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<ConnectionReason>,
    /// How sure the reason of a refused login is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The space of a mailbox that is in use, in KiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_kib: Option<u64>,
    /// The space that a mailbox may use, in KiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_kib: Option<u64>,
    /// An age in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age_min: Option<u32>,
    /// A time window in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub window_min: Option<u16>,
}

/// One judged fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Finding {
    /// What it says.
    pub code: FindingCode,
    /// Its severity.
    pub severity: FindingSeverity,
    /// The owner of the fix.
    pub owner: Owner,
    /// Its parameters.
    pub params: Params,
    /// The check it belongs to.
    #[serde(skip)]
    pub check: Option<CheckKind>,
    /// The probes that it is based on.
    #[serde(skip)]
    pub evidence: Vec<ProbeId>,
}

impl Finding {
    /// A finding with the default severity and owner of its code.
    #[must_use]
    pub const fn new(check: CheckKind, code: FindingCode, params: Params) -> Self {
        Self {
            code,
            severity: code.severity(),
            owner: code.owner(),
            params,
            check: Some(check),
            evidence: Vec::new(),
        }
    }

    /// The same finding with another severity.
    #[must_use]
    pub const fn with_severity(mut self, severity: FindingSeverity) -> Self {
        self.severity = severity;
        self
    }

    /// The same finding, based on these probes.
    #[must_use]
    pub fn resting_on(mut self, probes: impl IntoIterator<Item = ProbeId>) -> Self {
        self.evidence.extend(probes);
        self
    }
}

/// What the operator expects of its own installation; a diagnosis is compared with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Expectations {
    /// The MX hosts of the operator's customers; empty if any host is accepted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mx: Vec<MxPattern>,
}

/// Judges everything seen so far. A check whose probes still run has no findings yet. A check that
/// was stopped keeps only its good results.
#[must_use]
pub fn evaluate(diagnosis: &Diagnosis, expectations: &Expectations) -> Vec<Finding> {
    let is_cut_short = |check: CheckKind| diagnosis.of_check(check).any(ProbeRun::is_cut_short);
    let whole;
    let seen = if diagnosis.end.is_some() && diagnosis.probes.iter().any(ProbeRun::is_cut_short) {
        let probes = diagnosis.probes.iter().filter(|run| !run.is_cut_short()).cloned().collect();
        whole = Diagnosis { probes, ..diagnosis.clone() };
        &whole
    } else {
        diagnosis
    };
    let mut findings = Vec::new();
    for &check in &diagnosis.checks {
        if !state::is_settled(diagnosis, check) {
            continue;
        }
        let diagnosis = seen;
        let mut of_check = match check {
            CheckKind::Delegation => delegation::evaluate(diagnosis),
            CheckKind::Mx => mx::evaluate(diagnosis, expectations),
            CheckKind::Provider => provider::evaluate(diagnosis),
            CheckKind::Relay => relay::evaluate(diagnosis),
            CheckKind::Services => services::evaluate(diagnosis),
            CheckKind::Submission | CheckKind::Imap | CheckKind::Pop3 => {
                service::evaluate(diagnosis, check)
            }
            CheckKind::Webmail => webmail::evaluate(diagnosis),
            CheckKind::SenderPolicy => sender_policy::evaluate(diagnosis),
            CheckKind::ProviderStatus => provider_status::evaluate(diagnosis),
            CheckKind::Mailbox => mailbox::evaluate(diagnosis),
        };
        if is_cut_short(check) {
            of_check.retain(|finding| finding.severity == FindingSeverity::Info);
        }
        findings.extend(of_check);
    }
    findings
}

#[cfg(test)]
mod tests;
