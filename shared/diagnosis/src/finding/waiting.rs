//! Tells a server that asks for patience from one that does not work.
//!
//! "Not now" (4yz, RFC 5321 §4.2.1) is what every sender is made to come again for, and a greeting that is slow is what
//! every sender waits for: five minutes (RFC 5321 §4.5.3.2.1), where a check has seconds. Neither is a fault yet. Must never
//! read a server's words: reply codes and response codes are all that counts.

use crate::probe::{Cause, ProbeRun, ServerText, Stage};
use mail::Severity;

/// Response codes of a passing trouble: RFC 5530 §3 for IMAP; RFC 2449 §8.1 and RFC 3206 §4 for POP3.
const PASSING: [&str; 5] = ["UNAVAILABLE", "INUSE", "IN-USE", "LOGIN-DELAY", "SYS/TEMP"];

/// How a server asks for patience.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// It says to come again.
    Busy,
    /// It began to talk and was not done when our time was over.
    Slow,
}

/// Whether a server that could not be talked to asked for patience.
pub(super) fn of(run: &ProbeRun) -> Option<Waiting> {
    if let Some(cause) = run.failed_at(Stage::Greeting) {
        let has_begun = run.mail().is_some_and(|seen| seen.is_greeting_begun);
        return match cause {
            Cause::Timeout { .. } if has_begun => Some(Waiting::Slow),
            cause => is_not_now(cause).then_some(Waiting::Busy),
        };
    }
    match run.failed_at(Stage::Capabilities)? {
        // It had greeted.
        Cause::Timeout { .. } => Some(Waiting::Slow),
        cause => is_not_now(cause).then_some(Waiting::Busy),
    }
}

/// How long an answer was waited for, in whole seconds.
pub(super) fn seconds(cause: &Cause) -> Option<u32> {
    match cause {
        Cause::Timeout { after_ms } => Some((after_ms / 1_000).max(1)),
        _ => None,
    }
}

fn is_not_now(cause: &Cause) -> bool {
    match cause {
        Cause::Rejected { reply: Some(code), .. } => code.severity() == Severity::TransientNegative,
        Cause::Rejected { reply: None, server_text, .. } => response_code(server_text).is_some_and(|code| PASSING.contains(&code.as_str())),
        _ => false,
    }
}

/// The code in brackets with which an answer may begin (`resp-text-code`, RFC 9051 §9; RFC 2449 §8), in capitals.
fn response_code(answer: &ServerText) -> Option<String> {
    let answer = answer.as_str();
    // The tagged answer to a command begins with its status.
    let answer = answer.strip_prefix("NO ").or_else(|| answer.strip_prefix("BAD ")).unwrap_or(answer);
    let (inside, _) = answer.strip_prefix('[')?.split_once(']')?;
    Some(inside.split(' ').next().unwrap_or(inside).to_ascii_uppercase())
}
