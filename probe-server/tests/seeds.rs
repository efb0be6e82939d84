//! `docs/seeds.md` says, sentence by sentence, what became of the two articles: it is read, and held against the playbooks.
//!
//! Knows the page's form and the playbooks' names; judges no wording beyond the words that the page itself quotes.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use checklist::playbook::Playbook;
use diagnosis::finding::FindingCode;
use probe_server::playbooks::{Playbooks, SetVariables};
use serde_json::Value;

const PAGE: &str = include_str!("../../docs/seeds.md");

/// One row: a sentence, what does it, and the words that do it.
struct Row {
    sentence: String,
    names: Vec<String>,
    words: Vec<String>,
}

/// Everything between `open` and `close`, again and again.
fn between(text: &str, open: char, close: char) -> Vec<String> {
    text.split(open).skip(1).filter_map(|rest| rest.split_once(close)).map(|(inside, _)| inside.to_owned()).collect()
}

/// An article of the page: its body, and its rows.
fn article(name: &str) -> (String, Vec<Row>) {
    let (_, section) = PAGE.split_once(&format!("\n## {name}\n")).unwrap_or_else(|| panic!("no section {name}"));
    let section = section.split("\n## ").next().unwrap();
    let (_, rest) = section.split_once("```text\n").unwrap();
    let (body, rest) = rest.split_once("```").unwrap();
    let rows = rest.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")).skip(1).map(|line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [sentence, names, words] = cells.try_into().unwrap_or_else(|_| panic!("three cells: {line}"));
        // Names are in backquotes, words in quotation marks.
        let names = names.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        Row { sentence: sentence.to_owned(), names, words: between(words, '“', '”') }
    });
    let rows: Vec<Row> = rows.collect();
    (body.split_whitespace().collect::<Vec<_>>().join(" "), rows)
}

/// What a name stands for in a playbook, as JSON: a step, an input, the words for a cause, or a part of its head. A finding
/// has no words there, and no more has a cause that the operator leaves to the catalogue.
fn named(playbook: &Playbook, name: &str) -> Option<Vec<Value>> {
    let json = serde_json::to_value(playbook).unwrap();
    let head = ["title", "intro", "contact"].contains(&name).then(|| json.get(name)).flatten();
    let of = |part: &str| json.get(part).and_then(|part| part.get(name));
    let found: Vec<Value> = [of("steps"), of("inputs"), of("causes"), head].into_iter().flatten().cloned().collect();
    let is_finding = FindingCode::ALL.iter().any(|code| code.as_str() == name);
    (is_finding || !found.is_empty()).then_some(found)
}

/// Every text in a value.
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
    let playbooks = Playbooks::shipped(&SetVariables::default()).unwrap_or_else(|err| panic!("{err}"));
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
        for words in words.iter().filter(|words| !said.iter().any(|text| text.contains(words.as_str()))) {
            wrong.push(format!("“{words}” is not said there: {sentence}"));
        }
        if body.matches(sentence.as_str()).count() != 1 {
            wrong.push(format!("not once in the article: {sentence}"));
        }
    }
    let sentences: BTreeSet<&str> = rows.iter().map(|row| row.sentence.as_str()).collect();
    assert_eq!(sentences.len(), rows.len(), "a sentence has two rows");
    // Longer ones first: a short one may be a part of a longer one.
    let mut longest_first: Vec<&str> = sentences.into_iter().collect();
    longest_first.sort_by_key(|sentence| std::cmp::Reverse(sentence.len()));
    let left = longest_first.into_iter().fold(body, |left, sentence| left.replacen(sentence, "", 1));
    let left: Vec<&str> = left.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
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
