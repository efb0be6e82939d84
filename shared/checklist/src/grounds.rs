//! What a cause can rest on besides findings: an answer, a refusal, an error that was shown. Must
//! never judge.

use diagnosis::finding::Finding;
use mail::ProviderId;
use mail::bounce::{BounceItem, BounceReason};
use mail::connection::{ConnectionError, ConnectionReason};
use serde::{Deserialize, Serialize};
use terms::{Confidence, Owner, ServerText};

use crate::ids::StepId;
use crate::meaning::Meaning;
use crate::side::{PastedContext, Side};

/// An answer with a meaning, and the step at which it was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Said {
    /// The step of the question.
    pub step: StepId,
    /// What the answer means.
    pub means: Meaning,
}

/// What one bounce means for the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Refusal {
    /// Why the message was refused.
    pub reason: BounceReason,
    /// The side that it is about.
    pub side: Side,
    /// The provider whose server refused it, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// The owner of the fix, from the point of view of the message's sender.
    #[serde(skip)]
    pub owner: Option<Owner>,
    /// The confidence of the reason.
    pub confidence: Confidence,
    /// The recipients refused for this reason, where the text names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<ServerText>,
}

impl Refusal {
    /// The refusal of one explained recipient.
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

    /// The refusal in an error that is shown for a mailbox. The service shows it because of that
    /// mailbox, so an unreachable server or a full mailbox are the customer's own. A refusal
    /// because of the sender concerns outgoing mail, and one that names another recipient concerns
    /// a message to that recipient.
    #[must_use]
    pub fn of_error(item: &BounceItem, context: &PastedContext<'_>) -> Self {
        use BounceReason as Reason;
        if context.is_to_others(item) {
            return Self::of(item, context.side_of(item));
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

    /// Adds this refusal to a list that has each reason once for each side, with all of its
    /// recipients.
    pub(crate) fn join_into(self, refusals: &mut Vec<Self>) {
        // A delivered message is not refused, and an unrecognised text says nothing.
        if matches!(self.reason, BounceReason::Delivered | BounceReason::Unknown) {
            return;
        }
        match refusals
            .iter_mut()
            .find(|other| (other.reason, other.side) == (self.reason, self.side))
        {
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

    /// The refusals of these explained recipients, from the point of view of `context`.
    #[must_use]
    pub fn all<'i>(
        items: impl IntoIterator<Item = &'i BounceItem>,
        context: &PastedContext<'_>,
    ) -> Vec<Self> {
        let mut refusals = Vec::new();
        for item in items {
            Self::of(item, context.side_of(item)).join_into(&mut refusals);
        }
        refusals
    }
}

/// What an error shown by a program or a service means for the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Shown"))]
pub struct ShownError {
    /// Why the mailbox could not be opened, or mail not be sent through it.
    pub reason: ConnectionReason,
    /// The provider whose server it is, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// The owner of the fix, from the point of view of the mailbox's owner.
    #[serde(skip)]
    pub owner: Option<Owner>,
    /// The confidence of the reason.
    pub confidence: Confidence,
}

impl ShownError {
    /// A temporary fault of the mailbox's own server, if a program was shown such a reply and the
    /// reply is not about a message to another recipient; otherwise `None`.
    #[must_use]
    pub fn of_reply(item: &BounceItem, context: &PastedContext<'_>) -> Option<Self> {
        let is_own_fault =
            item.reason == BounceReason::ServerTrouble && !context.is_to_others(item);
        is_own_fault.then(|| Self {
            reason: ConnectionReason::ServerUnavailable,
            provider: item.provider.clone(),
            owner: Some(Owner::MailProvider),
            confidence: item.confidence,
        })
    }

    /// The refusal of a login that was tried here.
    #[must_use]
    pub fn of_finding(finding: &Finding) -> Option<Self> {
        let reason = finding.params.refusal?;
        Some(Self {
            reason,
            provider: None,
            owner: reason.owner(),
            confidence: finding.params.confidence.unwrap_or(Confidence::Possible),
        })
    }

    /// What one error means for the rules.
    #[must_use]
    pub fn of(error: &ConnectionError) -> Self {
        Self {
            reason: error.reason,
            provider: error.provider.clone(),
            owner: error.owner,
            confidence: error.confidence,
        }
    }

    /// Adds this error to a list that has each reason once; an unrecognised error is ignored.
    pub(crate) fn join_into(self, shown: &mut Vec<Self>) {
        if self.reason != ConnectionReason::Unknown
            && shown.iter().all(|other| other.reason != self.reason)
        {
            shown.push(self);
        }
    }
}
