//! The lines of a ticket about pasted bounces: what each recipient's refusal means, so that support need not decode it.
//!
//! Bounded: a ticket is read by a person. The bounce itself is in it, too.

use super::Evidence;
use crate::mail::bounce::BounceItem;
use crate::text::{self, BounceText, Lang};

/// The most recipients with a line of their own.
const MAX_LINE_COUNT: usize = 20;

/// The name of each line, by which it can be left out, its label and what it says.
pub(super) fn lines(evidence: &Evidence<'_>, lang: Lang) -> Vec<(String, String, String)> {
    let items = evidence.pasted.bounces().take(MAX_LINE_COUNT).enumerate();
    items.map(|(place, item)| (format!("bounce.{place}"), label(item, lang), told(item, lang))).collect()
}

fn label(item: &BounceItem, lang: Lang) -> String {
    let heading = BounceText::Heading.get(lang);
    item.final_recipient.as_ref().map_or_else(|| heading.to_owned(), |recipient| format!("{heading}: {recipient}"))
}

/// What it means, then the facts that it rests on.
fn told(item: &BounceItem, lang: Lang) -> String {
    let facts = [
        text::bounce_code(lang, item),
        item.provider.as_ref().map(|provider| provider.display_name().to_owned()),
        item.remote_mta.as_ref().or(item.reporting_mta.as_ref()).map(ToString::to_string),
        item.time.as_ref().map(ToString::to_string),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join("; ");
    let sentences = [text::bounce_reason(lang, item.reason), text::bounce_owner(lang, item.owner), text::bounce_retry(lang, item.retry)];
    let meaning = sentences.join(" ");
    if facts.is_empty() { meaning } else { format!("{meaning} ({facts})") }
}
