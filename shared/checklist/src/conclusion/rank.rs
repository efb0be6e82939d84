//! Applies the table: each rule that holds gives a conclusion, and rules with the same cause are
//! merged.
//!
//! The order is that of the table, in which what must be fixed first comes first; merely possible
//! causes come after likely and measured ones.

use diagnosis::finding::{Finding, FindingSeverity, Owner};
use diagnosis::probe::Cause;
use terms::Confidence;
use terms::gather::sort_short;

use super::explains::explains;
use super::publish::to_publish;
use super::{
    CauseCode, Conclusion, ConfidenceSource, Grounds, Known, OwnerSource, Rule, TABLE, When,
};

/// The causes in the order in which they should be fixed; those that do not explain the complaint
/// come last. Never empty.
#[must_use]
pub fn rank(known: &Known<'_>) -> Vec<Conclusion> {
    let mut conclusions: Vec<Conclusion> = Vec::new();
    for rule in TABLE.iter().copied().flatten() {
        if !is_read(rule.when, &conclusions, known) || !rule.holds(known) {
            continue;
        }
        let found = follow(rule, known);
        if is_of_no_program(&found, known) {
            continue;
        }
        match conclusions
            .iter_mut()
            .find(|earlier| earlier.cause == found.cause && can_join(earlier, &found))
        {
            Some(earlier) => join(earlier, found),
            None => conclusions.push(found),
        }
    }
    for conclusion in &mut conclusions {
        conclusion.publish = to_publish(conclusion, known);
        conclusion.is_aside = !explains(conclusion, known);
    }
    conclusions.retain(|conclusion| !is_idle(conclusion));
    without_explanation(&mut conclusions, known);
    in_order(conclusions.into_iter().map(|conclusion| (weight(&conclusion), conclusion)).collect())
}

/// Whether the cause is about a mail program, comes only from answers, and the customer uses no
/// program.
pub(crate) fn is_of_no_program(found: &Conclusion, known: &Known<'_>) -> bool {
    let is_only_said = found.because.findings.is_empty() && !found.because.has_text();
    is_only_said && found.cause.needs_a_program() && known.uses_no_program()
}

/// Whether two conclusions with one cause can be merged. Different owners with named recipients
/// stay apart, because the fixes differ.
fn can_join(earlier: &Conclusion, other: &Conclusion) -> bool {
    earlier.owner == other.owner || earlier.recipients.is_empty() || other.recipients.is_empty()
}

/// Whether a merely possible cause should not be shown: it does not explain the complaint, or it
/// comes only from answers and another answer contradicts it.
const fn is_idle(conclusion: &Conclusion) -> bool {
    let is_possible =
        matches!(conclusion.confidence, Confidence::Possible) && conclusion.cause.is_trouble();
    let is_only_said = conclusion.because.findings.is_empty()
        && !conclusion.because.has_text()
        && conclusion.because.patterns.is_empty();
    is_possible && (conclusion.is_aside || (is_only_said && !conclusion.against.answers.is_empty()))
}

/// If there is a complaint that no cause explains, or if nothing was measured, says that it could
/// not be judged, and never that all is well.
fn without_explanation(conclusions: &mut Vec<Conclusion>, known: &Known<'_>) {
    let is_complaint = known.complaint.is_some()
        || known.was_asked
        || known.has_unread_error
        || known.findings.is_empty();
    let is_explained =
        conclusions.iter().any(|conclusion| conclusion.cause.is_trouble() && !conclusion.is_aside);
    if !is_complaint || is_explained {
        return;
    }
    conclusions.retain(|conclusion| conclusion.cause != CauseCode::AllWell);
    for conclusion in
        conclusions.iter_mut().filter(|conclusion| conclusion.cause == CauseCode::WorksWithRisks)
    {
        conclusion.is_aside = true;
    }
    if conclusions.iter().all(|conclusion| conclusion.cause != CauseCode::CouldNotJudge) {
        conclusions.push(Conclusion::new(
            CauseCode::CouldNotJudge,
            Confidence::Possible,
            Owner::Nobody,
        ));
    }
}

/// The sort key: likely and measured causes, then possible ones, then the overall state, then
/// asides.
pub(super) const fn weight(conclusion: &Conclusion) -> usize {
    match conclusion.confidence {
        _ if conclusion.is_aside => 3,
        _ if !conclusion.cause.is_trouble() => 2,
        Confidence::Possible => 1,
        Confidence::Likely | Confidence::Certain => 0,
    }
}

/// Sorts by number, lowest first; equal numbers keep their order.
pub(super) fn in_order(mut numbered: Vec<(usize, Conclusion)>) -> Vec<Conclusion> {
    sort_short(&mut numbered, |(before, _), (after, _)| before > after);
    numbered.into_iter().map(|(_, conclusion)| conclusion).collect()
}

fn is_read(when: When, conclusions: &[Conclusion], known: &Known<'_>) -> bool {
    let is_problem = |code| {
        known
            .findings
            .iter()
            .any(|finding| finding.code == code && finding.severity == FindingSeverity::Problem)
    };
    match when {
        When::Always => true,
        When::NothingBroken => !conclusions
            .iter()
            .flat_map(|conclusion| &conclusion.because.findings)
            .any(|&code| is_problem(code)),
        When::NothingLikely => !conclusions.iter().any(|found| {
            found.cause.is_trouble()
                && found.confidence > Confidence::Possible
                && explains(found, known)
        }),
        When::NothingElse => conclusions.is_empty(),
    }
}

/// The conclusion of a rule that holds.
pub(crate) fn follow(rule: &Rule, known: &Known<'_>) -> Conclusion {
    let mut grounds = Grounds::default();
    rule.all.iter().chain(rule.any).for_each(|sign| sign.cite(known, &mut grounds));
    let mut against = Grounds::default();
    let mut confidence = match rule.confidence {
        ConfidenceSource::Is(confidence) => confidence,
        ConfidenceSource::AsTheBounce => {
            let read = grounds.bounce.iter().map(|refusal| refusal.confidence);
            read.chain(grounds.shown.iter().map(|shown| shown.confidence))
                .chain(grounds.arrived.iter().map(|arrived| arrived.confidence))
                .max()
                .unwrap_or(Confidence::Possible)
        }
    };
    for sign in rule.against.iter().filter(|sign| sign.holds(known)) {
        sign.cite(known, &mut against);
        confidence = less_sure(confidence);
    }
    if confidence == Confidence::Certain && rests_on_a_time_out(&grounds, known) {
        confidence = Confidence::Likely;
    }
    let is_unjudged = |code: &_| {
        known
            .findings
            .iter()
            .any(|finding| finding.code == *code && finding.severity == FindingSeverity::Unjudged)
    };
    let owner = match rule.owner {
        OwnerSource::Is(owner) => Some(owner),
        OwnerSource::OfTheFinding => grounds.findings.first().map(|code| code.owner()),
        OwnerSource::OfTheBounce => {
            let of_bounce = grounds
                .bounce
                .first()
                .and_then(|refusal| refusal.owner.or_else(|| refusal.reason.owner()));
            of_bounce.or_else(|| {
                grounds.shown.first().and_then(|shown| shown.owner.or_else(|| shown.reason.owner()))
            })
        }
    };
    let mut recipients = Vec::new();
    for recipient in grounds.bounce.iter().flat_map(|refusal| &refusal.recipients) {
        if !recipients.contains(recipient) {
            recipients.push(recipient.clone());
        }
    }
    Conclusion {
        recipients,
        because: grounds,
        against,
        unjudged: rule.wanted.iter().copied().filter(is_unjudged).collect(),
        ..Conclusion::new(rule.cause, confidence, owner.unwrap_or(Owner::Nobody))
    }
}

/// Whether all measured problems are timeouts or unreachable hosts. This is seen from one location
/// only, and other clients may get an answer.
fn rests_on_a_time_out(grounds: &Grounds, known: &Known<'_>) -> bool {
    let is_cited = |finding: &&&Finding| {
        grounds.findings.contains(&finding.code) && finding.severity == FindingSeverity::Problem
    };
    let mut cited = known.findings.iter().filter(is_cited).peekable();
    let is_silence = |finding: &&Finding| {
        matches!(finding.params.cause, Some(Cause::Timeout { .. } | Cause::Unreachable))
    };
    cited.peek().is_some() && cited.all(is_silence)
}

pub(crate) const fn less_sure(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::Certain => Confidence::Likely,
        Confidence::Likely | Confidence::Possible => Confidence::Possible,
    }
}

/// Merges two conclusions of one cause: the more confident one gives the confidence and the owner,
/// and both give evidence.
pub(super) fn join(earlier: &mut Conclusion, other: Conclusion) {
    if other.confidence > earlier.confidence {
        (earlier.confidence, earlier.owner) = (other.confidence, other.owner);
    }
    earlier.because.join(other.because);
    for domain in other.domains {
        if !earlier.domains.contains(&domain) {
            earlier.domains.push(domain);
        }
    }
    for mailbox in other.mailboxes {
        if !earlier.mailboxes.contains(&mailbox) {
            earlier.mailboxes.push(mailbox);
        }
    }
    for recipient in other.recipients {
        if !earlier.recipients.contains(&recipient) {
            earlier.recipients.push(recipient);
        }
    }
    earlier.against.join(other.against);
    for code in other.unjudged {
        if !earlier.unjudged.contains(&code) {
            earlier.unjudged.push(code);
        }
    }
}
