//! Marks and scores that several filters write: `X-Spam-Flag`, `X-Spam`, `X-Spam-Score`,
//! `X-Spam-Level`, and the fields of Proofpoint and Vade.
//!
//! A mark adds nothing where the filter already gave its result. Must never give a result from a
//! score alone.

use terms::ServerText;

use super::{Filter, FilterStatement, FilterVerdict, number, statement};
use crate::message::border::Border;
use crate::message::fields::Fields;

pub(super) fn read(
    fields: &Fields,
    border: &Border,
    known: &[FilterStatement],
) -> Vec<FilterStatement> {
    let mut found = Vec::new();
    for (index, value) in fields.all("x-proofpoint-spam-details") {
        let word = |name: &str| {
            let pairs = value.split_whitespace().filter_map(|word| word.split_once('='));
            pairs.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
        };
        let verdict = match word("rule") {
            Some(rule) if rule.starts_with("notspam") => FilterVerdict::Clean,
            Some(rule) if rule.contains("spam") => FilterVerdict::Junk,
            Some(rule) if rule.contains("phish") => FilterVerdict::Phishing,
            Some(rule) if rule.contains("malware") => FilterVerdict::Malware,
            _ => FilterVerdict::ScoreOnly,
        };
        found.push(FilterStatement {
            score: word("score").and_then(number),
            ..statement(Filter::Proofpoint, verdict, border.trust(index, None))
        });
    }
    for (index, value) in fields.all("x-vr-spamstate") {
        let verdict = match value.trim().to_ascii_uppercase().as_str() {
            "OK" => FilterVerdict::Clean,
            "SPAM" => FilterVerdict::Junk,
            "PHISHING" | "SCAM" => FilterVerdict::Phishing,
            "VIRUS" | "MALWARE" => FilterVerdict::Malware,
            _ => FilterVerdict::ScoreOnly,
        };
        found.push(FilterStatement {
            score: fields.first("x-vr-spamscore").and_then(number),
            ..statement(Filter::Vade, verdict, border.trust(index, None))
        });
    }
    let has_result =
        known.iter().chain(&found).any(|statement| statement.verdict != FilterVerdict::ScoreOnly);
    if !has_result {
        found.extend(mark(fields, border));
    }
    found
}

fn mark(fields: &Fields, border: &Border) -> Option<FilterStatement> {
    let flags = ["x-spam-flag", "x-spam"];
    let flag = flags.iter().find_map(|name| fields.all(name).next());
    let verdict = match flag.map(|(_, value)| value.trim().to_ascii_lowercase()).as_deref() {
        Some("yes" | "true") => FilterVerdict::Junk,
        Some("no" | "false") => FilterVerdict::Clean,
        _ => FilterVerdict::ScoreOnly,
    };
    let points = fields.all("x-spam-score").next();
    let level = fields.all("x-spam-level").next();
    let (index, _) = flag.or(points).or(level)?;
    let stars = level.map(|(_, value)| value.bytes().filter(|byte| *byte == b'*').count());
    let stars = stars.filter(|stars| *stars > 0).map(|stars| ServerText::new(&stars.to_string()));
    let score = points.and_then(|(_, value)| number(value)).or(stars);
    if verdict == FilterVerdict::ScoreOnly && score.is_none() {
        return None;
    }
    let host = fields.first("x-spam-checker-version").and_then(|value| value.rsplit_once(" on "));
    let host = host.map(|(_, host)| host);
    Some(FilterStatement { score, ..statement(Filter::Other, verdict, border.trust(index, host)) })
}
