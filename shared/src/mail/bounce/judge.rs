//! From what was read of one recipient to what it means: provider, then code, then text.
//!
//! Pure. What no row knows is `unknown`, with no owner; the class of the code still says whether a retry can work.

use super::draft::{Action, Draft};
use super::rows::{self, Key};
use super::said::{self, Said};
use super::{BounceItem, BounceReason, Retry};
use crate::mail::{EnhancedStatus, ProviderId};
use crate::playbook::Confidence;
use crate::probe::ServerText;

/// Where the words of a reply end and the reporting system's own begin.
const REMARKS: [&str; 5] = ["(in reply to ", "(in risposta ", "giving up on ", "--- ", " (pec "];

/// Judges one recipient.
pub(super) fn judge(draft: &Draft) -> BounceItem {
    let said = said::find(&draft.diagnostic).unwrap_or_else(|| Said { text: draft.diagnostic.clone(), ..Said::default() });
    // "5.0.0" and its like say nothing, and some systems write no other: the server's own word counts more.
    let status = said.status.or(draft.status);
    let text = rows::plain(&draft.diagnostic);
    let remote = draft.remote_mta.as_deref();
    let provider = rows::author(&text, remote, remote.and(draft.remote_address), draft.reporting_mta.as_deref());
    let key = Key { provider: provider.as_ref().map(ProviderId::as_str), code: said.code, status, text: &text };
    let row = if draft.action == Some(Action::Done) { None } else { rows::find(&key) };
    let reason = match (draft.action, row) {
        (Some(Action::Done), _) => BounceReason::Delivered,
        // A transient answer in a final report: it was tried until the sender's patience ended.
        (Some(Action::Failed), None) if is_transient(&said, status) => BounceReason::Expired,
        (Some(Action::Failed), Some(row)) if row.reason == BounceReason::Deferred => BounceReason::Expired,
        (_, Some(row)) => row.reason,
        (_, None) => BounceReason::Unknown,
    };
    let is_row_reason = row.is_some_and(|row| row.reason == reason);
    BounceItem {
        original_recipient: None,
        expanded_from: None,
        original_sender: None,
        final_recipient: shown(draft.recipient.as_deref()),
        reply_code: said.code,
        enhanced_status: status,
        reason,
        reporting_mta: shown(draft.reporting_mta.as_deref()),
        remote_mta: shown(remote),
        provider,
        owner: row.filter(|_| is_row_reason).and_then(|row| row.owner).or(reason.owner()),
        retry: row.filter(|_| is_row_reason).and_then(|row| row.retry).unwrap_or_else(|| retry(reason, &said, status, draft.action)),
        confidence: confidence(reason, row.map(|row| row.confidence)),
        time: shown(draft.time.as_deref()),
        server_text: shown(Some(own_words(&said.text))),
    }
}

fn is_transient(said: &Said, status: Option<EnhancedStatus>) -> bool {
    said.code.map_or_else(|| status.is_some_and(|status| status.class() == 4), |code| code.value() < 500)
}

/// A server that says "not now" means it, whatever the reason, while somebody still tries.
fn retry(reason: BounceReason, said: &Said, status: Option<EnhancedStatus>, action: Option<Action>) -> Retry {
    let is_transient = is_transient(said, status);
    match reason {
        BounceReason::Unknown if is_transient => Retry::MayWork,
        BounceReason::Unknown if said.code.is_some() || said.status.is_some() => Retry::Useless,
        _ if action == Some(Action::Delayed) || (is_transient && action != Some(Action::Failed) && reason != BounceReason::Delivered) => {
            Retry::MayWork
        }
        _ => reason.retry(),
    }
}

fn confidence(reason: BounceReason, of_row: Option<Confidence>) -> Confidence {
    match reason {
        BounceReason::Delivered => Confidence::Certain,
        BounceReason::Expired => of_row.unwrap_or(Confidence::Likely).max(Confidence::Likely),
        _ => of_row.unwrap_or(Confidence::Possible),
    }
}

/// The server's own words, without what the reporting system adds.
fn own_words(text: &str) -> &str {
    let lower = text.to_ascii_lowercase();
    let end = REMARKS.iter().filter_map(|remark| lower.find(remark)).min().unwrap_or(text.len());
    let own = text.get(..end).unwrap_or(text).trim_matches(['\'', '"', ' ']);
    // Sendmail puts the whole reply in brackets.
    if own.contains('(') { own } else { own.trim_end_matches(')') }
}

fn shown(text: Option<&str>) -> Option<ServerText> {
    let one_line = text?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!one_line.is_empty()).then(|| ServerText::new(&one_line))
}
