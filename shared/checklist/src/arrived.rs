//! What the header of a message that arrived is evidence of, and whose message it was.
//!
//! [`mail::message`] reads the facts; here they get the side of the customer. Must never judge whose
//! job a fix is.

use mail::Domain;
use mail::message::MessageReading;
use serde::{Deserialize, Serialize};
use terms::Confidence;

use crate::complaint::Complaint;
use crate::pasted::PastedBounce;
use crate::side::{PastedContext, Side};

pub use mail::message::ArrivedSign;

/// A fact that a header shows, and whose message it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Arrived {
    /// The fact.
    pub sign: ArrivedSign,
    /// `sent`: the customer sent it, and another person received it. Otherwise `received`.
    pub side: Side,
    /// How sure the fact is.
    pub confidence: Confidence,
}

impl Arrived {
    /// The facts of one message.
    #[must_use]
    pub fn all(message: &MessageReading, side: Side) -> Vec<Self> {
        let facts = message.facts.iter();
        facts.map(|&(sign, confidence)| Self { sign, side, confidence }).collect()
    }

    /// The facts of a pasted text, seen from the customer's side.
    #[must_use]
    pub fn of_text(text: &PastedBounce, context: &PastedContext<'_>) -> Vec<Self> {
        text.reading()
            .message()
            .map(|message| Self::all(message, side_of(message, context)))
            .unwrap_or_default()
    }

    /// Adds this fact to a list that has each fact once for each side.
    pub(crate) fn join_into(self, arrived: &mut Vec<Self>) {
        match arrived.iter_mut().find(|other| (other.sign, other.side) == (self.sign, self.side)) {
            Some(same) => same.confidence = same.confidence.max(self.confidence),
            None => arrived.push(self),
        }
    }
}

/// Whether the customer sent the message or received it. The customer's correction decides, then
/// the complaint, then the author's address.
#[must_use]
pub fn side_of(message: &MessageReading, context: &PastedContext<'_>) -> Side {
    let author = message.from.as_ref().and_then(|from| {
        let (_, domain) = from.as_str().rsplit_once('@')?;
        Domain::parse(domain).ok()
    });
    let is_own = author.is_some_and(|author| context.domains.contains(&author));
    match (context.corrected, context.complaint) {
        (Some(Side::Sent), _) => Side::Sent,
        (Some(_), _) => Side::Received,
        (None, Some(complaint)) if complaint.is_about_receiving() => Side::Received,
        (None, Some(Complaint::SentInJunk)) if context.domains.is_empty() => Side::Sent,
        (None, _) if is_own => Side::Sent,
        (None, _) => Side::Received,
    }
}
