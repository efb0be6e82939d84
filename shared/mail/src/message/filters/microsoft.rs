//! Microsoft 365 and Exchange: `X-Forefront-Antispam-Report`, `X-Microsoft-Antispam` and
//! `X-MS-Exchange-Organization-SCL`.
//!
//! The values are those of Microsoft's page "Anti-spam message headers in Microsoft 365". The
//! servers remove these fields from what they take over and write their own at the end of the
//! header. Must never read a report about an outgoing message (`DIR:OUT`) as the receiver's.

use terms::ServerText;

use super::{Filter, FilterStatement, FilterVerdict, statement};
use crate::message::border::Border;
use crate::message::fields::Fields;
use crate::message::model::Trust;

pub(super) fn read(fields: &Fields, border: &Border) -> Vec<FilterStatement> {
    let bulk = fields.first("x-microsoft-antispam").and_then(|value| value_of(value, "BCL"));
    let mut found = Vec::new();
    for (index, value) in fields.all("x-forefront-antispam-report") {
        let is_outgoing = value_of(value, "DIR").is_some_and(|way| way != "INB" && way != "INT");
        let trust = if is_outgoing { Trust::Forgeable } else { border.trust_of_microsoft(index) };
        found.push(report(value, bulk, trust));
    }
    if found.is_empty() {
        let scl = fields.first("x-ms-exchange-organization-scl").map(str::trim);
        let index = fields.all("x-ms-exchange-organization-scl").next().map(|(index, _)| index);
        if let (Some(scl), Some(index)) = (scl, index)
            && let Ok(level) = scl.parse::<i8>()
        {
            found.push(FilterStatement {
                score: Some(ServerText::new(scl)),
                ..statement(Filter::Microsoft, by_level(level), border.trust_of_microsoft(index))
            });
        }
    }
    found
}

/// One report. What a rule or a list decided (`SFV`) comes before the category of the filter
/// (`CAT`), and both before the level alone (`SCL`).
fn report(value: &str, bulk: Option<&str>, trust: Trust) -> FilterStatement {
    let level = value_of(value, "SCL");
    let category = value_of(value, "CAT");
    let decision = value_of(value, "SFV");
    let verdict = decision
        .and_then(by_list)
        .or_else(|| category.and_then(by_category))
        .or_else(|| decision.and_then(by_filter))
        .or_else(|| level.and_then(|level| level.parse().ok()).map(by_level))
        .unwrap_or(FilterVerdict::ScoreOnly);
    let codes = [("SFV", decision), ("CAT", category), ("BCL", bulk)];
    let codes = codes.into_iter().filter_map(|(name, code)| {
        let code = code.filter(|code| !code.is_empty() && *code != "NONE" && *code != "0")?;
        Some(ServerText::new(&format!("{name}:{code}")))
    });
    FilterStatement {
        score: level.map(ServerText::new),
        tests: codes.collect(),
        ..statement(Filter::Microsoft, verdict, trust)
    }
}

/// The decisions of lists and rules, which end the filtering.
fn by_list(code: &str) -> Option<FilterVerdict> {
    Some(match code {
        "BLK" => FilterVerdict::BlockedByRecipient,
        "SFE" => FilterVerdict::AllowedByRecipient,
        "SKA" | "SKN" => FilterVerdict::AllowedByAdmin,
        "SKB" => FilterVerdict::BlockedByAdmin,
        "SKI" => FilterVerdict::Internal,
        "SKQ" => FilterVerdict::Released,
        "SKS" => FilterVerdict::MarkedByRule,
        _ => return None,
    })
}

fn by_category(code: &str) -> Option<FilterVerdict> {
    Some(match code {
        "AMP" | "MALW" | "SAP" | "FTBP" => FilterVerdict::Malware,
        "BIMP" | "DIMP" | "GIMP" | "SPOOF" | "UIMP" | "INTOS" => FilterVerdict::Spoofed,
        "BULK" => FilterVerdict::Bulk,
        "HPHISH" | "HPHSH" | "PHSH" => FilterVerdict::Phishing,
        "HSPM" => FilterVerdict::SurelyJunk,
        "SPM" | "OSPM" => FilterVerdict::Junk,
        _ => return None,
    })
}

fn by_filter(code: &str) -> Option<FilterVerdict> {
    match code {
        "SPM" => Some(FilterVerdict::Junk),
        "NSPM" => Some(FilterVerdict::Clean),
        _ => None,
    }
}

/// The spam confidence level: -1 is not filtered, 5 and 6 are junk, 7 to 9 surely junk.
const fn by_level(level: i8) -> FilterVerdict {
    match level {
        i8::MIN..=-1 => FilterVerdict::AllowedByAdmin,
        0..=4 => FilterVerdict::Clean,
        5..=6 => FilterVerdict::Junk,
        7..=i8::MAX => FilterVerdict::SurelyJunk,
    }
}

/// The value of one part: `SCL` in `CIP:192.0.2.1;SCL:5;`.
fn value_of<'a>(report: &'a str, name: &str) -> Option<&'a str> {
    let parts = report.split(';').filter_map(|part| part.trim().split_once(':'));
    parts.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value.trim())
}
