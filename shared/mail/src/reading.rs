//! What a pasted text is: a bounce, an error of a mailbox's connection, or nothing that is known.
//!
//! The one place where it is decided which of the two readers reads a text best. Must never take the refusal of a
//! recipient for an error of the mailbox, nor the program's own trouble for that of a recipient.
//!
//! The order:
//! 1. What names a recipient and the server that refused or reports, is a bounce, whatever stands in it.
//! 2. What only one reader knows is what that one says.
//! 3. Where words are known that only a program at its own mailbox is shown (an answer of IMAP or POP3, a number of
//!    Outlook, a login, a certificate), it is a connection error, unless a recipient was refused for another reason.
//! 4. Words about networks (refused, timed out, unreachable) are a connection error where they stand alone, and a bounce
//!    beside a code, a recipient or a server of the other side.
//! 5. Words that both use of a mailbox (full, closed) are a bounce, unless a service shows them for a mailbox, alone; and so
//!    is a bare reply of which both say the same.

#[cfg(feature = "late-reader")]
pub mod installed;

use super::bounce::{BounceItem, BounceReason, Explanation, explain};
use super::connection::{ConnectionError, ConnectionReason, Sign, explained};

/// What a text is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// What mail servers said about messages: one item for each recipient.
    Bounce(Explanation),
    /// Why a mailbox could not be opened, or sent through.
    Connection(Box<ConnectionError>),
    /// Neither.
    Nothing,
}

/// Where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ShownFor {
    /// It was pasted, and may be about anything.
    Anything,
    /// A service shows it for a mailbox.
    Mailbox,
}

/// Reads a text that a person pasted.
#[must_use]
pub fn read(text: &str) -> Reading {
    read_as(text, ShownFor::Anything)
}

/// Reads the error that a service shows for a mailbox: what may be said of either is about that mailbox.
#[must_use]
pub fn read_for_mailbox(text: &str) -> Reading {
    read_as(text, ShownFor::Mailbox)
}

fn read_as(text: &str, shown_for: ShownFor) -> Reading {
    let bounce = explain(text);
    match explained(text, bounce.items.first()) {
        Some((error, sign)) if !is_bounce(&bounce.items, &error, sign, shown_for) => Reading::Connection(Box::new(error)),
        _ if bounce.items.is_empty() => Reading::Nothing,
        _ => Reading::Bounce(bounce),
    }
}

impl Reading {
    /// Whether it says why.
    #[must_use]
    pub fn is_understood(&self) -> bool {
        match self {
            Self::Bounce(bounce) => bounce.items.iter().any(|item| item.reason != BounceReason::Unknown),
            Self::Connection(error) => error.reason != ConnectionReason::Unknown,
            Self::Nothing => false,
        }
    }

    /// The name of its reason on the wire; of several recipients the first whose reason is known.
    #[must_use]
    pub fn reason_name(&self) -> Option<&'static str> {
        match self {
            Self::Bounce(bounce) => {
                bounce.items.iter().map(|item| item.reason).find(|reason| *reason != BounceReason::Unknown).map(BounceReason::as_str)
            }
            Self::Connection(error) => Some(error.reason.as_str()),
            Self::Nothing => None,
        }
    }

    /// The recipients of a bounce; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[BounceItem] {
        match self {
            Self::Bounce(bounce) => &bounce.items,
            Self::Connection(_) | Self::Nothing => &[],
        }
    }

    /// The connection error, where it is one.
    #[must_use]
    pub fn connection(&self) -> Option<&ConnectionError> {
        match self {
            Self::Connection(error) => Some(error),
            Self::Bounce(_) | Self::Nothing => None,
        }
    }
}

/// Whether the bounce's reader reads this best, where both found something.
fn is_bounce(items: &[BounceItem], error: &ConnectionError, sign: Sign, shown_for: ShownFor) -> bool {
    let Some(first) = items.first() else { return false };
    let is_reported = |item: &BounceItem| item.final_recipient.is_some() && (item.remote_mta.is_some() || item.reporting_mta.is_some());
    if items.iter().any(is_reported) {
        return true;
    }
    let is_known = items.iter().any(|item| item.reason != BounceReason::Unknown);
    let has_code = first.reply_code.is_some() || first.enhanced_status.is_some();
    let has_recipient = items.iter().any(|item| item.final_recipient.is_some());
    match sign {
        Sign::Own | Sign::Marked if error.reason == ConnectionReason::Unknown => is_known || has_code,
        Sign::Own | Sign::Marked if has_recipient && has_code => !items.iter().all(|item| is_about_login(item.reason)),
        Sign::Marked if has_code && !is_of_own_server(first.reason) => true,
        Sign::Marked => false,
        Sign::Own => is_known && has_code && error.response_code.is_none() && says_the_same(error.reason, first.reason),
        Sign::Alone => {
            let has_server = first.remote_mta.is_some() || first.reporting_mta.is_some();
            has_recipient || has_server || (has_code && (is_known || error.reason == ConnectionReason::Unknown))
        }
        Sign::Either if shown_for == ShownFor::Mailbox => has_recipient || has_code,
        Sign::Either => is_known || has_code,
    }
}

/// Reasons that a program is given for its own sending, not for a recipient's mailbox.
const fn is_about_login(reason: BounceReason) -> bool {
    matches!(reason, BounceReason::LoginRefused | BounceReason::LoginRequired | BounceReason::RelayDenied | BounceReason::Unknown)
}

/// The same, and what a program tells of its own server for sending.
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

const fn says_the_same(error: ConnectionReason, bounce: BounceReason) -> bool {
    matches!(
        (error, bounce),
        (ConnectionReason::LoginRefused, BounceReason::LoginRefused)
            | (ConnectionReason::LoginRequired, BounceReason::LoginRequired)
            | (ConnectionReason::ServerUnavailable, BounceReason::ServerTrouble)
    )
}

#[cfg(test)]
mod tests;
