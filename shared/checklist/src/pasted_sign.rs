//! What a pasted text is evidence of: a refusal, or an error that was shown. Must never judge what
//! follows from it.

use mail::bounce::BounceItem;
use terms::Confidence;

use crate::grounds::{Refusal, ShownError};
use crate::pasted::PastedBounce;
use crate::side::{PastedContext, Side};

/// What one item of a text is evidence of.
pub(super) enum SignOf {
    /// A message was refused.
    Refusal(Refusal),
    /// A program or a service shows a fault of the mailbox's own server.
    Shown(ShownError),
}

/// What an item of this text is evidence of.
pub(super) fn sign_of(
    text: &PastedBounce,
    item: &BounceItem,
    context: &PastedContext<'_>,
) -> SignOf {
    // An error shown by a program or a service is about the mailbox, unless the customer says
    // otherwise.
    if is_shown(text) {
        return match ShownError::of_reply(item, context) {
            Some(error) => SignOf::Shown(error),
            None => SignOf::Refusal(marked(Refusal::of_error(item, context), item, context)),
        };
    }
    SignOf::Refusal(marked(Refusal::of(item, context.side_of(item)), item, context))
}

/// Lowers the confidence where the refusal is about a sender of another domain, whose records the
/// customer cannot fix.
fn marked(mut refusal: Refusal, item: &BounceItem, context: &PastedContext<'_>) -> Refusal {
    if refusal.side == Side::Sent && context.is_about_other_sender(item) {
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
