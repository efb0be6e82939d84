//! What comes out of reading a connection error. Its JSON is an item of the outside contract of `sportello explain`.

use serde::{Serialize, Serializer};

use super::{ConnectionReason, Protocol, ResponseCode};
use crate::bounce::{BounceItem, Retry};
use crate::{EnhancedStatus, ProviderId, ReplyCode};
use terms::Confidence;
use terms::Owner;
use terms::ServerText;

/// Why a mailbox could not be opened, or sent through. What the text does not say is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConnectionError {
    /// What it is about, which tells it from a bounce on the wire.
    pub about: About,
    /// What it comes down to.
    pub reason: ConnectionReason,
    /// Which protocol was being spoken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Protocol>,
    /// The response code of a server for reading (RFC 5530, RFC 3206).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub response_code: Option<ResponseCode>,
    /// The reply code of a server for sending.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub reply_code: Option<ReplyCode>,
    /// Its enhanced status code (RFC 3463).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status: Option<EnhancedStatus>,
    /// The program's own number of the error, such as `0x800CCC0E`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error_number: Option<ServerText>,
    /// Whose server it is: a provider's name as in `shared/mail/data/providers.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// Who has to act, as the owner of the mailbox sees it. Absent when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Whether the mailbox may open later, with nothing changed.
    pub retry: Retry,
    /// How sure the reason is.
    pub confidence: Confidence,
    /// What the server said, without the codes, or else everything that was shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_text: Option<ServerText>,
}

/// What an item of `sportello explain` is about; one without it is about a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// The way from a program to a mailbox.
    MailboxConnection,
}

impl ConnectionError {
    /// The same in the words of bounces, where there is a near reason, for conditions that are written in those.
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
