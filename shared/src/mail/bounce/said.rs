//! The reply of a mail server, found in the words around it.
//!
//! A number counts as a reply code where one stands: before an enhanced status code, at the beginning of a line, or
//! after words such as "said:". Must never take a year, a port or a size for a reply.

use crate::mail::{EnhancedStatus, ReplyCode};

/// The codes that mail servers refuse with (RFC 5321 §4.2.3, RFC 4954, RFC 7504, and those met in the wild).
const CODES: [u16; 34] = [
    421, 422, 431, 432, 441, 442, 446, 447, 449, 450, 451, 452, 454, 455, 471, 500, 501, 502, 503, 504, 510, 511, 512, 521, 523, 530, 534,
    535, 538, 541, 550, 551, 552, 553,
];
/// The same, beyond what an array is pleasant to read with.
const MORE_CODES: [u16; 8] = [554, 555, 556, 557, 571, 572, 573, 574];
/// Words after which a reply stands.
const BEFORE: [&str; 22] = [
    "said",
    "returned",
    "smtp",
    "error",
    "errore",
    "code",
    "codice",
    "reply",
    "replied",
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
];
/// The marks that mail programs put before what somebody else wrote.
const QUOTES: [&str; 7] = ["<<<", "<**", "<~*", "<-", "<~", ">", "|"];

/// What a server said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Its reply code.
    pub(super) code: Option<ReplyCode>,
    /// Its enhanced status code.
    pub(super) status: Option<EnhancedStatus>,
    /// Its words, in one line and without the codes.
    pub(super) text: String,
}

/// A word and where it stands.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    begins_line: bool,
    begins_paragraph: bool,
}

/// The first reply in a text; `None` where there is neither a reply code nor an enhanced status code.
pub(super) fn find(text: &str) -> Option<Said> {
    let mut words = Vec::new();
    let mut is_after_blank = false;
    for line in text.lines() {
        let before = words.len();
        for (place, text) in unquoted(line).split_whitespace().enumerate() {
            words.push(Word { text, begins_line: place == 0, begins_paragraph: place == 0 && is_after_blank });
        }
        is_after_blank = words.len() == before;
    }
    with_code(&words).or_else(|| with_status(&words))
}

/// The words that follow a place, up to the end of the paragraph, and of the quotation where `opening` opens one.
fn following<'a, 'b>(words: &'b [Word<'a>], place: usize, opening: &str) -> &'b [Word<'a>] {
    let rest = words.get(place + 1..).unwrap_or_default();
    // In a transcript what the client said next begins a line with an arrow.
    let is_over = |word: &Word<'_>| word.begins_paragraph || (word.begins_line && word.text == "->");
    let paragraph = rest.iter().position(is_over).unwrap_or(rest.len());
    let rest = rest.get(..paragraph).unwrap_or(rest);
    let is_quoted = opening.starts_with('\'');
    let quotation = rest.iter().position(|word| is_quoted && word.text.ends_with('\'')).map_or(rest.len(), |last| last + 1);
    rest.get(..quotation).unwrap_or(rest)
}

/// A line without the marks of quoting before it.
pub(super) fn unquoted(line: &str) -> &str {
    let mut rest = line;
    // Nobody quotes deeper than this.
    for _ in 0..16 {
        let trimmed = rest.trim_start();
        let Some(inner) = QUOTES.iter().find_map(|mark| trimmed.strip_prefix(mark)) else { break };
        // `<-` opens a reply only where it stands alone; an address opens with `<` as well.
        if !(inner.is_empty() || inner.starts_with([' ', '\t', '>', '|'])) {
            break;
        }
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    rest
}

fn with_code(words: &[Word<'_>]) -> Option<Said> {
    for (place, word) in words.iter().enumerate() {
        let Some((code, glued)) = code_of(word.text) else { continue };
        let after = words.get(place + 1).map(|word| word.text).unwrap_or_default();
        let next = if glued.is_empty() { after } else { glued };
        let status = status_of(next);
        let before = place.checked_sub(1).and_then(|place| words.get(place)).map(|word| word.text);
        if status.is_none() && !word.begins_line && !before.is_some_and(announces) {
            continue;
        }
        let rest = following(words, place, word.text);
        let text = text_of(code, status, glued, rest);
        // qmail and its kin put it at the end: `sorry, no mailbox here by that name. (#5.1.1)`.
        let status = status.or_else(|| rest.iter().filter(|word| word.text.contains('#')).find_map(|word| status_of(word.text)));
        return Some(Said { code: Some(code), status, text });
    }
    None
}

fn with_status(words: &[Word<'_>]) -> Option<Said> {
    words.iter().enumerate().find_map(|(place, word)| {
        let status = status_of(word.text)?;
        let rest = following(words, place, word.text);
        // Behind its sentence, as qmail writes it, or before.
        let begin = words.get(..=place)?.iter().rposition(|word| word.begins_paragraph).unwrap_or(0);
        let sentence = words.get(begin..place).unwrap_or_default();
        let is_behind = !word.begins_line && word.text.contains('#');
        let before = if is_behind { sentence } else { &[] };
        let text = joined(before.iter().chain(rest).map(|word| word.text));
        Some(Said { code: None, status: Some(status), text })
    })
}

/// The words of a reply of one or more lines: each line of it repeats the code (RFC 5321 §4.2.1).
fn text_of(code: ReplyCode, status: Option<EnhancedStatus>, glued: &str, rest: &[Word<'_>]) -> String {
    let mut is_after_code = true;
    let first = Some(glued).filter(|glued| !glued.is_empty());
    let words = first.into_iter().chain(rest.iter().map(|word| word.text)).filter_map(|word| {
        let was_after_code = std::mem::replace(&mut is_after_code, false);
        if was_after_code && status.is_some() && status_of(word) == status {
            return None;
        }
        match code_of(word) {
            Some((again, glued)) if again == code => {
                is_after_code = glued.is_empty();
                let glued = glued.trim_start_matches('-');
                (!glued.is_empty() && (status.is_none() || status_of(glued) != status)).then_some(glued)
            }
            _ => Some(word),
        }
    });
    joined(words)
}

fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text.trim_matches(['\'', '"', ' ']).trim_start_matches("- ").to_owned()
}

/// `550`, `550-5.1.1`, `'550`, `#550`, `(550`, `550:` and what is glued to it.
fn code_of(word: &str) -> Option<(ReplyCode, &str)> {
    let word = word.trim_start_matches(['\'', '"', '(', '#', '[', '<', '“', '«']);
    let (digits, rest) = word.split_at_checked(3)?;
    let value: u16 = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()?;
    let glued = match rest.chars().next() {
        None => "",
        Some('-') => rest.get(1..)?,
        Some(':' | ',' | ';' | ')' | ']') if rest.len() == 1 => "",
        Some(_) => return None,
    };
    let is_known = CODES.contains(&value) || MORE_CODES.contains(&value);
    ReplyCode::new(value).filter(|_| is_known).map(|code| (code, glued))
}

/// `5.1.1`, `#5.1.1`, `(#5.1.1)`, `[5.1.1]`, `5.1.1:`. Subjects end at 7 (RFC 3463 §3), versions of software do not.
fn status_of(word: &str) -> Option<EnhancedStatus> {
    let word = word.trim_matches(['#', '(', ')', '[', ']', ',', ';', ':', '\'', '"', '<', '>', '.', '-']);
    EnhancedStatus::parse(word).ok().filter(|status| status.class() != 2 && status.subject() <= 7)
}

/// Whether a reply may follow this word.
fn announces(word: &str) -> bool {
    let bare = word.trim_matches([':', ';', ',', '(', '"', '\'', '.', '-']);
    word.ends_with([':', ';']) || word == "-" || BEFORE.iter().any(|known| known.eq_ignore_ascii_case(bare))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(Option<u16>, Option<&str>, &str)>) {
        let said = find(text);
        let status = said.as_ref().and_then(|said| said.status).map(|status| status.to_string());
        let found = said.as_ref().map(|said| (said.code.map(ReplyCode::value), status.as_deref(), said.text.as_str()));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn replies_are_found_where_they_stand() {
        check("550 5.1.1 User unknown", Some((Some(550), Some("5.1.1"), "User unknown")));
        check("550-5.1.1 No such\n550 5.1.1 user - gsmtp", Some((Some(550), Some("5.1.1"), "No such user - gsmtp")));
        check("550-5.1.1 No such 550 5.1.1 user", Some((Some(550), Some("5.1.1"), "No such user")));
        check("550-No such\n550 user", Some((Some(550), None, "No such user")));
        check("host mx.test[192.0.2.1] said: 452 4.2.2 full", Some((Some(452), Some("4.2.2"), "full")));
        check("Remote Server returned '550 5.1.10 RESOLVER.ADR'", Some((Some(550), Some("5.1.10"), "RESOLVER.ADR")));
        check(
            "#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##",
            Some((Some(550), Some("5.1.1"), "RESOLVER.ADR.RecipNotFound; not found ##")),
        );
        check(
            "Remote host said: 550 sorry, no mailbox here. (#5.1.1)",
            Some((Some(550), Some("5.1.1"), "sorry, no mailbox here. (#5.1.1)")),
        );
        check("<** 550 5.7.1 no", Some((Some(550), Some("5.7.1"), "no")));
        check("> 421 try later", Some((Some(421), None, "try later")));
        check("errore 550 5.1.0 con Aruba", Some((Some(550), Some("5.1.0"), "con Aruba")));
        check("Sorry, no connection. (#4.4.1)\nI give up.", Some((None, Some("4.4.1"), "Sorry, no connection. I give up.")));
        check("5.1.1 - indirizzo non esistente", Some((None, Some("5.1.1"), "indirizzo non esistente")));
    }

    #[test]
    fn other_numbers_are_no_replies() {
        for text in [
            "",
            "we sold 550 tickets",
            "see port 587 at 5.1.1.2",
            "Exim 4.96.1",
            "Postfix 3.7.11",
            "in 2026",
            "250 2.0.0 Ok",
            "5505 x",
            "452",
            "°°°",
        ] {
            let is_bare_code = text == "452";
            assert_eq!(find(text).is_some(), is_bare_code, "{text:?}");
        }
    }
}
