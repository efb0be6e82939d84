//! Rspamd: `X-Spamd-Result`, `X-Rspamd-Action`, `X-Rspamd-Score` and `X-Rspamd-Server` (module
//! milter_headers of its documentation).
//!
//! Must never take "default: False" for the result: it only names the metric and whether the
//! message was rejected.

use terms::ServerText;

use super::{Filter, FilterStatement, FilterVerdict, heaviest, number, points, statement};
use crate::message::border::Border;
use crate::message::fields::Fields;

pub(super) fn read(fields: &Fields, border: &Border) -> Option<FilterStatement> {
    let host = fields.first("x-rspamd-server").map(str::trim);
    let result = fields.all("x-spamd-result").next();
    let action = fields.all("x-rspamd-action").next();
    let total = fields.all("x-rspamd-score").next();
    let (index, _) = result.or(action).or(total)?;
    let (score, threshold) = result.and_then(|(_, value)| scores(value)).unwrap_or((None, None));
    let score = score.or_else(|| total.and_then(|(_, value)| number(value)));
    let is_rejected =
        result.is_some_and(|(_, value)| value.trim_start().starts_with("default: True"));
    let verdict = match action.map(|(_, value)| value.trim().to_ascii_lowercase()).as_deref() {
        Some("add header" | "rewrite subject" | "reject" | "quarantine") => FilterVerdict::Junk,
        Some("no action" | "greylist" | "soft reject") => FilterVerdict::Clean,
        _ if is_rejected => FilterVerdict::Junk,
        _ => FilterVerdict::ScoreOnly,
    };
    Some(FilterStatement {
        score,
        threshold,
        tests: result.map(|(_, value)| symbols(value)).unwrap_or_default(),
        stated_by: host.map(ServerText::new),
        ..statement(Filter::Rspamd, verdict, border.trust(index, host))
    })
}

/// `default: False [8.20 / 15.00];`: the points, and those from which on it is rejected.
fn scores(value: &str) -> Option<(Option<ServerText>, Option<ServerText>)> {
    let (_, rest) = value.split_once('[')?;
    let (inner, _) = rest.split_once(']')?;
    let (score, limit) = inner.split_once('/')?;
    Some((number(score), number(limit)))
}

/// The symbols with more than no points: `SPF_FAIL(1.00)[-all]`.
fn symbols(value: &str) -> Vec<ServerText> {
    let value = without_options(value);
    let named = value.split(';').filter_map(|part| {
        let (name, rest) = part.trim().split_once('(')?;
        let (weight, _) = rest.split_once(')')?;
        let weight = points(weight).filter(|weight| *weight > 0)?;
        let is_symbol = name.len() <= 64
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        (is_symbol && !name.is_empty()).then_some((name, weight))
    });
    heaviest(named.collect())
}

/// The value without what stands in brackets: options are partly the sender's own words.
fn without_options(value: &str) -> String {
    let mut kept = String::with_capacity(value.len());
    let mut depth = 0_usize;
    for character in value.chars() {
        match character {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => kept.push(character),
            _ => {}
        }
    }
    kept
}
