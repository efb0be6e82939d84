//! What the silence of a guessed host says: by itself nothing, for nobody ever said that the service is there.
//!
//! A host is guessed where neither the operator nor the domain names one (RFC 6186); then `mail.<domain>` is tried. The
//! guess is believed when the host speaks for the same service, or for the other half of a mail program's work: where
//! mail is handed in for sending it is read as well, and the other way round. Of the two ways of reading one is enough,
//! so that IMAP vouches for no POP3. A mail server vouches for no webmail: many have none.

use crate::mail::Domain;
use crate::probe::{Cause, CheckKind, Diagnosis, ProbeRun, Stage};

/// Whether a check was tried at guessed hosts only, and nothing shows that one of them is the right one.
pub(super) fn is_unfounded(diagnosis: &Diagnosis, check: CheckKind) -> bool {
    is_silent(diagnosis, check) && !diagnosis.of_check(check).any(|run| is_vouched_for(diagnosis, check, &run.target.host))
}

/// Whether a check was tried at guessed hosts only, and none of them speaks its language.
pub(super) fn is_silent(diagnosis: &Diagnosis, check: CheckKind) -> bool {
    let mut runs = diagnosis.of_check(check).peekable();
    runs.peek().is_some() && runs.all(|run| run.target.is_guessed && !speaks(run))
}

/// The checks whose servers can show that a guess is right.
pub(super) const fn witnesses(check: CheckKind) -> &'static [CheckKind] {
    match check {
        CheckKind::Submission => &[CheckKind::Imap, CheckKind::Pop3],
        CheckKind::Imap => &[CheckKind::Submission, CheckKind::Pop3],
        CheckKind::Pop3 => &[CheckKind::Submission, CheckKind::Imap],
        _ => &[],
    }
}

fn is_vouched_for(diagnosis: &Diagnosis, check: CheckKind, host: &Domain) -> bool {
    let speaks_for = |check: CheckKind| diagnosis.of_check(check).any(speaks);
    let speaks_there = |check: CheckKind| diagnosis.of_check(check).any(|run| run.target.host == *host && speaks(run));
    match check {
        CheckKind::Submission => speaks_there(CheckKind::Imap) || speaks_there(CheckKind::Pop3),
        CheckKind::Imap => speaks_there(CheckKind::Submission) && !speaks_for(CheckKind::Pop3),
        CheckKind::Pop3 => speaks_there(CheckKind::Submission) && !speaks_for(CheckKind::Imap),
        _ => false,
    }
}

/// Whether the peer speaks the language of its service, also to say no.
fn speaks(run: &ProbeRun) -> bool {
    match run.web() {
        // Any web server says "not here"; one that fails or leads elsewhere shows that something is meant to be here.
        Some(seen) => seen.hops.last().is_some_and(|hop| !(400..500).contains(&hop.status) || matches!(hop.status, 401 | 403)),
        None => run.passed(Stage::Greeting) || matches!(run.failed_at(Stage::Greeting), Some(Cause::Rejected { .. })),
    }
}
