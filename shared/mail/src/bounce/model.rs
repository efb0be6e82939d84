//! The result of reading a bounce. Its JSON is the public output of `sportello explain`.

use serde::{Serialize, Serializer};
use terms::Owner;
use terms::ServerText;
use terms::{Confidence, Retry};

use super::BounceReason;
use crate::{Domain, EnhancedStatus, ProviderId, ReplyCode};

/// The explanation of a text: one item for each recipient, in the order of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The version of the JSON format.
    pub schema: u32,
    /// The recipients; empty when the text has nothing that a mail server said.
    pub items: Vec<BounceItem>,
    /// Whether the text or its list of recipients is longer than what was read.
    #[serde(rename = "cut", skip_serializing_if = "std::ops::Not::not")]
    pub is_cut: bool,
}

/// What happened to one recipient. What the text does not say is absent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BounceItem {
    /// The address of the last delivery or delivery attempt (RFC 3464 §2.3.2).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub final_recipient: Option<ServerText>,
    /// The address that the sender used, if the report gives it (RFC 3464 §2.3.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_recipient: Option<ServerText>,
    /// The alias, list or forward that expanded to the recipient, as the report names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expanded_from: Option<ServerText>,
    /// The sender in the header of the returned message. Used to find the customer's side, never
    /// the reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_sender: Option<ServerText>,
    /// The domains that the text of the refusal names as the sender's, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sender_domains: Vec<Domain>,
    /// The reply code of the server that refused.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "as_text")]
    pub reply_code: Option<ReplyCode>,
    /// The enhanced status code (RFC 3463): the server's, else the report's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status: Option<EnhancedStatus>,
    /// The reason.
    pub reason: BounceReason,
    /// Whether the message is only delayed and will be retried automatically (`Action: delayed`,
    /// RFC 3464 §2.3.3).
    #[serde(skip)]
    pub is_delayed: bool,
    /// The server that wrote the report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reporting_mta: Option<ServerText>,
    /// The server that the reporting server was connected to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remote_mta: Option<ServerText>,
    /// Who runs the server that refused: a provider's id as in `shared/mail/data/providers.toml`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// Who has to fix it, from the view of the sender: `other_side` is the recipient's side. Absent
    /// when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// Whether sending the same message again can succeed.
    pub retry: Retry,
    /// How sure the reason is.
    pub confidence: Confidence,
    /// The time of the last attempt, as written in the report (RFC 5322 §3.3).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<ServerText>,
    /// What the server said, without the codes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_text: Option<ServerText>,
}

impl BounceItem {
    /// The result for the message: a network fault that only delays it is not a failure yet.
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

    /// Whether the message was forwarded: an earlier address is in another domain than the one that
    /// refused.
    #[must_use]
    pub fn is_forwarded(&self) -> bool {
        let domain = |address: &Option<ServerText>| {
            address.as_ref().and_then(|address| domain_of(address.as_str()))
        };
        let Some(last) = domain(&self.final_recipient) else { return false };
        [&self.original_recipient, &self.expanded_from]
            .into_iter()
            .filter_map(domain)
            .any(|earlier| earlier != last)
    }

    /// Whether forwarding causes the refusal: the forwarding server is not permitted by the
    /// sender's domain, so a change of the DNS records does not help.
    #[must_use]
    pub fn breaks_by_forwarding(&self) -> bool {
        use BounceReason as Reason;
        let is_proof = matches!(
            self.reason,
            Reason::SpfRefused
                | Reason::DkimRefused
                | Reason::DmarcRefused
                | Reason::SenderUnauthenticated
        );
        is_proof && self.is_forwarded()
    }
}

/// The domain of an address, if it has a valid one.
pub(super) fn domain_of(address: &str) -> Option<Domain> {
    Domain::parse(address.rsplit_once('@')?.1.trim_end_matches(['>', ')', '.'])).ok()
}

impl Explanation {
    /// The version of the JSON format; new fields do not change it.
    pub const SCHEMA: u32 = 1;
}

fn as_text<S: Serializer>(code: &Option<ReplyCode>, serializer: S) -> Result<S::Ok, S::Error> {
    match code {
        Some(code) => serializer.collect_str(code),
        None => serializer.serialize_none(),
    }
}
