//! The conclusions of one session: a single mailbox or domain as a whole, a list in groups of
//! mailboxes with the same cause.
//!
//! The domains of a list may be unrelated. A good result of one must never count against a fault of
//! another, nor explain it; and the error shown for one mailbox is only about that mailbox.

use mail::list::{InError, ListedMailbox};
use mail::reading::Reading;
use mail::{Domain, Mailbox};

use super::known::{complaint, said, was_asked};
use super::rank::{in_order, join, rank, weight};
use super::{CauseCode, Conclusion, Known, PastedContext, Refusal, Said, ShownError, Side, TABLE};
use crate::playbook::{Complaint, Playbook};
use crate::{Evidence, Visit};

/// The causes at one step of a walk; empty while nothing is known.
pub(super) fn rank_all(
    playbook: &Playbook,
    evidence: &Evidence,
    path: &[Visit],
) -> Vec<Conclusion> {
    let asked = Asked::new(playbook, evidence, path);
    if evidence.mailboxes.is_empty() {
        let known = asked.of_one();
        return if known.is_nothing() { Vec::new() } else { rank(&known) };
    }
    asked.rank_list()
}

/// What is known of a single mailbox or domain at one step of a walk.
pub(crate) fn known_of_one<'a>(
    playbook: &Playbook,
    evidence: &'a Evidence,
    path: &'a [Visit],
) -> Known<'a> {
    Asked::new(playbook, evidence, path).of_one()
}

/// What applies to all mailboxes.
struct Asked<'a> {
    evidence: &'a Evidence,
    path: &'a [Visit],
    complaint: Option<Complaint>,
    was_asked: bool,
    said: Vec<Said>,
}

/// Mailboxes of one domain that show the same error, or no error.
struct Group<'a> {
    domain: &'a Domain,
    error: Option<&'a str>,
    mailboxes: Vec<Mailbox>,
    is_in_error: bool,
}

impl<'a> Asked<'a> {
    fn new(playbook: &Playbook, evidence: &'a Evidence, path: &'a [Visit]) -> Self {
        Self {
            evidence,
            path,
            complaint: complaint(playbook, path),
            was_asked: was_asked(playbook, path),
            said: said(playbook, path),
        }
    }

    /// What is known of the single mailbox or domain.
    fn of_one(&self) -> Known<'a> {
        Known {
            complaint: self.complaint,
            was_asked: self.was_asked,
            findings: self.evidence.findings().collect(),
            said: self.said.clone(),
            refusals: self.evidence.refusals(self.complaint, self.path),
            shown: self.evidence.shown(self.path),
            arrived: self.evidence.arrived(self.complaint, self.path),
            patterns: Vec::new(),
            has_unread_error: false,
        }
    }

    /// What is known of a group of mailboxes that do not work or may not work.
    fn of_group(&self, group: &Group<'_>) -> Known<'a> {
        let is_about = |pattern: &&diagnosis::finding::Pattern| {
            pattern.params.domain.as_ref().is_none_or(|only| only == group.domain)
        };
        let (mut refusals, mut shown) =
            (self.evidence.refusals(self.complaint, self.path), self.evidence.shown(self.path));
        let reading = group.error.and_then(|error| self.evidence.pasted.reading(error));
        let context = PastedContext {
            domains: &self.evidence.domains,
            complaint: self.complaint,
            asked_as: Some(Side::Connection),
            ..PastedContext::default()
        };
        for item in reading.map(Reading::items).unwrap_or_default() {
            match ShownError::of_reply(item, &context) {
                Some(error) => error.join_into(&mut shown),
                None => Refusal::of_error(item, &context).join_into(&mut refusals),
            }
        }
        if let Some(error) = reading.and_then(Reading::connection) {
            ShownError::of(error).join_into(&mut shown);
        }
        Known {
            complaint: self.complaint,
            was_asked: self.was_asked,
            findings: self.evidence.findings_of(group.domain).collect(),
            said: self.said.clone(),
            has_unread_error: group.is_in_error && !reading.is_some_and(Reading::is_understood),
            refusals,
            shown,
            arrived: self.evidence.arrived(self.complaint, self.path),
            patterns: self
                .evidence
                .patterns
                .iter()
                .filter(is_about)
                .map(|pattern| pattern.code)
                .collect(),
        }
    }

    /// The causes of a list; those of mailboxes in error come before others of the same weight.
    fn rank_list(&self) -> Vec<Conclusion> {
        let mut found: Vec<(bool, Conclusion)> = Vec::new();
        let groups = self.groups();
        let is_any_in_error = groups.iter().any(|group| group.is_in_error);
        for group in &groups {
            let known = self.of_group(group);
            if known.is_nothing() {
                continue;
            }
            // If some mailboxes are marked as in error, the others are not the reason for the
            // complaint.
            let is_urgent = group.is_in_error || !is_any_in_error;
            for conclusion in rank(&known) {
                add(&mut found, is_urgent, conclusion, group);
            }
        }
        for domain in self
            .evidence
            .domains
            .iter()
            .filter(|domain| groups.iter().all(|group| group.domain != *domain))
        {
            // No mailbox of this domain is in doubt: the answers are about others, and a fault here
            // is an aside.
            let known =
                Known { findings: self.evidence.findings_of(domain).collect(), ..Known::default() };
            if known.is_nothing() {
                continue;
            }
            let group = Group {
                domain,
                error: None,
                mailboxes: self.mailboxes_of(domain),
                is_in_error: false,
            };
            for conclusion in rank(&known) {
                let is_told_beside = !groups.is_empty() && conclusion.cause.is_trouble();
                let is_aside = conclusion.is_aside || is_told_beside;
                add(&mut found, groups.is_empty(), Conclusion { is_aside, ..conclusion }, &group);
            }
        }
        if found.is_empty() {
            let known = self.of_one();
            return if known.is_nothing() { Vec::new() } else { rank(&known) };
        }
        let rule_count = TABLE.iter().copied().flatten().count();
        let number = |(is_urgent, conclusion): (bool, Conclusion)| {
            let order = (weight(&conclusion) * 2 + usize::from(!is_urgent)) * rule_count
                + place(conclusion.cause);
            (order, conclusion)
        };
        in_order(found.into_iter().map(number).collect())
    }

    /// The groups of mailboxes that are in error or whose state is unknown. Mailboxes that work are
    /// in no group.
    fn groups(&self) -> Vec<Group<'a>> {
        let is_complained_of = |mailbox: &&ListedMailbox| mailbox.in_error != InError::No;
        let mut groups: Vec<Group<'a>> = Vec::new();
        let known = self
            .evidence
            .mailboxes
            .iter()
            .filter(|mailbox| self.evidence.domains.contains(mailbox.address.domain()));
        for mailbox in known.filter(is_complained_of) {
            let (domain, error) = (mailbox.address.domain(), mailbox.error_text.as_deref());
            let is_in_error = mailbox.in_error == InError::Yes;
            let same = groups.iter_mut().find(|group| {
                group.domain == domain && group.error == error && group.is_in_error == is_in_error
            });
            match same {
                Some(group) => group.mailboxes.push(mailbox.address.clone()),
                None => groups.push(Group {
                    domain,
                    error,
                    mailboxes: vec![mailbox.address.clone()],
                    is_in_error,
                }),
            }
        }
        groups
    }

    fn mailboxes_of(&self, domain: &Domain) -> Vec<Mailbox> {
        let of_domain = self
            .evidence
            .mailboxes
            .iter()
            .map(|mailbox| &mailbox.address)
            .filter(|address| address.domain() == domain);
        of_domain.cloned().collect()
    }
}

/// Adds a conclusion about a group. If another group has the same conclusion, both are merged.
fn add(
    found: &mut Vec<(bool, Conclusion)>,
    is_urgent: bool,
    mut conclusion: Conclusion,
    group: &Group<'_>,
) {
    conclusion.domains = vec![group.domain.clone()];
    conclusion.mailboxes.clone_from(&group.mailboxes);
    match found
        .iter_mut()
        .find(|(was_urgent, earlier)| *was_urgent == is_urgent && is_same(earlier, &conclusion))
    {
        Some((_, earlier)) => join(earlier, conclusion),
        None => found.push((is_urgent, conclusion)),
    }
}

/// The index of the first rule of a cause.
fn place(cause: CauseCode) -> usize {
    TABLE.iter().copied().flatten().position(|rule| rule.cause == cause).unwrap_or_default()
}

/// Whether two groups have the same conclusion, so that it needs to be shown only once.
fn is_same(one: &Conclusion, other: &Conclusion) -> bool {
    let part = |conclusion: &Conclusion| {
        (conclusion.cause, conclusion.confidence, conclusion.owner, conclusion.is_aside)
    };
    part(one) == part(other) && one.publish == other.publish
}
