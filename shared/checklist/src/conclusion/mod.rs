//! Conclusions: ranked causes, each with the evidence for it, the evidence against it and what
//! could not be judged.
//!
//! This is the only module that judges. A playbook asks and routes; the page, the ticket, the
//! report, the agent's view and the terminal show the first ranked cause. The causes follow only
//! from a closed table of [`Rule`]s, and a rule is data. The complaint is an input: a cause that
//! does not explain it comes later and is never the headline. Pure. Must never contain texts, and
//! must never blame anyone for a failure on our side.
//!
//! Reading order: [`model`] is the output, [`known`] the input ([`side`]: the side that a bounce is
//! about), [`rule`] the shape of a rule, [`rules`] the table, [`explains`] which complaints a cause
//! explains, [`rank()`] how the table is applied, [`list`] how it is applied to several mailboxes.

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

use diagnosis::finding::Finding;
use mail::reading::Reading;

use crate::playbook::Playbook;
use crate::{Evidence, Visit, walk};

/// The causes that follow from findings alone, in the order in which they should be fixed. Never
/// empty.
#[must_use]
pub fn conclude(findings: &[Finding]) -> Vec<Conclusion> {
    rank(&Known::of_findings(findings))
}

/// The causes that follow from a text alone. `whose` is the side that the text is about. Without
/// it, the reader counts as the sender of the message, because the reader's domains are not known
/// here.
#[must_use]
pub fn conclude_reading(reading: &Reading, whose: Option<Side>) -> Vec<Conclusion> {
    let refusals = Refusal::all(reading.items(), &Asker { corrected: whose, ..Asker::default() });
    let shown = reading.connection().map(Shown::of).into_iter().collect();
    rank(&Known { refusals, shown, has_unread_error: !reading.is_understood(), ..Known::default() })
}

/// The causes that follow from everything that a session knows, ranked; empty while nothing is
/// known.
#[must_use]
pub fn conclude_session(playbook: &Playbook, evidence: &Evidence) -> Vec<Conclusion> {
    conclude_on(playbook, evidence, &walk(playbook, evidence).path)
}

/// The causes at one step of a walk: only the answers on this path count.
#[must_use]
pub fn conclude_on(playbook: &Playbook, evidence: &Evidence, path: &[Visit]) -> Vec<Conclusion> {
    list::rank_all(playbook, evidence, path)
}
