//! The checks that a playbook must pass before it is used: every defect, with its location.
//!
//! The same checks run in the tests of the shipped playbooks and when an operator's file is loaded.

use std::collections::BTreeSet;
use std::fmt;

mod texts;

pub use texts::{PlacedText, every_text};

use checklist::playbook::{
    BounceIs, InputId, InputKind, Playbook, Predicate, Scenario, Step, StepId,
};

use crate::at::At;
use crate::scenario::{coverage, run_scenario};
use diagnosis::finding::CheckState;
use diagnosis::probe::CheckKind;
use mail::ProviderId;

/// One defect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// What is wrong.
    pub kind: DefectKind,
    /// Where it is.
    pub at: At,
}

macro_rules! defect_kinds {
    ($( $(#[doc = $doc:literal])+ $name:ident = $code:literal; )+) => {
        /// The kinds of defect.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum DefectKind {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl DefectKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$( Self::$name, )+];

            /// Its stable name.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$name => $code, )+ }
            }
        }
    };
}

defect_kinds! {
    /// A step is named that does not exist.
    UnknownStep = "unknown_step";
    /// A step cannot be reached.
    Unreachable = "unreachable";
    /// A step can be reached again from itself.
    Cycle = "cycle";
    /// A question has no options, or a check has no edges.
    DeadEnd = "dead_end";
    /// A question has no `unsure`.
    NoUnsure = "no_unsure";
    /// The last edge of a check has a condition, so that a case is not covered.
    OpenCase = "open_case";
    /// The unconditional edge of a check leads to a conclusion, although there may be nothing to
    /// conclude.
    UnjudgedConclusion = "unjudged_conclusion";
    /// Two options of a question have the same name.
    SameOption = "same_option";
    /// An edge after one without a condition can never be taken.
    ShadowedCase = "shadowed_case";
    /// An input is named that does not exist.
    UnknownInput = "unknown_input";
    /// The start step does not ask for the subject or the mailboxes.
    NoSubject = "no_subject";
    /// An option is named that its step does not have.
    UnknownOption = "unknown_option";
    /// A condition looks at a check that no step runs.
    UnknownCheck = "unknown_check";
    /// The step `look` is not one, another step is, or a check step runs a check that needs a
    /// password.
    MisplacedLook = "misplaced_look";
    /// A provider is named that is not in the data.
    UnknownProvider = "unknown_provider";
    /// A text is empty in one language.
    MissingText = "missing_text";
    /// A text contains a `{name}` that is not a variable.
    UnknownVariable = "unknown_variable";
    /// A variable of the operator is not used.
    UnusedVariable = "unused_variable";
    /// A variable used in a link or an address is empty.
    EmptyVariable = "empty_variable";
    /// A variable in two languages is used where there is one text for both.
    VariableInTwoLanguages = "variable_in_two_languages";
    /// The value of a variable is neither a text nor a text in both languages.
    VariableValue = "variable_value";
    /// A fragment is named that does not exist.
    UnknownFragment = "unknown_fragment";
    /// A fragment is not used.
    UnusedFragment = "unused_fragment";
    /// A fragment uses itself.
    FragmentCycle = "fragment_cycle";
    /// With the fragments inserted, the playbook is larger or deeper than allowed.
    FragmentTooLarge = "fragment_too_large";
    /// Fields are given beside a fragment that does not consist of fields.
    FragmentWithoutFields = "fragment_without_fields";
    /// Two steps have the same heading.
    SameHeading = "same_heading";
    /// An option without a meaning, or `unsure`, leads directly to a conclusion.
    NoEvidence = "no_evidence";
    /// A step of the kind `advise`, which drew its own conclusion: its texts belong under `causes`,
    /// and the step must be `conclude`.
    AdviseStep = "advise_step";
    /// A scenario does not end as expected.
    ScenarioFails = "scenario_fails";
    /// No scenario takes an edge.
    EdgeWithoutScenario = "edge_without_scenario";
}

impl fmt::Display for Defect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.at, self.kind.as_str())
    }
}

/// All defects of a playbook; empty if it may be used.
#[must_use]
pub fn defects(playbook: &Playbook) -> Vec<Defect> {
    let mut found = Vec::new();
    names(playbook, &mut found);
    texts::texts(playbook, &mut found);
    leaving_edges(playbook, &mut found);
    // The scenarios of a broken graph would only repeat its defects.
    if found.is_empty() {
        scenarios(playbook, &mut found);
    }
    found
}

fn say(found: &mut Vec<Defect>, kind: DefectKind, at: At) {
    found.push(Defect { kind, at });
}

fn names(playbook: &Playbook, found: &mut Vec<Defect>) {
    let step_exists = |step: &StepId| playbook.steps.contains_key(step);
    let look = playbook.look.iter().map(|look| ("look", look));
    for (at, step) in
        [("start", &playbook.start), ("support", &playbook.support)].into_iter().chain(look)
    {
        if !step_exists(step) {
            say(found, DefectKind::UnknownStep, At::field(at));
        }
    }
    for (id, step) in &playbook.steps {
        let is_look = matches!(step, Step::Look(_));
        if is_look != (playbook.look.as_ref() == Some(id)) {
            say(found, DefectKind::MisplacedLook, At::field(format!("steps.{id}")));
        }
        let needs_password = |check: &&CheckKind| check.needs_password();
        if let Step::Check(check) = step
            && let Some(check) = check.checks.iter().find(needs_password)
        {
            say(
                found,
                DefectKind::MisplacedLook,
                At::name_in(format!("steps.{id}"), check.as_str()),
            );
        }
    }
    if !playbook.start_asks(|input| {
        matches!(input.kind, InputKind::Subject | InputKind::Mailboxes) && input.required
    }) {
        say(found, DefectKind::NoSubject, At::field("start"));
    }
    let has_bounce = playbook
        .inputs
        .values()
        .any(|input| input.kind.is_pasted() || input.kind == InputKind::Mailboxes);
    let has_mailboxes = playbook.start_asks(|input| input.kind == InputKind::Mailboxes);
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
    for scenario in &playbook.scenarios {
        names_in(scenario, playbook, found);
    }
    for (id, step) in &playbook.steps {
        for target in step.targets() {
            if !step_exists(target) {
                say(found, DefectKind::UnknownStep, At::edge(id, target, None));
            }
        }
        let inputs: &[InputId] = match step {
            Step::Collect(collect) => &collect.inputs,
            Step::Escalate(escalate) => &escalate.inputs,
            _ => &[],
        };
        for input in inputs.iter().filter(|input| !playbook.inputs.contains_key(*input)) {
            say(found, DefectKind::UnknownInput, At::field(format!("steps.{id}.inputs.{input}")));
        }
        let of_ends = playbook.ends.iter().map(|end| &end.when).filter(|_| *id == playbook.start);
        for predicate in predicates(step).into_iter().chain(of_ends) {
            predicate.visit(&mut |predicate| match predicate {
                Predicate::Answer(answers) => {
                    for (step, option) in answers {
                        match playbook.steps.get(step) {
                            None => say(
                                found,
                                DefectKind::UnknownStep,
                                At::name_in(format!("steps.{id}"), step),
                            ),
                            Some(Step::Ask(ask) | Step::Verify(ask))
                                if ask.options.iter().any(|choice| choice.id == *option) => {}
                            Some(_) => say(
                                found,
                                DefectKind::UnknownOption,
                                At::name_in(format!("steps.{id}"), format_args!("{step}.{option}")),
                            ),
                        }
                    }
                }
                Predicate::Provider(provider) if is_stranger(provider) => {
                    say(
                        found,
                        DefectKind::UnknownProvider,
                        At::name_in(format!("steps.{id}"), provider),
                    );
                }
                Predicate::Provider(_) | Predicate::ProviderKind(_)
                    if !checks_run.contains(&CheckKind::Provider) =>
                {
                    say(
                        found,
                        DefectKind::UnknownCheck,
                        At::name_in(format!("steps.{id}"), CheckKind::Provider.as_str()),
                    );
                }
                Predicate::Check(states) => {
                    for (check, state) in states {
                        if !checks_run.contains(check) || !CheckState::is_settled(*state) {
                            say(
                                found,
                                DefectKind::UnknownCheck,
                                At::name_in(format!("steps.{id}"), check.as_str()),
                            );
                        }
                    }
                }
                Predicate::Mailboxes(_) | Predicate::Pattern(_) if !has_mailboxes => {
                    say(
                        found,
                        DefectKind::UnknownInput,
                        At::name_in(format!("steps.{id}"), predicate),
                    );
                }
                Predicate::Bounce(_) if !has_bounce => say(
                    found,
                    DefectKind::UnknownInput,
                    At::name_in(format!("steps.{id}"), predicate),
                ),
                Predicate::Bounce(BounceIs { provider: Some(provider), .. })
                    if is_stranger(provider) =>
                {
                    say(
                        found,
                        DefectKind::UnknownProvider,
                        At::name_in(format!("steps.{id}"), provider.as_str()),
                    );
                }
                _ => {}
            });
        }
        if let Step::Ask(ask) | Step::Verify(ask) = step {
            for (place, choice) in ask.options.iter().enumerate() {
                if ask.options.iter().take(place).any(|other| other.id == choice.id) {
                    say(
                        found,
                        DefectKind::SameOption,
                        At::field(format!("steps.{id}.options.{}", place + 1)),
                    );
                }
            }
            for rule in ask
                .measured
                .iter()
                .filter(|rule| !ask.options.iter().any(|choice| choice.id == rule.answer))
            {
                say(
                    found,
                    DefectKind::UnknownOption,
                    At::field(format!("steps.{id}.measured.{}", rule.answer)),
                );
            }
        }
        if let Step::Conclude(conclude) = step {
            if conclude.legacy.is_some() {
                say(found, DefectKind::AdviseStep, At::field(format!("steps.{id}")));
            }
            if conclude
                .recheck
                .as_ref()
                .is_some_and(|step| !matches!(playbook.steps.get(step), Some(Step::Check(_))))
            {
                say(found, DefectKind::UnknownStep, At::field(format!("steps.{id}.recheck")));
            }
        }
    }
    for (place, end) in playbook.ends.iter().enumerate() {
        if !step_exists(&end.to) {
            say(found, DefectKind::UnknownStep, At::field(format!("ends.{}", place + 1)));
        }
    }
}

fn is_stranger(provider: &ProviderId) -> bool {
    provider.provider().is_none()
}

/// Checks the names in a scenario, because an unknown step or option would silently have no effect.
fn names_in(scenario: &Scenario, playbook: &Playbook, found: &mut Vec<Defect>) {
    let at = |name: &dyn fmt::Display| At::Scenario {
        scenario: scenario.name.clone(),
        name: Some(name.to_string()),
        failure: None,
    };
    for (step, option) in &scenario.given.answers {
        match playbook.steps.get(step) {
            Some(Step::Ask(ask) | Step::Verify(ask))
                if ask.options.iter().any(|choice| choice.id == *option) => {}
            Some(_) => say(found, DefectKind::UnknownOption, at(&step)),
            None => say(found, DefectKind::UnknownStep, at(&step)),
        }
    }
    for step in scenario
        .expect
        .not_asked
        .iter()
        .chain(&scenario.expect.step)
        .filter(|step| !playbook.steps.contains_key(step))
    {
        say(found, DefectKind::UnknownStep, at(&step));
    }
    if let Some(input) =
        scenario.given.input.as_ref().filter(|input| !playbook.inputs.contains_key(*input))
    {
        say(found, DefectKind::UnknownInput, at(input));
    }
    if let Some(provider) =
        scenario.given.provider.as_ref().filter(|provider| is_stranger(provider))
    {
        say(found, DefectKind::UnknownProvider, at(provider));
    }
}

fn predicates(step: &Step) -> Vec<&Predicate> {
    match step {
        Step::Ask(ask) | Step::Verify(ask) => ask.measured.iter().map(|rule| &rule.when).collect(),
        Step::Check(check) => check.next.iter().filter_map(|branch| branch.when.as_ref()).collect(),
        _ => Vec::new(),
    }
}

fn leaving_edges(playbook: &Playbook, found: &mut Vec<Defect>) {
    for (id, step) in &playbook.steps {
        match step {
            Step::Ask(ask) | Step::Verify(ask) if ask.options.is_empty() => {
                say(found, DefectKind::DeadEnd, At::field(format!("steps.{id}")))
            }
            Step::Ask(ask) | Step::Verify(ask)
                if !ask.options.iter().any(|choice| choice.id.is_unsure()) =>
            {
                say(found, DefectKind::NoUnsure, At::field(format!("steps.{id}")));
            }
            Step::Check(check) => match check.next.split_last() {
                None => say(found, DefectKind::DeadEnd, At::field(format!("steps.{id}"))),
                Some((last, rest)) => {
                    if last.when.is_some() {
                        say(found, DefectKind::OpenCase, At::field(format!("steps.{id}.next")));
                    }
                    if rest.iter().any(|branch| branch.when.is_none()) {
                        say(found, DefectKind::ShadowedCase, At::field(format!("steps.{id}.next")));
                    } else if last.when.is_none() && is_conclusion(playbook, &last.to) {
                        say(
                            found,
                            DefectKind::UnjudgedConclusion,
                            At::edge(id, &last.to, Some(&"otherwise")),
                        );
                    }
                }
            },
            _ => {}
        }
        // "I don't know" and an answer without a meaning give nothing to conclude.
        if let Step::Ask(ask) | Step::Verify(ask) = step {
            for choice in ask.options.iter().filter(|choice| is_conclusion(playbook, &choice.next))
            {
                if choice.means.is_none() || choice.id.is_unsure() {
                    say(
                        found,
                        DefectKind::NoEvidence,
                        At::field(format!("steps.{id}.options.{}", choice.id)),
                    );
                }
            }
        }
    }
    let mut reached = BTreeSet::from([&playbook.start, &playbook.support]);
    reached.extend(&playbook.look);
    reached.extend(playbook.ends.iter().map(|end| &end.to));
    let mut frontier: Vec<&StepId> = reached.iter().copied().collect();
    while let Some(at) = frontier.pop() {
        for target in playbook.steps.get(at).map(Step::targets).unwrap_or_default() {
            if reached.insert(target) {
                frontier.push(target);
            }
        }
    }
    for id in playbook.steps.keys().filter(|id| !reached.contains(id)) {
        say(found, DefectKind::Unreachable, At::field(format!("steps.{id}")));
    }
    // Repeatedly remove the steps that have no edge to a remaining step; the cycles are left.
    let mut remaining: BTreeSet<&StepId> = playbook.steps.keys().collect();
    loop {
        let open: Vec<&StepId> = remaining
            .iter()
            .copied()
            .filter(|id| {
                playbook.steps.get(*id).is_some_and(|step| {
                    !step.targets().iter().any(|target| remaining.contains(target))
                })
            })
            .collect();
        if open.is_empty() {
            break;
        }
        for id in open {
            remaining.remove(id);
        }
    }
    // Steps that only lead into a cycle are not part of it.
    for id in remaining.iter().copied().filter(|id| comes_back(playbook, id)) {
        say(found, DefectKind::Cycle, At::field(format!("steps.{id}")));
    }
}

fn is_conclusion(playbook: &Playbook, step: &StepId) -> bool {
    matches!(playbook.steps.get(step), Some(Step::Conclude(_)))
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
            say(
                found,
                DefectKind::ScenarioFails,
                At::Scenario {
                    scenario: scenario.name.clone(),
                    name: None,
                    failure: Some(failure.to_string()),
                },
            );
        }
    }
    if playbook.scenarios.is_empty() {
        return;
    }
    for edge in coverage(playbook).untaken_edges {
        say(
            found,
            DefectKind::EdgeWithoutScenario,
            At::edge(edge.from, edge.to, Some(&edge.label)),
        );
    }
}
