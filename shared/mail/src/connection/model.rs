//! The result of reading a connection error. Its JSON is part of the public output of
//! `sportello explain`.

use serde::{Serialize, Serializer};
use terms::Confidence;
use terms::Owner;
use terms::ServerText;

use super::{ConnectionReason, Protocol, ResponseCode};
use crate::bounce::{BounceItem, Retry};
use crate::{EnhancedStatus, ProviderId, ReplyCode};

/// Why a mailbox could not be opened, or a message not be submitted. What the text does not say is
/// absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConnectionError {
    /// Distinguishes it from a bounce on the wire.
    pub about: About,
    /// The reason.
    pub reason: ConnectionReason,
    /// The protocol in use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Protocol>,
    /// The response code of an IMAP or POP3 server (RFC 5530, RFC 3206).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<ResponseCode>,
    /// The reply code of a submission server.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub reply_code: Option<ReplyCode>,
    /// The enhanced status code of a submission server (RFC 3463).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status: Option<EnhancedStatus>,
    /// The error number of the program, such as `0x800CCC0E`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_number: Option<ServerText>,
    /// Who runs the server: a provider's id as in `shared/mail/data/providers.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// Who has to act, from the view of the mailbox owner. Absent when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Whether the mailbox may open later without any change.
    pub retry: Retry,
    /// How sure the reason is.
    pub confidence: Confidence,
    /// What the server said, without the codes, or else the whole text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_text: Option<ServerText>,
}

/// What an item of `sportello explain` is about; an item without this field is about a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The connection from a program to a mailbox.
    MailboxConnection,
}

impl ConnectionError {
    /// The same error as a bounce with the nearest reason, if there is one, for playbook conditions
    /// that test bounces.
    #[must_use]
    pub fn as_bounce(&self) -> Option<BounceItem> {
        Some(BounceItem {
            final_recipient: None,
            original_recipient: None,
            expanded_from: None,
            original_sender: None,
            sender_domains: Vec::new(),
            reply_code: self.reply_code,
            enhanced_status: self.enhanced_status,
            reason: self.reason.as_bounce()?,
            is_delayed: false,
            reporting_mta: None,
            remote_mta: None,
            provider: self.provider.clone(),
            owner: self.owner,
            retry: self.retry,
            confidence: self.confidence,
            time: None,
            server_text: self.server_text.clone(),
        })
    }
}

fn as_text<S: Serializer>(code: &Option<ReplyCode>, serializer: S) -> Result<S::Ok, S::Error> {
    match code {
        Some(code) => serializer.collect_str(code),
        None => serializer.serialize_none(),
    }
}
