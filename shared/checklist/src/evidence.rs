//! Facts, held against one playbook: the answers, and the latest results of each check step, judged.
//!
//! Everything a predicate may ask. Scenarios build it from canned results, sessions from [`Facts`].

use std::collections::BTreeMap;

use super::text_told::{SignOf, is_about_connection, sign_of};
use super::{Answer, DeviceSeen, Pasted, PastedBounce, RunId, Visit};
use crate::conclusion::{Asker, Refusal, Shown, Side};
use crate::playbook::{Complaint, OptionId, StepId};
use diagnosis::finding::{CheckState, Finding, FindingCode, Pattern};
use diagnosis::probe::CheckKind;
use mail::bounce::BounceItem;
use mail::list::{InError, ListedMailbox};
use mail::{Domain, ProviderId, Subject};

/// The results of one check step for one domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepRun {
    /// The domain looked at; `None` in a scenario.
    pub domain: Option<Domain>,
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
    /// The latest results of each check step, one for each domain that was looked at.
    pub runs: BTreeMap<StepId, Vec<StepRun>>,
    /// What the customer's device saw.
    pub device: Option<DeviceSeen>,
    /// What the diagnosis is about; `None` for mailboxes of several domains.
    pub subject: Option<Subject>,
    /// The domains that checks look at.
    pub domains: Vec<Domain>,
    /// The list of mailboxes, where the start step collects one.
    pub mailboxes: Vec<ListedMailbox>,
    /// The name of the provider of each domain of the list, as far as it was measured.
    pub providers: BTreeMap<Domain, String>,
    /// The patterns of that list.
    pub patterns: Vec<Pattern>,
    /// What mail servers said, as the customer pasted it.
    pub pasted: Pasted<'a>,
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

    /// Every finding of every check step, for every domain.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.step_runs().flat_map(|run| run.findings.iter())
    }

    /// The findings of every check step for one domain.
    pub fn findings_of(&self, domain: &Domain) -> impl Iterator<Item = &Finding> {
        self.step_runs().filter(move |run| run.domain.as_ref() == Some(domain)).flat_map(|run| run.findings.iter())
    }

    /// The findings that a condition looks at: of a list those of domains with a mailbox that does not work, or of which nobody
    /// has said that it does. A domain whose mailboxes all work ends nobody's talk.
    pub fn findings_asked(&self) -> impl Iterator<Item = &Finding> {
        self.step_runs().filter(|run| self.is_asked_about(run)).flat_map(|run| run.findings.iter())
    }

    fn is_asked_about(&self, run: &StepRun) -> bool {
        let Some(domain) = run.domain.as_ref().filter(|_| !self.mailboxes.is_empty()) else { return true };
        let is_in_trouble = |mailbox: &ListedMailbox| mailbox.in_error != InError::No;
        let is_any = self.mailboxes.iter().any(is_in_trouble);
        !is_any || self.mailboxes.iter().any(|mailbox| mailbox.address.domain() == domain && is_in_trouble(mailbox))
    }

    /// What was pasted, each recipient with the side that it is about, as far as it counts on this path.
    pub fn sided(&self, complaint: Option<Complaint>, path: &[Visit]) -> impl Iterator<Item = (&BounceItem, Side)> {
        self.pasted.on(path).flat_map(move |text| {
            let asker = self.asker(text, complaint);
            text.items().iter().map(move |item| (item, asker.side_of(item)))
        })
    }

    /// What the pasted texts come down to that count on this path.
    #[must_use]
    pub fn refusals(&self, complaint: Option<Complaint>, path: &[Visit]) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        for text in self.pasted.on(path) {
            let asker = self.asker(text, complaint);
            for item in text.items() {
                if let SignOf::Refusal(refusal) = sign_of(text, item, &asker) {
                    refusal.join_into(&mut refusals);
                }
            }
        }
        refusals
    }

    /// What the pasted errors of programs and services say that count on this path, unless the customer says that one is about
    /// a message.
    #[must_use]
    pub fn shown(&self, path: &[Visit]) -> Vec<Shown> {
        let mut shown = Vec::new();
        for text in self.pasted.on(path).filter(|text| is_about_connection(text)) {
            if let Some(error) = text.reading().connection() {
                Shown::of(error).join_into(&mut shown);
            }
            let asker = self.asker(text, None);
            for item in text.items() {
                if let SignOf::Shown(error) = sign_of(text, item, &asker) {
                    error.join_into(&mut shown);
                }
            }
        }
        shown
    }

    pub(super) fn asker(&self, text: &PastedBounce<'_>, complaint: Option<Complaint>) -> Asker<'_> {
        let (corrected, asked_as) = (text.corrected, text.asked_as);
        Asker { subject: self.subject.as_ref(), domains: &self.domains, complaint, corrected, asked_as }
    }

    /// Who runs the mail, and who stands in front of it.
    pub fn providers(&self) -> impl Iterator<Item = &ProviderId> {
        let is_one = |code: FindingCode| matches!(code, FindingCode::ProviderIdentified | FindingCode::GatewayInFront);
        self.findings().filter(move |finding| is_one(finding.code)).filter_map(|finding| finding.params.provider.as_ref())
    }

    /// The state of a check; of several domains the worst.
    #[must_use]
    pub fn check_state(&self, check: CheckKind) -> Option<CheckState> {
        self.states_of(check).max_by_key(|state| state.weight())
    }

    /// Whether a check is in this state, for some domain that is asked about.
    #[must_use]
    pub fn is_check_in(&self, check: CheckKind, state: CheckState) -> bool {
        self.runs_of(check).filter(|run| self.is_asked_about(run)).any(|run| run.states.get(&check) == Some(&state))
    }

    /// The states of a check, one for each domain; of several steps that run it those of the first.
    fn states_of(&self, check: CheckKind) -> impl Iterator<Item = CheckState> {
        self.runs_of(check).filter_map(move |run| run.states.get(&check).copied())
    }

    /// The runs that have a check; of several steps that run it those of the first.
    fn runs_of(&self, check: CheckKind) -> impl Iterator<Item = &StepRun> {
        self.runs.values().find(|runs| runs.iter().any(|run| run.states.contains_key(&check))).into_iter().flatten()
    }

    /// The state of a check for one domain; `None` before its run began.
    #[must_use]
    pub fn state_of_domain(&self, domain: &Domain, check: CheckKind) -> Option<CheckState> {
        self.step_runs().filter(|run| run.domain.as_ref() == Some(domain)).find_map(|run| run.states.get(&check).copied())
    }

    /// The results of every check step, for every domain.
    pub fn step_runs(&self) -> impl Iterator<Item = &StepRun> {
        self.runs.values().flatten()
    }
}
