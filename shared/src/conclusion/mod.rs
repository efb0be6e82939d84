//! Conclusions: causes, ranked, each citing what it rests on, what speaks against it and what could not be judged.
//!
//! Within a session the playbook advises, and these are the other causes; where nobody is asked (the command line, a
//! report on a domain) they are all there is. The causes follow from a closed table of [`Rule`]s: a rule is data, and
//! nothing else decides. Pure; must never hold words, and what happened on our side must never accuse anybody.
//!
//! Reading order: [`model`] is what comes out, [`known`] what goes in, [`rule`] the shape of a rule, [`rules`] the table,
//! [`rank`] what is done with it, [`list`] what that means for several domains.

mod known;
mod list;
mod model;
mod publish;
mod rank;
mod rule;
mod rules;
#[cfg(test)]
mod tests;

pub use known::{Known, Refusal, Said, Side, said};
pub use model::{CauseCode, Conclusion, Grounds, ToPublish};
pub use rank::rank;
pub use rule::{Group, Rule, Sign, Sure, When, Whose};
pub use rules::{GROUPS, TABLE};

use crate::finding::Finding;
use crate::playbook::Playbook;
use crate::session::Evidence;

/// The causes that the findings alone show, the first to be mended first. Never empty.
#[must_use]
pub fn conclude(findings: &[Finding]) -> Vec<Conclusion> {
    rank(&Known::of_findings(findings))
}

/// The causes that follow from all that a session knows by now, ranked; none as long as it knows nothing.
#[must_use]
pub fn conclude_session(playbook: &Playbook, evidence: &Evidence<'_>) -> Vec<Conclusion> {
    let said = said(playbook, evidence);
    if evidence.domains.len() > 1 {
        return list::rank_list(evidence, &said);
    }
    let known = Known::of_session(evidence, said);
    if known.is_nothing() { Vec::new() } else { rank(&known) }
}
