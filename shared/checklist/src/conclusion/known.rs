//! The input of the rules: the complaint, the findings, the meanings of the answers, and what
//! bounces and errors say.
//!
//! Of a session, only the answers on the path count, and only those that the customer gave: what
//! was measured is present as a finding, and "I don't know" is no evidence.

use diagnosis::finding::{Finding, FindingCode, PatternCode};
use mail::ProviderId;
use mail::bounce::BounceReason;
use mail::connection::ConnectionReason;
use mail::provider::Login;

use super::{Arrived, Refusal, Said, ShownError};
use crate::playbook::{Complaint, Conclude, Meaning, OptionId, Playbook, Step, meaning_of};
use crate::{How, Visit};

/// Everything that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known<'a> {
    /// The complaint; without one, every fault is relevant.
    pub complaint: Option<Complaint>,
    /// Whether the complaint was asked for. "I don't know" also counts as a complaint.
    pub was_asked: bool,
    /// The findings of the checks.
    pub findings: Vec<&'a Finding>,
    /// The meanings of the answers, in order.
    pub said: Vec<Said>,
    /// The refusals in the pasted bounces.
    pub refusals: Vec<Refusal>,
    /// The errors shown by programs and services.
    pub shown: Vec<ShownError>,
    /// What the headers of messages that arrived show.
    pub arrived: Vec<Arrived>,
    /// The patterns of the mailboxes in error.
    pub patterns: Vec<PatternCode>,
    /// Whether an error is shown that was not recognised, or a mailbox is marked as in error
    /// without one.
    pub has_unread_error: bool,
}

impl<'a> Known<'a> {
    /// Only findings, without a customer.
    #[must_use]
    pub fn of_findings(findings: &'a [Finding]) -> Self {
        let shown = findings.iter().filter_map(ShownError::of_finding).collect();
        Self { findings: findings.iter().collect(), shown, ..Self::default() }
    }

    /// Whether a login was refused at a provider where programs need an app password. It is the
    /// provider that the text names, otherwise the one that a check recognised.
    #[must_use]
    pub(super) fn wants_app_password(&self) -> bool {
        let shown = self
            .shown
            .iter()
            .filter(|shown| shown.reason == ConnectionReason::LoginRefused)
            .map(|shown| &shown.provider);
        let sent = self
            .refusals
            .iter()
            .filter(|refusal| refusal.reason == BounceReason::LoginRefused)
            .map(|refusal| &refusal.provider);
        let mut named = shown.chain(sent).peekable();
        if named.peek().is_none() {
            return false;
        }
        let recognised =
            self.findings.iter().filter(|finding| finding.code == FindingCode::ProviderIdentified);
        let recognised = recognised.filter_map(|finding| finding.params.provider.as_ref());
        let provider = named.flatten().chain(recognised).next().and_then(ProviderId::provider);
        let login =
            provider.and_then(|provider| provider.settings.as_ref()).map(|settings| settings.login);
        matches!(login, Some(Login::AppPassword | Login::OauthOrAppPassword))
    }

    /// Whether the customer uses only the webmail.
    #[must_use]
    pub(super) fn uses_no_program(&self) -> bool {
        self.said.iter().any(|said| said.means == Meaning::UsesOnlyWebmail)
    }

    /// Whether there are no findings, answers or texts.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        let is_read = !self.refusals.is_empty()
            || !self.shown.is_empty()
            || !self.arrived.is_empty()
            || self.has_unread_error;
        self.findings.is_empty() && self.said.is_empty() && self.patterns.is_empty() && !is_read
    }
}

/// The answers on a path that have a meaning.
#[must_use]
pub fn said(playbook: &Playbook, path: &[Visit]) -> Vec<Said> {
    path.iter()
        .filter_map(|visit| {
            Some(Said { step: visit.step.clone(), means: meaning(playbook, visit)? })
        })
        .collect()
}

/// The complaint from the answers on a path: the last one given.
#[must_use]
pub fn complaint(playbook: &Playbook, path: &[Visit]) -> Option<Complaint> {
    let of_visit = |visit: &Visit| match &visit.how {
        How::Answered(option) | How::Measured { option, .. } => {
            choice(playbook, visit, option)?.complaint
        }
        _ => None,
    };
    // The playbook's default complaint applies only after the question for it, or if there is no
    // such question.
    let is_granted = || !playbook.asks_for_complaint() || was_asked(playbook, path);
    path.iter().rev().find_map(of_visit).or_else(|| playbook.complaint.filter(|_| is_granted()))
}

/// Whether a question on a path asked for the complaint.
#[must_use]
pub(super) fn was_asked(playbook: &Playbook, path: &[Visit]) -> bool {
    path.iter().any(|visit| playbook.steps.get(&visit.step).is_some_and(Step::asks_for_complaint))
}

fn meaning(playbook: &Playbook, visit: &Visit) -> Option<Meaning> {
    let How::Answered(option) = &visit.how else { return None };
    let choice = choice(playbook, visit, option)?;
    // In older playbooks the step that the answer led to gave the meaning. It takes precedence over
    // these two meanings, which were used for lack of a more precise one.
    let legacy = match playbook.steps.get(&choice.next) {
        Some(Step::Conclude(Conclude { legacy: Some(legacy), .. })) if !option.is_unsure() => {
            meaning_of(legacy.cause)
        }
        _ => None,
    };
    match choice.means {
        Some(Meaning::WrongServerName | Meaning::ChangedSettings) => legacy.or(choice.means),
        Some(means) => Some(means),
        None => legacy,
    }
}

fn choice<'p>(
    playbook: &'p Playbook,
    visit: &Visit,
    option: &OptionId,
) -> Option<&'p crate::playbook::Choice> {
    let (Step::Ask(ask) | Step::Verify(ask)) = playbook.steps.get(&visit.step)? else {
        return None;
    };
    ask.options.iter().find(|choice| choice.id == *option)
}
