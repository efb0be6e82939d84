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

use super::MAX_STATEMENTS;
use super::border::Border;
use super::fields::Fields;
use super::model::{Filter, FilterStatement, FilterVerdict, Trust};

pub(super) use gmail::banner;

/// How many tests of one filter are kept.
const MAX_TESTS: usize = 8;

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
    word.parse::<f64>().ok().filter(|number| number.is_finite())?;
    Some(ServerText::new(word))
}

/// The names of tests, those with the most points first.
fn heaviest(mut tests: Vec<(&str, f64)>) -> Vec<ServerText> {
    tests.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    tests.into_iter().take(MAX_TESTS).map(|(name, _)| ServerText::new(name)).collect()
}
