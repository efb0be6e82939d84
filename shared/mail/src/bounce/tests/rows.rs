//! Tests of `shared/mail/data/replies.toml`: each row explains its own example, and no row before
//! it does.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::super::{BounceReason, explain, rows};
use crate::ProviderId;

#[derive(Deserialize)]
struct File {
    replies: Vec<Replies>,
}

#[derive(Deserialize)]
struct Replies {
    #[serde(default)]
    of: Vec<String>,
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    reason: String,
    example: String,
}

fn file() -> File {
    toml::from_str(include_str!("../../../data/replies.toml")).expect("the data file")
}

#[test]
fn each_row_explains_its_example() {
    let replies = file().replies;
    let mut place = 0;
    let mut wrong = Vec::new();
    for replies in &replies {
        for row in &replies.rows {
            let item = explain(&row.example).items.into_iter().next();
            let found = rows::place(&row.example);
            let provider = item.as_ref().and_then(|item| item.provider.clone());
            if found != Some(place) {
                let by = found.map(|found| format!("{:?}", rows::at(found)));
                wrong.push(format!("{:?} is taken by {by:?}, provider {provider:?}", row.example));
            } else if item.as_ref().map(|item| item.reason.as_str()) != Some(&row.reason) {
                wrong.push(format!("{:?} gives {item:?}", row.example));
            } else if !replies.of.is_empty()
                && !provider
                    .as_ref()
                    .is_some_and(|provider| replies.of.iter().any(|of| of == provider.as_str()))
            {
                wrong.push(format!("{:?} is said by {provider:?}", row.example));
            }
            place += 1;
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every reason is reached by a row, or (`delivered`, `unknown`) by the fields of a report.
#[test]
fn each_reason_is_reached() {
    let mut reached: BTreeSet<String> =
        file().replies.into_iter().flat_map(|replies| replies.rows).map(|row| row.reason).collect();
    reached.extend(["delivered", "unknown"].map(str::to_owned));
    for reason in BounceReason::ALL {
        assert!(reached.contains(reason.as_str()), "{}", reason.as_str());
    }
}

#[test]
fn each_provider_is_known() {
    for provider in rows::providers() {
        let known = ProviderId::parse(provider).is_ok_and(|id| id.provider().is_some());
        assert!(known, "{provider} is not in data/providers.toml");
    }
}

/// `docs/cli.md` lists the reasons for authors of other programs.
#[test]
fn the_documented_reasons_are_the_real_ones() {
    let reasons = BounceReason::ALL
        .iter()
        .map(|reason| format!("`{}`", reason.as_str()))
        .collect::<Vec<_>>()
        .join(", ");
    assert!(
        include_str!("../../../../../docs/cli.md").contains(&format!("`reason`: {reasons}.\n")),
        "docs/cli.md should say: {reasons}"
    );
}
