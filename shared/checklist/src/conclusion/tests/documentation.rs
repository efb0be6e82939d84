//! Tests that `docs/verdicts.md` shows the real rules.

use std::fmt::Write;

use terms::Owner;

use super::super::{ConfidenceSource, GROUPS, OwnerSource, Rule, Sign, TABLE, When};
use crate::playbook::{Confidence, Meaning};

const DOCUMENT: &str = include_str!("../../../../../docs/verdicts.md");

fn wire<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap_or_default().to_owned()
}

fn list(signs: &[Sign], between: &str) -> String {
    signs.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

fn rests_on(rule: &Rule) -> String {
    let mut parts = Vec::new();
    let mut say = |words: &str, signs: &[Sign], between: &str| {
        if !signs.is_empty() {
            parts.push(format!("{words}{}", list(signs, between)));
        }
    };
    say("", rule.all, " and ");
    say(if rule.all.is_empty() { "" } else { "with " }, rule.any, " or ");
    say("where ", rule.given, " or ");
    say("not with ", rule.none, ", ");
    match rule.when {
        When::Always => {}
        When::NothingBroken => parts.push("where nothing measured is broken".to_owned()),
        When::NothingLikely => parts.push("where nothing likely explains the complaint".to_owned()),
        When::NothingElse => parts.push("where there is no other cause".to_owned()),
    }
    parts.join("; ")
}

fn table() -> String {
    let mut table = String::new();
    for rule in TABLE.iter().copied().flatten() {
        let confidence = match rule.confidence {
            ConfidenceSource::Is(confidence) => wire::<Confidence>(&confidence),
            ConfidenceSource::AsTheBounce => "as read".to_owned(),
        };
        let owner = match rule.owner {
            OwnerSource::Is(owner) => wire::<Owner>(&owner),
            OwnerSource::OfTheFinding => "the finding's".to_owned(),
            OwnerSource::OfTheBounce => "the bounce's".to_owned(),
        };
        let wanted: Vec<String> =
            rule.wanted.iter().map(|code| format!("`{}`", code.as_str())).collect();
        let row = [rests_on(rule), list(rule.against, ", "), wanted.join(", ")];
        let _ = writeln!(
            table,
            "| `{}` | {confidence} | {owner} | {} |",
            rule.cause.as_str(),
            row.join(" | ")
        );
    }
    table
}

#[test]
fn the_documented_rules_are_the_real_ones() {
    let groups: String = GROUPS.iter().fold(String::new(), |mut text, group| {
        let _ = writeln!(text, "- {}: {}", group.name, list(group.signs, " or "));
        text
    });
    let meanings: Vec<String> =
        Meaning::ALL.iter().map(|means| format!("`{}`", means.as_str())).collect();
    for part in [table(), groups, meanings.join(" ")] {
        assert!(DOCUMENT.contains(part.trim_end()), "docs/verdicts.md should hold:\n{part}");
    }
}
