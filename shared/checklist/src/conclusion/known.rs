//! What conclusions are drawn from: the complaint, findings, what the answers mean, what a bounce or an error says.
//!
//! Of a session only the answers on the way count, and only those that a person gave: what was measured is there as a
//! finding, and "I don't know" is evidence of nothing.

use serde::{Deserialize, Serialize};

use super::{Asker, Side};
use crate::playbook::{Complaint, Conclude, Confidence, Meaning, OptionId, Playbook, Step, StepId, meaning_of};
use crate::{How, Visit};
use diagnosis::finding::{Finding, FindingCode, Owner, PatternCode};
use mail::ProviderId;
use mail::bounce::{BounceItem, BounceReason};
use mail::connection::{ConnectionError, ConnectionReason};
use mail::provider::Login;
use terms::ServerText;

/// An answer with a meaning, and where it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The step of the question.
    pub step: StepId,
    /// What the answer means.
    pub means: Meaning,
}

/// What one bounce comes down to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Why the message was refused.
    pub reason: BounceReason,
    /// Which way it was going.
    pub side: Side,
    /// Whose server refused it, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// Whose job the fix is, as the message's sender sees it.
    #[serde(skip)]
    pub owner: Option<Owner>,
    /// How sure the reason is.
    pub confidence: Confidence,
    /// The recipients that were refused for this reason, as far as the text names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<ServerText>,
}

impl Refusal {
    /// What one explained recipient comes down to.
    #[must_use]
    pub fn of(item: &BounceItem, side: Side) -> Self {
        Self {
            reason: item.outcome(),
            side,
            provider: item.provider.clone(),
            owner: item.owner,
            confidence: item.confidence,
            recipients: item.final_recipient.iter().cloned().collect(),
        }
    }

    /// What the error that is shown for a mailbox comes down to. A service shows it because of that mailbox: the server that is
    /// not there, and the mailbox that is full, are its own. What is refused for its sender was on its way out, and what names
    /// somebody else as its recipient is about a message to them.
    #[must_use]
    pub fn of_error(item: &BounceItem, asker: &Asker<'_>) -> Self {
        use BounceReason as Reason;
        if asker.is_to_others(item) {
            return Self::of(item, asker.side_of(item));
        }
        let side = match item.reason {
            Reason::MailboxFull
            | Reason::MailboxDisabled
            | Reason::MailboxUnknown
            | Reason::DomainNotFound
            | Reason::DomainTakesNoMail
            | Reason::DnsFailed
            | Reason::ServerUnreachable
            | Reason::TlsFailed
            | Reason::Expired
            | Reason::Loop => Side::Received,
            _ => Side::Sent,
        };
        Self { recipients: Vec::new(), ..Self::of(item, side) }
    }

    /// Takes in another one: each reason once for each side, with all of its recipients.
    pub(crate) fn join_into(self, refusals: &mut Vec<Self>) {
        // What was delivered, and what nobody could read, refuses nothing.
        if matches!(self.reason, BounceReason::Delivered | BounceReason::Unknown) {
            return;
        }
        match refusals.iter_mut().find(|other| (other.reason, other.side) == (self.reason, self.side)) {
            Some(same) => {
                same.confidence = same.confidence.max(self.confidence);
                for recipient in self.recipients {
                    if !same.recipients.contains(&recipient) {
                        same.recipients.push(recipient);
                    }
                }
            }
            None => refusals.push(self),
        }
    }

    /// What these explained recipients come down to for whoever asks.
    #[must_use]
    pub fn all<'i>(items: impl IntoIterator<Item = &'i BounceItem>, asker: &Asker<'_>) -> Vec<Self> {
        let mut refusals = Vec::new();
        for item in items {
            Self::of(item, asker.side_of(item)).join_into(&mut refusals);
        }
        refusals
    }
}

/// What the error that a program or a service shows for the mailbox comes down to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Why the mailbox could not be opened, or sent through.
    pub reason: ConnectionReason,
    /// Whose server it is, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// Who has to act, as the owner of the mailbox sees it.
    #[serde(skip)]
    pub owner: Option<Owner>,
    /// How sure the reason is.
    pub confidence: Confidence,
}

impl Shown {
    /// What the reply comes down to that a program was shown about its own mailbox, where it is none about a message: the server
    /// had a fault of its own when it was tried.
    #[must_use]
    pub fn of_reply(item: &BounceItem, asker: &Asker<'_>) -> Option<Self> {
        let is_own_fault = item.reason == BounceReason::ServerTrouble && !asker.is_to_others(item);
        is_own_fault.then(|| Self {
            reason: ConnectionReason::ServerUnavailable,
            provider: item.provider.clone(),
            owner: Some(Owner::MailProvider),
            confidence: item.confidence,
        })
    }

    /// What one error comes down to.
    #[must_use]
    pub fn of(error: &ConnectionError) -> Self {
        Self { reason: error.reason, provider: error.provider.clone(), owner: error.owner, confidence: error.confidence }
    }

    /// Takes in another one, each reason once; an error that nobody could read says nothing.
    pub(crate) fn join_into(self, shown: &mut Vec<Self>) {
        if self.reason != ConnectionReason::Unknown && shown.iter().all(|other| other.reason != self.reason) {
            shown.push(self);
        }
    }
}

/// Everything known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known<'a> {
    /// What the customer complains of; without it every fault counts.
    pub complaint: Option<Complaint>,
    /// Whether somebody was asked what they complain of: "I don't know" is a complaint, too.
    pub was_asked: bool,
    /// What was measured.
    pub findings: Vec<&'a Finding>,
    /// What was said, in order.
    pub said: Vec<Said>,
    /// What bounces say.
    pub refusals: Vec<Refusal>,
    /// What the errors of programs and services say.
    pub shown: Vec<Shown>,
    /// What the mailboxes in error have in common.
    pub patterns: Vec<PatternCode>,
    /// Whether an error is shown that could not be read, or a mailbox is marked as in error without one.
    pub has_unread_error: bool,
}

impl<'a> Known<'a> {
    /// Where nobody is asked.
    #[must_use]
    pub fn of_findings(findings: &'a [Finding]) -> Self {
        Self { findings: findings.iter().collect(), ..Self::default() }
    }

    /// Whether a login was refused at a provider that lets programs in with a password made for them alone: one that the text
    /// names, else the one that a check recognised.
    #[must_use]
    pub(super) fn wants_app_password(&self) -> bool {
        let shown = self.shown.iter().filter(|shown| shown.reason == ConnectionReason::LoginRefused).map(|shown| &shown.provider);
        let sent = self.refusals.iter().filter(|refusal| refusal.reason == BounceReason::LoginRefused).map(|refusal| &refusal.provider);
        let mut named = shown.chain(sent).peekable();
        if named.peek().is_none() {
            return false;
        }
        let recognised = self.findings.iter().filter(|finding| finding.code == FindingCode::ProviderIdentified);
        let recognised = recognised.filter_map(|finding| finding.params.provider.as_ref());
        let provider = named.flatten().chain(recognised).next().and_then(ProviderId::provider);
        let login = provider.and_then(|provider| provider.settings.as_ref()).map(|settings| settings.login);
        matches!(login, Some(Login::AppPassword | Login::OauthOrAppPassword))
    }

    /// Whether the customer reads and writes in the webmail only.
    #[must_use]
    pub(super) fn uses_no_program(&self) -> bool {
        self.said.iter().any(|said| said.means == Meaning::UsesOnlyWebmail)
    }

    /// Whether nothing was measured, said or read.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        let is_read = !self.refusals.is_empty() || !self.shown.is_empty() || self.has_unread_error;
        self.findings.is_empty() && self.said.is_empty() && self.patterns.is_empty() && !is_read
    }
}

/// The answers on a way that mean something.
#[must_use]
pub fn said(playbook: &Playbook, path: &[Visit]) -> Vec<Said> {
    path.iter().filter_map(|visit| Some(Said { step: visit.step.clone(), means: meaning(playbook, visit)? })).collect()
}

/// What the customer complains of, by the answers on a way: the last one that says it.
#[must_use]
pub fn complaint(playbook: &Playbook, path: &[Visit]) -> Option<Complaint> {
    let of_visit = |visit: &Visit| match &visit.how {
        How::Answered(option) | How::Measured { option, .. } => choice(playbook, visit, option)?.complaint,
        _ => None,
    };
    // What a playbook takes for granted holds only once nobody can be asked any more, or said nothing closer.
    let is_granted = || !playbook.asks_for_complaint() || was_asked(playbook, path);
    path.iter().rev().find_map(of_visit).or_else(|| playbook.complaint.filter(|_| is_granted()))
}

/// Whether some question on a way asked what the customer complains of.
#[must_use]
pub(super) fn was_asked(playbook: &Playbook, path: &[Visit]) -> bool {
    path.iter().any(|visit| playbook.steps.get(&visit.step).is_some_and(Step::asks_for_complaint))
}

fn meaning(playbook: &Playbook, visit: &Visit) -> Option<Meaning> {
    let How::Answered(option) = &visit.how else { return None };
    let choice = choice(playbook, visit, option)?;
    // Playbooks of before said it by the step that the answer led to; where they said it themselves as well, there were fewer words.
    let of_before = match playbook.steps.get(&choice.next) {
        Some(Step::Conclude(Conclude { of_before: Some(before), .. })) if !option.is_unsure() => meaning_of(before.cause),
        _ => None,
    };
    match choice.means {
        Some(Meaning::WrongServerName | Meaning::ChangedSettings) => of_before.or(choice.means),
        Some(means) => Some(means),
        None => of_before,
    }
}

fn choice<'p>(playbook: &'p Playbook, visit: &Visit, option: &OptionId) -> Option<&'p crate::playbook::Choice> {
    let (Step::Ask(ask) | Step::Verify(ask)) = playbook.steps.get(&visit.step)? else { return None };
    ask.options.iter().find(|choice| choice.id == *option)
}
