//! Tests of `shared/mail/data/connection_errors.toml`: each row explains its own example, and no
//! row before it does.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::super::{ConnectionReason, Key, explain, explain_connection, response, rows};
use crate::ProviderId;
use crate::plain::Plain;

#[derive(Deserialize)]
struct File {
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    reason: String,
    example: String,
}

fn file() -> File {
    toml::from_str(include_str!("../../../data/connection_errors.toml")).expect("the data file")
}

#[test]
fn each_row_explains_its_example() {
    let mut wrong = Vec::new();
    for (place, row) in file().rows.iter().enumerate() {
        let reply = explain(&row.example).items.into_iter().next();
        let text = Plain::new(&row.example);
        let key = Key {
            response: response::find(&row.example).and_then(|response| response.code),
            code: reply.as_ref().and_then(|reply| reply.reply_code),
            status: reply.as_ref().and_then(|reply| reply.enhanced_status),
            text: &text,
        };
        let found = rows::place(&key);
        let error = explain_connection(&row.example);
        if found != Some(place) {
            let by = found.map(|found| format!("{:?}", rows::at(found)));
            wrong.push(format!("{:?} is taken by {by:?}", row.example));
        } else if error.as_ref().map(|error| error.reason.as_str()) != Some(&row.reason) {
            wrong.push(format!("{:?} gives {error:?}", row.example));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every reason is reached by a row.
#[test]
fn each_reason_is_reached() {
    let reached: BTreeSet<String> = file().rows.into_iter().map(|row| row.reason).collect();
    for reason in ConnectionReason::ALL {
        assert!(reached.contains(reason.as_str()), "{}", reason.as_str());
    }
}

#[test]
fn each_provider_is_known() {
    for provider in crate::provider::providers_with_words() {
        let known = ProviderId::parse(provider).is_ok_and(|id| id.provider().is_some());
        assert!(known, "{provider} is not in data/providers.toml");
    }
}

/// `docs/cli.md` lists the reasons for authors of other programs.
#[test]
fn the_documented_reasons_are_the_real_ones() {
    let reasons = ConnectionReason::ALL
        .iter()
        .map(|reason| format!("`{}`", reason.as_str()))
        .collect::<Vec<_>>()
        .join(", ");
    let told = format!("`reason` of an error of a mailbox: {reasons}.\n");
    assert!(
        include_str!("../../../../../docs/cli.md").contains(&told),
        "docs/cli.md should say: {told}"
    );
}
