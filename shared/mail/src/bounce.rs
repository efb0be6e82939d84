//! Explains a delivery failure: which server refused which recipient, its words, the reason, and
//! who has to fix it.
//!
//! Takes text and returns an [`Explanation`], the same in the browser, the server and the terminal.
//! Reads reports (RFC 3464), the texts of common mail systems, receipts of Italian certified mail
//! (PEC) and bare replies (RFC 5321 §4.2). A reply is interpreted by provider, then text, then
//! code, from the rows of `shared/mail/data/replies.toml`, because a code alone is often wrong. A
//! reply without a row stays [`BounceReason::Unknown`]. Must never guess, panic, or take more than
//! linear time.
//!
//! Reading order: [`mime`] finds the parts, [`report`], [`receipt`] and [`layout`] make a [`Draft`]
//! for each recipient, [`said`] finds the reply in it, [`rows`] its meaning, and [`judge`] combines
//! them.

mod draft;
mod found_reply;
mod host;
mod judge;
mod layout;
mod markup;
mod mime;
mod model;
mod receipt;
mod report;
mod rows;
mod sides;

pub use model::{BounceItem, Explanation};
pub use terms::{BounceReason, Retry};

use draft::{Action, Draft};
use mime::{Layer, Part};

/// How much of a text is read, in bytes; a report comes before the message that it returns.
pub const MAX_BOUNCE_BYTES: usize = 256 * 1024;
/// How many recipients of one text are read.
pub const MAX_BOUNCE_RECIPIENTS: usize = 200;

/// Explains a bounce, whole or in part, or a reply of a mail server.
///
/// Returns one item for each recipient, in the order of the report; no items when the text has
/// nothing that a mail server said.
#[must_use]
pub fn explain(text: &str) -> Explanation {
    let head = head(text, MAX_BOUNCE_BYTES);
    let mut drafts = drafts(head);
    let is_cut = head.len() < text.len() || drafts.len() > MAX_BOUNCE_RECIPIENTS;
    drafts.truncate(MAX_BOUNCE_RECIPIENTS);
    Explanation {
        schema: Explanation::SCHEMA,
        items: drafts.iter().map(judge::judge).collect(),
        is_cut,
    }
}

/// The recipients of a text, read from the most reliable form that it has to the least reliable.
fn drafts(text: &str) -> Vec<Draft> {
    let layers = mime::read(text);
    let in_parts =
        |read: fn(&Layer) -> Vec<Draft>| layers.iter().map(read).find(|drafts| !drafts.is_empty());
    let found = in_parts(reported)
        .or_else(|| in_parts(certified))
        .or_else(|| told(layers.iter().map(written)));
    if let Some(drafts) = found {
        return drafts;
    }
    if layers.is_empty() {
        // Not a message, or one without its header: text that was copied from a mail program.
        return pasted(text);
    }
    // The text parts said nothing; the whole text can still contain a report that is not a MIME
    // part.
    report::read(text)
}

/// The first of several texts whose words are known, else the first that reports a failure.
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

/// The recipients of a report (RFC 3464), completed with what only its text part says.
fn reported(layer: &Layer) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = layer.parts_of(Part::Status).flat_map(report::read).collect();
    if !drafts.is_empty() {
        complete(&mut drafts, written(layer), |_| true);
    }
    dated(drafts, layer)
}

/// The recipients of receipts of certified mail.
fn certified(layer: &Layer) -> Vec<Draft> {
    let drafts: Vec<Draft> = layer.parts_of(Part::Receipt).flat_map(receipt::read).collect();
    if !drafts.is_empty() || layer.receipt.is_none() {
        return drafts;
    }
    let text = layer
        .subject
        .iter()
        .map(String::as_str)
        .chain(layer.parts_of(Part::Text))
        .collect::<Vec<_>>()
        .join("\n");
    dated(receipt::written(&text, layer.receipt.as_deref()), layer)
}

/// The recipients in the text parts, in the form of some mail system.
fn written(layer: &Layer) -> Vec<Draft> {
    // A vacation reply, a complaint or a read receipt is not a delivery failure.
    if layer.is_auto_reply || layer.is_inner_letter || layer.parts_of(Part::Other).next().is_some()
    {
        return Vec::new();
    }
    let mut text = String::new();
    for part in layer.parts_of(Part::Text) {
        text.push_str(part);
        text.push('\n');
    }
    let mut drafts = layout::read(&text);
    if let ([draft], Some(failed)) = (drafts.as_mut_slice(), &layer.failed_recipient) {
        // The header field names the failed recipient; the text can contain other addresses.
        draft.recipient = Some(failed.clone());
    }
    dated(drafts, layer)
}

/// The recipients in pasted text: from the fields of a report, or else from the text form of a mail
/// system.
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

/// Adds what the text part says to the recipients of the report, leaving out prose without known
/// words.
fn complete(drafts: &mut [Draft], mut written: Vec<Draft>, is_wanted: fn(&Draft) -> bool) {
    for draft in written.iter_mut().filter(|draft| !layout::is_telling(&draft.diagnostic)) {
        draft.diagnostic.clear();
    }
    let is_only = drafts.len() == 1;
    drafts
        .iter_mut()
        .filter(|draft| is_wanted(draft))
        .for_each(|draft| draft.complete_from(&written, is_only));
}

/// Adds data of the message: its date and host if the report has none, and the sender of the
/// returned message, which takes precedence over the sender in the report.
fn dated(mut drafts: Vec<Draft>, layer: &Layer) -> Vec<Draft> {
    for draft in &mut drafts {
        draft.original_sender =
            layer.original_sender.clone().or_else(|| draft.original_sender.take());
        draft.time = draft.time.take().or_else(|| layer.date.clone());
        draft.reporting_mta = draft.reporting_mta.take().or_else(|| layer.daemon_host.clone());
    }
    drafts
}

/// The beginning of `text`, at most `limit` bytes, cut at a character boundary.
fn head(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    let end = (0..=limit).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests;
