//! Tests inside a playbook: given answers and results, the way ends at this conclusion.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::graph::edges_from;
use super::{Edge, EdgeLabel, MailboxesAre, OptionId, Playbook, Reason, Step, StepId, edges};
use crate::finding::{CheckState, Finding, FindingCode, FindingSeverity, InErrorCount, Owner, Params, Pattern, PatternCode, PatternParams};
use crate::mail::list::{InError, ListedMailbox};
use crate::mail::{Domain, Mailbox, ProviderId, ProviderKind, Subject};
use crate::probe::CheckKind;
use crate::session::{Answer, DeviceSeen, Evidence, How, Pasted, StepRun, Visit, Waits, walk};

/// One test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What it shows.
    pub name: String,
    /// What is known.
    pub given: Given,
    /// Where it ends.
    pub expect: Expected,
}

/// What a scenario knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Given {
    /// Answers by step.
    pub answers: BTreeMap<StepId, OptionId>,
    /// What the checks found.
    pub findings: Vec<FindingCode>,
    /// States of checks that do not follow from the findings; `ok` when nothing is said.
    pub checks: BTreeMap<CheckKind, CheckState>,
    /// What the list of mailboxes is like, where the start step collects one; none is in error when nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mailboxes: Option<MailboxesAre>,
    /// The patterns of the list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub patterns: Vec<PatternCode>,
    /// What the customer's device measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<DeviceSeen>,
    /// Who runs the mail, or stands in front of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// The text of a bounce that the customer pasted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bounce: Option<String>,
}

/// Where a scenario ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The step of the conclusion.
    pub step: StepId,
    /// Its owner, where it is a conclusion with one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Steps that must not have been asked, because their answer was measured.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_asked: Vec<StepId>,
}

/// How a scenario went wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioFailure {
    /// It ended somewhere else, or stopped for want of an answer.
    #[error("it ends at {0}")]
    EndsAt(StepId),
    /// It stopped at a step that still waits.
    #[error("it stops at {0}, which has no answer")]
    StopsAt(StepId),
    /// The conclusion has another owner.
    #[error("the owner is another")]
    OtherOwner,
    /// The conclusion rests on nothing that is there.
    #[error("nothing that {0} rests on is there")]
    Unfounded(StepId),
    /// A step was asked that should not have been.
    #[error("{0} was asked")]
    Asked(StepId),
}

/// Runs one scenario.
///
/// # Errors
/// A [`ScenarioFailure`] that says where it went instead. On success, the edges taken.
pub fn run_scenario<'a>(playbook: &'a Playbook, scenario: &Scenario) -> Result<Vec<Edge<'a>>, ScenarioFailure> {
    let collected = Answer::Inputs(BTreeMap::new());
    let answers: BTreeMap<StepId, Answer> =
        scenario.given.answers.iter().map(|(step, option)| (step.clone(), Answer::Option(option.clone()))).collect();
    let mut evidence = Evidence { device: scenario.given.device, subject: example_subject(), ..Evidence::default() };
    if let Some(are) = scenario.given.mailboxes {
        evidence.mailboxes = example_mailboxes(are.in_error);
    }
    let pattern = |&code| Pattern { code, params: PatternParams::default(), mailboxes: Vec::new() };
    evidence.patterns = scenario.given.patterns.iter().map(pattern).collect();
    evidence.pasted = Pasted::new(scenario.given.bounce.iter().map(String::as_str).collect());
    evidence.answers.extend(answers.iter());
    for (id, step) in &playbook.steps {
        match step {
            Step::Collect(_) => {
                evidence.answers.insert(id, &collected);
            }
            Step::Check(check) => {
                evidence.runs.insert(id.clone(), vec![canned(&scenario.given, &check.checks)]);
            }
            _ => {}
        }
    }
    let way = walk(playbook, &evidence);
    let end = way.current().cloned().unwrap_or_else(|| playbook.start.clone());
    if end != scenario.expect.step {
        return Err(if way.waits == Waits::Nothing { ScenarioFailure::EndsAt(end) } else { ScenarioFailure::StopsAt(end) });
    }
    if let Some(Step::Advise(advise)) = playbook.steps.get(&end) {
        if scenario.expect.owner.is_some_and(|owner| owner != advise.owner) {
            return Err(ScenarioFailure::OtherOwner);
        }
        let is_there = |reason: &Reason| match reason {
            Reason::Answer(step) => way.contains(step),
            Reason::Finding(code) => evidence.findings().any(|finding| finding.code == *code),
            Reason::Check(check) => evidence.check_state(*check).is_some(),
            Reason::Pattern(code) => evidence.patterns.iter().any(|pattern| pattern.code == *code),
        };
        if !advise.because.iter().any(is_there) {
            return Err(ScenarioFailure::Unfounded(end));
        }
    }
    let was_asked = |step: &&StepId| way.path.iter().any(|visit| visit.step == **step && !matches!(visit.how, How::Measured { .. }));
    if let Some(step) = scenario.expect.not_asked.iter().find(was_asked) {
        return Err(ScenarioFailure::Asked(step.clone()));
    }
    let taken = |visit: &Visit| {
        let (from, step) = playbook.steps.get_key_value(&visit.step)?;
        edges_from(from, step).into_iter().find(|edge| match (&visit.how, &edge.label) {
            (How::Answered(option) | How::Measured { option, .. }, EdgeLabel::Option(label)) => option == *label,
            (How::Checked, EdgeLabel::When(when)) => when.holds(&evidence),
            (How::Checked, EdgeLabel::Otherwise) | (How::Collected, EdgeLabel::Always) => true,
            _ => false,
        })
    };
    Ok(way.path.iter().filter_map(taken).collect())
}

/// How much of a playbook its scenarios see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage<'a> {
    /// How many steps there are.
    pub step_count: usize,
    /// The steps that no scenario reaches.
    pub unreached_steps: Vec<&'a StepId>,
    /// How many ways there are.
    pub edge_count: usize,
    /// The ways that no scenario takes.
    pub untaken_edges: Vec<Edge<'a>>,
}

impl Coverage<'_> {
    /// Steps that some scenario reaches.
    #[must_use]
    pub const fn reached_count(&self) -> usize {
        self.step_count.saturating_sub(self.unreached_steps.len())
    }

    /// Ways that some scenario takes.
    #[must_use]
    pub const fn taken_count(&self) -> usize {
        self.edge_count.saturating_sub(self.untaken_edges.len())
    }

    /// Whether nothing is left out.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.unreached_steps.is_empty() && self.untaken_edges.is_empty()
    }
}

/// How much of a playbook the scenarios that pass see.
#[must_use]
pub fn coverage(playbook: &Playbook) -> Coverage<'_> {
    let passed: Vec<_> = playbook.scenarios.iter().filter_map(|scenario| run_scenario(playbook, scenario).ok()).collect();
    let is_start_reached = !passed.is_empty();
    let taken: Vec<Edge<'_>> = passed.into_iter().flatten().collect();
    let is_reached = |step: &&StepId| (is_start_reached && **step == playbook.start) || taken.iter().any(|edge| edge.to == *step);
    let unreached_steps = playbook.steps.keys().filter(|step| !is_reached(step)).collect();
    let all = edges(playbook);
    let (step_count, edge_count) = (playbook.steps.len(), all.len());
    let untaken_edges = all.into_iter().filter(|edge| !taken.contains(edge)).collect();
    Coverage { step_count, unreached_steps, edge_count, untaken_edges }
}

fn example_subject() -> Option<Subject> {
    Domain::parse("esempio.test").ok().map(Subject::Domain)
}

/// Three mailboxes, of which so many are in error.
fn example_mailboxes(in_error: InErrorCount) -> Vec<ListedMailbox> {
    let count = match in_error {
        InErrorCount::None => 0,
        InErrorCount::One => 1,
        InErrorCount::Some => 2,
        InErrorCount::All => 3,
    };
    let addresses = ["anna@esempio.test", "ugo@esempio.test", "eva@esempio.test"].into_iter().filter_map(|text| Mailbox::parse(text).ok());
    let marked = |(place, address)| {
        let in_error = if place < count { InError::Yes } else { InError::No };
        ListedMailbox { in_error, ..ListedMailbox::new(address) }
    };
    addresses.map(|read| read.value).enumerate().map(marked).collect()
}

fn canned(given: &Given, checks: &[CheckKind]) -> StepRun {
    let mut findings = Vec::new();
    let mut states: BTreeMap<CheckKind, CheckState> = checks.iter().map(|&check| (check, CheckState::Ok)).collect();
    for &code in &given.findings {
        let check = usual_check(code).filter(|check| checks.contains(check)).or_else(|| checks.first().copied());
        let Some(check) = check else { continue };
        findings.push(Finding::new(check, code, Params::default()));
        let state = match code.severity() {
            FindingSeverity::Info => continue,
            FindingSeverity::Unjudged => CheckState::CouldNotCheck,
            FindingSeverity::Warning => CheckState::Warning,
            FindingSeverity::Problem => CheckState::Problem,
        };
        states.insert(check, state);
    }
    if let Some(provider) = given.provider.as_ref().filter(|_| checks.contains(&CheckKind::Provider)) {
        let is_host = provider.kind() == Some(ProviderKind::MailboxHost);
        let code = if is_host { FindingCode::ProviderIdentified } else { FindingCode::GatewayInFront };
        let params = Params { provider: Some(provider.clone()), ..Params::default() };
        findings.push(Finding::new(CheckKind::Provider, code, params));
    }
    states.extend(given.checks.iter().map(|(&check, &state)| (check, state)));
    StepRun { is_ended: true, findings, states, ..StepRun::default() }
}

/// The check that a code usually belongs to, by its first word.
fn usual_check(code: FindingCode) -> Option<CheckKind> {
    let name = code.as_str();
    let by_prefix = [
        ("relay_", CheckKind::Relay),
        ("mx_", CheckKind::Mx),
        ("mail_provider_", CheckKind::Mx),
        ("domain_", CheckKind::Delegation),
        ("delegation_", CheckKind::Delegation),
        ("dns_", CheckKind::Delegation),
        ("submission_", CheckKind::Submission),
        ("imap_", CheckKind::Imap),
        ("pop3_", CheckKind::Pop3),
        ("webmail_", CheckKind::Webmail),
        ("services_", CheckKind::Services),
        ("provider_status_", CheckKind::ProviderStatus),
        ("provider_incident", CheckKind::ProviderStatus),
        ("provider_no_incident", CheckKind::ProviderStatus),
        ("provider_", CheckKind::Provider),
        ("gateway_", CheckKind::Provider),
        ("spf_", CheckKind::SenderPolicy),
        ("dmarc_", CheckKind::SenderPolicy),
    ];
    by_prefix.into_iter().find(|(prefix, _)| name.starts_with(prefix)).map(|(_, check)| check)
}
