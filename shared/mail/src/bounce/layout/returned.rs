//! Finds where the returned message begins, and who sent it.
//!
//! Must never read its header for anything but the sender.

use super::super::mime::{address_in, field_of};

/// Phrases that introduce the returned message, in lower case, without the line drawn before them.
const MARKS: [&str; 32] = [
    "below this line is a copy",
    "this is a copy of",
    "below is a copy of",
    "original message",
    "original headers",
    "the original message headers",
    "the original message follows",
    "message header follows",
    "message headers follow",
    "unsent message",
    "undelivered message headers",
    "returned message",
    "returned mail",
    "message contents",
    "copy of the message",
    "copy of your message",
    "header of the original message",
    "the header of the original message",
    "the headers of the original message",
    "headers of the original message",
    "the header and top",
    "included is a copy of the message header",
    "start of returned message",
    "your original message",
    "received: from ",
    "intestazioni originali",
    "intestazioni del messaggio originale",
    "il messaggio originale è incluso",
    "il messaggio originale segue",
    "messaggio originale",
    "copia del messaggio",
    "di seguito il messaggio originale",
];
/// Header fields that occur only in a real message, in lower case.
const STRONG: [&str; 18] = [
    "received",
    "return-path",
    "delivered-to",
    "x-received",
    "x-gm-message-state",
    "x-google-smtp-source",
    "x-google-dkim-signature",
    "dkim-signature",
    "domainkey-signature",
    "arc-seal",
    "arc-message-signature",
    "arc-authentication-results",
    "authentication-results",
    "received-spf",
    "message-id",
    "mime-version",
    "x-mailer",
    "content-type",
];
/// Header fields that also occur in letters.
const WEAK: [&str; 11] =
    ["from", "to", "cc", "subject", "date", "sent", "reply-to", "da", "a", "oggetto", "data"];

/// Whether a line says that the returned message follows.
pub(super) fn is_mark(line: &str) -> bool {
    let line = line.trim_start_matches(['-', '=', '*', '#', '_', '+', ' ', '\t']);
    MARKS
        .iter()
        .any(|mark| line.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark)))
}

/// Whether a line is a header field of a real message.
pub(super) fn is_strong(line: &str) -> bool {
    is_named(line, &STRONG)
}

/// Whether two successive lines are header fields.
pub(super) fn are_weak(line: &str, next: &str) -> bool {
    let is_weak = |line: &str| is_named(line, &WEAK) || is_named(line, &STRONG);
    is_weak(line) && is_weak(next)
}

fn is_named(line: &str, known: &[&str]) -> bool {
    field_of(line)
        .is_some_and(|(name, _)| known.iter().any(|known| known.eq_ignore_ascii_case(name)))
}

/// The sender in the lines of a header: the author, else the return path.
pub(super) fn sender<'a>(lines: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut path = None;
    // A header is not longer than this; the rest is the body.
    for line in lines.take(200) {
        match field_of(line) {
            Some((name, value))
                if name.eq_ignore_ascii_case("from") || name.eq_ignore_ascii_case("da") =>
            {
                return address_in(value).or(path);
            }
            Some((name, value)) if name.eq_ignore_ascii_case("return-path") => {
                path = path.or_else(|| address_in(value))
            }
            _ => {}
        }
    }
    path
}
