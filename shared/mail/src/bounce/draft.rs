//! The data read about one recipient, before it is interpreted.

use std::net::IpAddr;

use crate::EnhancedStatus;

/// The most text that is kept about one recipient, in bytes: four times what is shown of it.
pub(super) const MAX_DIAGNOSTIC_BYTES: usize = 2 * 1024;

/// One recipient and what the text says about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// The address as written.
    pub(super) recipient: Option<String>,
    /// The result for the message (RFC 3464 §2.3.3).
    pub(super) action: Option<Action>,
    /// The status in the report (RFC 3464 §2.3.4); the server's reply takes precedence.
    pub(super) status: Option<EnhancedStatus>,
    /// The words of the server that refused, or of the server that gave up.
    pub(super) diagnostic: String,
    /// The server that wrote the report.
    pub(super) reporting_mta: Option<String>,
    /// The server that the reporting server was connected to.
    pub(super) remote_mta: Option<String>,
    /// The IP address of that server, if the text gives it.
    pub(super) remote_address: Option<IpAddr>,
    /// The time, as written.
    pub(super) time: Option<String>,
    /// The address that the sender used (RFC 3464 §2.3.1).
    pub(super) original_recipient: Option<String>,
    /// The alias or list that expanded to the recipient.
    pub(super) expanded_from: Option<String>,
    /// The sender of the returned message.
    pub(super) original_sender: Option<String>,
    /// Whether the text is known to come from a mail system, by its list of recipients or its
    /// words. Otherwise it can be an error of the customer's own program.
    pub(super) is_told: bool,
    /// What the text part says about this recipient, in addition to the report's fields.
    pub(super) context: String,
}

/// The result for the message (RFC 3464 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Action {
    /// Delivery was given up.
    Failed,
    /// Not delivered yet: it is still retried.
    Delayed,
    /// Delivered, relayed or expanded.
    Done,
}

impl Draft {
    /// Adds what the text part says about the same recipient. Some systems (Exim) give the cause
    /// only there.
    pub(super) fn complete_from(&mut self, written: &[Self], is_only: bool) {
        let is_same = |other: &&Self| match (&self.recipient, &other.recipient) {
            (Some(ours), Some(theirs)) => ours.eq_ignore_ascii_case(theirs),
            _ => is_only && written.len() == 1,
        };
        // If both name only one recipient, it is the same one, even under different names.
        let Some(other) = written
            .iter()
            .find(is_same)
            .or_else(|| written.first().filter(|_| is_only && written.len() == 1))
        else {
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
        self.original_sender =
            self.original_sender.take().or_else(|| other.original_sender.clone());
    }
}
