//! The side and the conclusion of one pasted text, without other evidence: the preview below the
//! field.
//!
//! The verdict uses the same signs together with all other evidence, so the preview and the verdict
//! agree about the text. Must never judge except by the rules of [`crate::conclusion`].

use mail::bounce::BounceItem;
use terms::Owner;

use super::{Evidence, PastedBounce};
use crate::conclusion::{Asker, CauseCode, Conclusion, Known, Refusal, Shown, Side, rank};
use crate::playbook::{Complaint, Confidence};

/// The result for one part of a text: one recipient of a bounce, or the error of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextTold {
    /// The side that it is about.
    pub side: Side,
    /// The conclusion from this part alone.
    pub conclusion: Conclusion,
}

/// What one item of a text is evidence of.
pub(super) enum SignOf {
    /// A message was refused.
    Refusal(Refusal),
    /// A program or a service shows a fault of the mailbox's own server.
    Shown(Shown),
}

impl TextTold {
    /// Whether a cause follows from the text.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        self.conclusion.cause != CauseCode::CouldNotJudge
    }
}

impl Evidence {
    /// The result for each part of `text`, in order; empty for a text that was not recognised.
    #[must_use]
    pub fn text_told(&self, text: &PastedBounce, complaint: Option<Complaint>) -> Vec<TextTold> {
        let asker = self.asker(text, complaint);
        let mut told: Vec<TextTold> = text.items().iter().map(|item| item_told(text, item, &asker)).collect();
        if let Some(error) = text.reading().connection() {
            let mut known = Known::default();
            if is_about_connection(text) {
                Shown::of(error).join_into(&mut known.shown);
            }
            told.push(TextTold { side: text.corrected.unwrap_or(Side::Connection), conclusion: first(&known) });
        }
        told
    }
}

fn item_told(text: &PastedBounce, item: &BounceItem, asker: &Asker<'_>) -> TextTold {
    let mut known = Known::default();
    match sign_of(text, item, asker) {
        SignOf::Refusal(refusal) => refusal.join_into(&mut known.refusals),
        SignOf::Shown(error) => error.join_into(&mut known.shown),
    }
    let side = if is_shown(text) { Side::Connection } else { asker.side_of(item) };
    TextTold { side, conclusion: first(&known) }
}

/// The first cause that follows; [`CauseCode::CouldNotJudge`] if none does.
fn first(known: &Known<'_>) -> Conclusion {
    let nothing = || Conclusion::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody);
    rank(known).into_iter().next().unwrap_or_else(nothing)
}

/// What an item of this text is evidence of.
pub(super) fn sign_of(text: &PastedBounce, item: &BounceItem, asker: &Asker<'_>) -> SignOf {
    // An error shown by a program or a service is about the mailbox, unless the customer says
    // otherwise.
    if is_shown(text) {
        return match Shown::of_reply(item, asker) {
            Some(error) => SignOf::Shown(error),
            None => SignOf::Refusal(marked(Refusal::of_error(item, asker), item, asker)),
        };
    }
    SignOf::Refusal(marked(Refusal::of(item, asker.side_of(item)), item, asker))
}

/// Lowers the confidence where the refusal is about a sender of another domain, whose records the
/// customer cannot fix.
fn marked(mut refusal: Refusal, item: &BounceItem, asker: &Asker<'_>) -> Refusal {
    if refusal.side == Side::Sent && asker.is_about_other_sender(item) {
        refusal.confidence = Confidence::Possible;
    }
    refusal
}

/// Whether a program or a service shows this text for the mailbox. The customer's correction
/// decides, else the question that the text answers.
pub(super) fn is_shown(text: &PastedBounce) -> bool {
    text.corrected.or(text.asked_as) == Some(Side::Connection)
}

/// Whether the error of a connection counts as one: unless the customer says that it is about a
/// message.
pub(super) fn is_about_connection(text: &PastedBounce) -> bool {
    text.corrected.is_none_or(|side| side == Side::Connection)
}
