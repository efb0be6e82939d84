//! Decides what the data read about one recipient mean: by provider, then text, then codes.
//!
//! Does no I/O. Must never guess: a reply without a row stays `unknown` and has no owner, and only
//! the class of its code says whether a retry can succeed.

use terms::Confidence;
use terms::Owner;
use terms::ServerText;

use super::draft::{Action, Draft};
use super::found_reply::{self, FoundReply};
use super::rows::{self, Attribution, Fit, Key, SearchableText};
use super::{BounceItem, BounceReason, Retry, sides};
use crate::EnhancedStatus;
use crate::plain::Plain;
use crate::provider::provider_named;
use crate::quotation::bare;

/// Where the text of a reply ends and the reporting system's own text begins.
const REMARKS: [&str; 8] = [
    "(in reply to ",
    "(in risposta ",
    "giving up on ",
    "--- ",
    " (pec ",
    "\"}",
    " (delivery attempts",
    " remote system: dns;",
];

/// Reasons that can concern two servers, or a mail program and its own server.
const BETWEEN_SERVERS: [BounceReason; 4] = [
    BounceReason::ServerUnreachable,
    BounceReason::ServerTrouble,
    BounceReason::TlsFailed,
    BounceReason::Expired,
];

/// What the text about one recipient says, before it is interpreted.
struct Reading {
    reply: FoundReply,
    status: Option<EnhancedStatus>,
    author: Option<Attribution>,
    /// The server's own text; `context` also contains everything else that is said of the
    /// recipient.
    words: SearchableText,
    context: SearchableText,
}

impl Reading {
    fn of(draft: &Draft) -> Self {
        let found = found_reply::find(&draft.diagnostic);
        let is_coded = found.as_ref().is_some_and(|reply| reply.code.is_some());
        // The report may have no reply code while the text part quotes the reply.
        let quoted = if is_coded {
            None
        } else {
            found_reply::find(&draft.context).filter(|reply| reply.code.is_some())
        };
        let words = SearchableText::new(
            quoted.as_ref().or(found.as_ref()).map_or(&draft.diagnostic, |reply| &reply.text),
        );
        let reply = quoted.or(found).unwrap_or_else(|| FoundReply {
            text: draft.diagnostic.clone(),
            ..FoundReply::default()
        });
        let context = SearchableText::new(&format!("{} {}", draft.diagnostic, draft.context));
        let remote = draft.remote_mta.as_deref();
        let author = rows::author(
            &words,
            &context,
            remote,
            remote.and(draft.remote_address),
            draft.reporting_mta.as_deref(),
        );
        let status = closer(reply.status, draft.status);
        Self { reply, status, author, words, context }
    }

    fn fit(&self) -> Option<Fit> {
        let Self { reply, status, author, words, context } = self;
        rows::find(&Key {
            author: author.as_ref(),
            code: reply.code,
            status: *status,
            words,
            context,
        })
    }
}

/// Interprets one recipient.
pub(super) fn judge(draft: &Draft) -> BounceItem {
    let reading = Reading::of(draft);
    let (reply, status) = (&reading.reply, reading.status);
    let fit = if draft.action == Some(Action::Done) { None } else { reading.fit() };
    let reason = match (draft.action, fit) {
        (Some(Action::Done), _) => BounceReason::Delivered,
        // A transient reply in a final report: delivery was retried until the sending server's time
        // limit.
        (Some(Action::Failed), None) if is_transient(reply, status) => BounceReason::Expired,
        (Some(Action::Failed), Some(fit)) if fit.row.reason == BounceReason::Deferred => {
            BounceReason::Expired
        }
        // The mailbox receives too much for a while: until delivery is given up, the message is
        // only deferred.
        (action, Some(fit))
            if fit.row.reason == BounceReason::RecipientBusy && action != Some(Action::Failed) =>
        {
            if is_transient(reply, status) {
                BounceReason::Deferred
            } else {
                BounceReason::RecipientBusy
            }
        }
        (Some(Action::Delayed), None) => BounceReason::Deferred,
        (_, Some(fit)) => fit.row.reason,
        (_, None) => BounceReason::Unknown,
    };
    let is_queued =
        draft.remote_mta.is_some() || draft.reporting_mta.is_some() || draft.action.is_some();
    let is_bare = reply.code.is_none() && status.is_none() && !draft.is_told && !is_queued;
    // "Connection refused" alone is ambiguous: a program says it of its own server, and a server of
    // the recipient's.
    let reason = if is_bare && BETWEEN_SERVERS.contains(&reason) && !has_own_owner(fit, reason) {
        BounceReason::Unknown
    } else {
        reason
    };
    let own = fit.filter(|fit| fit.row.reason == reason);
    let mut item = BounceItem {
        final_recipient: shown(draft.recipient.as_deref()),
        original_recipient: shown(draft.original_recipient.as_deref()),
        expanded_from: shown(draft.expanded_from.as_deref()),
        original_sender: shown(draft.original_sender.as_deref()),
        sender_domains: sides::sender_domains(reading.context.as_str()),
        reply_code: reply.code,
        enhanced_status: status,
        reason,
        is_delayed: draft.action == Some(Action::Delayed),
        reporting_mta: shown(draft.reporting_mta.as_deref()),
        remote_mta: shown(draft.remote_mta.as_deref()),
        provider: reading.author.map(|author| author.provider).or_else(|| {
            // A program names its own submission server in the text around that server's reply.
            let is_login = reason == BounceReason::LoginRefused;
            if is_login { provider_named(&Plain::new(reading.context.as_str())) } else { None }
        }),
        owner: own.and_then(|fit| fit.row.owner).or(reason.owner()),
        retry: own
            .and_then(|fit| fit.row.retry)
            .unwrap_or_else(|| retry(reason, reply, status, draft.action)),
        confidence: confidence(reason, fit.map(|fit| fit.confidence), is_bare),
        time: shown(draft.time.as_deref()),
        server_text: shown(Some(own_words(&reply.text))),
    };
    // The sender's own server had already accepted the message, so a login in the program is not
    // the fix.
    if reason == BounceReason::RelayDenied && is_queued && !has_own_owner(fit, reason) {
        item.owner = Some(Owner::OtherSide);
    }
    if item.breaks_by_forwarding() {
        item.owner = Some(Owner::MailProvider);
        item.confidence = item.confidence.min(Confidence::Likely);
    }
    item
}

/// Whether the row sets an owner for this reason.
fn has_own_owner(fit: Option<Fit>, reason: BounceReason) -> bool {
    fit.is_some_and(|fit| fit.row.reason == reason && fit.row.owner.is_some())
}

/// The row that explains a draft.
#[cfg(test)]
pub(super) fn fit(draft: &Draft) -> Option<Fit> {
    Reading::of(draft).fit()
}

/// The more specific of the server's status and the report's. "5.0.0" and similar codes say
/// nothing, and some systems write no others.
fn closer(own: Option<EnhancedStatus>, reported: Option<EnhancedStatus>) -> Option<EnhancedStatus> {
    match (own, reported) {
        (Some(own), Some(reported)) => {
            let says_less =
                own.detail() == 0 && reported.detail() != 0 && own.class() == reported.class();
            Some(if says_less && (own.subject() == 0 || own.subject() == reported.subject()) {
                reported
            } else {
                own
            })
        }
        (own, reported) => own.or(reported),
    }
}

fn is_transient(reply: &FoundReply, status: Option<EnhancedStatus>) -> bool {
    reply
        .code
        .map_or_else(|| status.is_some_and(|status| status.class() == 4), |code| code.value() < 500)
}

/// Whether a retry can succeed. A transient reply means yes for most reasons, unless delivery was
/// given up.
fn retry(
    reason: BounceReason,
    reply: &FoundReply,
    status: Option<EnhancedStatus>,
    action: Option<Action>,
) -> Retry {
    let is_transient = is_transient(reply, status);
    match reason {
        BounceReason::Unknown if is_transient => Retry::MayWork,
        BounceReason::Unknown if reply.code.is_some() || reply.status.is_some() => Retry::Useless,
        // A wrong server configuration is permanent, whatever the class of its code.
        BounceReason::RelayDenied | BounceReason::Loop => Retry::Useless,
        _ if action == Some(Action::Delayed)
            || (is_transient
                && action != Some(Action::Failed)
                && reason != BounceReason::Delivered) =>
        {
            Retry::MayWork
        }
        _ => reason.retry(),
    }
}

/// The confidence of the reason. Text without a code, a recipient or a report can come from
/// anywhere, so it is only possible.
fn confidence(reason: BounceReason, of_row: Option<Confidence>, is_bare: bool) -> Confidence {
    match reason {
        BounceReason::Delivered => Confidence::Certain,
        BounceReason::Expired => of_row.unwrap_or(Confidence::Likely).max(Confidence::Likely),
        _ if is_bare => Confidence::Possible,
        _ => of_row.unwrap_or(Confidence::Possible),
    }
}

/// The server's own text, without what the reporting system adds.
fn own_words(text: &str) -> &str {
    // The heading "----- Transcript of session follows -----" can precede the text.
    let text = if text.starts_with("---") {
        text.rsplit_once("--- ")
            .or_else(|| text.rsplit_once("---\n"))
            .map_or(text, |(_, text)| text)
    } else {
        text
    };
    let lower = text.to_ascii_lowercase();
    let end = REMARKS.iter().filter_map(|remark| lower.find(remark)).min().unwrap_or(text.len());
    // Sendmail puts the whole reply in brackets.
    bare(text.get(..end).unwrap_or(text))
}

fn shown(text: Option<&str>) -> Option<ServerText> {
    let one_line = text?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!one_line.is_empty()).then(|| ServerText::new(&one_line))
}
