//! Decides whether a text next to a mailbox is an error, when no header says so.
//!
//! Uses the readers of connection errors and of bounces. Must never take a name, a number or a note
//! for an error.

use crate::connection::explain_alone;
use crate::reading::{Reading, read};

/// Every known reply of a mail server contains at least one of these stems: a text without any is
/// ruled out before it is parsed.
const REPLY_STEMS: &[&str] = &[
    "err",
    "fail",
    "fallit",
    "den",
    "nega",
    "refus",
    "rifiut",
    "reject",
    "respint",
    "tim",
    "scad",
    "expir",
    "valid",
    "passw",
    "aut",
    "quota",
    "unav",
    "able",
    "imposs",
    "cannot",
    "could",
    "conn",
    "server",
    "mail",
    "casell",
    "cert",
    "tls",
    "smtp",
    "unknown",
    "sconosc",
    "host",
    "bloc",
    "sosp",
    "susp",
    "disab",
    "disatt",
    "full",
    "pien",
    "spaz",
    "too ",
    "tropp",
    "user",
    "utent",
    "relay",
    "inoltr",
    "spam",
    "dns",
    "spf",
    "dkim",
    "dmarc",
    "list",
    "4.",
    "5.",
    "limit",
    "domin",
    "domain",
    "address",
    "indirizz",
    "reput",
    "storage",
    "moved",
    "attach",
    "allegat",
    "virus",
    "malware",
    "infected",
    "loop",
    "hop",
    "header",
    "messag",
    "memory",
    "rate",
    "again",
    "riprov",
    "rfc",
    "recip",
    "exist",
    "found",
    "size",
    "exceed",
    "dimension",
    "posta",
    "junk",
    "pec ",
    "sorbs",
    "abusix",
    "rbl",
    "null",
    "gave",
    "giving",
    "insuff",
    "inactive",
    "allow",
    "permi",
    "bad ",
    "volume",
    "members",
    "restrict",
    "banned",
    "extension",
    "daily",
    "sending",
    "account",
    "customer",
    "from",
    "cloudmark",
    "security",
    "unsolicited",
    "sender",
    "thrott",
    " lf",
    "gcdp",
    "(s31",
];
/// The reply codes with which mail errors begin (RFC 5321 §4.2.3, RFC 4954).
const REPLIES: &[&str] = &[
    "421", "432", "450", "451", "452", "454", "530", "534", "535", "538", "550", "551", "552",
    "553", "554",
];

/// Whether a text is an error of a mailbox, or the reply of a mail server, in known words. A number
/// alone is not enough: it is as often part of a telephone number or an address.
pub(super) fn looks_like_error(text: &str) -> bool {
    if !text.chars().any(char::is_alphabetic) {
        return false;
    }
    if explain_alone(text).is_some() {
        return true;
    }
    let lower = text.to_lowercase();
    if !REPLY_STEMS.iter().any(|stem| lower.contains(stem)) {
        return false;
    }
    match read(text) {
        Reading::Connection(_) => true,
        Reading::Message(_) => false,
        Reading::Nothing => false,
        Reading::Bounce(bounce) => {
            let is_coded = bounce
                .items
                .iter()
                .any(|item| item.enhanced_status.is_some() && item.reply_code.is_some());
            let words: String =
                text.chars().filter(|character| !character.is_ascii_digit()).collect();
            is_coded || read(&words).is_understood()
        }
    }
}

/// Whether a text begins with a reply code that is followed by words: `550 no`.
pub(super) fn begins_with_reply(text: &str) -> bool {
    let (code, rest) = text.split_at_checked(3).unwrap_or_default();
    REPLIES.contains(&code)
        && rest.starts_with([' ', '-', ':'])
        && rest.chars().any(char::is_alphabetic)
}
