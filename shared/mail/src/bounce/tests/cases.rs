//! Many short texts in the forms of mail systems and from real use, by kind, each with the expected
//! result.
//!
//! A case starts with `=== ` and its name. Each line `> ` below is one recipient: address, reply
//! code, enhanced status code, reason, owner, retry, confidence; a dash for an absent value. The
//! rest is the text.

use super::super::{BounceItem, explain};

#[track_caller]
fn check(file: &str, cases: &str) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in format!("\n{cases}").split("\n=== ").skip(1) {
        count += 1;
        let (name, rest) = case.split_once('\n').unwrap_or((case, ""));
        let expected: Vec<&str> = rest.lines().map_while(|line| line.strip_prefix("> ")).collect();
        let text: String = rest.split_inclusive('\n').skip(expected.len()).collect();
        for text in [text.replace('\n', "\r\n"), text] {
            let found: Vec<String> = explain(&text).items.iter().map(line).collect();
            if found != expected {
                wrong.push(format!("{name}\n    found {found:#?}\n    instead of {expected:#?}"));
            }
        }
    }
    assert!(count > 0, "{file} holds no case");
    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
}

#[test]
fn mail_systems() {
    check("servers.txt", include_str!("../fixtures/servers.txt"));
}

#[test]
fn kinds_of_faults() {
    check("kinds.txt", include_str!("../fixtures/kinds.txt"));
}

#[test]
fn certified_mail() {
    check("certified.txt", include_str!("../fixtures/certified.txt"));
}

#[test]
fn reports_with_odd_fields() {
    check("reports.txt", include_str!("../fixtures/reports.txt"));
}

/// A text without a failure gives no item, and a letter is not read as a failure.
#[test]
fn what_is_no_failure() {
    check("none.txt", include_str!("../fixtures/none.txt"));
}

fn line(item: &BounceItem) -> String {
    let word = |value: serde_json::Value| value.as_str().unwrap_or("-").to_owned();
    let json =
        |value: Result<serde_json::Value, serde_json::Error>| word(value.unwrap_or_default());
    [
        item.final_recipient.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string),
        item.reply_code.map_or_else(|| "-".to_owned(), |code| code.to_string()),
        item.enhanced_status.map_or_else(|| "-".to_owned(), |status| status.to_string()),
        item.reason.as_str().to_owned(),
        json(serde_json::to_value(item.owner)),
        json(serde_json::to_value(item.retry)),
        json(serde_json::to_value(item.confidence)),
    ]
    .join(" ")
}
