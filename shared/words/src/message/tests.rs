//! Tests of messages: complete for each owner and cause, exact in their values, never more certain
//! than the conclusion.

mod causes;
mod every;

use checklist::conclusion::{CauseCode, Grounds};
use diagnosis::finding::{FindingCode, Params};
use diagnosis::probe::{CheckKind, ServerText};

use super::*;

const AT: &str = "27 novembre 2026, 23:34";

fn domain(name: &str) -> Domain {
    Domain::parse(name).expect("a domain")
}

fn text(text: &str) -> Option<ServerText> {
    Some(ServerText::new(text))
}

fn found(code: FindingCode, params: Params) -> Finding {
    Finding::new(CheckKind::Mx, code, Params { domain: Some(domain("bottega.test")), ..params })
}

fn concluded(
    cause: CauseCode,
    owner: Owner,
    confidence: Confidence,
    findings: &[Finding],
) -> Conclusion {
    let because = findings.iter().map(|finding| finding.code).collect();
    let because = Grounds { findings: because, ..Grounds::default() };
    Conclusion { because, ..Conclusion::new(cause, confidence, owner) }
}

fn message(lang: Lang, conclusion: &Conclusion, findings: &[Finding]) -> Option<String> {
    ready_message(lang, conclusion, &findings.iter().collect::<Vec<_>>(), Some(AT))
}

/// The message contains each of these texts, by language.
#[track_caller]
fn check(conclusion: &Conclusion, findings: &[Finding], expected: [&[&str]; 2]) {
    for (lang, expected) in Lang::ALL.into_iter().zip(expected) {
        let message = message(lang, conclusion, findings).expect("somebody to write to");
        is_whole(&message);
        for part in expected {
            assert!(message.contains(part), "{part}\n---\n{message}");
        }
    }
}

/// No gaps, no names of values, only plain lines.
#[track_caller]
fn is_whole(message: &str) {
    for gap in
        ["{", "}", "«»", "“”", "()", " ,", ",,", " .", "  ", ": .", ":.", "\n\n\n", "\u{1b}", "\r"]
    {
        // The record of RFC 7505 has a dot of its own.
        assert!(!message.replace("MX 0 .", "MX 0").contains(gap), "{gap:?}\n---\n{message}");
    }
    assert!(
        !message.lines().any(|line| line == "- " || line.ends_with(char::is_whitespace)),
        "{message}"
    );
    assert!(message.ends_with(char::is_alphabetic), "{message}");
}
