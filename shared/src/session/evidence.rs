//! Facts, held against one playbook: the answers, and the latest results of each check step, judged.
//!
//! Everything a predicate may ask. Scenarios build it from canned results, sessions from [`Facts`].

use std::collections::BTreeMap;

use super::{Answer, DeviceSeen, Facts, RunId};
use crate::finding::{CheckState, Finding, evaluate, state_of};
use crate::mail::Subject;
use crate::playbook::{OptionId, Playbook, Step, StepId};
use crate::probe::CheckKind;

/// The results of one check step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepRun {
    /// The run they come from; `None` in a scenario.
    pub run: Option<RunId>,
    /// Whether the run came to its end.
    pub is_ended: bool,
    /// The findings so far.
    pub findings: Vec<Finding>,
    /// The state of each check.
    pub states: BTreeMap<CheckKind, CheckState>,
}

/// What is known, for one playbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence<'a> {
    /// The last answer to each step.
    pub answers: BTreeMap<&'a StepId, &'a Answer>,
    /// The latest results of each check step for the present subject.
    pub runs: BTreeMap<StepId, StepRun>,
    /// What the customer's device saw.
    pub device: Option<DeviceSeen>,
    /// What the diagnosis is about.
    pub subject: Option<Subject>,
}

impl Facts {
    /// These facts as evidence for `playbook`.
    #[must_use]
    pub fn evidence<'a>(&'a self, playbook: &Playbook) -> Evidence<'a> {
        let subject = self.subject(&playbook.start);
        let mut runs = BTreeMap::new();
        if let Some(subject) = &subject {
            for (id, step) in &playbook.steps {
                if !matches!(step, Step::Check(_)) {
                    continue;
                }
                let Some((run, facts)) = self.latest_run(id, subject.domain()) else { continue };
                let findings = evaluate(&facts.diagnosis, &playbook.expects);
                let states = facts.diagnosis.checks.iter().map(|&check| (check, state_of(&facts.diagnosis, check, &findings))).collect();
                runs.insert(id.clone(), StepRun { run: Some(run), is_ended: facts.diagnosis.end.is_some(), findings, states });
            }
        }
        let answers = self.answers.iter().map(|(step, given)| (step, &given.answer)).collect();
        Evidence { answers, runs, device: self.device, subject }
    }
}

impl Evidence<'_> {
    /// The option chosen at a step, by the person.
    #[must_use]
    pub fn option_of(&self, step: &StepId) -> Option<&OptionId> {
        match self.answers.get(step) {
            Some(Answer::Option(option)) => Some(option),
            _ => None,
        }
    }

    /// Every finding of every check step.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.runs.values().flat_map(|run| run.findings.iter())
    }

    /// The state of a check.
    #[must_use]
    pub fn check_state(&self, check: CheckKind) -> Option<CheckState> {
        self.runs.values().find_map(|run| run.states.get(&check).copied())
    }
}
