//! What a delivery failure says: who refused whom, with which words, why, and whose job the fix is.
//!
//! Pure text in, [`Explanation`] out, the same in the browser, the server and the terminal. Reads reports (RFC 3464),
//! the layouts of the mail systems in use, receipts of Italian certified mail (PEC) and bare replies (RFC 5321 §4.2).
//! A reply is interpreted by provider, then code, then text, from the rows of `shared/mail/data/replies.toml`: a code alone
//! lies. What no row knows stays [`BounceReason::Unknown`]. Must never guess, panic, or take longer than the text is long.
//!
//! Reading order: [`mime`] finds the parts, [`report`], [`receipt`] and [`layout`] make a [`Draft`] of each recipient,
//! [`said`] finds the reply in it, [`rows`] what that reply means, [`judge`] puts it together.

mod draft;
mod host;
mod judge;
mod layout;
mod markup;
mod mime;
mod model;
mod reason;
mod receipt;
mod report;
mod rows;
mod said;
mod sides;

pub use model::{BounceItem, Explanation, Retry};
pub use reason::BounceReason;

use draft::{Action, Draft};
use mime::{Layer, Part};

/// What is read of a text, in bytes; a report stands before the message that it returns.
pub const MAX_BOUNCE_BYTES: usize = 256 * 1024;
/// How many recipients are read of one text.
pub const MAX_BOUNCE_RECIPIENTS: usize = 200;

/// Explains a bounce, whole or in part, or a reply of a mail server.
///
/// One item per recipient, in the order of the report. No items: the text holds nothing that a mail server said.
#[must_use]
pub fn explain(text: &str) -> Explanation {
    let head = head(text, MAX_BOUNCE_BYTES);
    let mut drafts = drafts(head);
    let is_cut = head.len() < text.len() || drafts.len() > MAX_BOUNCE_RECIPIENTS;
    drafts.truncate(MAX_BOUNCE_RECIPIENTS);
    Explanation { schema: Explanation::SCHEMA, items: drafts.iter().map(judge::judge).collect(), is_cut }
}

/// What stands in the text, from the surest form to the loosest.
fn drafts(text: &str) -> Vec<Draft> {
    let layers = mime::read(text);
    let in_parts = |read: fn(&Layer) -> Vec<Draft>| layers.iter().map(read).find(|drafts| !drafts.is_empty());
    let found = in_parts(reported).or_else(|| in_parts(certified)).or_else(|| told(layers.iter().map(written)));
    if let Some(drafts) = found {
        return drafts;
    }
    if layers.is_empty() {
        // No message, or one without its headers: what was copied out of a mail program.
        return pasted(text);
    }
    // A message that was taken apart tells nothing more as a whole, but for a report whose parts are not told apart.
    report::read(text)
}

/// Of several texts the first whose words are known, else the first that names a failure.
fn told(texts: impl Iterator<Item = Vec<Draft>>) -> Option<Vec<Draft>> {
    let mut named = None;
    for drafts in texts.filter(|drafts| !drafts.is_empty()) {
        if drafts.iter().any(|draft| layout::is_telling(&draft.diagnostic)) {
            return Some(drafts);
        }
        named = named.or(Some(drafts));
    }
    named
}

/// The recipients of a report (RFC 3464), with what its text part alone says.
fn reported(layer: &Layer) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = layer.parts_of(Part::Status).flat_map(report::read).collect();
    if !drafts.is_empty() {
        complete(&mut drafts, written(layer), |_| true);
    }
    dated(drafts, layer)
}

/// The receipts of certified mail.
fn certified(layer: &Layer) -> Vec<Draft> {
    let drafts: Vec<Draft> = layer.parts_of(Part::Receipt).flat_map(receipt::read).collect();
    if !drafts.is_empty() || layer.receipt.is_none() {
        return drafts;
    }
    let text = layer.subject.iter().map(String::as_str).chain(layer.parts_of(Part::Text)).collect::<Vec<_>>().join("\n");
    dated(receipt::written(&text, layer.receipt.as_deref()), layer)
}

/// What the text parts say, in the layout of some mail system.
fn written(layer: &Layer) -> Vec<Draft> {
    // Somebody's holiday, a complaint, a note that a message was read: no delivery failed.
    if layer.is_auto_reply || layer.is_inner_letter || layer.parts_of(Part::Other).next().is_some() {
        return Vec::new();
    }
    let mut text = String::new();
    for part in layer.parts_of(Part::Text) {
        text.push_str(part);
        text.push('\n');
    }
    let mut drafts = layout::read(&text);
    if let ([draft], Some(failed)) = (drafts.as_mut_slice(), &layer.failed_recipient) {
        // The header names it, where the text may name others as well.
        draft.recipient = Some(failed.clone());
    }
    dated(drafts, layer)
}

/// The fields of a report, or else the layout, wherever they stand in the text.
fn pasted(text: &str) -> Vec<Draft> {
    let mut drafts = report::read(text);
    if drafts.is_empty() {
        let certified = receipt::written(text, None);
        return if certified.is_empty() { layout::read(text) } else { certified };
    }
    complete(&mut drafts, layout::read(report::before(text)), |_| true);
    let is_open = |draft: &Draft| draft.diagnostic.is_empty() && draft.action != Some(Action::Done);
    if drafts.iter().any(is_open) {
        complete(&mut drafts, layout::read(text), is_open);
    }
    drafts
}

/// What the text for people says, to the recipients of the report; prose that tells nothing is left out.
fn complete(drafts: &mut [Draft], mut written: Vec<Draft>, is_wanted: fn(&Draft) -> bool) {
    for draft in written.iter_mut().filter(|draft| !layout::is_telling(&draft.diagnostic)) {
        draft.diagnostic.clear();
    }
    let is_only = drafts.len() == 1;
    drafts.iter_mut().filter(|draft| is_wanted(draft)).for_each(|draft| draft.complete_from(&written, is_only));
}

/// The message's own date and sender, where the report says nothing of its own.
fn dated(mut drafts: Vec<Draft>, layer: &Layer) -> Vec<Draft> {
    for draft in &mut drafts {
        draft.original_sender = layer.original_sender.clone().or_else(|| draft.original_sender.take());
        draft.time = draft.time.take().or_else(|| layer.date.clone());
        draft.reporting_mta = draft.reporting_mta.take().or_else(|| layer.daemon_host.clone());
    }
    drafts
}

/// The beginning of `text`, at most `limit` bytes, cut at a character.
fn head(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let end = (0..=limit).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
