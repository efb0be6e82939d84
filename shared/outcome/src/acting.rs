//! What there is to do about a conclusion, for the person who reads it: one thing, that fits whose job it is.
//!
//! Pure; must never hold words, nor say that something is the operator's own job where the mail was measured elsewhere.

use checklist::Evidence;
use checklist::conclusion::{CauseCode, Conclusion};
use checklist::playbook::Playbook;
use diagnosis::finding::{Finding, FindingCode, Owner};

/// The one thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Follow the steps of the fix.
    Steps,
    /// Hand over to the operator's people.
    Ticket,
    /// Tell somebody else, in a message.
    Message,
    /// Wait.
    Wait,
}

/// What there is to do about this conclusion.
#[must_use]
pub fn act(playbook: &Playbook, evidence: &Evidence<'_>, conclusion: &Conclusion) -> Act {
    match (conclusion.cause, conclusion.owner) {
        // Nobody can be told from here whose job it is: a person looks at it.
        (CauseCode::CouldNotJudge, _) => Act::Ticket,
        // What is left is where only the customer can look.
        (CauseCode::AllWell | CauseCode::WorkingAgain, _) | (_, Owner::You) => Act::Steps,
        (_, Owner::Nobody) => Act::Wait,
        _ if is_operators_own(playbook, evidence, conclusion) => Act::Ticket,
        _ => Act::Message,
    }
}

/// Whether the fix is the job of the operator of this page: its service's, or that of the mail which it provides.
#[must_use]
pub fn is_operators_own(playbook: &Playbook, evidence: &Evidence<'_>, conclusion: &Conclusion) -> bool {
    // Whoever runs the mail by the records of the domain, where that is somebody with a name of their own.
    let is_others = |finding: &Finding| {
        let provider = finding.params.provider.as_ref().filter(|_| finding.code == FindingCode::ProviderIdentified);
        provider.is_some_and(|provider| provider.display_name() != playbook.contact.name)
    };
    let is_elsewhere = |finding: &Finding| finding.code == FindingCode::MailProviderChanged || is_others(finding);
    let is_measured_elsewhere = || match conclusion.domains.as_slice() {
        [] => evidence.findings().any(is_elsewhere),
        domains => domains.iter().any(|domain| evidence.findings_of(domain).any(is_elsewhere)),
    };
    match conclusion.owner {
        Owner::Service => true,
        Owner::MailProvider => playbook.runs_mail() && !is_measured_elsewhere(),
        Owner::You | Owner::DomainAdmin | Owner::OtherSide | Owner::Nobody => false,
    }
}
