//! Whether a condition of a playbook holds at a step of the path. Must never judge, or look at
//! another step.

use diagnosis::finding::{FindingSeverity, InErrorCount};

use crate::Moment;
use crate::playbook::Predicate;
use crate::side::Side;

impl Predicate {
    /// Whether the condition holds.
    #[must_use]
    pub fn holds(&self, moment: &Moment<'_>) -> bool {
        let evidence = moment.evidence;
        match self {
            Self::All(all) => all.iter().all(|predicate| predicate.holds(moment)),
            Self::Any(any) => any.iter().any(|predicate| predicate.holds(moment)),
            Self::Not(predicate) => !predicate.holds(moment),
            Self::Answer(answers) => {
                answers.iter().all(|(step, option)| moment.option_of(step) == Some(option))
            }
            Self::Finding(code) => evidence.findings_asked().any(|finding| finding.code == *code),
            Self::Problem(code) => evidence.findings_asked().any(|finding| {
                finding.code == *code && finding.severity == FindingSeverity::Problem
            }),
            Self::Check(states) => {
                states.iter().all(|(&check, &state)| evidence.is_check_in(check, state))
            }
            Self::Device(seen) => evidence.device == Some(*seen),
            Self::Mailboxes(are) => InErrorCount::of(&evidence.mailboxes) == Some(are.in_error),
            Self::Pattern(code) => evidence.patterns.iter().any(|pattern| pattern.code == *code),
            Self::Provider(id) => evidence.providers().any(|provider| provider == id),
            Self::ProviderKind(kind) => {
                evidence.providers().any(|provider| provider.kind() == Some(*kind))
            }
            Self::Bounce(is) => {
                let is_pasted = evidence
                    .sided(moment.complaint(), moment.path())
                    .any(|(item, side)| is.fits(item, Some(side)));
                let of_rows = |reading: &mail::reading::Reading| match reading.connection() {
                    // Conditions use the reasons of bounces, so the error is converted to the
                    // nearest one, if any.
                    Some(error) => error.as_bounce().is_some_and(|item| is.fits(&item, None)),
                    None => reading.items().iter().any(|item| is.fits(item, None)),
                };
                let shown = || {
                    evidence
                        .pasted
                        .on(moment.path())
                        .filter_map(|text| text.reading().connection()?.as_bounce())
                };
                is_pasted
                    || evidence.pasted.errors().any(of_rows)
                    || shown().any(|item| is.fits(&item, Some(Side::Connection)))
            }
            Self::Cause(is) => moment.first().is_some_and(|first| is.fits(first)),
            Self::Complaint(complaint) => moment.complaint() == Some(*complaint),
        }
    }
}
