//! `docs/seeds.md` lists, sentence by sentence, where the content of two articles went. This test
//! compares it with the playbooks.
//!
//! Knows the page's structure and the playbooks' names. Must never judge any wording except the
//! words that the page quotes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use authoring::playbooks::{Playbooks, SetVariables};
use checklist::playbook::Playbook;
use diagnosis::finding::FindingCode;
use serde_json::Value;

const PAGE: &str = include_str!("../../docs/seeds.md");

/// One row: a sentence, the names of the parts that cover it, and the quoted words in them.
struct Row {
    sentence: String,
    names: Vec<String>,
    words: Vec<String>,
}

/// All texts between `open` and `close`.
fn between(text: &str, open: char, close: char) -> Vec<String> {
    text.split(open)
        .skip(1)
        .filter_map(|rest| rest.split_once(close))
        .map(|(inside, _)| inside.to_owned())
        .collect()
}

/// An article of the page: its text, and its rows.
fn article(name: &str) -> (String, Vec<Row>) {
    let (_, section) =
        PAGE.split_once(&format!("\n## {name}\n")).unwrap_or_else(|| panic!("no section {name}"));
    let section = section.split("\n## ").next().unwrap();
    let (_, rest) = section.split_once("```text\n").unwrap();
    let (body, rest) = rest.split_once("```").unwrap();
    let rows =
        rest.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")).skip(1).map(
            |line| {
                let cells: Vec<&str> = line.split(" | ").collect();
                let [sentence, names, words] =
                    cells.try_into().unwrap_or_else(|_| panic!("three cells: {line}"));
                // Names are in backquotes, words in quotation marks.
                let names = names.split('`').skip(1).step_by(2).map(str::to_owned).collect();
                Row { sentence: sentence.to_owned(), names, words: between(words, '“', '”') }
            },
        );
    let rows: Vec<Row> = rows.collect();
    (body.split_whitespace().collect::<Vec<_>>().join(" "), rows)
}

/// The parts of a playbook that a name refers to, as JSON: a step, an input, the words for a cause,
/// or a head field. A finding has no text in the playbook, and neither has a cause whose words come
/// from the catalogue.
fn named(playbook: &Playbook, name: &str) -> Option<Vec<Value>> {
    let json = serde_json::to_value(playbook).unwrap();
    let head = ["title", "intro", "contact"].contains(&name).then(|| json.get(name)).flatten();
    let of = |part: &str| json.get(part).and_then(|part| part.get(name));
    let found: Vec<Value> =
        [of("steps"), of("inputs"), of("causes"), head].into_iter().flatten().cloned().collect();
    let is_finding = FindingCode::ALL.iter().any(|code| code.as_str() == name);
    (is_finding || !found.is_empty()).then_some(found)
}

/// Collects every text in a value.
fn texts(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(values) => values.iter().for_each(|value| texts(value, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

#[track_caller]
fn check(name: &str) {
    let playbooks =
        Playbooks::shipped(&SetVariables::default()).unwrap_or_else(|err| panic!("{err}"));
    let playbook = &playbooks.get(name).unwrap().playbook;
    let (body, rows) = article(name);
    assert!(rows.len() >= 20, "{} rows", rows.len());

    let mut wrong = Vec::new();
    for Row { sentence, names, words } in &rows {
        if names.is_empty() || words.is_empty() {
            wrong.push(format!("nothing does it: {sentence}"));
        }
        let mut said = Vec::new();
        for name in names {
            match named(playbook, name) {
                Some(found) => found.iter().for_each(|value| texts(value, &mut said)),
                None => wrong.push(format!("there is no `{name}`: {sentence}")),
            }
        }
        for words in
            words.iter().filter(|words| !said.iter().any(|text| text.contains(words.as_str())))
        {
            wrong.push(format!("“{words}” is not said there: {sentence}"));
        }
        if body.matches(sentence.as_str()).count() != 1 {
            wrong.push(format!("not once in the article: {sentence}"));
        }
    }
    let sentences: BTreeSet<&str> = rows.iter().map(|row| row.sentence.as_str()).collect();
    assert_eq!(sentences.len(), rows.len(), "a sentence has two rows");
    // Longer sentences first: a short one may be part of a longer one.
    let mut longest_first: Vec<&str> = sentences.into_iter().collect();
    longest_first.sort_by_key(|sentence| std::cmp::Reverse(sentence.len()));
    let left =
        longest_first.into_iter().fold(body, |left, sentence| left.replacen(sentence, "", 1));
    let left: Vec<&str> =
        left.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    if !left.is_empty() {
        wrong.push(format!("no row for: {}", left.join(" ")));
    }
    assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
}

#[test]
fn every_sentence_of_the_cloud_service_is_done_by_something() {
    check("tweppy");
}

#[test]
fn every_sentence_of_the_mail_provider_is_done_by_something() {
    check("seit");
}
