//! Finds the reply of a mail server in the text around it.
//!
//! A number counts as a reply code only where replies have one: before an enhanced status code, at
//! the start of a line, or after words such as "said:". Must never take a year, a port or a size
//! for a reply code.

mod code;

use self::code::{announces, code_of, codes_apart, status_of, status_within};
use crate::quotation::bare;
use crate::{EnhancedStatus, ReplyCode};

/// The marks that mail programs put before quoted lines, and SMTP transcripts before received
/// lines.
const QUOTES: [&str; 9] = ["<<<", "<--", "<**", "<~*", "<-", "<~", ">>>", ">", "|"];
/// How many words may be between a reply code and its enhanced status code, such as a host or a
/// queue name.
const MAX_WORDS_BETWEEN: usize = 6;
/// How many words after a reply code an enhanced status code in brackets is searched.
const MAX_WORDS_BEHIND: usize = 60;

/// A reply of a server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FoundReply {
    /// Its reply code.
    pub(super) code: Option<ReplyCode>,
    /// Its enhanced status code.
    pub(super) status: Option<EnhancedStatus>,
    /// Its text, in one line and without the codes.
    pub(super) text: String,
}

/// A word and its position.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    begins_line: bool,
    begins_paragraph: bool,
}

/// The first reply in a text; `None` when it has neither a reply code nor an enhanced status code.
pub(super) fn find(text: &str) -> Option<FoundReply> {
    let mut words = Vec::new();
    let mut is_after_blank = false;
    for line in text.lines() {
        let before = words.len();
        for (place, text) in unquoted(line).split_whitespace().flat_map(codes_apart).enumerate() {
            words.push(Word {
                text,
                begins_line: place == 0,
                begins_paragraph: place == 0 && is_after_blank,
            });
        }
        is_after_blank = words.len() == before;
    }
    with_code(&words).or_else(|| with_status(&words))
}

/// The words after an index, up to the end of the paragraph, or of the quotation that `opening`
/// starts.
fn following<'a, 'b>(words: &'b [Word<'a>], place: usize, opening: &str) -> &'b [Word<'a>] {
    let rest = words.get(place + 1..).unwrap_or_default();
    // In a transcript an arrow at the start of a line marks the client's next command.
    let is_over =
        |word: &Word<'_>| word.begins_paragraph || (word.begins_line && word.text == "->");
    let paragraph = rest.iter().position(is_over).unwrap_or(rest.len());
    let rest = rest.get(..paragraph).unwrap_or(rest);
    let end = if opening.starts_with('\'') {
        Some('\'')
    } else {
        opening.starts_with('[').then_some(']')
    };
    let is_closed = |word: &Word<'_>| {
        end.is_some_and(|end| word.text.trim_end_matches([',', '.']).ends_with(end))
    };
    let quotation = rest.iter().position(is_closed).map_or(rest.len(), |last| last + 1);
    rest.get(..quotation).unwrap_or(rest)
}

/// A line without the quote marks before it.
pub(super) fn unquoted(line: &str) -> &str {
    let mut rest = line;
    // Deeper quoting does not occur in practice.
    for _ in 0..16 {
        let trimmed = rest.trim_start();
        let Some(inner) = QUOTES.iter().find_map(|mark| trimmed.strip_prefix(mark)) else { break };
        // `<-` is a quote mark only as a word of its own, because an address can also follow `<`.
        if !(inner.is_empty() || inner.starts_with([' ', '\t', '>', '|'])) {
            break;
        }
        rest = inner.strip_prefix(' ').unwrap_or(inner);
    }
    rest
}

fn with_code(words: &[Word<'_>]) -> Option<FoundReply> {
    let mut bare = None;
    for (place, word) in words.iter().enumerate() {
        let Some((code, glued)) = code_of(word.text) else { continue };
        let before = place.checked_sub(1).and_then(|place| words.get(place)).map(|word| word.text);
        // In "ERROR_CODE :550, ERROR_CODE :5.1.1" and "550 550 5.1.1" a code or a label is
        // repeated.
        let between = status_near(words, place, code, glued);
        let is_next = matches!(between, Some((_, 0)));
        let is_placed = word.begins_line || before.is_some_and(announces);
        if !is_next && !is_placed {
            continue;
        }
        // "SMTP error (550):" and "codice 550" have no text: a reply with text may follow.
        let is_bare = between.is_none()
            && glued.is_empty()
            && words.get(place + 1).is_none_or(|next| next.begins_paragraph);
        let status = between.map(|(status, _)| status);
        let rest = following(words, place, word.text);
        let text = text_of(code, status, glued, rest);
        let status = status
            .or_else(|| {
                rest.iter().take(MAX_WORDS_BEHIND).find_map(|word| status_within(word.text, code))
            })
            .or_else(|| said_again(words, place, code));
        let reply = FoundReply { code: Some(code), status, text };
        if is_bare {
            bare.get_or_insert(reply);
            continue;
        }
        return Some(reply);
    }
    bare
}

/// The enhanced status code from a repetition of the same reply: Sendmail gives the reason first,
/// then the SMTP dialogue.
fn said_again(words: &[Word<'_>], place: usize, code: ReplyCode) -> Option<EnhancedStatus> {
    let rest = words.get(place + 1..)?;
    rest.windows(2).find_map(|pair| {
        let [word, next] = pair else { return None };
        let (again, glued) = code_of(word.text).filter(|_| word.begins_line)?;
        if again == code {
            status_of(if glued.is_empty() { next.text } else { glued })
        } else {
            None
        }
    })
}

/// The enhanced status code of a reply, and how many words precede it.
fn status_near(
    words: &[Word<'_>],
    place: usize,
    code: ReplyCode,
    glued: &str,
) -> Option<(EnhancedStatus, usize)> {
    let own = Some(glued).filter(|glued| !glued.is_empty());
    let next = words
        .get(place + 1..)
        .unwrap_or_default()
        .iter()
        .take_while(|word| !word.begins_paragraph)
        .map(|word| word.text);
    let mut passed = 0;
    for word in own.into_iter().chain(next).take(MAX_WORDS_BETWEEN + 3) {
        // A repeated code ("550-" of the next line too) and a field label do not count as words
        // between.
        let inner = match code_of(word) {
            Some((again, glued)) if again == code && glued.is_empty() => continue,
            Some((again, glued)) if again == code => glued,
            _ => word,
        };
        if let Some(status) = status_of(inner) {
            let fits = passed == 0 || u16::from(status.class()) == code.value() / 100;
            return fits.then_some((status, passed));
        }
        if !announces(word) {
            passed += 1;
        }
        if passed > MAX_WORDS_BETWEEN {
            break;
        }
    }
    None
}

fn with_status(words: &[Word<'_>]) -> Option<FoundReply> {
    words.iter().enumerate().find_map(|(place, word)| {
        let status = status_of(word.text)?;
        let rest = following(words, place, word.text);
        // The text is before the code, as in qmail's messages, or after it.
        let begin =
            words.get(..=place)?.iter().rposition(|word| word.begins_paragraph).unwrap_or(0);
        let sentence = words.get(begin..place).unwrap_or_default();
        let is_behind = !word.begins_line && word.text.contains(['#', '(', '[']);
        let before = if is_behind { sentence } else { &[] };
        let text = joined(before.iter().chain(rest).map(|word| word.text));
        Some(FoundReply { code: None, status: Some(status), text })
    })
}

/// The text of a reply of one or more lines, without the code that each line repeats (RFC 5321
/// §4.2.1).
fn text_of(
    code: ReplyCode,
    status: Option<EnhancedStatus>,
    glued: &str,
    rest: &[Word<'_>],
) -> String {
    let mut is_after_code = true;
    let first = Some(glued).filter(|glued| !glued.is_empty());
    let words = first.into_iter().chain(rest.iter().map(|word| word.text)).filter_map(|word| {
        let was_after_code = std::mem::replace(&mut is_after_code, false);
        if was_after_code && status.is_some() && status_of(word) == status {
            return None;
        }
        // In "ERROR_CODE :550, ERROR_CODE :5.1.1" the label is repeated.
        if was_after_code && word.eq_ignore_ascii_case("error_code") {
            is_after_code = true;
            return None;
        }
        match code_of(word) {
            Some((again, glued)) if again == code => {
                is_after_code = glued.is_empty();
                let glued = glued.trim_start_matches('-');
                (!glued.is_empty() && (status.is_none() || status_of(glued) != status))
                    .then_some(glued)
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
    bare(&text).trim_start_matches("- ").to_owned()
}

#[cfg(test)]
mod tests;
