//! What conclusions are drawn from: findings, what the answers mean, what a bounce says.
//!
//! Of a session only the answers on the way count, and only those that a person gave: what was measured is there as a
//! finding.

use serde::{Deserialize, Serialize};

use crate::finding::{Finding, Owner, Pattern, PatternCode};
use crate::mail::bounce::{BounceItem, BounceReason};
use crate::mail::{Domain, ProviderId};
use crate::playbook::{Confidence, Meaning, Playbook, Step, StepId};
use crate::session::{Evidence, How, walk};

/// An answer with a meaning, and where it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// The step of the question.
    pub step: StepId,
    /// What the answer means.
    pub means: Meaning,
}

/// Which way the refused message was going, as the customer sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The customer sent it.
    Sent,
    /// It was meant for the customer's domain.
    Received,
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
}

impl Refusal {
    /// What bounces, and the errors shown for mailboxes, come down to, for a customer of these domains; each reason once.
    #[must_use]
    pub fn all<'i>(
        bounces: impl IntoIterator<Item = &'i BounceItem>,
        errors: impl IntoIterator<Item = &'i BounceItem>,
        domains: &[Domain],
    ) -> Vec<Self> {
        let bounces = bounces.into_iter().map(|item| Self::of(item, domains));
        let errors = errors.into_iter().map(|item| Self { side: side_of_error(item.reason), ..Self::of(item, domains) });
        let mut refusals: Vec<Self> = Vec::new();
        for refusal in bounces.chain(errors) {
            let is_new = refusals.iter().all(|other| (other.reason, other.side) != (refusal.reason, refusal.side));
            if is_new && !matches!(refusal.reason, BounceReason::Delivered | BounceReason::Unknown) {
                refusals.push(refusal);
            }
        }
        refusals
    }

    fn of(item: &BounceItem, domains: &[Domain]) -> Self {
        let recipient = item.final_recipient.as_ref().and_then(|address| Domain::parse(address.as_str().rsplit_once('@')?.1).ok());
        let is_own = recipient.is_some_and(|recipient| domains.contains(&recipient));
        let side = if is_own { Side::Received } else { Side::Sent };
        Self { reason: item.reason, side, provider: item.provider.clone(), owner: item.owner, confidence: item.confidence }
    }
}

/// A service shows an error for a mailbox because of that mailbox: the server that is not there, and the mailbox that is
/// full, are its own. What is refused for its sender was on its way out.
const fn side_of_error(reason: BounceReason) -> Side {
    use BounceReason as Reason;
    match reason {
        Reason::MailboxFull
        | Reason::MailboxDisabled
        | Reason::MailboxUnknown
        | Reason::DomainNotFound
        | Reason::DomainTakesNoMail
        | Reason::DnsFailed
        | Reason::ServerUnreachable
        | Reason::ServerTrouble
        | Reason::TlsFailed
        | Reason::Expired
        | Reason::Loop => Side::Received,
        _ => Side::Sent,
    }
}

/// Everything known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known<'a> {
    /// What was measured.
    pub findings: Vec<&'a Finding>,
    /// What was said, in order.
    pub said: Vec<Said>,
    /// What bounces say.
    pub refusals: Vec<Refusal>,
    /// What the mailboxes in error have in common.
    pub patterns: Vec<PatternCode>,
}

impl<'a> Known<'a> {
    /// Where nobody is asked.
    #[must_use]
    pub fn of_findings(findings: &'a [Finding]) -> Self {
        Self { findings: findings.iter().collect(), ..Self::default() }
    }

    /// Whether nothing was measured, said or read.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.findings.is_empty() && self.said.is_empty() && self.refusals.is_empty() && self.patterns.is_empty()
    }

    /// What a session knows by now of its one domain.
    #[must_use]
    pub fn of_session(evidence: &'a Evidence<'_>, said: Vec<Said>) -> Self {
        let refusals = Refusal::all(evidence.pasted.bounces(), evidence.pasted.errors(), &evidence.domains);
        let patterns = evidence.patterns.iter().map(|pattern| pattern.code).collect();
        Self { findings: evidence.findings().collect(), said, refusals, patterns }
    }

    /// What a session knows by now of one of its domains, beside what was said, which is about all of them.
    #[must_use]
    pub fn of_domain(evidence: &'a Evidence<'_>, domain: &Domain, said: Vec<Said>) -> Self {
        let refusals = Refusal::all(evidence.pasted.bounces(), evidence.pasted.errors_of(domain), &evidence.domains);
        let is_about = |pattern: &&Pattern| pattern.params.domain.as_ref().is_none_or(|only| only == domain);
        let patterns = evidence.patterns.iter().filter(is_about).map(|pattern| pattern.code).collect();
        Self { findings: evidence.findings_of(domain).collect(), said, refusals, patterns }
    }
}

/// The answers on the way that mean something.
#[must_use]
pub fn said(playbook: &Playbook, evidence: &Evidence<'_>) -> Vec<Said> {
    let said = |visit: crate::session::Visit| {
        let (Step::Ask(ask) | Step::Verify(ask)) = playbook.steps.get(&visit.step)? else { return None };
        let How::Answered(option) = visit.how else { return None };
        let means = ask.options.iter().find(|choice| choice.id == option)?.means?;
        Some(Said { step: visit.step, means })
    };
    walk(playbook, evidence).path.into_iter().filter_map(said).collect()
}
