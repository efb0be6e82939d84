//! The condition on a pasted bounce.

use std::fmt;

use mail::bounce::{BounceItem, BounceReason};
use mail::{EnhancedStatus, ProviderId, ReplyCode};
use serde::{Deserialize, Serialize};

use crate::side::Side;

/// A condition on one recipient of a pasted bounce. All given fields must fit the same recipient;
/// without any field, every bounce fits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
pub struct BounceIs {
    /// The reason of the refusal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<BounceReason>,
    /// The side that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The provider whose server refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<ProviderId>,
    /// The SMTP reply code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_code: Option<ReplyCode>,
    /// The enhanced status code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enhanced_status: Option<EnhancedStatus>,
}

impl BounceIs {
    /// Whether an explained recipient fits; `side` is its side, where known.
    #[must_use]
    pub fn fits(&self, item: &BounceItem, side: Option<Side>) -> bool {
        self.side.is_none_or(|wanted| side == Some(wanted))
            && self.reason.is_none_or(|reason| item.reason == reason)
            && (self.provider.is_none() || item.provider == self.provider)
            && (self.reply_code.is_none() || item.reply_code == self.reply_code)
            && (self.enhanced_status.is_none() || item.enhanced_status == self.enhanced_status)
    }
}

impl fmt::Display for BounceIs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("bounce")?;
        if let Some(reason) = self.reason {
            write!(formatter, " {}", reason.as_str())?;
        }
        if let Some(side) = self.side {
            write!(formatter, " {}", side.as_str())?;
        }
        if let Some(provider) = &self.provider {
            write!(formatter, " by {}", provider.as_str())?;
        }
        if let Some(code) = self.reply_code {
            write!(formatter, " {code}")?;
        }
        if let Some(status) = self.enhanced_status {
            write!(formatter, " {status}")?;
        }
        Ok(())
    }
}
