//! Whether a service works at one host, as one probe saw it. Must never judge a failure.

use mail::TlsMode;

use super::tls;
use crate::probe::{Cause, ProbeKind, ProbeRun, Stage};

/// Whether a host works for the check, so that no other name has to be tried.
#[must_use]
pub fn works(run: &ProbeRun) -> bool {
    if run.kind == ProbeKind::Webmail { is_webmail(run) } else { is_up(run) }
}

/// Whether a mail program can use the port: it answered, and TLS does not fail.
pub(super) fn is_up(run: &ProbeRun) -> bool {
    let Some((_, tls_mode)) = run.kind.service() else { return false };
    let is_spoken = run.passed(Stage::Greeting) && run.passed(Stage::Capabilities);
    is_spoken && (tls_mode == TlsMode::Implicit || !tls_failed(run))
}

/// Whether TLS fails there, or STARTTLS is refused.
pub(super) fn tls_failed(run: &ProbeRun) -> bool {
    run.failed_at(Stage::Tls).is_some() || tls::refused_starttls(run).is_some()
}

/// Whether any page opens there. Status 401 and 403 only ask for a sign-in.
pub(super) fn opens(run: &ProbeRun) -> bool {
    run.passed(Stage::Request)
        || matches!(run.failed_at(Stage::Request), Some(Cause::HttpStatus { status: 401 | 403 }))
}

/// Whether the page is the webmail: the host was not guessed, or the page has the marks of a
/// webmail.
fn is_webmail(run: &ProbeRun) -> bool {
    opens(run) && (!run.target.is_guessed || run.web().is_some_and(|seen| seen.webmail.is_some()))
}
