//! Conclusions: causes, ranked, each citing what it rests on, what speaks against it and what could not be judged.
//!
//! This is the only place that judges. A playbook asks and routes; the page, the ticket, the report, support's view and the
//! terminal show the first ranked cause. The causes follow from a closed table of [`Rule`]s: a rule is data, and nothing
//! else decides. The complaint is an input: what does not explain it comes after, and is never the headline. Pure; must
//! never hold words, and what happened on our side must never accuse anybody.
//!
//! Reading order: [`model`] is what comes out, [`known`] what goes in ([`side`] whom a bounce is about), [`rule`] the shape
//! of a rule, [`rules`] the table, [`explains`] which complaints a cause explains, [`rank`] what is done with it, [`list`]
//! what that means for several mailboxes.

mod explains;
mod known;
mod list;
mod model;
mod publish;
mod rank;
mod rule;
mod rules;
mod side;
#[cfg(test)]
mod tests;

pub use known::{Known, Refusal, Said, Shown, complaint, said};
pub use model::{CauseCode, Conclusion, Grounds, ToPublish};
pub use rank::rank;
pub use rule::{Group, Rule, Sign, Sure, When, Whose};
pub use rules::{GROUPS, TABLE};
pub use side::{Asker, Side};

use crate::playbook::Playbook;
use crate::{Evidence, Visit, walk};
use diagnosis::finding::Finding;
use mail::reading::Reading;

/// The causes that the findings alone show, the first to be mended first. Never empty.
#[must_use]
pub fn conclude(findings: &[Finding]) -> Vec<Conclusion> {
    rank(&Known::of_findings(findings))
}

/// The causes that follow from a text alone. `whose` says whom the text is about. Without it, the addresses in the text decide; if
/// they do not tell, the reader counts as the sender of the message.
#[must_use]
pub fn conclude_reading(reading: &Reading, whose: Option<Side>) -> Vec<Conclusion> {
    let refusals = Refusal::all(reading.items(), &Asker { corrected: whose, ..Asker::default() });
    let shown = reading.connection().map(Shown::of).into_iter().collect();
    rank(&Known { refusals, shown, has_unread_error: !reading.is_understood(), ..Known::default() })
}

/// The causes that follow from all that a session knows by now, ranked; none as long as it knows nothing.
#[must_use]
pub fn conclude_session(playbook: &Playbook, evidence: &Evidence<'_>) -> Vec<Conclusion> {
    conclude_on(playbook, evidence, &walk(playbook, evidence).path)
}

/// The causes that follow at one place of a walk: of the answers those on this path count.
#[must_use]
pub fn conclude_on(playbook: &Playbook, evidence: &Evidence<'_>, path: &[Visit]) -> Vec<Conclusion> {
    list::rank_all(playbook, evidence, path)
}
