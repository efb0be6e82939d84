//! Reads one word of a text as a reply code (RFC 5321 §4.2) or an enhanced status code (RFC 3463).
//!
//! Must never look at more than the word: the caller decides where a code counts.

use crate::{EnhancedStatus, ReplyCode};

/// The codes with which mail servers refuse (RFC 5321 §4.2.3, RFC 4954, RFC 7504, and non-standard
/// ones in use).
const CODES: [std::ops::RangeInclusive<u16>; 9] = [
    421..=422,
    430..=435,
    441..=447,
    449..=459,
    465..=465,
    471..=475,
    500..=525,
    530..=560,
    570..=579,
];
/// Words that a reply can follow.
const BEFORE: [&str; 30] = [
    "said",
    "says",
    "sent",
    "returned",
    "smtp",
    "error",
    "errore",
    "error_code",
    "responsecode",
    "code",
    "codice",
    "reply",
    "replied",
    "responded",
    "received",
    "response",
    "risposta",
    "reason",
    "server",
    "was",
    "is",
    "è",
    "restituito",
    "answered",
    "with",
    "con",
    "host",
    "status",
    "<<<",
    "<--",
];
/// Punctuation that can precede a code.
const AROUND: [char; 11] = ['\'', '"', '(', '#', '[', '<', '{', '“', '‘', '«', ':'];

/// Splits `smtp;550` into its two words.
pub(super) fn codes_apart(word: &str) -> impl Iterator<Item = &str> {
    let is_typed = |kind: &str| kind.trim_start_matches(AROUND).eq_ignore_ascii_case("smtp");
    let (kind, rest) = match word.split_once(';') {
        Some((kind, rest)) if is_typed(kind) && !rest.is_empty() => (word.get(..=kind.len()), rest),
        _ => (None, word),
    };
    kind.into_iter().chain(std::iter::once(rest))
}

/// The reply code in `550`, `550-5.1.1`, `'550`, `#550`, `(550`, `:550,` or `550:`, and the text
/// joined to it.
pub(super) fn code_of(word: &str) -> Option<(ReplyCode, &str)> {
    let word = word.trim_start_matches(AROUND);
    let (digits, rest) = word.split_at_checked(3)?;
    let value: u16 =
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    let glued = match rest.chars().next() {
        None => "",
        Some('-') => rest.get(1..)?,
        // `550:5.1.1` has a status joined to the code; the marks below are only punctuation.
        Some(':' | '_' | '=') if status_of(rest).is_some() => rest.get(1..)?,
        Some(_)
            if rest.chars().all(|mark| {
                matches!(mark, ':' | ',' | ';' | ')' | ']' | '}' | '.' | '\'' | '"' | '>')
            }) =>
        {
            ""
        }
        Some(_) => return None,
    };
    let is_known = CODES.iter().any(|codes| codes.contains(&value));
    ReplyCode::new(value).filter(|_| is_known).map(|code| (code, glued))
}

/// The status in `5.1.1`, `#5.1.1`, `(#5.1.1)`, `[5.1.1]` or `5.1.1:`. The highest subject is 7
/// (RFC 3463 §3), which rules out many version numbers.
pub(super) fn status_of(word: &str) -> Option<EnhancedStatus> {
    let word = word.trim_matches([
        '#', '(', ')', '[', ']', '{', '}', ',', ';', ':', '\'', '"', '<', '>', '.', '-', '_', '=',
    ]);
    EnhancedStatus::parse(word).ok().filter(|status| status.class() != 2 && status.subject() <= 7)
}

/// A status in brackets or after a number sign within the words of a reply: qmail and similar
/// systems put it at the end (`sorry, no mailbox here by that name. (#5.1.1)`).
pub(super) fn status_within(word: &str, code: ReplyCode) -> Option<EnhancedStatus> {
    let is_marked = word.contains('#') || word.starts_with(['(', '[']);
    let status = if is_marked { status_of(word) } else { None };
    status.filter(|status| u16::from(status.class()) == code.value() / 100 || word.contains('#'))
}

/// Whether a reply can follow this word.
pub(super) fn announces(word: &str) -> bool {
    let bare = word.trim_matches([':', ';', ',', '(', '"', '\'', '.', '-']);
    // `[192.0.2.1], 550 no`.
    let is_host = word.starts_with('[') && word.ends_with("],");
    is_host
        || word.ends_with([':', ';'])
        || word == "-"
        || BEFORE.iter().any(|known| known.eq_ignore_ascii_case(bare))
}
