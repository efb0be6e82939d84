//! What a guessed host says: that a service works there, or nothing at all.
//!
//! A host is guessed where neither the operator nor the domain names one (RFC 6186). Then the common names are tried one
//! after the other. One that does what it was asked for is as good as any; one that fails, refuses or shows something else
//! was perhaps never meant for it, also where it does the other half of the work: many domains read mail at `mail` and
//! send it at `smtp`. So nothing is accused on a guessed name.

use super::{Finding, FindingSeverity, service, webmail};
use crate::probe::{CheckKind, Diagnosis, ProbeKind, ProbeRun};
use mail::Domain;

/// Whether a check was tried at guessed hosts only.
pub(super) fn is_guess(diagnosis: &Diagnosis, check: CheckKind) -> bool {
    let mut runs = diagnosis.of_check(check).peekable();
    runs.peek().is_some() && runs.all(|run| run.target.is_guessed)
}

/// Whether a check was tried at guessed hosts only, and none of them does what it was asked for. Other names may still
/// be tried then.
pub(super) fn is_silent(diagnosis: &Diagnosis, check: CheckKind) -> bool {
    is_guess(diagnosis, check) && answering(diagnosis, check).is_none()
}

/// The first of the hosts that does what it was asked for.
pub(super) fn answering(diagnosis: &Diagnosis, check: CheckKind) -> Option<&Domain> {
    diagnosis.of_check(check).find(|run| works(run)).map(|run| &run.target.host)
}

/// Whether a host does what it was asked for, so that no other name has to be tried.
#[must_use]
pub fn works(run: &ProbeRun) -> bool {
    if run.kind == ProbeKind::Webmail { webmail::is_webmail(run) } else { service::is_up(run) }
}

/// The names that were tried, each once.
pub(super) fn hosts(diagnosis: &Diagnosis, check: CheckKind) -> Vec<Domain> {
    let mut hosts = Vec::new();
    for run in diagnosis.of_check(check) {
        if !hosts.contains(&run.target.host) {
            hosts.push(run.target.host.clone());
        }
    }
    hosts
}

/// Another name may be the right one, so what is found at this one is a risk at most.
pub(super) fn soften(findings: &mut [Finding]) {
    for finding in findings {
        finding.severity = finding.severity.min(FindingSeverity::Warning);
    }
}
