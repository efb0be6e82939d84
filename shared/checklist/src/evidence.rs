//! The facts of a session seen through one playbook: its answers, and the judged results of the
//! latest runs of each check step.
//!
//! This is everything that a predicate may ask about. Scenarios build it from canned results,
//! sessions from the facts of their log.

use std::collections::BTreeMap;

use diagnosis::finding::{CheckState, Finding, FindingCode, Pattern};
use diagnosis::probe::CheckKind;
use mail::bounce::BounceItem;
use mail::list::{InError, ListedMailbox};
use mail::{Domain, ProviderId, Subject};

use super::{Answer, DeviceSeen, Pasted, PastedBounce, RunId, Visit};
use crate::arrived::Arrived;
use crate::complaint::Complaint;
use crate::grounds::{Refusal, ShownError};
use crate::ids::{OptionId, StepId};
use crate::pasted_sign::{SignOf, is_about_connection, sign_of};
use crate::side::{PastedContext, Side};

/// The results of one check step for one domain.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepRun {
    /// The domain that was checked; `None` in a scenario.
    pub domain: Option<Domain>,
    /// The run they come from; `None` in a scenario.
    pub run: Option<RunId>,
    /// Whether the run has ended.
    pub is_ended: bool,
    /// The findings so far.
    pub findings: Vec<Finding>,
    /// The state of each check.
    pub states: BTreeMap<CheckKind, CheckState>,
}

/// What is known, in terms of one playbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The last answer to each step.
    pub answers: BTreeMap<StepId, Answer>,
    /// The latest results of each check step, one for each domain that was checked.
    pub runs: BTreeMap<StepId, Vec<StepRun>>,
    /// What the customer's device measured.
    pub device: Option<DeviceSeen>,
    /// What the diagnosis is about; `None` for mailboxes of several domains.
    pub subject: Option<Subject>,
    /// The domains that are checked.
    pub domains: Vec<Domain>,
    /// The list of mailboxes, where the start step collects one.
    pub mailboxes: Vec<ListedMailbox>,
    /// The name of the provider of each domain of the list, where it was measured.
    pub providers: BTreeMap<Domain, String>,
    /// The patterns found in that list.
    pub patterns: Vec<Pattern>,
    /// The texts of mail servers and programs that the customer pasted.
    pub pasted: Pasted,
}

impl Evidence {
    /// The option that the customer chose at a step.
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
        self.step_runs()
            .filter(move |run| run.domain.as_ref() == Some(domain))
            .flat_map(|run| run.findings.iter())
    }

    /// The findings that conditions look at. Of a list, only those of domains with a mailbox that
    /// is in error or of unknown state; all of them if there is no such mailbox. A domain whose
    /// mailboxes all work must not end the questions.
    pub fn findings_asked(&self) -> impl Iterator<Item = &Finding> {
        self.step_runs().filter(|run| self.is_asked_about(run)).flat_map(|run| run.findings.iter())
    }

    fn is_asked_about(&self, run: &StepRun) -> bool {
        let Some(domain) = run.domain.as_ref().filter(|_| !self.mailboxes.is_empty()) else {
            return true;
        };
        let is_in_trouble = |mailbox: &ListedMailbox| mailbox.in_error != InError::No;
        let is_any = self.mailboxes.iter().any(is_in_trouble);
        !is_any
            || self
                .mailboxes
                .iter()
                .any(|mailbox| mailbox.address.domain() == domain && is_in_trouble(mailbox))
    }

    /// The pasted recipients that count on this path, each with the side that it is about.
    pub fn sided(
        &self,
        complaint: Option<Complaint>,
        path: &[Visit],
    ) -> impl Iterator<Item = (&BounceItem, Side)> {
        self.pasted.on(path).flat_map(move |text| {
            let context = self.pasted_context(text, complaint);
            text.items().iter().map(move |item| (item, context.side_of(item)))
        })
    }

    /// The refusals in the pasted texts that count on this path.
    #[must_use]
    pub fn refusals(&self, complaint: Option<Complaint>, path: &[Visit]) -> Vec<Refusal> {
        let mut refusals = Vec::new();
        for text in self.pasted.on(path) {
            let context = self.pasted_context(text, complaint);
            for item in text.items() {
                if let SignOf::Refusal(refusal) = sign_of(text, item, &context) {
                    refusal.join_into(&mut refusals);
                }
            }
        }
        refusals
    }

    /// The errors shown by programs and services in the pasted texts that count on this path,
    /// except those that the customer says are about a message; and the refusal of a login that was
    /// tried here.
    #[must_use]
    pub fn shown(&self, path: &[Visit]) -> Vec<ShownError> {
        let mut shown = Vec::new();
        for error in self.findings().filter_map(ShownError::of_finding) {
            error.join_into(&mut shown);
        }
        for text in self.pasted.on(path).filter(|text| is_about_connection(text)) {
            if let Some(error) = text.reading().connection() {
                ShownError::of(error).join_into(&mut shown);
            }
            let context = self.pasted_context(text, None);
            for item in text.items() {
                if let SignOf::Shown(error) = sign_of(text, item, &context) {
                    error.join_into(&mut shown);
                }
            }
        }
        shown
    }

    /// What the headers of messages in the pasted texts that count on this path show.
    #[must_use]
    pub fn arrived(&self, complaint: Option<Complaint>, path: &[Visit]) -> Vec<Arrived> {
        let mut arrived = Vec::new();
        for text in self.pasted.on(path) {
            for fact in Arrived::of_text(text, &self.pasted_context(text, complaint)) {
                fact.join_into(&mut arrived);
            }
        }
        arrived
    }

    pub(super) fn pasted_context(
        &self,
        text: &PastedBounce,
        complaint: Option<Complaint>,
    ) -> PastedContext<'_> {
        let (corrected, asked_as) = (text.corrected, text.asked_as);
        PastedContext {
            subject: self.subject.as_ref(),
            domains: &self.domains,
            complaint,
            corrected,
            asked_as,
        }
    }

    /// The provider of the mailboxes, and the gateway in front of it.
    pub fn providers(&self) -> impl Iterator<Item = &ProviderId> {
        let is_one = |code: FindingCode| {
            matches!(code, FindingCode::ProviderIdentified | FindingCode::GatewayInFront)
        };
        self.findings()
            .filter(move |finding| is_one(finding.code))
            .filter_map(|finding| finding.params.provider.as_ref())
    }

    /// The state of a check; the worst if there are several domains.
    #[must_use]
    pub fn check_state(&self, check: CheckKind) -> Option<CheckState> {
        self.states_of(check).max_by_key(|state| state.weight())
    }

    /// Whether a check is in this state for at least one domain that conditions look at.
    #[must_use]
    pub fn is_check_in(&self, check: CheckKind, state: CheckState) -> bool {
        self.runs_of(check)
            .filter(|run| self.is_asked_about(run))
            .any(|run| run.states.get(&check) == Some(&state))
    }

    /// The states of a check, one for each domain. If several steps run the check, those of the
    /// first.
    fn states_of(&self, check: CheckKind) -> impl Iterator<Item = CheckState> {
        self.runs_of(check).filter_map(move |run| run.states.get(&check).copied())
    }

    /// The runs that contain a check. If several steps run the check, those of the first.
    fn runs_of(&self, check: CheckKind) -> impl Iterator<Item = &StepRun> {
        self.runs
            .values()
            .find(|runs| runs.iter().any(|run| run.states.contains_key(&check)))
            .into_iter()
            .flatten()
    }

    /// The state of a check for one domain; `None` before its run began.
    #[must_use]
    pub fn state_of_domain(&self, domain: &Domain, check: CheckKind) -> Option<CheckState> {
        self.step_runs()
            .filter(|run| run.domain.as_ref() == Some(domain))
            .find_map(|run| run.states.get(&check).copied())
    }

    /// The results of every check step, for every domain.
    pub fn step_runs(&self) -> impl Iterator<Item = &StepRun> {
        self.runs.values().flatten()
    }
}
