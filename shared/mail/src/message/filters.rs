//! Reads what filters said of a message, from the fields that they write, each filter in a file of
//! its own.
//!
//! A score is kept as written: the scales of two filters cannot be compared. Must never judge, and
//! never take a filter's result for the truth about a message.

mod gmail;
mod marks;
mod microsoft;
mod rspamd;
mod spamassassin;

use terms::ServerText;
use terms::gather::sort_short;

use super::MAX_STATEMENTS;
use super::border::Border;
use super::fields::Fields;
use super::model::{Filter, FilterStatement, FilterVerdict, Trust};

pub(super) use gmail::banner;

/// How many tests of one filter are kept.
const MAX_TESTS: usize = 8;
/// How many tests of one filter are compared.
const MAX_SORTED: usize = 64;

/// The statements, the receiver's own first.
pub(super) fn read(fields: &Fields, border: &Border) -> Vec<FilterStatement> {
    let mut found = Vec::new();
    found.extend(microsoft::read(fields, border));
    found.extend(spamassassin::read(fields, border));
    found.extend(rspamd::read(fields, border));
    found.extend(marks::read(fields, border, &found));
    found.truncate(MAX_STATEMENTS);
    let (own, others): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|statement| statement.trust != Trust::Forgeable);
    own.into_iter().chain(others).collect()
}

/// A statement without points and tests.
const fn statement(filter: Filter, verdict: FilterVerdict, trust: Trust) -> FilterStatement {
    FilterStatement {
        filter,
        verdict,
        score: None,
        threshold: None,
        tests: Vec::new(),
        stated_by: None,
        trust,
    }
}

/// The word as text, if it is a number.
fn number(word: &str) -> Option<ServerText> {
    let word = word.trim_matches([',', ';', ')', '(', '/', ' ', '[', ']']);
    points(word)?;
    Some(ServerText::new(word))
}

/// Points in thousandths, from a decimal number such as `-1.9`.
fn points(word: &str) -> Option<i64> {
    let (is_negative, digits) = match word.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, word.strip_prefix('+').unwrap_or(word)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty()
        || digits == "."
        || whole.len() > 9
        || !is_number(whole)
        || !is_number(part)
    {
        return None;
    }
    let whole = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? };
    let digit = |place: usize| part.as_bytes().get(place).map_or(0, |byte| i64::from(byte - b'0'));
    let thousandths = whole * 1000 + digit(0) * 100 + digit(1) * 10 + digit(2);
    Some(if is_negative { -thousandths } else { thousandths })
}

/// The names of tests, those with the most points first.
fn heaviest(mut tests: Vec<(&str, i64)>) -> Vec<ServerText> {
    tests.truncate(MAX_SORTED);
    sort_short(&mut tests, |(_, one), (_, other)| one < other);
    tests.into_iter().take(MAX_TESTS).map(|(name, _)| ServerText::new(name)).collect()
}
