//! The one action offered to the reader of a conclusion, chosen by who owns the fix.
//!
//! Pure. It contains no texts. Must never call a fix the operator's job when the measurements show
//! that another provider runs the mail.

use checklist::Evidence;
use checklist::conclusion::{CauseCode, Conclusion};
use checklist::playbook::Playbook;
use diagnosis::finding::{Finding, FindingCode, Owner};

/// The action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Follow the steps of the fix.
    Steps,
    /// Send a ticket to the operator's support.
    Ticket,
    /// Send a prepared message to someone else.
    Message,
    /// Wait.
    Wait,
}

/// The action for this conclusion.
#[must_use]
pub fn act(playbook: &Playbook, evidence: &Evidence, conclusion: &Conclusion) -> Act {
    match (conclusion.cause, conclusion.owner) {
        // The owner of the fix is not known, so support has to look at it.
        (CauseCode::CouldNotJudge, _) => Act::Ticket,
        // What remains can only be checked by the customer.
        (CauseCode::AllWell | CauseCode::WorkingAgain, _) | (_, Owner::You) => Act::Steps,
        (_, Owner::Nobody) => Act::Wait,
        _ if is_operators_own(playbook, evidence, conclusion) => Act::Ticket,
        _ => Act::Message,
    }
}

/// Whether the operator of this page has to make the fix: it concerns the operator's own service,
/// or mail that the operator provides.
#[must_use]
pub fn is_operators_own(playbook: &Playbook, evidence: &Evidence, conclusion: &Conclusion) -> bool {
    // The DNS records of the domain name a provider other than the operator.
    let is_others = |finding: &Finding| {
        let provider = finding
            .params
            .provider
            .as_ref()
            .filter(|_| finding.code == FindingCode::ProviderIdentified);
        provider.is_some_and(|provider| provider.display_name() != playbook.contact.name)
    };
    let is_elsewhere =
        |finding: &Finding| finding.code == FindingCode::MailProviderChanged || is_others(finding);
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
