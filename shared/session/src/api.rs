//! The types of the HTTP API: bodies of requests and responses shared by browser, server and other
//! programs.
//!
//! The paths are in `docs/` and in the OpenAPI document. Must never have a default that hides a
//! missing field.

use std::collections::BTreeMap;

use checklist::InputValue;
use checklist::conclusion::Conclusion;
use checklist::playbook::{Beginning, InputId, Localised, Playbook};
use diagnosis::finding::{CheckState, Finding};
use diagnosis::probe::{CheckKind, Diagnosis, ServerText, SharedResult, Stage, StageOutcome};
use mail::Domain;
use serde::{Deserialize, Serialize};
use terms::Lang;

use crate::{LinkId, LinkKind, LogEntry, TicketChannel};

/// The body of `POST /api/v1/sessions`: the customer has started a diagnosis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OpenSession {
    /// The playbook's name.
    pub playbook: String,
    /// The language.
    pub lang: Lang,
    /// The answers to the start step, by the names of the inputs in the playbook.
    pub inputs: BTreeMap<InputId, InputValue>,
}

/// The response to [`OpenSession`], 201: the only time that the owner token is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionOpened {
    /// The id of the session.
    pub id: String,
    /// The owner token, for `Authorization: Bearer`.
    pub owner_token: String,
}

/// The response to `GET /api/v1/sessions/{id}`: everything that a page needs at the start; later
/// changes come as events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Snapshot"))]
pub struct Snapshot<E = LogEntry> {
    /// The id of the session.
    pub id: String,
    /// What the caller may do.
    pub capability: LinkKind,
    /// The link that the caller used, if it was a watch link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<LinkId>,
    /// The version of the playbook that the session uses.
    pub playbook: Playbook,
    /// The current version of the same playbook, if it is another one; only for the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newer: Option<PlaybookListed>,
    /// When the session will be erased: milliseconds since 1970-01-01 UTC.
    pub erased_at_ms: i64,
    /// The channels by which a ticket can be sent.
    pub ticket_channels: Vec<TicketChannel>,
    /// The log so far. The server sends entries as they are stored, with those that it cannot parse.
    pub entries: Vec<E>,
}

/// The response to `GET …/events?after=N` without a stream, and to `POST …/events`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Entries"))]
pub struct Entries<E = LogEntry> {
    /// The entries after the requested number.
    pub entries: Vec<E>,
}

/// One item of the response to `GET /api/v1/playbooks`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaybookListed {
    /// The version: SHA-256 of the file, hexadecimal.
    pub digest: String,
    /// The playbook.
    pub playbook: Playbook,
}

/// The response to `GET /api/v1/start?playbook=NAME`: the content of the first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FirstPage {
    /// The playbook requested, or the default one if none was requested; absent if it does not
    /// exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<Beginning>,
    /// The other playbooks on offer.
    pub others: Vec<PlaybookTitle>,
}

/// A playbook that can be chosen instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlaybookTitle {
    /// Its name in links.
    pub playbook: String,
    /// Its title.
    pub title: Localised,
}

/// The body of `POST …/links`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CreateLink {
    /// What the link allows; an owner link cannot be created.
    #[cfg_attr(feature = "schema", schemars(extend("const" = "watch")))]
    pub kind: LinkKind,
    /// How long the link is valid, in hours; at most 168.
    #[cfg_attr(feature = "schema", schemars(range(min = 1, max = 168)))]
    pub hours: u32,
}

/// The response to [`CreateLink`], 201: the only time that the token is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkCreated {
    /// Its number.
    pub link: LinkId,
    /// The token, for the fragment of the link.
    pub token: String,
    /// When the link expires: milliseconds since 1970-01-01 UTC.
    pub expires_at_ms: i64,
}

/// The body of `POST …/watchers`: an agent confirms watching the session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JoinAsWatcher {
    /// The name that the customer sees.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 80)))]
    pub name: String,
}

/// The body of `POST …/look`: one look into the session's mailbox. `P` is the password, which the
/// server keeps in a type of its own.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LookRequest<P> {
    /// The user name, if it is not the one that the session offers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// The password. It is used for one login and not kept.
    pub password: P,
    /// A part of the sender of the message to search for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Words of its subject.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The day on which it was sent, as `2026-11-28`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<String>,
}

/// The body of `POST …/ticket`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SubmitTicket {
    /// How the ticket is delivered.
    pub channel: TicketChannel,
    /// The names of the lines that are left out.
    pub left_out: Vec<String>,
    /// Whether the name before the @ of every address is replaced by `masked-1`, `masked-2`, …;
    /// absent if not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub are_addresses_masked: bool,
}

/// The response to [`SubmitTicket`]: the same for the same content, however often it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TicketSubmitted {
    /// The reference that customer and support both see.
    pub reference: String,
}

/// The body of every error: a problem document (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// A link to the documentation of the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status code again.
    pub status: u16,
    /// A stable name for programs.
    pub code: String,
    /// One English sentence for people who read logs.
    pub title: String,
    /// Further details, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// One target of `sportello check --format json`, and the core of a session's report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckReport {
    /// The version of this format: 1.
    pub schema: u8,
    /// The target, normalised.
    pub target: String,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u32,
    /// The checks.
    pub checks: Vec<CheckLine>,
    /// The conclusions, in the order in which they should be fixed.
    pub conclusions: Vec<Conclusion>,
}

/// One check of a report: one line for each host and port.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckLine {
    /// The check.
    pub check: CheckKind,
    /// What it connected to.
    pub target: String,
    /// Its state.
    pub state: CheckState,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u32,
    /// Set if the result was measured for another session, and when; absent if it was measured for
    /// this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shared: Option<SharedResult>,
    /// Its stages.
    pub stages: Vec<StageLine>,
    /// Its findings.
    pub findings: Vec<Finding>,
}

/// One stage of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageLine {
    /// The stage.
    pub stage: Stage,
    /// How long it took, in milliseconds.
    pub elapsed_ms: u32,
    /// Its outcome.
    pub outcome: StageOutcome,
    /// The one line worth keeping.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<ServerText>,
}

impl CheckReport {
    /// The report on a judged diagnosis.
    #[must_use]
    pub fn new(
        target: String,
        domain: &Domain,
        elapsed_ms: u32,
        diagnosis: &Diagnosis,
        findings: &[Finding],
    ) -> Self {
        let mut checks = Vec::new();
        for &check in &diagnosis.checks {
            let state = diagnosis::finding::state_of(diagnosis, check, findings);
            let of_check: Vec<_> = diagnosis.of_check(check).collect();
            let lines = of_check.iter().map(|run| CheckLine {
                check,
                target: run.target.to_string(),
                state: if of_check.len() == 1 {
                    state
                } else {
                    diagnosis::finding::state_of_probe_within(state, run)
                },
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
                    .filter(|finding| {
                        finding.check == Some(check) && finding.evidence.contains(&run.id)
                    })
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
                    findings: findings
                        .iter()
                        .filter(|finding| finding.check == Some(check))
                        .cloned()
                        .collect(),
                });
            }
        }
        Self {
            schema: 1,
            target,
            elapsed_ms,
            checks,
            conclusions: checklist::conclusion::conclude(findings),
        }
    }
}
