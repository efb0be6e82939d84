//! What is done with the table: each rule that holds gives a conclusion, rules of one cause are one conclusion.
//!
//! The order is that of the table, where what has to be mended first stands first; what is only possible comes after
//! what is likely or measured.

use super::publish::to_publish;
use super::{Conclusion, Grounds, Known, Rule, Sure, TABLE, When, Whose};
use crate::finding::{FindingSeverity, Owner};
use crate::gather::sort_short;
use crate::playbook::Confidence;

/// The causes that follow, the first to be mended first. Never empty.
#[must_use]
pub fn rank(known: &Known<'_>) -> Vec<Conclusion> {
    let mut conclusions: Vec<Conclusion> = Vec::new();
    for rule in TABLE.iter().copied().flatten() {
        if !is_read(rule.when, &conclusions, known) || !rule.holds(known) {
            continue;
        }
        let found = follow(rule, known);
        match conclusions.iter_mut().find(|earlier| earlier.cause == found.cause) {
            Some(earlier) => join(earlier, found),
            None => conclusions.push(found),
        }
    }
    for conclusion in &mut conclusions {
        conclusion.publish = to_publish(conclusion, known);
    }
    in_order(conclusions.into_iter().map(|conclusion| (weight(&conclusion), conclusion)).collect())
}

/// What is likely or measured, then what is only possible, then how the whole stands.
pub(super) const fn weight(conclusion: &Conclusion) -> usize {
    match conclusion.confidence {
        _ if !conclusion.cause.is_trouble() => 2,
        Confidence::Possible => 1,
        Confidence::Likely | Confidence::Certain => 0,
    }
}

/// The smallest number first; what has the same number stays in its order.
pub(super) fn in_order(mut numbered: Vec<(usize, Conclusion)>) -> Vec<Conclusion> {
    sort_short(&mut numbered, |(before, _), (after, _)| before > after);
    numbered.into_iter().map(|(_, conclusion)| conclusion).collect()
}

fn is_read(when: When, conclusions: &[Conclusion], known: &Known<'_>) -> bool {
    let is_problem = |code| known.findings.iter().any(|finding| finding.code == code && finding.severity == FindingSeverity::Problem);
    match when {
        When::Always => true,
        When::NothingBroken => !conclusions.iter().flat_map(|conclusion| &conclusion.because).any(|&code| is_problem(code)),
        When::NothingElse => conclusions.is_empty(),
    }
}

/// The conclusion of a rule that holds.
fn follow(rule: &Rule, known: &Known<'_>) -> Conclusion {
    let mut grounds = Grounds::default();
    rule.all.iter().chain(rule.any).for_each(|sign| sign.cite(known, &mut grounds));
    let mut against = Grounds::default();
    let mut confidence = match rule.confidence {
        Sure::Is(confidence) => confidence,
        Sure::AsTheBounce => grounds.bounce.iter().map(|refusal| refusal.confidence).max().unwrap_or(Confidence::Possible),
    };
    for sign in rule.against.iter().filter(|sign| sign.holds(known)) {
        sign.cite(known, &mut against);
        confidence = less_sure(confidence);
    }
    let is_unjudged =
        |code: &_| known.findings.iter().any(|finding| finding.code == *code && finding.severity == FindingSeverity::Unjudged);
    let owner = match rule.owner {
        Whose::Is(owner) => Some(owner),
        Whose::OfTheFinding => grounds.findings.first().map(|code| code.owner()),
        Whose::OfTheBounce => grounds.bounce.first().and_then(|refusal| refusal.owner.or_else(|| refusal.reason.owner())),
    };
    Conclusion {
        cause: rule.cause,
        domains: Vec::new(),
        confidence,
        owner: owner.unwrap_or(Owner::Nobody),
        because: grounds.findings,
        answers: grounds.answers,
        bounce: grounds.bounce,
        patterns: grounds.patterns,
        against,
        unjudged: rule.wanted.iter().copied().filter(is_unjudged).collect(),
        publish: None,
    }
}

const fn less_sure(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::Certain => Confidence::Likely,
        Confidence::Likely | Confidence::Possible => Confidence::Possible,
    }
}

/// Two rules of one cause: the surer one says how sure it is and whose job, both are cited.
pub(super) fn join(earlier: &mut Conclusion, other: Conclusion) {
    if other.confidence > earlier.confidence {
        (earlier.confidence, earlier.owner) = (other.confidence, other.owner);
    }
    let mut grounds = Grounds {
        findings: std::mem::take(&mut earlier.because),
        answers: std::mem::take(&mut earlier.answers),
        bounce: std::mem::take(&mut earlier.bounce),
        patterns: std::mem::take(&mut earlier.patterns),
    };
    grounds.join(Grounds { findings: other.because, answers: other.answers, bounce: other.bounce, patterns: other.patterns });
    (earlier.because, earlier.answers) = (grounds.findings, grounds.answers);
    (earlier.bounce, earlier.patterns) = (grounds.bounce, grounds.patterns);
    earlier.domains.extend(other.domains);
    earlier.against.join(other.against);
    for code in other.unjudged {
        if !earlier.unjudged.contains(&code) {
            earlier.unjudged.push(code);
        }
    }
}
