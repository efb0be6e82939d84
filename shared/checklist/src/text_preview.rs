//! The side and the conclusion of one pasted text, without other evidence: the preview below the
//! field.
//!
//! The verdict uses the same signs together with all other evidence, so the preview and the verdict
//! agree about the text. Must never judge except by the rules of [`crate::conclusion`].

use mail::bounce::BounceItem;
use terms::Owner;

use super::{Evidence, PastedBounce};
use crate::arrived::{Arrived, side_of};
use crate::conclusion::{CauseCode, Conclusion, Known, PastedContext, ShownError, Side, rank};
use crate::pasted_sign::{SignOf, is_about_connection, is_shown, sign_of};
use crate::playbook::{Complaint, Confidence};

/// The result for one part of a text: one recipient of a bounce, the error of a connection, or the
/// header of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPreview {
    /// The side that it is about.
    pub side: Side,
    /// The conclusion from this part alone.
    pub conclusion: Conclusion,
}

impl TextPreview {
    /// Whether a cause follows from the text.
    #[must_use]
    pub fn is_judged(&self) -> bool {
        self.conclusion.cause != CauseCode::CouldNotJudge
    }
}

impl Evidence {
    /// The result for each part of `text`, in order; empty for a text that was not recognised.
    #[must_use]
    pub fn text_previews(
        &self,
        text: &PastedBounce,
        complaint: Option<Complaint>,
    ) -> Vec<TextPreview> {
        let context = self.pasted_context(text, complaint);
        let mut previews: Vec<TextPreview> =
            text.items().iter().map(|item| item_preview(text, item, &context)).collect();
        if let Some(error) = text.reading().connection() {
            let mut known = Known::default();
            if is_about_connection(text) {
                ShownError::of(error).join_into(&mut known.shown);
            }
            previews.push(TextPreview {
                side: text.corrected.unwrap_or(Side::Connection),
                conclusion: first(&known),
            });
        }
        if let Some(message) = text.reading().message() {
            let mut known = Known { complaint, ..Known::default() };
            for fact in Arrived::of_text(text, &context) {
                fact.join_into(&mut known.arrived);
            }
            let side = side_of(message, &context);
            previews.push(TextPreview { side, conclusion: first(&known) });
        }
        previews
    }
}

fn item_preview(
    text: &PastedBounce,
    item: &BounceItem,
    context: &PastedContext<'_>,
) -> TextPreview {
    let mut known = Known::default();
    match sign_of(text, item, context) {
        SignOf::Refusal(refusal) => refusal.join_into(&mut known.refusals),
        SignOf::Shown(error) => error.join_into(&mut known.shown),
    }
    let side = if is_shown(text) { Side::Connection } else { context.side_of(item) };
    TextPreview { side, conclusion: first(&known) }
}

/// The first cause that follows; [`CauseCode::CouldNotJudge`] if none does.
fn first(known: &Known<'_>) -> Conclusion {
    let nothing = || Conclusion::new(CauseCode::CouldNotJudge, Confidence::Possible, Owner::Nobody);
    rank(known).into_iter().next().unwrap_or_else(nothing)
}
