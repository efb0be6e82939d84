//! Several domains: each is judged by itself, and what several have in common is said once.
//!
//! The domains of a list may have nothing to do with each other. What is well in one must never speak against what is
//! broken in another, nor explain it.

use super::rank::{in_order, join, rank, weight};
use super::{CauseCode, Conclusion, Known, TABLE};
use crate::mail::Domain;
use crate::mail::list::InError;
use crate::session::Evidence;

use super::known::Said;

/// The causes of several domains; those of the domains with a mailbox in error before the others.
pub(super) fn rank_list(evidence: &Evidence<'_>, said: &[Said]) -> Vec<Conclusion> {
    let complained_of = complained_of(evidence);
    let mut found: Vec<(bool, Conclusion)> = Vec::new();
    for domain in &evidence.domains {
        let is_complained_of = complained_of.contains(&domain);
        let known = if is_complained_of {
            Known::of_domain(evidence, domain, said.to_vec())
        } else {
            // Nobody says that anything is wrong there: what was said is about the others.
            Known { findings: evidence.findings_of(domain).collect(), ..Known::default() }
        };
        if known.is_nothing() {
            continue;
        }
        for mut conclusion in rank(&known) {
            conclusion.domains.push(domain.clone());
            match found.iter_mut().find(|(_, earlier)| is_same(earlier, &conclusion)) {
                Some((is_urgent, earlier)) => {
                    *is_urgent |= is_complained_of;
                    join(earlier, conclusion);
                }
                None => found.push((is_complained_of, conclusion)),
            }
        }
    }
    let rule_count = TABLE.iter().copied().flatten().count();
    let number = |(is_urgent, mut conclusion): (bool, Conclusion)| {
        // What was not measured and holds for all of them is about the customer, and about no domain.
        let is_measured = !conclusion.because.is_empty() || !conclusion.patterns.is_empty();
        if !is_measured && conclusion.domains.len() == complained_of.len() {
            conclusion.domains.clear();
        }
        let order = (weight(&conclusion) * 2 + usize::from(!is_urgent)) * rule_count + place(conclusion.cause);
        (order, conclusion)
    };
    in_order(found.into_iter().map(number).collect())
}

/// Where the first rule of a cause stands.
fn place(cause: CauseCode) -> usize {
    TABLE.iter().copied().flatten().position(|rule| rule.cause == cause).unwrap_or_default()
}

/// Whether two domains have the same cause in the same way, so that one sentence is enough.
fn is_same(one: &Conclusion, other: &Conclusion) -> bool {
    let way = |conclusion: &Conclusion| (conclusion.cause, conclusion.confidence, conclusion.owner);
    way(one) == way(other) && one.publish == other.publish
}

/// The domains with a mailbox that does not work, or of which nobody has said that it does; all of them where every
/// mailbox works.
fn complained_of<'a>(evidence: &'a Evidence<'_>) -> Vec<&'a Domain> {
    let works = |domain: &Domain| {
        let mut of_domain = evidence.mailboxes.iter().filter(|mailbox| mailbox.address.domain() == domain).peekable();
        of_domain.peek().is_some() && of_domain.all(|mailbox| mailbox.in_error == InError::No)
    };
    let complained_of: Vec<&Domain> = evidence.domains.iter().filter(|domain| !works(domain)).collect();
    if complained_of.is_empty() { evidence.domains.iter().collect() } else { complained_of }
}
