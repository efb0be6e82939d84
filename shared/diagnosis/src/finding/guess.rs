//! Judges guessed hosts: a guess shows that a service works, or nothing.
//!
//! A host is guessed if neither the operator nor the domain names one (RFC 6186): common names are
//! tried in turn. If one works, it is used. If one fails, refuses or shows something else, it may
//! never have been meant for this service, even if it does a related job: many domains read mail at
//! `mail` and send it at `smtp`. Must never report a problem for a guessed name.

use mail::Domain;

use super::working::works;
use super::{Finding, FindingSeverity};
use crate::probe::{CheckKind, Diagnosis};

/// Whether a check was tried only at guessed hosts.
pub(super) fn is_guess(diagnosis: &Diagnosis, check: CheckKind) -> bool {
    let mut runs = diagnosis.of_check(check).peekable();
    runs.peek().is_some() && runs.all(|run| run.target.is_guessed)
}

/// Whether a check was tried only at guessed hosts and none of them works. Other names may still be
/// tried then.
pub(super) fn is_silent(diagnosis: &Diagnosis, check: CheckKind) -> bool {
    is_guess(diagnosis, check) && answering(diagnosis, check).is_none()
}

/// The first host that works.
pub(super) fn answering(diagnosis: &Diagnosis, check: CheckKind) -> Option<&Domain> {
    diagnosis.of_check(check).find(|run| works(run)).map(|run| &run.target.host)
}

/// The names that were tried, without duplicates.
pub(super) fn hosts(diagnosis: &Diagnosis, check: CheckKind) -> Vec<Domain> {
    let mut hosts = Vec::new();
    for run in diagnosis.of_check(check) {
        if !hosts.contains(&run.target.host) {
            hosts.push(run.target.host.clone());
        }
    }
    hosts
}

/// Limits severities to a warning, because another name may be the right one.
pub(super) fn soften(findings: &mut [Finding]) {
    for finding in findings {
        finding.severity = finding.severity.min(FindingSeverity::Warning);
    }
}
