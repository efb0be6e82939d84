//! What was read of one recipient, before it is judged.

use std::net::IpAddr;

use crate::EnhancedStatus;

/// The most that is kept of the words about one recipient, in bytes: four times what is shown of them.
pub(super) const MAX_DIAGNOSTIC_BYTES: usize = 2 * 1024;

/// One recipient and what is said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// The address as written.
    pub(super) recipient: Option<String>,
    /// What became of the message (RFC 3464 §2.3.3).
    pub(super) action: Option<Action>,
    /// The report's own status (RFC 3464 §2.3.4); the server's words count more.
    pub(super) status: Option<EnhancedStatus>,
    /// The words of the server that refused, or of the one that gave up.
    pub(super) diagnostic: String,
    /// The server that wrote the report.
    pub(super) reporting_mta: Option<String>,
    /// The server that it was talking to.
    pub(super) remote_mta: Option<String>,
    /// That server's address, where the words name it.
    pub(super) remote_address: Option<IpAddr>,
    /// When, as written.
    pub(super) time: Option<String>,
    /// The address that the sender had written to (RFC 3464 §2.3.1).
    pub(super) original_recipient: Option<String>,
    /// The alias or list that led to the recipient.
    pub(super) expanded_from: Option<String>,
    /// Who sent the message that comes back.
    pub(super) original_sender: Option<String>,
    /// Whether a mail system tells of it, by a list of recipients or in words: what is not may be a program's own trouble.
    pub(super) is_told: bool,
    /// What the text for people says of this recipient, beside the report's own fields.
    pub(super) context: String,
}

/// What became of the message (RFC 3464 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Given up.
    Failed,
    /// Not yet: it is still tried.
    Delayed,
    /// Delivered, relayed or expanded.
    Done,
}

impl Draft {
    /// Takes what the text part says about the same recipient. Some systems (Exim) put the cause there alone.
    pub(super) fn complete_from(&mut self, written: &[Self], is_only: bool) {
        let is_same = |other: &&Self| match (&self.recipient, &other.recipient) {
            (Some(ours), Some(theirs)) => ours.eq_ignore_ascii_case(theirs),
            _ => is_only && written.len() == 1,
        };
        // One that the text lists by another name, where neither lists another.
        let Some(other) = written.iter().find(is_same).or_else(|| written.first().filter(|_| is_only && written.len() == 1)) else {
            return;
        };
        if self.diagnostic.is_empty() {
            self.diagnostic.clone_from(&other.diagnostic);
            self.remote_mta = self.remote_mta.take().or_else(|| other.remote_mta.clone());
            self.remote_address = self.remote_address.or(other.remote_address);
        } else {
            self.context = format!("{} {}", self.context, other.diagnostic);
        }
        self.recipient = self.recipient.take().or_else(|| other.recipient.clone());
        self.expanded_from = self.expanded_from.take().or_else(|| other.expanded_from.clone());
        self.original_sender = self.original_sender.take().or_else(|| other.original_sender.clone());
    }
}
