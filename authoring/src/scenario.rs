//! The tests inside a playbook: with given answers and results, the path must end at an expected
//! conclusion.

use std::collections::BTreeMap;

use checklist::conclusion::{CauseCode, Conclusion, conclude_on};
use checklist::playbook::{
    Edge, EdgeLabel, Expected, Given, InputId, Playbook, Scenario, Step, StepId, edges, edges_from,
};
use checklist::{Answer, Evidence, How, Moment, Pasted, PastedBounce, StepRun, Waits, Walk, walk};
use diagnosis::finding::{
    CheckState, Finding, FindingCode, FindingSeverity, InErrorCount, Params, Pattern, PatternParams,
};
use diagnosis::probe::CheckKind;
use mail::list::{InError, ListedMailbox};
use mail::{Domain, Mailbox, ProviderKind, Subject};
use terms::{Confidence, Owner};

/// How a scenario failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioFailure {
    /// It ended at another step.
    #[error("it ends at {0}")]
    EndsAt(StepId),
    /// It stopped at a step that has no answer.
    #[error("it stops at {0}, which has no answer")]
    StopsAt(StepId),
    /// The headline is another cause.
    #[error("the cause is {}", .0.as_str())]
    OtherCause(CauseCode),
    /// The headline has another owner.
    #[error("the owner is {}", .0.as_str())]
    OtherOwner(Owner),
    /// The headline has another confidence.
    #[error("the confidence is {}", .0.as_str())]
    OtherConfidence(Confidence),
    /// A cause is shown that must not be.
    #[error("{} is told", .0.as_str())]
    Told(CauseCode),
    /// It expects neither a step nor a cause.
    #[error("it expects nothing")]
    ExpectsNothing,
    /// A step was asked that must not be.
    #[error("{0} was asked")]
    Asked(StepId),
}

/// Runs one scenario.
///
/// # Errors
/// A [`ScenarioFailure`] that says what differed. On success, the edges taken.
pub fn run_scenario<'a>(
    playbook: &'a Playbook,
    scenario: &Scenario,
) -> Result<Vec<Edge<'a>>, ScenarioFailure> {
    let answers: BTreeMap<StepId, Answer> = scenario
        .given
        .answers
        .iter()
        .map(|(step, option)| (step.clone(), Answer::Option(option.clone())))
        .collect();
    let mut evidence = Evidence {
        device: scenario.given.device,
        subject: example_subject(),
        ..Evidence::default()
    };
    evidence.domains = evidence.subject.iter().map(|subject| subject.domain().clone()).collect();
    if let Some(are) = scenario.given.mailboxes {
        evidence.mailboxes = example_mailboxes(are.in_error);
    }
    let pattern = |&code| Pattern { code, params: PatternParams::default(), mailboxes: Vec::new() };
    evidence.patterns = scenario.given.patterns.iter().map(pattern).collect();
    evidence.answers.extend(answers);
    for (id, step) in &playbook.steps {
        if let Step::Check(check) = step {
            let run = StepRun {
                domain: evidence.domains.first().cloned(),
                ..canned(&scenario.given, &check.checks)
            };
            evidence.runs.insert(id.clone(), vec![run]);
        }
    }
    let walk = filled_in(playbook, scenario, &mut evidence);
    let end = walk.current().cloned().unwrap_or_else(|| playbook.start.clone());
    if walk.waits != Waits::Nothing {
        return Err(ScenarioFailure::StopsAt(end));
    }
    let expect = &scenario.expect;
    if expect.step.is_none() && expect.cause.is_none() {
        return Err(ScenarioFailure::ExpectsNothing);
    }
    let is_hand_over = matches!(playbook.steps.get(&end), Some(Step::Escalate(_)));
    if expect.step.as_ref().map_or(is_hand_over, |step| *step != end) {
        return Err(ScenarioFailure::EndsAt(end));
    }
    says(&conclude_on(playbook, &evidence, &walk.path), expect)?;
    let was_asked = |step: &&StepId| {
        walk.path
            .iter()
            .any(|visit| visit.step == **step && !matches!(visit.how, How::Measured { .. }))
    };
    if let Some(step) = expect.not_asked.iter().find(was_asked) {
        return Err(ScenarioFailure::Asked(step.clone()));
    }
    Ok(taken(playbook, &evidence, &walk))
}

/// The path, with each collecting step filled in only when the path reaches it: until then, the
/// questions may end before it. The pasted text is known from its step on.
fn filled_in(playbook: &Playbook, scenario: &Scenario, evidence: &mut Evidence) -> Walk {
    let mut text = pasted(playbook, scenario);
    loop {
        let walk = walk(playbook, evidence);
        let at = walk.current().and_then(|at| playbook.steps.get_key_value(at));
        let Some((id, Step::Collect(collect))) = at.filter(|_| walk.waits == Waits::Answer) else {
            return walk;
        };
        if evidence.answers.insert(id.clone(), Answer::Inputs(BTreeMap::new())).is_some() {
            return walk;
        }
        let is_pasted_here = |text: &mut PastedBounce| {
            text.input.as_ref().is_some_and(|input| collect.inputs.contains(input))
        };
        if let Some(text) = text.take_if(is_pasted_here) {
            evidence.pasted = Pasted::new(vec![text]);
        }
    }
}

/// Whether the conclusions are the expected ones.
fn says(conclusions: &[Conclusion], expect: &Expected) -> Result<(), ScenarioFailure> {
    let nothing = Conclusion::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody);
    let first = conclusions.first().unwrap_or(&nothing);
    if expect.cause.is_some_and(|cause| cause != first.cause) {
        return Err(ScenarioFailure::OtherCause(first.cause));
    }
    if expect.owner.is_some_and(|owner| owner != first.owner) {
        return Err(ScenarioFailure::OtherOwner(first.owner));
    }
    if expect.confidence.is_some_and(|confidence| confidence != first.confidence) {
        return Err(ScenarioFailure::OtherConfidence(first.confidence));
    }
    let told = conclusions
        .iter()
        .map(|conclusion| conclusion.cause)
        .find(|cause| expect.never.contains(cause));
    told.map_or(Ok(()), |cause| Err(ScenarioFailure::Told(cause)))
}

/// The pasted text, in the given input or in the first bounce input of a collecting step.
fn pasted(playbook: &Playbook, scenario: &Scenario) -> Option<PastedBounce> {
    let asks = |id: &&InputId| playbook.inputs.get(*id).is_some_and(|input| input.kind.is_pasted());
    let of_step = |step: &'_ Step| match step {
        Step::Collect(collect) => collect.inputs.iter().find(asks).cloned(),
        _ => None,
    };
    let input =
        scenario.given.input.clone().or_else(|| playbook.steps.values().find_map(of_step))?;
    Some(PastedBounce::new(scenario.given.bounce.as_ref()?).into_input(
        &input,
        playbook.about(&input),
        None,
    ))
}

/// The edges of the path.
fn taken<'a>(playbook: &'a Playbook, evidence: &Evidence, walk: &Walk) -> Vec<Edge<'a>> {
    let mut taken = Vec::new();
    for (place, visit) in walk.path.iter().enumerate() {
        let Some((from, step)) = playbook.steps.get_key_value(&visit.step) else { continue };
        let path = walk.path.get(..place).unwrap_or_default();
        let moment = Moment::new(playbook, evidence, path);
        let of_step =
            edges_from(from, step).into_iter().find(|edge| match (&visit.how, &edge.label) {
                (
                    How::Answered(option) | How::Measured { option, .. },
                    EdgeLabel::Option(label),
                ) => option == *label,
                (How::Checked, EdgeLabel::When(when)) => when.holds(&moment),
                (How::Checked, EdgeLabel::Otherwise) | (How::Collected, EdgeLabel::Always) => true,
                _ => false,
            });
        let next = walk.path.get(place + 1).map(|next| &next.step);
        if let (Some(edge), Some(next)) = (&of_step, next)
            && edge.to != next
        {
            // The questions ended early, before the next step.
            let past = Moment::new(playbook, evidence, walk.path.get(..=place).unwrap_or_default());
            let end = playbook.ends.iter().find(|end| end.when.holds(&past));
            taken.extend(end.map(|end| Edge {
                from: &playbook.start,
                to: &end.to,
                label: EdgeLabel::Ends(&end.when),
            }));
        }
        taken.extend(of_step);
    }
    taken
}

/// How much of a playbook its scenarios cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage<'a> {
    /// The number of steps that a path can reach.
    pub step_count: usize,
    /// The steps that no scenario reaches.
    pub unreached_steps: Vec<&'a StepId>,
    /// The number of edges.
    pub edge_count: usize,
    /// The edges that no scenario takes.
    pub untaken_edges: Vec<Edge<'a>>,
}

impl Coverage<'_> {
    /// The number of steps that scenarios reach.
    #[must_use]
    pub const fn reached_count(&self) -> usize {
        self.step_count.saturating_sub(self.unreached_steps.len())
    }

    /// The number of edges that scenarios take.
    #[must_use]
    pub const fn taken_count(&self) -> usize {
        self.edge_count.saturating_sub(self.untaken_edges.len())
    }

    /// Whether every step and every edge is covered.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.unreached_steps.is_empty() && self.untaken_edges.is_empty()
    }
}

/// How much of a playbook is covered by the scenarios that pass.
#[must_use]
pub fn coverage(playbook: &Playbook) -> Coverage<'_> {
    let passed: Vec<_> = playbook
        .scenarios
        .iter()
        .filter_map(|scenario| run_scenario(playbook, scenario).ok())
        .collect();
    let is_start_reached = !passed.is_empty();
    let taken: Vec<Edge<'_>> = passed.into_iter().flatten().collect();
    let is_reached = |step: &&StepId| {
        (is_start_reached && **step == playbook.start) || taken.iter().any(|edge| edge.to == *step)
    };
    // The step for a look into the mailbox is beside every path.
    let on_paths = || playbook.steps.keys().filter(|step| playbook.look.as_ref() != Some(*step));
    let unreached_steps = on_paths().filter(|step| !is_reached(step)).collect();
    let all = edges(playbook);
    let (step_count, edge_count) = (on_paths().count(), all.len());
    let untaken_edges = all.into_iter().filter(|edge| !taken.contains(edge)).collect();
    Coverage { step_count, unreached_steps, edge_count, untaken_edges }
}

fn example_subject() -> Option<Subject> {
    Domain::parse("esempio.test").ok().map(Subject::Domain)
}

/// Three mailboxes, with this many in error.
fn example_mailboxes(in_error: InErrorCount) -> Vec<ListedMailbox> {
    let count = match in_error {
        InErrorCount::None => 0,
        InErrorCount::One => 1,
        InErrorCount::Some => 2,
        InErrorCount::All => 3,
    };
    let addresses = ["anna@esempio.test", "ugo@esempio.test", "eva@esempio.test"]
        .into_iter()
        .filter_map(|text| Mailbox::parse(text).ok());
    let marked = |(place, address)| {
        let in_error = if place < count { InError::Yes } else { InError::No };
        ListedMailbox { in_error, ..ListedMailbox::new(address) }
    };
    addresses.map(|read| read.value).enumerate().map(marked).collect()
}

fn canned(given: &Given, checks: &[CheckKind]) -> StepRun {
    let mut findings = Vec::new();
    let mut states: BTreeMap<CheckKind, CheckState> =
        checks.iter().map(|&check| (check, CheckState::Ok)).collect();
    for &code in &given.findings {
        let check = code
            .usual_check()
            .filter(|check| checks.contains(check))
            .or_else(|| checks.first().copied());
        let Some(check) = check else { continue };
        let mut finding = Finding::new(check, code, Params::default());
        // If the check is given as a problem, its warnings count as problems.
        if given.checks.get(&check) == Some(&CheckState::Problem)
            && finding.severity == FindingSeverity::Warning
        {
            finding = finding.with_severity(FindingSeverity::Problem);
        }
        let severity = finding.severity;
        findings.push(finding);
        let state = match severity {
            FindingSeverity::Info => continue,
            FindingSeverity::Unjudged => CheckState::CouldNotCheck,
            FindingSeverity::Warning => CheckState::Warning,
            FindingSeverity::Problem => CheckState::Problem,
        };
        states.insert(check, state);
    }
    if let Some(provider) =
        given.provider.as_ref().filter(|_| checks.contains(&CheckKind::Provider))
    {
        let is_host = provider.kind() == Some(ProviderKind::MailboxHost);
        let code =
            if is_host { FindingCode::ProviderIdentified } else { FindingCode::GatewayInFront };
        let params = Params { provider: Some(provider.clone()), ..Params::default() };
        findings.push(Finding::new(CheckKind::Provider, code, params));
    }
    states.extend(given.checks.iter().map(|(&check, &state)| (check, state)));
    StepRun { is_ended: true, findings, states, ..StepRun::default() }
}
