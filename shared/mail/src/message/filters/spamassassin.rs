//! SpamAssassin's `X-Spam-Status`, and the fields in the same form: Barracuda's, and that of
//! MailScanner, which Libraesva writes too.
//!
//! SpamAssassin removes such fields from what it reads and writes its own at the top
//! (`Mail::SpamAssassin::Conf`, "add_header"). Must never read the report in the body.

use terms::ServerText;

use super::{
    Filter, FilterStatement, FilterVerdict, MAX_SORTED, heaviest, number, points, statement,
};
use crate::message::border::Border;
use crate::message::fields::Fields;

pub(super) fn read(fields: &Fields, border: &Border) -> Vec<FilterStatement> {
    // "SpamAssassin 4.0.0 (2022-12-14) on mx.example.org"
    let host = fields
        .first("x-spam-checker-version")
        .and_then(|value| value.rsplit_once(" on "))
        .and_then(|(_, host)| host.split_whitespace().next());
    let mut found = Vec::new();
    for (index, name, value) in fields.each() {
        let (filter, host) = match name {
            "x-spam-status" => (Filter::Spamassassin, host),
            "x-barracuda-spam-status" => (Filter::Barracuda, None),
            name if name.ends_with("-spamcheck") => (Filter::Mailscanner, None),
            _ => continue,
        };
        let Some(verdict) = verdict(value) else { continue };
        found.push(FilterStatement {
            score: property(value, &["score", "hits"]),
            threshold: property(value, &["required", "tag_level"]),
            tests: tests(value, filter),
            stated_by: host.map(ServerText::new),
            ..statement(filter, verdict, border.trust(index, host))
        });
    }
    found
}

/// `Yes, score=8.1`, or MailScanner's `spam, SpamAssassin (score=8.1`.
fn verdict(value: &str) -> Option<FilterVerdict> {
    let value = value.trim_start().to_ascii_lowercase();
    let starts = |word: &str| {
        value
            .strip_prefix(word)
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    };
    if starts("yes") || starts("spam") {
        Some(FilterVerdict::Junk)
    } else if starts("no") || starts("not spam") {
        Some(FilterVerdict::Clean)
    } else {
        None
    }
}

/// The number after a name: `score=8.1`, `required 5`.
fn property(value: &str, names: &[&str]) -> Option<ServerText> {
    let mut words = value.split([' ', '=', '(', ',', ')']).filter(|word| !word.is_empty());
    while let Some(word) = words.next() {
        if names.iter().any(|name| word.eq_ignore_ascii_case(name))
            && let Some(found) = words.clone().next().and_then(number)
        {
            return Some(found);
        }
    }
    None
}

/// The names of the tests: `tests=A,B=1.5,C`, or MailScanner's `A 1.50, B 2.00`.
fn tests(value: &str, filter: Filter) -> Vec<ServerText> {
    if filter == Filter::Mailscanner {
        let inner = value.split_once('(').map_or("", |(_, inner)| inner);
        let named = inner.split([',', ')']).filter_map(|part| {
            let (name, weight) = part.trim().split_once(' ')?;
            Some((is_test(name).then_some(name)?, points(weight.trim())?))
        });
        return heaviest(
            named.filter(|(name, _)| !name.eq_ignore_ascii_case("required")).collect(),
        );
    }
    let Some((_, list)) = value.split_once("tests=") else { return Vec::new() };
    let list = list.trim_start_matches('[');
    let mut named = Vec::new();
    // The list may be folded after a comma; the next property ends it.
    for word in list.split([',', ' ', '\t', ']']).filter(|word| !word.is_empty()) {
        let (name, weight) = word.split_once('=').unwrap_or((word, ""));
        if !is_test(name) {
            break;
        }
        named.push((name, points(weight).unwrap_or(0)));
        if named.len() >= MAX_SORTED {
            break;
        }
    }
    if named.iter().any(|(_, weight)| *weight != 0) {
        return heaviest(named);
    }
    // Without points, those that speak of the sender or of a list come first.
    let is_common = |name: &str| {
        ["HTML_", "MIME_", "DKIM_SIGNED", "DKIM_VALID", "SPF_PASS", "SPF_HELO", "T_"]
            .iter()
            .any(|start| name.starts_with(start))
    };
    heaviest(
        named.into_iter().map(|(name, _)| (name, if is_common(name) { 0 } else { 1 })).collect(),
    )
}

/// Whether a word is the name of a test: capitals, digits and underscores.
fn is_test(word: &str) -> bool {
    word.len() <= 64
        && word.starts_with(|first: char| first.is_ascii_uppercase())
        && word
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}
