//! Assigns a text that follows several recipients: each gets what the text says about it.
//!
//! Some systems list the failed recipients and copy the SMTP dialogue below, once for all. Must
//! never give a recipient the lines about another one if it has its own.

use super::super::draft::{Draft, MAX_DIAGNOSTIC_BYTES};
use super::opening::is_address;
use super::{append, is_telling};
use crate::bounce::{MAX_BOUNCE_RECIPIENTS, found_reply};

/// The most recipients among which a text is divided; more of them all get the whole text.
const MAX_SHARED: usize = 40;

/// Gives recipients without text the text that follows them, as far as it is about them.
pub(super) fn shared(drafts: &mut [Draft]) {
    let mut end = drafts.len();
    while let Some(last) = end.checked_sub(1) {
        let begin = (0..last)
            .rev()
            .take_while(|&place| {
                drafts.get(place).is_some_and(|draft| draft.diagnostic.trim().is_empty())
            })
            .last();
        if let Some(begin) = begin
            && let Some(group) = drafts.get_mut(begin..end)
        {
            part(group);
        }
        end = begin.unwrap_or(last);
    }
}

/// Divides the text of the last draft in `group` among all of them.
fn part(group: &mut [Draft]) {
    let block = group.last().map(|draft| draft.diagnostic.clone()).unwrap_or_default();
    let names: Vec<String> = group
        .iter()
        .filter_map(|draft| draft.recipient.as_deref().map(str::to_lowercase))
        .collect();
    let is_parted = (2..=MAX_SHARED).contains(&names.len());
    let own = |name: &str| if is_parted { about(&block, name, &names) } else { None };
    for draft in group {
        let words = draft.recipient.as_deref().and_then(|recipient| own(&recipient.to_lowercase()));
        draft.diagnostic = words.unwrap_or_else(|| block.clone());
    }
}

/// The lines of `block` that name this recipient, with the lines that continue them; `None` when
/// they do not contain the words of a server.
fn about(block: &str, name: &str, names: &[String]) -> Option<String> {
    let mut own = String::new();
    let mut is_own = false;
    for line in block.lines() {
        let lower = line.to_lowercase();
        if lower.contains(name) {
            is_own = true;
        } else if line.trim().is_empty()
            || names.iter().any(|other| lower.contains(other.as_str()))
            || !own.is_empty() && found_reply::find(line).is_some()
        {
            is_own = false;
        }
        if is_own {
            append(&mut own, line, MAX_DIAGNOSTIC_BYTES);
        }
    }
    is_telling(&own).then_some(own)
}

/// The recipients in the replies of a transcript, such as
/// `550 5.1.1 <anna@bottega.example>... User unknown`, for a text that lists none (Sendmail before
/// version 8.9).
pub(super) fn named_in_replies(text: &str) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for line in text.lines() {
        let Some((before, words)) = line.split_once("... ") else { continue };
        let address = before.rsplit(' ').next().unwrap_or_default().trim_matches(['<', '>']);
        let is_new = || drafts.iter().all(|draft| draft.recipient.as_deref() != Some(address));
        let is_said = found_reply::find(before).is_some() || words.starts_with("Deferred");
        if is_address(address) && is_said && is_new() && drafts.len() <= MAX_BOUNCE_RECIPIENTS {
            let recipient = Some(address.to_owned());
            let mut draft = Draft { recipient, ..Draft::default() };
            append(&mut draft.diagnostic, line, MAX_DIAGNOSTIC_BYTES);
            drafts.push(draft);
        }
    }
    // If there is only one, the whole text says more: the server that was connected to is named
    // above.
    if let [draft] = drafts.as_mut_slice() {
        draft.diagnostic.clear();
        for line in text.lines() {
            append(&mut draft.diagnostic, line, MAX_DIAGNOSTIC_BYTES);
        }
    }
    drafts
}
