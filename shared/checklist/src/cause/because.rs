//! The evidence for a conclusion, as it is written: its parts are fields of the conclusion, and the
//! findings are called `because`. Must never leave out a part.

use std::borrow::Cow;

use diagnosis::finding::{FindingCode, PatternCode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Grounds;
use crate::arrived::Arrived;
use crate::grounds::{Refusal, Said, ShownError};

/// [`Grounds`] with the names of a conclusion's fields.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(super) struct Because<'a> {
    /// The findings for it.
    because: Cow<'a, [FindingCode]>,
    /// The answers for it.
    #[serde(default, skip_serializing_if = "is_empty")]
    answers: Cow<'a, [Said]>,
    /// The refusals in bounces for it.
    #[serde(default, skip_serializing_if = "is_empty")]
    bounce: Cow<'a, [Refusal]>,
    /// The errors of programs and services for it.
    #[serde(default, skip_serializing_if = "is_empty")]
    shown: Cow<'a, [ShownError]>,
    /// What headers of messages show for it.
    #[serde(default, skip_serializing_if = "is_empty")]
    arrived: Cow<'a, [Arrived]>,
    /// The patterns of the mailboxes in error for it.
    #[serde(default, skip_serializing_if = "is_empty")]
    patterns: Cow<'a, [PatternCode]>,
}

fn is_empty<T>(list: &[T]) -> bool {
    list.is_empty()
}

pub(super) fn serialize<S: Serializer>(
    Grounds { findings, answers, bounce, shown, arrived, patterns }: &Grounds,
    to: S,
) -> Result<S::Ok, S::Error> {
    let written = Because {
        because: findings.into(),
        answers: answers.into(),
        bounce: bounce.into(),
        shown: shown.into(),
        arrived: arrived.into(),
        patterns: patterns.into(),
    };
    written.serialize(to)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Grounds, D::Error> {
    let Because { because, answers, bounce, shown, arrived, patterns } =
        Because::deserialize(from)?;
    Ok(Grounds {
        findings: because.into_owned(),
        answers: answers.into_owned(),
        bounce: bounce.into_owned(),
        shown: shown.into_owned(),
        arrived: arrived.into_owned(),
        patterns: patterns.into_owned(),
    })
}
