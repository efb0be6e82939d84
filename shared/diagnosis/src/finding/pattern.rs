//! What the mailboxes in error have in common, in contrast to those that work: the patterns of a
//! list.
//!
//! A pure function of the list and of the provider of each domain. A pattern says where to look
//! first and blames no one. Must never base a decision on an error text.

use std::collections::{BTreeMap, BTreeSet};

use mail::list::{InError, ListedMailbox};
use mail::provider::identify;
use mail::{Domain, Mailbox};
use serde::{Deserialize, Serialize};
use terms::closed_set;
use terms::gather::gathered;

use super::provider;
use crate::probe::Diagnosis;

closed_set! {
    /// What a pattern says; the widest pattern first.
    pub enum PatternCode {
        /// Every mailbox of the list is in error.
        AllInError = "all_in_error";
        /// The mailboxes in error are those of one provider, in several domains, and no mailbox of
        /// that provider works.
        OneProvider = "one_provider";
        /// The mailboxes in error are those of one domain, and no mailbox of that domain works.
        OneDomain = "one_domain";
        /// Other mailboxes of the same domains work: the fault is in these mailboxes.
        OnlyThese = "only_these";
        /// All mailboxes in error have failed since the same day.
        SameChange = "same_change";
        /// Some mailboxes are in error, and no other pattern holds.
        NoPattern = "no_pattern";
    }
}

/// The parameters of a pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PatternParams {
    /// How many mailboxes are in error.
    pub in_error_count: u16,
    /// How many mailboxes the list has.
    pub total_count: u16,
    /// The domain in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<Domain>,
    /// The name of the provider in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The day in common.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// One pattern of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pattern {
    /// What it says.
    pub code: PatternCode,
    /// Its parameters.
    pub params: PatternParams,
    /// The mailboxes in error.
    pub mailboxes: Vec<Mailbox>,
}

closed_set! {
    /// How many mailboxes of a list are in error. Exactly one variant applies to a list that is not
    /// empty.
    pub enum InErrorCount {
        /// All of at least two.
        All = "all";
        /// At least two, but not all.
        Some = "some";
        /// Exactly one.
        One = "one";
        /// None.
        None = "none";
    }
}

impl InErrorCount {
    /// The count for this list; `None` for an empty list.
    #[must_use]
    pub fn of(list: &[ListedMailbox]) -> Option<Self> {
        match (in_error(list).count(), list.len()) {
            (_, 0) => None,
            (0, _) => Some(Self::None),
            (1, _) => Some(Self::One),
            (count, total) if count == total => Some(Self::All),
            _ => Some(Self::Some),
        }
    }
}

/// The patterns of a list, in the order of [`PatternCode::ALL`]; empty for a list of one, or if no
/// mailbox is in error. `providers` has the name of the provider of each domain, where it was
/// measured.
#[must_use]
pub fn patterns(list: &[ListedMailbox], providers: &BTreeMap<Domain, String>) -> Vec<Pattern> {
    let failing: Vec<&ListedMailbox> = in_error(list).collect();
    if failing.is_empty() || list.len() < 2 {
        return Vec::new();
    }
    let base = PatternParams {
        in_error_count: count(failing.len()),
        total_count: count(list.len()),
        ..PatternParams::default()
    };
    let mut found = Vec::new();
    let mut say = |code, params| {
        found.push(Pattern {
            code,
            params,
            mailboxes: failing.iter().map(|one| one.address.clone()).collect(),
        })
    };

    if failing.len() == list.len() {
        say(PatternCode::AllInError, base.clone());
    }
    let works = |one: &&ListedMailbox| one.in_error == InError::No;
    let domains: BTreeSet<&Domain> = gathered(failing.iter().map(|one| one.address.domain()));
    let has_working =
        |domain: &Domain| list.iter().filter(works).any(|one| one.address.domain() == domain);
    let provider_of = |one: &&ListedMailbox| providers.get(one.address.domain());
    // If a provider is unknown, nothing is said about providers.
    if let Some(Some(provider)) = one_of(failing.iter().map(provider_of))
        && domains.len() > 1
        && !list.iter().filter(works).any(|one| provider_of(&one) == Some(provider))
    {
        say(
            PatternCode::OneProvider,
            PatternParams { provider: Some(provider.clone()), ..base.clone() },
        );
    }
    if let Some(&domain) = one_of(domains.iter())
        && failing.len() > 1
        && !has_working(domain)
    {
        say(PatternCode::OneDomain, PatternParams { domain: Some(domain.clone()), ..base.clone() });
    }
    if domains.iter().all(|domain| has_working(domain)) {
        say(PatternCode::OnlyThese, base.clone());
    }
    if let Some(Some(since)) = one_of(failing.iter().map(|one| one.since.as_ref()))
        && failing.len() > 1
    {
        say(PatternCode::SameChange, PatternParams { since: Some(since.clone()), ..base.clone() });
    }
    if found.is_empty() {
        let mailboxes = failing.iter().map(|one| one.address.clone()).collect();
        found.push(Pattern { code: PatternCode::NoPattern, params: base, mailboxes });
    }
    found
}

/// The name of the provider of a diagnosed domain: that of a known provider, otherwise the last two
/// labels of its first MX host.
#[must_use]
pub fn provider_name(diagnosis: &Diagnosis) -> Option<String> {
    let known =
        identify(&provider::seen(diagnosis)).and_then(|known| known.provider.or(known.gateway));
    let named = known.map(|(id, _)| id.display_name().to_owned());
    named.or_else(|| {
        diagnosis.mx()?.hosts.first().map(|host| host.name.last_two_labels().to_owned())
    })
}

fn in_error(list: &[ListedMailbox]) -> impl Iterator<Item = &ListedMailbox> {
    list.iter().filter(|one| one.in_error == InError::Yes)
}

fn count(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}

/// The value, if all are equal.
fn one_of<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}
