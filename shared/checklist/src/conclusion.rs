//! Conclusions: ranked causes, each with the evidence for it, the evidence against it and what
//! could not be judged.
//!
//! This is the only module that judges. A playbook asks and routes; the page, the ticket, the
//! report, the agent's view and the terminal show the first ranked cause. The causes follow only
//! from a closed table of [`Rule`]s, and a rule is data. The complaint is an input: a cause that
//! does not explain it comes later and is never the headline. Pure. Must never contain texts, and
//! must never blame anyone for a failure on our side.
//!
//! Reading order: [`crate::cause`] is the output, [`known`] the input ([`crate::side`]: the side
//! that a bounce is about), [`rule`] the shape of a rule, [`rules`] the table, [`explains`] which
//! complaints a cause explains, [`rank()`] how the table is applied, [`list`] how it is applied to
//! several mailboxes.

mod explains;
mod known;
mod list;
mod publish;
mod rank;
mod rule;
mod rules;
#[cfg(test)]
mod tests;

pub(crate) use explains::explains;
pub use known::{Known, complaint, said};
pub(crate) use list::known_of_one;
pub use rank::rank;
pub(crate) use rank::{follow, is_of_no_program, less_sure};
pub use rule::{ConfidenceSource, Group, OwnerSource, Rule, Sign, When};
pub use rules::{GROUPS, TABLE};

pub use crate::arrived::{Arrived, ArrivedSign, side_of};
pub use crate::cause::{CauseCode, Conclusion, Grounds, ToPublish};
pub use crate::grounds::{Refusal, Said, ShownError};
pub use crate::side::{PastedContext, Side};

use diagnosis::finding::Finding;
use mail::reading::Reading;

use crate::playbook::Playbook;
use crate::{Evidence, Visit};

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
    let refusals = Refusal::all(
        reading.items(),
        &PastedContext { corrected: whose, ..PastedContext::default() },
    );
    let shown = reading.connection().map(ShownError::of).into_iter().collect();
    let arrived = reading.message().map(|message| {
        Arrived::all(message, if whose == Some(Side::Sent) { Side::Sent } else { Side::Received })
    });
    let arrived = arrived.unwrap_or_default();
    rank(&Known {
        refusals,
        shown,
        arrived,
        has_unread_error: !reading.is_understood(),
        ..Known::default()
    })
}

/// The causes at one step of a walk: only the answers on this path count.
#[must_use]
pub fn conclude_on(playbook: &Playbook, evidence: &Evidence, path: &[Visit]) -> Vec<Conclusion> {
    list::rank_all(playbook, evidence, path)
}
