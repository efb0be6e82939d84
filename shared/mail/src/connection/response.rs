//! Finds the response of a mailbox server in the text around it: `NO [UNAVAILABLE] …`,
//! `-ERR [IN-USE] …`, `* BYE …`.
//!
//! Response codes are those of IMAP (RFC 3501 §7.1, RFC 5530, RFC 9051 §7.1) and of POP3 (RFC 2449
//! §8.1, RFC 3206), and two that providers invented. Must never take a word in brackets for a code
//! that no standard or provider defines.

use terms::{Protocol, ResponseCode};

use crate::quotation::bare;

/// The response of a mailbox server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Response<'a> {
    pub(super) protocol: Protocol,
    pub(super) code: Option<ResponseCode>,
    /// Its human-readable text, up to the end of the line.
    pub(super) text: &'a str,
}

/// The IMAP status responses other than `OK`.
const CONDITIONS: [&str; 3] = ["NO", "BAD", "BYE"];
/// Texts of a `BYE` after a regular logout, which is not an error.
const FAREWELLS: [&str; 4] = ["logging out", "logout", "microsoft exchange", "bye"];
/// IMAP commands that identify a response without a tag.
const COMMANDS: [&str; 8] =
    ["login", "authenticate", "select", "examine", "status", "list", "append", "authentication"];
/// Punctuation that programs put around a response.
const WRAPPING: [char; 11] = ['"', '\'', '(', ')', '{', '}', '<', '>', ',', ';', '»'];

/// The response in a text: the first one with a code other than `ALERT`, else the first one.
pub(super) fn find(text: &str) -> Option<Response<'_>> {
    let mut plain = None;
    for line in text.lines() {
        match coded(line) {
            Some(response) if response.code.is_some_and(|code| code != ResponseCode::Alert) => {
                return Some(response);
            }
            found => plain = plain.or(found).or_else(|| uncoded(line)),
        }
    }
    plain
}

/// A response with a code in brackets.
fn coded(line: &str) -> Option<Response<'_>> {
    let mut alert = None;
    for (at, _) in line.match_indices('[') {
        let (before, after) = (line.get(..at)?, line.get(at + 1..)?);
        let Some((inside, text)) = after.split_once(']') else { break };
        let Some((code, protocol)) = code_of(inside, before) else { continue };
        let protocol = if before.contains("-ERR") { Protocol::Pop3 } else { protocol };
        let response = Response { protocol, code: Some(code), text: bare(text) };
        if code != ResponseCode::Alert {
            return Some(response);
        }
        alert = alert.or(Some(response));
    }
    alert
}

/// Looks up a response code. Servers write codes in capitals; a code in another case counts only
/// directly after `-ERR`, `NO`, `BAD` or `BYE`.
fn code_of(inside: &str, before: &str) -> Option<(ResponseCode, Protocol)> {
    let word = inside.split_whitespace().next()?;
    let code = ResponseCode::named(word)?;
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let is_answer = last.eq_ignore_ascii_case("-ERR")
        || CONDITIONS.iter().any(|condition| condition.eq_ignore_ascii_case(last));
    let is_glued = before.ends_with(|character: char| character.is_alphanumeric());
    (is_answer || (word == code.as_str() && !is_glued)).then_some((code, code.protocol()))
}

/// A response without a code: `-ERR …`, `* BYE …`, `a2 NO …`, `NO LOGIN …`.
fn uncoded(line: &str) -> Option<Response<'_>> {
    if let Some((before, text)) = line.split_once("-ERR") {
        let is_word = !before.ends_with(|character: char| character.is_alphanumeric());
        return is_word.then(|| Response {
            protocol: Protocol::Pop3,
            code: None,
            text: bare(text),
        });
    }
    let mut before = None;
    let mut rest = line;
    // A tag is the first word of a response, but words of the program can precede it.
    for _ in 0..64 {
        let trimmed = rest.trim_start();
        let (word, after) = trimmed.split_once(char::is_whitespace)?;
        let condition = word.trim_start_matches(WRAPPING);
        if CONDITIONS.contains(&condition) && is_answer(condition, before, after) {
            return Some(Response { protocol: Protocol::Imap, code: None, text: bare(after) });
        }
        before = Some(word);
        rest = after;
    }
    None
}

/// Whether `NO`, `BAD` or `BYE` is an IMAP response here, and not an Italian "no" in capitals.
fn is_answer(condition: &str, before: Option<&str>, after: &str) -> bool {
    let next = after.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
    let is_command = COMMANDS.contains(&next.trim_end_matches([':', '.']));
    let rest = after.trim_start().to_ascii_lowercase();
    if condition == "BYE" && FAREWELLS.iter().any(|words| rest.starts_with(words)) {
        return false;
    }
    match before.map(|word| word.trim_start_matches(WRAPPING)) {
        None => is_command || condition == "BYE",
        Some("*") => true,
        Some(word) => is_command || is_tag(word),
    }
}

/// Whether a word is a command tag such as `a2` or `A00000001`: letters followed by digits.
fn is_tag(word: &str) -> bool {
    let digits = word.trim_start_matches(|character: char| character.is_ascii_alphabetic());
    let letters = word.len() - digits.len();
    (1..=4).contains(&letters)
        && (1..=10).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Protocol, &str, &str)>) {
        let found = find(text).map(|found| {
            (found.protocol, found.code.map_or("-", ResponseCode::as_str), found.text)
        });
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn answers_are_found_where_they_stand() {
        use Protocol::{Imap, Pop3};
        check(
            "a2 NO [AUTHENTICATIONFAILED] Authentication failed.",
            Some((Imap, "AUTHENTICATIONFAILED", "Authentication failed.")),
        );
        check("[UNAVAILABLE] Temporary", Some((Imap, "UNAVAILABLE", "Temporary")));
        check(
            "imaplib.error: b'[EXPIRED] Password expired'",
            Some((Imap, "EXPIRED", "Password expired")),
        );
        check("-ERR [IN-USE] locked", Some((Pop3, "IN-USE", "locked")));
        check("-err [in-use] locked", Some((Pop3, "IN-USE", "locked")));
        check("The server responded: -ERR [AUTH] no'", Some((Pop3, "AUTH", "no")));
        check(
            "* BAD [ALERT] first\na2 NO [PRIVACYREQUIRED] second",
            Some((Imap, "PRIVACYREQUIRED", "second")),
        );
        check("NO [ALERT] Too many", Some((Imap, "ALERT", "Too many")));
        check(
            "NO [WEBALERT https://a.test/x] Web login required.",
            Some((Imap, "WEBALERT", "Web login required.")),
        );
        check("-ERR Logon failure", Some((Pop3, "-", "Logon failure")));
        check("* BYE Too many connections", Some((Imap, "-", "Too many connections")));
        check("BYE Too many connections", Some((Imap, "-", "Too many connections")));
        check("NO LOGIN Login error", Some((Imap, "-", "LOGIN Login error")));
        check("A00000001 NO AUTHENTICATE failed.", Some((Imap, "-", "AUTHENTICATE failed.")));
        check("1011 NO LOGIN failed.", Some((Imap, "-", "LOGIN failed.")));
    }

    #[test]
    fn other_words_are_no_answers() {
        for text in [
            "",
            "NO",
            "NO non va",
            "risposta: NO grazie",
            "3 NO per ora",
            "mail[LIMIT] of five",
            "the [limit] is five",
            "[MAYBE] ask",
            "[Alert] read this",
            "COD-ERRORE 5",
            "host mx.test[192.0.2.1] said: 550 no",
            "[[[[",
            "* BYE Logging out",
        ] {
            check(text, None);
        }
    }
}
