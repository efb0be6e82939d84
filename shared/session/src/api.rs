//! The wire: bodies of requests and responses that browser, server and other programs agree on.
//!
//! Paths are in `docs/` and in the OpenAPI document. Must never hold a default that hides a missing field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{LinkId, LinkKind, LogEntry, TicketChannel};
use checklist::InputValue;
use checklist::conclusion::Conclusion;
use checklist::playbook::{Beginning, InputId, Localised, Playbook};
use diagnosis::finding::{CheckState, Finding};
use diagnosis::probe::{CheckKind, Diagnosis, ServerText, SharedResult, Stage, StageOutcome};
use mail::Domain;
use terms::Lang;

/// The body of `POST /api/v1/sessions`: the customer has pressed the button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// The playbook's name.
    pub playbook: String,
    /// The language.
    pub lang: Lang,
    /// The answers to the start step.
    pub inputs: BTreeMap<InputId, InputValue>,
}

/// Its answer, 201: the only time that the owner token is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SessionOpened {
    /// The session.
    pub id: String,
    /// The owner's capability, for `Authorization: Bearer`.
    pub owner_token: String,
}

/// `GET /api/v1/sessions/{id}`: everything that a page needs to begin; the rest comes with the events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// The session.
    pub id: String,
    /// What the caller may do.
    pub capability: LinkKind,
    /// The link that the caller used, where it was a watch link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    /// The version of the playbook that the session began with.
    pub playbook: Playbook,
    /// The version of the same playbook that is on offer now, where it is another one; only for the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<PlaybookListed>,
    /// When the session will be erased: milliseconds since 1970-01-01 UTC.
    pub erased_at_ms: i64,
    /// The ways in which a ticket can be sent.
    pub ticket_channels: Vec<TicketChannel>,
    /// The log so far.
    pub entries: Vec<LogEntry>,
}

/// `GET …/events?after=N` without a stream, and the answer to `POST …/events`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entries {
    /// The entries after the one asked for.
    pub entries: Vec<LogEntry>,
}

/// One line of `GET /api/v1/playbooks`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaybookListed {
    /// The version: SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// The playbook.
    pub playbook: Playbook,
}

/// `GET /api/v1/start?playbook=NAME`: what the first page shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstPage {
    /// The checklist asked for, or the usual one where none was; absent where there is no such checklist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Beginning>,
    /// The others on offer.
    pub others: Vec<PlaybookTitle>,
}

/// A checklist that can be chosen instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaybookTitle {
    /// Its name in links.
    pub playbook: String,
    /// Its title.
    pub title: Localised,
}

/// The body of `POST …/links`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateLink {
    /// What it shall allow; an owner link cannot be made.
    pub kind: LinkKind,
    /// How long it shall live, in hours; at most 168.
    pub hours: u32,
}

/// Its answer, 201: the only time that the token is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCreated {
    /// Its number.
    pub link: LinkId,
    /// The capability, for the fragment of the link.
    pub token: String,
    /// When it dies: milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: i64,
}

/// The body of `POST …/watchers`: an agent presses "I am here".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinAsWatcher {
    /// The name that the customer sees.
    pub name: String,
}

/// The body of `POST …/ticket`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmitTicket {
    /// How it shall travel.
    pub channel: TicketChannel,
    /// The lines that stay out, by their names.
    pub left_out: Vec<String>,
}

/// Its answer: the same for the same content, however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketSubmitted {
    /// The reference that both sides see.
    pub reference: String,
}

/// Every error: a problem document (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// A link to what is said about the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status code again.
    pub status: u16,
    /// A stable name; programs branch on it.
    pub code: String,
    /// One English sentence for people who read logs.
    pub title: String,
    /// More, where there is more to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// One target of `sportello check --format json`, and the core of a session's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckReport {
    /// The version of this form: 1.
    pub schema: u8,
    /// What was asked for, normalised.
    pub target: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u32,
    /// The checks.
    pub checks: Vec<CheckLine>,
    /// The conclusions, the first to be mended first.
    pub conclusions: Vec<Conclusion>,
}

/// One check of a report: one line for each host and port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckLine {
    /// Which check.
    pub check: CheckKind,
    /// What it talked to.
    pub target: String,
    /// Where it stands.
    pub state: CheckState,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u32,
    /// That it was measured for another check-up, and when; absent for what was measured for this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<SharedResult>,
    /// Its stages.
    pub stages: Vec<StageLine>,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// One stage of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageLine {
    /// Which stage.
    pub stage: Stage,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u32,
    /// How it went.
    pub outcome: StageOutcome,
    /// The one line worth keeping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<ServerText>,
}

impl CheckReport {
    /// The report on a diagnosis that was judged.
    #[must_use]
    pub fn new(target: String, domain: &Domain, elapsed_ms: u32, diagnosis: &Diagnosis, findings: &[Finding]) -> Self {
        let mut checks = Vec::new();
        for &check in &diagnosis.checks {
            let state = diagnosis::finding::state_of(diagnosis, check, findings);
            let of_check: Vec<_> = diagnosis.of_check(check).collect();
            let lines = of_check.iter().map(|run| CheckLine {
                check,
                target: run.target.to_string(),
                state: if of_check.len() == 1 { state } else { diagnosis::finding::state_of_probe_within(state, run) },
                elapsed_ms: run.elapsed_ms,
                shared: run.shared,
                stages: run
                    .stages
                    .iter()
                    .map(|report| StageLine {
                        stage: report.stage,
                        elapsed_ms: report.elapsed_ms,
                        outcome: report.outcome.clone(),
                        evidence: report.evidence.clone(),
                    })
                    .collect(),
                findings: findings
                    .iter()
                    .filter(|finding| finding.check == Some(check) && finding.evidence.contains(&run.id))
                    .cloned()
                    .collect(),
            });
            checks.extend(lines);
            if of_check.is_empty() {
                checks.push(CheckLine {
                    check,
                    target: domain.to_string(),
                    state,
                    elapsed_ms: 0,
                    shared: None,
                    stages: Vec::new(),
                    findings: findings.iter().filter(|finding| finding.check == Some(check)).cloned().collect(),
                });
            }
        }
        Self { schema: 1, target, elapsed_ms, checks, conclusions: checklist::conclusion::conclude(findings) }
    }
}
