//! Decides what a pasted text is: a bounce, an error of a mailbox's connection, a message that
//! arrived, or nothing known.
//!
//! This is the only place that decides which of the readers is used. Must never take the
//! refusal of a recipient for an error of the mailbox, nor a problem of the customer's program for
//! one of a recipient.
//!
//! The rules, in order:
//! 1. A text that names a recipient and the server that refused or reports is a bounce, whatever
//!    else it contains.
//! 2. If only one of the readers recognises the text, its result is used.
//! 3. Text that only a program sees when it opens its own mailbox (an IMAP or POP3 response, an
//!    Outlook error number, a login, a certificate) is a connection error, unless a recipient was
//!    refused for another reason.
//! 4. Text about networks (refused, timed out, unreachable) is a connection error if it is alone.
//!    It is a bounce if it comes with a code, a recipient or another server.
//! 5. Text that is used both for mailboxes and for recipients (full, closed) is a bounce, unless a
//!    service shows it for a mailbox without any code or recipient. A bare reply that both readers
//!    explain in the same way is a bounce too.
//! 6. A header of a message is read as a message that arrived if the bounce reader explains nothing
//!    in it: an error that such a message mentions is not about the mailbox. The same holds if a
//!    person sent the message (a bounce has no envelope sender, RFC 5321 §4.5.5) and the bounce
//!    reader found only a code or words in it, without a recipient or a server.

#[cfg(feature = "late-reader")]
pub mod installed;

use std::sync::Arc;

use super::bounce::{BounceItem, BounceReason, Explanation, explain};
use super::connection::{ConnectionError, ConnectionReason, Specificity, explained};
use super::message::{self, MessageReading};

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// What mail servers said about messages: one item for each recipient.
    Bounce(Explanation),
    /// Why a mailbox could not be opened, or a message not be submitted through it.
    Connection(Box<ConnectionError>),
    /// What the header of a message that arrived says.
    Message(Arc<MessageReading>),
    /// None of these.
    Nothing,
}

/// Where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ShownFor {
    /// The text was pasted, and can be about anything.
    Anything,
    /// A service shows the text for a mailbox.
    Mailbox,
}

/// Reads a text that a customer pasted.
#[must_use]
pub fn read(text: &str) -> Reading {
    read_as(text, ShownFor::Anything)
}

/// Reads the error that a service shows for a mailbox: text that can mean either the mailbox or a
/// recipient is taken to be about the mailbox.
#[must_use]
pub fn read_for_mailbox(text: &str) -> Reading {
    read_as(text, ShownFor::Mailbox)
}

fn read_as(text: &str, shown_for: ShownFor) -> Reading {
    let bounce = explain(text);
    if shown_for == ShownFor::Anything
        && !bounce.items.iter().any(is_reported_by_a_system)
        && let Some(message) = message::read(text)
        && (message.envelope_sender.is_some() || !bounce.items.iter().any(is_explained))
    {
        return Reading::Message(Arc::new(message));
    }
    match explained(text, bounce.items.first()) {
        Some((error, specificity)) if !is_bounce(&bounce.items, &error, specificity, shown_for) => {
            Reading::Connection(Box::new(error))
        }
        _ if bounce.items.is_empty() => Reading::Nothing,
        _ => Reading::Bounce(bounce),
    }
}

/// Whether the bounce reader found a reason.
fn is_explained(item: &BounceItem) -> bool {
    item.reason != BounceReason::Unknown
}

/// Whether a bounce names a recipient or a server, as the notices of mail systems do.
const fn is_reported_by_a_system(item: &BounceItem) -> bool {
    item.final_recipient.is_some() || item.remote_mta.is_some() || item.reporting_mta.is_some()
}

impl Reading {
    /// Whether the text gives a known reason.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        match self {
            Self::Bounce(bounce) => {
                bounce.items.iter().any(|item| item.reason != BounceReason::Unknown)
            }
            Self::Connection(error) => error.reason != ConnectionReason::Unknown,
            Self::Message(_) => true,
            Self::Nothing => false,
        }
    }

    /// The wire name of the reason; with several recipients, the first reason that is known.
    #[must_use]
    pub fn reason_name(&self) -> Option<&'static str> {
        match self {
            Self::Bounce(bounce) => bounce
                .items
                .iter()
                .map(|item| item.reason)
                .find(|reason| *reason != BounceReason::Unknown)
                .map(BounceReason::as_str),
            Self::Connection(error) => Some(error.reason.as_str()),
            Self::Message(_) | Self::Nothing => None,
        }
    }

    /// The recipients of a bounce; empty for any other text.
    #[must_use]
    pub fn items(&self) -> &[BounceItem] {
        match self {
            Self::Bounce(bounce) => &bounce.items,
            Self::Connection(_) | Self::Message(_) | Self::Nothing => &[],
        }
    }

    /// The connection error, where it is one.
    #[must_use]
    pub fn connection(&self) -> Option<&ConnectionError> {
        match self {
            Self::Connection(error) => Some(error),
            Self::Bounce(_) | Self::Message(_) | Self::Nothing => None,
        }
    }

    /// The header of a message that arrived, where it is one.
    #[must_use]
    pub fn message(&self) -> Option<&MessageReading> {
        match self {
            Self::Message(message) => Some(message),
            Self::Bounce(_) | Self::Connection(_) | Self::Nothing => None,
        }
    }
}

/// Whether the bounce reader gives the better result, when both readers found something.
fn is_bounce(
    items: &[BounceItem],
    error: &ConnectionError,
    specificity: Specificity,
    shown_for: ShownFor,
) -> bool {
    let Some(first) = items.first() else { return false };
    let is_reported = |item: &BounceItem| {
        item.final_recipient.is_some()
            && (item.remote_mta.is_some() || item.reporting_mta.is_some())
    };
    if items.iter().any(is_reported) {
        return true;
    }
    let is_known = items.iter().any(|item| item.reason != BounceReason::Unknown);
    let has_code = first.reply_code.is_some() || first.enhanced_status.is_some();
    let has_recipient = items.iter().any(|item| item.final_recipient.is_some());
    match specificity {
        Specificity::Own | Specificity::Marked if error.reason == ConnectionReason::Unknown => {
            is_known || has_code
        }
        Specificity::Own | Specificity::Marked if has_recipient && has_code => {
            !items.iter().all(|item| is_about_login(item.reason))
        }
        Specificity::Marked if has_code && !is_of_own_server(first.reason) => true,
        Specificity::Marked => false,
        Specificity::Own => {
            is_known
                && has_code
                && error.response_code.is_none()
                && says_the_same(error.reason, first.reason)
        }
        Specificity::Alone => {
            let has_server = first.remote_mta.is_some() || first.reporting_mta.is_some();
            has_recipient
                || has_server
                || (has_code && (is_known || error.reason == ConnectionReason::Unknown))
        }
        Specificity::Either if shown_for == ShownFor::Mailbox => has_recipient || has_code,
        Specificity::Either => is_known || has_code,
    }
}

/// Whether a server gives this reason to a program that submits mail, and not about a recipient's
/// mailbox. Includes `Unknown`.
const fn is_about_login(reason: BounceReason) -> bool {
    matches!(
        reason,
        BounceReason::LoginRefused
            | BounceReason::LoginRequired
            | BounceReason::RelayDenied
            | BounceReason::Unknown
    )
}

/// The same, plus the reasons that a program reports about its own submission server.
const fn is_of_own_server(reason: BounceReason) -> bool {
    let is_of_network = matches!(
        reason,
        BounceReason::ServerUnreachable
            | BounceReason::ServerTrouble
            | BounceReason::DnsFailed
            | BounceReason::TlsFailed
            | BounceReason::RateLimited
            | BounceReason::Deferred
    );
    is_of_network || is_about_login(reason)
}

/// Whether both readers say the same of the login. A fault is not the same: in a bounce it is the
/// recipient's server that has it.
const fn says_the_same(error: ConnectionReason, bounce: BounceReason) -> bool {
    matches!(
        (error, bounce),
        (ConnectionReason::LoginRefused, BounceReason::LoginRefused)
            | (ConnectionReason::LoginRequired, BounceReason::LoginRequired)
    )
}

#[cfg(test)]
mod tests;
