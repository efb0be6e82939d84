//! What must be right before a playbook is used: every defect, each with the place it is at.
//!
//! The same gate runs in the tests of the shipped playbooks and when an operator's file is loaded.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{InputId, InputKind, Localised, Playbook, Reason, Step, StepId, run_scenario, untaken_edges};
use crate::finding::CheckState;

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// What is wrong.
    pub kind: DefectKind,
    /// Where: a path through the file, such as `steps.scope.options.all`.
    pub at: String,
}

/// The kinds of defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DefectKind {
    /// A step is named that does not exist.
    UnknownStep,
    /// No way leads to a step.
    Unreachable,
    /// A way leads back to a step it has passed.
    Cycle,
    /// A question has no options, or a check no ways on.
    DeadEnd,
    /// A question has no `unsure`.
    NoUnsure,
    /// The last way on from a check has a condition, so that a case is open.
    OpenCase,
    /// A way on after one without a condition can never be taken.
    ShadowedCase,
    /// An input is named that does not exist.
    UnknownInput,
    /// The start step does not ask for the subject.
    NoSubject,
    /// An option is named that its step does not have.
    UnknownOption,
    /// A condition looks at a check that no step runs.
    UnknownCheck,
    /// A text is empty in one language.
    MissingText,
    /// A text holds a `{name}` that nothing is filled in for.
    UnknownVariable,
    /// A variable of the operator's is used nowhere.
    UnusedVariable,
    /// A variable is empty where a link or an address needs it.
    EmptyVariable,
    /// A variable in two languages stands where there is one text for both.
    VariableInTwoLanguages,
    /// The value of a variable is neither a text nor a text in both languages.
    VariableValue,
    /// A fragment is named that does not exist.
    UnknownFragment,
    /// A fragment is used nowhere.
    UnusedFragment,
    /// A fragment uses itself.
    FragmentCycle,
    /// Fields stand beside a fragment that has none.
    FragmentWithoutFields,
    /// The catalogue has no advice on what is named.
    UnknownAdvice,
    /// Two steps have the same heading.
    SameHeading,
    /// A conclusion rests on nothing.
    NoEvidence,
    /// A scenario ends elsewhere.
    ScenarioFails,
    /// No scenario takes a way.
    EdgeWithoutScenario,
}

impl DefectKind {
    /// Its stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownStep => "unknown_step",
            Self::Unreachable => "unreachable",
            Self::Cycle => "cycle",
            Self::DeadEnd => "dead_end",
            Self::NoUnsure => "no_unsure",
            Self::OpenCase => "open_case",
            Self::ShadowedCase => "shadowed_case",
            Self::UnknownInput => "unknown_input",
            Self::NoSubject => "no_subject",
            Self::UnknownOption => "unknown_option",
            Self::UnknownCheck => "unknown_check",
            Self::MissingText => "missing_text",
            Self::UnknownVariable => "unknown_variable",
            Self::UnusedVariable => "unused_variable",
            Self::EmptyVariable => "empty_variable",
            Self::VariableInTwoLanguages => "variable_in_two_languages",
            Self::VariableValue => "variable_value",
            Self::UnknownFragment => "unknown_fragment",
            Self::UnusedFragment => "unused_fragment",
            Self::FragmentCycle => "fragment_cycle",
            Self::FragmentWithoutFields => "fragment_without_fields",
            Self::UnknownAdvice => "unknown_advice",
            Self::SameHeading => "same_heading",
            Self::NoEvidence => "no_evidence",
            Self::ScenarioFails => "scenario_fails",
            Self::EdgeWithoutScenario => "edge_without_scenario",
        }
    }
}

impl fmt::Display for Defect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.at, self.kind.as_str())
    }
}

/// Everything that is wrong with a playbook; empty when it may be used.
#[must_use]
pub fn defects(playbook: &Playbook) -> Vec<Defect> {
    let mut found = Vec::new();
    names(playbook, &mut found);
    texts(playbook, &mut found);
    ways(playbook, &mut found);
    // A scenario of a broken graph says nothing more.
    if found.is_empty() {
        scenarios(playbook, &mut found);
    }
    found
}

fn say(found: &mut Vec<Defect>, kind: DefectKind, at: impl Into<String>) {
    found.push(Defect { kind, at: at.into() });
}

fn names(playbook: &Playbook, found: &mut Vec<Defect>) {
    let step_exists = |step: &StepId| playbook.steps.contains_key(step);
    for (at, step) in [("start", &playbook.start), ("support", &playbook.support)] {
        if !step_exists(step) {
            say(found, DefectKind::UnknownStep, at);
        }
    }
    let asks_subject = |id: &InputId| playbook.inputs.get(id).is_some_and(|input| input.kind == InputKind::Subject && input.required);
    if !matches!(playbook.steps.get(&playbook.start), Some(Step::Collect(collect)) if collect.inputs.iter().any(asks_subject)) {
        say(found, DefectKind::NoSubject, "start");
    }
    let checks_run: BTreeSet<_> = playbook
        .steps
        .values()
        .filter_map(|step| match step {
            Step::Check(check) => Some(&check.checks),
            _ => None,
        })
        .flatten()
        .copied()
        .collect();
    for (id, step) in &playbook.steps {
        for target in step.targets() {
            if !step_exists(target) {
                say(found, DefectKind::UnknownStep, format!("steps.{id} → {target}"));
            }
        }
        let inputs: &[InputId] = match step {
            Step::Collect(collect) => &collect.inputs,
            Step::Escalate(escalate) => &escalate.inputs,
            _ => &[],
        };
        for input in inputs.iter().filter(|input| !playbook.inputs.contains_key(*input)) {
            say(found, DefectKind::UnknownInput, format!("steps.{id}.inputs.{input}"));
        }
        for predicate in predicates(step) {
            predicate.visit(&mut |predicate| match predicate {
                super::Predicate::Answer(answers) => {
                    for (step, option) in answers {
                        match playbook.steps.get(step) {
                            None => say(found, DefectKind::UnknownStep, format!("steps.{id}: {step}")),
                            Some(Step::Ask(ask) | Step::Verify(ask)) if ask.options.iter().any(|choice| choice.id == *option) => {}
                            Some(_) => say(found, DefectKind::UnknownOption, format!("steps.{id}: {step}.{option}")),
                        }
                    }
                }
                super::Predicate::Check(states) => {
                    for (check, state) in states {
                        if !checks_run.contains(check) || !CheckState::is_settled(*state) {
                            say(found, DefectKind::UnknownCheck, format!("steps.{id}: {}", check.as_str()));
                        }
                    }
                }
                _ => {}
            });
        }
        if let Step::Ask(ask) | Step::Verify(ask) = step {
            for rule in ask.measured.iter().filter(|rule| !ask.options.iter().any(|choice| choice.id == rule.answer)) {
                say(found, DefectKind::UnknownOption, format!("steps.{id}.measured.{}", rule.answer));
            }
        }
        if let Step::Advise(advise) = step {
            if advise.because.is_empty() {
                say(found, DefectKind::NoEvidence, format!("steps.{id}.because"));
            }
            for reason in &advise.because {
                let is_known = match reason {
                    Reason::Answer(step) => step_exists(step),
                    Reason::Finding(_) => true,
                    Reason::Check(check) => checks_run.contains(check),
                };
                if !is_known {
                    say(found, DefectKind::NoEvidence, format!("steps.{id}.because"));
                }
            }
            if advise.recheck.as_ref().is_some_and(|step| !matches!(playbook.steps.get(step), Some(Step::Check(_)))) {
                say(found, DefectKind::UnknownStep, format!("steps.{id}.recheck"));
            }
        }
    }
}

fn predicates(step: &Step) -> Vec<&super::Predicate> {
    match step {
        Step::Ask(ask) | Step::Verify(ask) => ask.measured.iter().map(|rule| &rule.when).collect(),
        Step::Check(check) => check.next.iter().filter_map(|branch| branch.when.as_ref()).collect(),
        _ => Vec::new(),
    }
}

fn texts(playbook: &Playbook, found: &mut Vec<Defect>) {
    let mut judge = |text: &Localised, at: String, variables: &[&str]| {
        if text.it.trim().is_empty() || text.en.trim().is_empty() {
            say(found, DefectKind::MissingText, at);
        } else if [&text.it, &text.en].into_iter().any(|text| has_other_than(text, variables)) {
            say(found, DefectKind::UnknownVariable, at);
        }
    };
    // What stands before anything is known of the customer, and what is short enough to do without.
    let mut plain = |text: &Localised, at: String| judge(text, at, &[]);
    plain(&playbook.title, "title".to_owned());
    plain(&playbook.intro, "intro".to_owned());
    playbook.contact.phone_note.iter().for_each(|note| plain(note, "contact.phone_note".to_owned()));
    for (id, input) in &playbook.inputs {
        plain(&input.ask, format!("inputs.{id}.ask"));
        input.help.iter().for_each(|help| plain(help, format!("inputs.{id}.help")));
    }
    for (id, step) in &playbook.steps {
        if let Step::Ask(ask) | Step::Verify(ask) = step {
            for choice in &ask.options {
                match &choice.label {
                    Some(label) => plain(label, format!("steps.{id}.options.{}", choice.id)),
                    None if choice.id.is_unsure() => {}
                    None => plain(&Localised::default(), format!("steps.{id}.options.{}", choice.id)),
                }
            }
        }
    }
    let mut check = |text: &Localised, at: String| judge(text, at, Playbook::VARIABLES);
    let mut headings: BTreeMap<&str, &StepId> = BTreeMap::new();
    let mut same = Vec::new();
    for (id, step) in &playbook.steps {
        check(step.heading(), format!("steps.{id}"));
        if headings.insert(&step.heading().it, id).is_some() {
            same.push(id);
        }
        match step {
            Step::Ask(ask) | Step::Verify(ask) => {
                ask.help
                    .iter()
                    .chain(&ask.instructions)
                    .chain(ask.measured.iter().map(|rule| &rule.because))
                    .for_each(|text| check(text, format!("steps.{id}")));
            }
            Step::Collect(collect) => collect.help.iter().for_each(|text| check(text, format!("steps.{id}.help"))),
            Step::Check(_) => {}
            Step::Advise(advise) => {
                advise.steps.iter().chain([&advise.why, &advise.verify]).for_each(|text| check(text, format!("steps.{id}")))
            }
            Step::Escalate(escalate) => check(&escalate.why, format!("steps.{id}.why")),
        }
    }
    for id in same {
        say(found, DefectKind::SameHeading, format!("steps.{id}"));
    }
}

/// Whether a text holds a `{name}` that is none of these.
fn has_other_than(text: &str, variables: &[&str]) -> bool {
    let mut names = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    names.any(|(name, _)| !variables.contains(&name))
}

fn ways(playbook: &Playbook, found: &mut Vec<Defect>) {
    for (id, step) in &playbook.steps {
        match step {
            Step::Ask(ask) | Step::Verify(ask) if ask.options.is_empty() => say(found, DefectKind::DeadEnd, format!("steps.{id}")),
            Step::Ask(ask) | Step::Verify(ask) if !ask.options.iter().any(|choice| choice.id.is_unsure()) => {
                say(found, DefectKind::NoUnsure, format!("steps.{id}"));
            }
            Step::Check(check) => match check.next.split_last() {
                None => say(found, DefectKind::DeadEnd, format!("steps.{id}")),
                Some((last, rest)) => {
                    if last.when.is_some() {
                        say(found, DefectKind::OpenCase, format!("steps.{id}.next"));
                    }
                    if rest.iter().any(|branch| branch.when.is_none()) {
                        say(found, DefectKind::ShadowedCase, format!("steps.{id}.next"));
                    }
                }
            },
            _ => {}
        }
    }
    let mut reached = BTreeSet::from([&playbook.start, &playbook.support]);
    let mut frontier = vec![&playbook.start];
    while let Some(at) = frontier.pop() {
        for target in playbook.steps.get(at).map(Step::targets).unwrap_or_default() {
            if reached.insert(target) {
                frontier.push(target);
            }
        }
    }
    for id in playbook.steps.keys().filter(|id| !reached.contains(id)) {
        say(found, DefectKind::Unreachable, format!("steps.{id}"));
    }
    // Removing, again and again, the steps that lead nowhere but out leaves the circles.
    let mut remaining: BTreeSet<&StepId> = playbook.steps.keys().collect();
    loop {
        let open: Vec<&StepId> = remaining
            .iter()
            .copied()
            .filter(|id| playbook.steps.get(*id).is_some_and(|step| !step.targets().iter().any(|target| remaining.contains(target))))
            .collect();
        if open.is_empty() {
            break;
        }
        for id in open {
            remaining.remove(id);
        }
    }
    // Steps that merely lead into a circle are not part of it: only those that can come back to themselves.
    for id in remaining.iter().copied().filter(|id| comes_back(playbook, id)) {
        say(found, DefectKind::Cycle, format!("steps.{id}"));
    }
}

fn comes_back(playbook: &Playbook, from: &StepId) -> bool {
    let mut seen = BTreeSet::new();
    let mut frontier = playbook.steps.get(from).map(Step::targets).unwrap_or_default();
    while let Some(at) = frontier.pop() {
        if at == from {
            return true;
        }
        if seen.insert(at) {
            frontier.extend(playbook.steps.get(at).map(Step::targets).unwrap_or_default());
        }
    }
    false
}

fn scenarios(playbook: &Playbook, found: &mut Vec<Defect>) {
    for scenario in &playbook.scenarios {
        if let Err(failure) = run_scenario(playbook, scenario) {
            say(found, DefectKind::ScenarioFails, format!("scenarios: {} ({failure})", scenario.name));
        }
    }
    if playbook.scenarios.is_empty() {
        return;
    }
    for edge in untaken_edges(playbook) {
        say(found, DefectKind::EdgeWithoutScenario, format!("{} → {} ({})", edge.from, edge.to, edge.label));
    }
}
