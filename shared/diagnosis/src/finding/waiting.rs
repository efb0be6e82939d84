//! Distinguishes a server that asks to wait or to retry from one that does not work.
//!
//! Every sender retries after a temporary refusal (4yz, RFC 5321 §4.2.1) and waits five minutes for
//! a slow greeting (RFC 5321 §4.5.3.2.1), while a check has only seconds. Neither is a fault yet.
//! Must never interpret a server's text: only reply codes and response codes count.

use mail::Severity;

use crate::probe::{Cause, ProbeRun, ServerText, Stage};

/// Response codes of temporary faults: RFC 5530 §3 for IMAP; RFC 2449 §8.1 and RFC 3206 §4 for
/// POP3.
const PASSING: [&str; 5] = ["UNAVAILABLE", "INUSE", "IN-USE", "LOGIN-DELAY", "SYS/TEMP"];

/// How a server asks to wait or to retry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// It asks to retry later.
    Busy,
    /// It started to answer, but did not finish before our timeout.
    Slow,
}

/// Whether a failing server asked to wait or to retry, and how.
pub(super) fn of(run: &ProbeRun) -> Option<Waiting> {
    if let Some(cause) = run.failed_at(Stage::Greeting) {
        let has_begun = run.mail().is_some_and(|seen| seen.is_greeting_begun);
        return match cause {
            Cause::Timeout { .. } if has_begun => Some(Waiting::Slow),
            cause => is_not_now(cause).then_some(Waiting::Busy),
        };
    }
    match run.failed_at(Stage::Capabilities)? {
        // It had already sent a greeting.
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
        Cause::Rejected { reply: None, server_text, .. } => {
            response_code(server_text).is_some_and(|code| PASSING.contains(&code.as_str()))
        }
        _ => false,
    }
}

/// The response code in brackets at the start of an answer (`resp-text-code`, RFC 9051 §9; RFC 2449
/// §8), in upper case.
fn response_code(answer: &ServerText) -> Option<String> {
    let answer = answer.as_str();
    // The tagged answer to a command starts with its status.
    let answer =
        answer.strip_prefix("NO ").or_else(|| answer.strip_prefix("BAD ")).unwrap_or(answer);
    let (inside, _) = answer.strip_prefix('[')?.split_once(']')?;
    Some(inside.split(' ').next().unwrap_or(inside).to_ascii_uppercase())
}
