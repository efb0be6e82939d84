//! Which cause comes first, whatever the checks that still run may find.
//!
//! While checks run, a sign has a third state: a running check may still decide it. A cause is known
//! ahead only if no such sign can put another cause before it or take it away. Only for a single
//! mailbox or domain. Must never name a cause that the end of the checks could change.

use diagnosis::finding::FindingCode;
use diagnosis::probe::CheckKind;

use crate::conclusion::{
    CauseCode, Conclusion, ConfidenceSource, Known, Rule, Sign, TABLE, When, explains, follow,
    is_of_no_program, known_of_one, less_sure,
};
use crate::playbook::{Confidence, Playbook, Step, StepId};
use crate::walk::{Running, walk_on};
use crate::{Evidence, Moment, Walk};

/// A headline that is known before all checks have ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAhead {
    /// The cause that will come first.
    pub first: Conclusion,
    /// The step that will show it.
    pub end: StepId,
    /// The checks that still run. Their results cannot change the cause or its owner.
    pub open: Vec<CheckKind>,
}

/// The cause that will be the headline after the checks that run now. `None` if it is not certain
/// yet, or if a question comes before the verdict.
#[must_use]
pub fn known_ahead(playbook: &Playbook, evidence: &Evidence, now: &Walk) -> Option<KnownAhead> {
    if !evidence.mailboxes.is_empty() {
        return None;
    }
    let running = || evidence.step_runs().filter(|run| !run.is_ended);
    let open: Vec<CheckKind> = running()
        .flat_map(|run| &run.states)
        .filter(|(_, state)| !state.is_settled())
        .map(|(&check, _)| check)
        .collect();
    // The results of the last check may still be on their way.
    running().next().filter(|_| !open.is_empty())?;
    let known = known_of_one(playbook, evidence, &now.path);
    let first = first(&Open { known: &known, checks: &open })?;
    let moment = Moment::new(playbook, evidence, &now.path);
    let is_early = playbook.asks_for_complaint() && !moment.was_complaint_asked();
    if is_early && !first.stops_everything() {
        return None;
    }
    let then = walk_on(playbook, evidence, Running::CountsAsEnded);
    let end = then.current()?;
    matches!(playbook.steps.get(end), Some(Step::Conclude(_))).then(|| KnownAhead {
        first,
        end: end.clone(),
        open,
    })
}

/// What is known, and which checks may still add to it.
struct Open<'a> {
    known: &'a Known<'a>,
    checks: &'a [CheckKind],
}

/// Whether a sign or a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Truth {
    DoesNotHold,
    Open,
    Holds,
}

/// The conclusion that no open sign can remove from the first place.
fn first(open: &Open<'_>) -> Option<Conclusion> {
    for rule in TABLE.iter().copied().flatten() {
        let truth = open.rule(rule);
        if truth == Truth::DoesNotHold || open.is_never_first(rule) {
            continue;
        }
        // What such a rule needs of the other causes is not known before the end.
        if truth == Truth::Open || rule.when != When::Always {
            return None;
        }
        let found = follow(rule, open.known);
        if is_of_no_program(&found, open.known) {
            continue;
        }
        let may_weaken = rule.against.iter().filter(|sign| open.sign(**sign) == Truth::Open);
        let least = may_weaken.fold(found.confidence, |sure, _| less_sure(sure));
        let is_first = found.cause.is_trouble()
            && least > Confidence::Possible
            && explains(&found, open.known)
            && !open.may_change_owner(&found);
        if is_first {
            return Some(found);
        }
        if found.confidence > Confidence::Possible {
            return None;
        }
    }
    None
}

impl Open<'_> {
    /// Whether what follows from a rule is at most possible or does not explain the complaint,
    /// whatever is still found.
    fn is_never_first(&self, rule: &Rule) -> bool {
        let is_possible = matches!(rule.confidence, ConfidenceSource::Is(Confidence::Possible));
        let may_explain = self.known.complaint.is_none_or(|complaint| {
            rule.cause.explains().contains(&complaint) || explains_by_evidence(rule.cause)
        });
        is_possible || !may_explain || !rule.cause.is_trouble()
    }

    /// Whether a rule for the same cause may still hold, be more sure, and name another owner.
    fn may_change_owner(&self, found: &Conclusion) -> bool {
        found.confidence < Confidence::Certain
            && TABLE
                .iter()
                .copied()
                .flatten()
                .any(|rule| rule.cause == found.cause && self.rule(rule) == Truth::Open)
    }

    fn rule(&self, rule: &Rule) -> Truth {
        let any = |signs: &[Sign]| {
            let best = signs.iter().map(|sign| self.sign(*sign)).max();
            best.unwrap_or(Truth::Holds)
        };
        let all = rule.all.iter().map(|sign| self.sign(*sign));
        let none = rule.none.iter().map(|sign| match self.sign(*sign) {
            Truth::Holds => Truth::DoesNotHold,
            Truth::Open => Truth::Open,
            Truth::DoesNotHold => Truth::Holds,
        });
        let signs = all.chain([any(rule.any), any(rule.given)]).chain(none);
        signs.min().unwrap_or(Truth::Holds)
    }

    fn sign(&self, sign: Sign) -> Truth {
        if sign.holds(self.known) {
            return Truth::Holds;
        }
        let may_come = match sign {
            Sign::OneOf(group) => {
                let best = group.signs.iter().map(|sign| self.sign(*sign)).max();
                return best.unwrap_or(Truth::DoesNotHold);
            }
            Sign::Problem(code) | Sign::Trouble(code) | Sign::Seen(code) => self.may_come(code),
            Sign::MailAt(_) | Sign::TakesNoPasswords | Sign::WantsAppPassword => {
                self.may_come(FindingCode::ProviderIdentified)
            }
            Sign::AnyWarning => !self.checks.is_empty(),
            Sign::Said(_)
            | Sign::Sent(_)
            | Sign::SentFor(..)
            | Sign::Received(_)
            | Sign::Forwarded(_)
            | Sign::Shown(_)
            | Sign::ShownFor(..)
            | Sign::Complains(_)
            | Sign::RefusedBy(_)
            | Sign::Arrived(_)
            | Sign::ArrivedElsewhere(_)
            | Sign::Pattern(_) => false,
        };
        if may_come { Truth::Open } else { Truth::DoesNotHold }
    }

    /// Whether a running check may still find this.
    fn may_come(&self, code: FindingCode) -> bool {
        match only_check(code) {
            Some(check) => self.checks.contains(&check),
            None => !self.checks.is_empty(),
        }
    }
}

/// The only check that finds a code; `None` if several do.
const fn only_check(code: FindingCode) -> Option<CheckKind> {
    match (code, code.usual_check()) {
        (FindingCode::DnsNotJudged, _) => None,
        (FindingCode::ImapOk | FindingCode::ImapDown, check) => check,
        (_, Some(CheckKind::Imap)) => None,
        (_, check) => check,
    }
}

/// Whether a cause may explain a complaint by its evidence alone (see [`explains`]).
const fn explains_by_evidence(cause: CauseCode) -> bool {
    matches!(
        cause,
        CauseCode::OneServiceDown
            | CauseCode::CertificateProblem
            | CauseCode::EncryptionOutdated
            | CauseCode::DnsAfterMove
            | CauseCode::WebmailDown
    )
}
