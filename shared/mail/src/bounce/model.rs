//! What comes out of reading a bounce. Its JSON is the outside contract of `sportello explain`.

use serde::{Serialize, Serializer};

use super::BounceReason;
use crate::{Domain, EnhancedStatus, ProviderId, ReplyCode};
use terms::Confidence;
use terms::Owner;
use terms::ServerText;

/// A text, explained: one item per recipient, in the order of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The version of this form.
    pub schema: u32,
    /// The recipients; empty when the text holds nothing that a mail server said.
    pub items: Vec<BounceItem>,
    /// Whether the text or its list of recipients goes on beyond what was read.
    #[serde(rename = "cut", skip_serializing_if = "std::ops::Not::not")]
    pub is_cut: bool,
}

/// What happened to one recipient. What the text does not say is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BounceItem {
    /// The address that it was last delivered to, or would have been (RFC 3464 §2.3.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_recipient: Option<ServerText>,
    /// The address that the sender had written to, where the report tells it (RFC 3464 §2.3.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_recipient: Option<ServerText>,
    /// The alias, list or forward that led to the recipient, as the report names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expanded_from: Option<ServerText>,
    /// Who sent the message that comes back, by its own header. Tells the side and never the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_sender: Option<ServerText>,
    /// The domains that the words of the refusal name as the sender's, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sender_domains: Vec<Domain>,
    /// The reply code of the server that refused.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub reply_code: Option<ReplyCode>,
    /// The enhanced status code (RFC 3463): the server's own, else the report's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status: Option<EnhancedStatus>,
    /// What it comes down to.
    pub reason: BounceReason,
    /// Whether it is the notice that a message is late, and is tried again by itself (`Action: delayed`, RFC 3464 §2.3.3).
    #[serde(skip)]
    pub is_delayed: bool,
    /// The server that wrote the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporting_mta: Option<ServerText>,
    /// The server that it was talking to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_mta: Option<ServerText>,
    /// Whose server said it: a provider's name as in `shared/mail/data/providers.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// Whose job the fix is, as the sender of the message sees it: `other_side` is the recipient's. Absent when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Whether sending the same message again can work.
    pub retry: Retry,
    /// How sure the reason is.
    pub confidence: Confidence,
    /// When it was last tried, as written in the report (RFC 5322 §3.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<ServerText>,
    /// What the server said, without the codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_text: Option<ServerText>,
}

/// Whether sending the same message again can work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// Not before something is mended.
    Useless,
    /// Later, unchanged.
    MayWork,
    /// The text does not tell.
    Unknown,
}

impl BounceItem {
    /// What it means for the message. If a network fault only delays the message, it has not failed yet.
    #[must_use]
    pub const fn outcome(&self) -> BounceReason {
        match self.reason {
            BounceReason::ServerUnreachable
            | BounceReason::ServerTrouble
            | BounceReason::DnsFailed
            | BounceReason::TlsFailed
            | BounceReason::Expired
            | BounceReason::RateLimited
                if self.is_delayed =>
            {
                BounceReason::Deferred
            }
            reason => reason,
        }
    }

    /// Whether the message was sent on: it was written to an address of another domain than the one that refused it.
    #[must_use]
    pub fn is_forwarded(&self) -> bool {
        let domain = |address: &Option<ServerText>| address.as_ref().and_then(|address| domain_of(address.as_str()));
        let Some(last) = domain(&self.final_recipient) else { return false };
        [&self.original_recipient, &self.expanded_from].into_iter().filter_map(domain).any(|earlier| earlier != last)
    }

    /// Whether it is the forwarding that the refusal speaks of: a server that sends a message on is not among those that the
    /// sender's domain allows, so there is nothing to publish.
    #[must_use]
    pub fn breaks_by_forwarding(&self) -> bool {
        use BounceReason as Reason;
        let is_proof =
            matches!(self.reason, Reason::SpfRefused | Reason::DkimRefused | Reason::DmarcRefused | Reason::SenderUnauthenticated);
        is_proof && self.is_forwarded()
    }
}

/// The domain of an address, as far as it is one.
pub(super) fn domain_of(address: &str) -> Option<Domain> {
    Domain::parse(address.rsplit_once('@')?.1.trim_end_matches(['>', ')', '.'])).ok()
}

impl Explanation {
    /// The version of the form; fields may be added within it.
    pub const SCHEMA: u32 = 1;
}

fn as_text<S: Serializer>(code: &Option<ReplyCode>, serializer: S) -> Result<S::Ok, S::Error> {
    match code {
        Some(code) => serializer.collect_str(code),
        None => serializer.serialize_none(),
    }
}
