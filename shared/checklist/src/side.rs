//! The side that a refusal is about: the customer's own mailbox, a message that the customer sent,
//! a forward, or the connection of a program or service to the mailbox.
//!
//! The customer's correction decides first, then the addresses in the report (RFC 3464 sections
//! 2.3.1 and 2.3.2), then the question under which the text was pasted, then the complaint. Must
//! never guess from the reason.

use mail::bounce::{BounceItem, BounceReason};
use mail::{Domain, Subject};
use serde::{Deserialize, Serialize};
use terms::ServerText;

use crate::complaint::Complaint;

/// The direction of the refused message, from the customer's point of view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The customer sent it.
    Sent,
    /// It was sent to the customer's domain.
    Received,
    /// It was sent to the customer's domain, which forwarded it to an address elsewhere.
    Forwarded,
    /// It is not about a message: a program or a service could not open the mailbox.
    Connection,
}

impl Side {
    /// Every side.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Received, Self::Forwarded, Self::Connection];

    /// Its name on the wire and in playbooks.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Forwarded => "forwarded",
            Self::Connection => "connection",
        }
    }
}

/// The circumstances under which a text was pasted.
#[derive(Clone, Copy, Debug, Default)]
pub struct PastedContext<'a> {
    /// The subject of the diagnosis.
    pub subject: Option<&'a Subject>,
    /// The customer's domains.
    pub domains: &'a [Domain],
    /// The customer's complaint.
    pub complaint: Option<Complaint>,
    /// The side that the customer chose for this text.
    pub corrected: Option<Side>,
    /// The side that the question implies.
    pub asked_as: Option<Side>,
}

impl PastedContext<'_> {
    /// The side of one refusal.
    #[must_use]
    pub fn side_of(&self, item: &BounceItem) -> Side {
        if let Some(corrected) = self.corrected {
            return corrected;
        }
        let is_final_own = item.final_recipient.as_ref().map(|recipient| self.is_own(recipient));
        let is_original_own = [&item.original_recipient, &item.expanded_from]
            .into_iter()
            .flatten()
            .any(|address| self.is_own(address));
        let is_sender_own = self.is_sender_own(item);
        // An error shown by a program or service is about its own work, whatever sender it names.
        let is_others = is_sender_own == Some(false)
            && self.asked_as != Some(Side::Connection)
            && !self.complaint.is_some_and(Complaint::is_about_sending);
        match is_final_own {
            // The customer's domain forwarded it to an address of another domain.
            Some(false) if is_original_own => Side::Forwarded,
            // A colleague's address: the customer is a sender like any other.
            Some(true) if self.is_sent_to_a_colleague(item, is_sender_own) => Side::Sent,
            Some(true) => Side::Received,
            Some(false) if is_sender_own == Some(true) => Side::Sent,
            // Neither sender nor recipient is the customer's, so the customer's domain can only
            // have forwarded it.
            Some(false) if is_others => Side::Forwarded,
            Some(false) => Side::Sent,
            // Another sender's message without a named recipient: the customer did not send it.
            None if is_others => Side::Received,
            None => self.by_circumstances(),
        }
    }

    /// Whether the customer sent the refused message, by its own header, otherwise by the domains
    /// that the refusal names; `None` if this is not known.
    fn is_sender_own(&self, item: &BounceItem) -> Option<bool> {
        let by_header = item.original_sender.as_ref().map(|sender| self.is_own(sender));
        let is_named = || item.sender_domains.iter().any(|domain| self.domains.contains(domain));
        let has_sender = !item.sender_domains.is_empty();
        by_header.or_else(|| has_sender.then(is_named)).filter(|_| !self.domains.is_empty())
    }

    /// Whether it names a recipient outside the customer's domains.
    #[must_use]
    pub fn is_to_others(&self, item: &BounceItem) -> bool {
        !self.domains.is_empty()
            && item.final_recipient.as_ref().is_some_and(|recipient| !self.is_own(recipient))
    }

    /// Whether a refusal for missing authentication names a sender domain that is not the
    /// customer's.
    #[must_use]
    pub fn is_about_other_sender(&self, item: &BounceItem) -> bool {
        let is_proof = matches!(
            item.reason,
            BounceReason::SpfRefused
                | BounceReason::DmarcRefused
                | BounceReason::SenderUnauthenticated
        );
        is_proof && self.is_sender_own(item) == Some(false)
    }

    /// The side if the text names no addresses.
    fn by_circumstances(&self) -> Side {
        let by_complaint = || {
            let complaint = self.complaint?;
            complaint.is_about_receiving().then_some(Side::Received)
        };
        self.asked_as
            .filter(|side| *side != Side::Connection)
            .or_else(by_complaint)
            .unwrap_or(Side::Sent)
    }

    fn is_sent_to_a_colleague(&self, item: &BounceItem, is_sender_own: Option<bool>) -> bool {
        let Some(Subject::Mailbox(mailbox)) = self.subject else { return false };
        let is_same = item
            .final_recipient
            .as_ref()
            .is_some_and(|recipient| recipient.as_str().eq_ignore_ascii_case(&mailbox.to_string()));
        !is_same
            && (is_sender_own == Some(true)
                || self.complaint.is_some_and(Complaint::is_about_sending))
    }

    fn is_own(&self, address: &ServerText) -> bool {
        let domain =
            address.as_str().rsplit_once('@').and_then(|(_, domain)| Domain::parse(domain).ok());
        domain.is_some_and(|domain| self.domains.contains(&domain))
    }
}
