//! The schema accepts what the parser accepts, and rejects structural errors at the right place.
#![expect(clippy::disallowed_methods, reason = "these tests read and write files of playbooks")]

use std::path::{Path, PathBuf};

use super::super::SHIPPED;
use super::super::tree::{Node, Value as Written, tree};
use super::*;

const COPY: &str = include_str!("../../../../playbooks/playbook.schema.json");

/// The content of a file, as an editor parses it.
fn seen(node: &Node) -> Value {
    match &node.value {
        Written::Scalar { text, is_plain: true } => serde_json::from_str(text)
            .ok()
            .filter(|value: &Value| !value.is_array() && !value.is_object())
            .unwrap_or_else(|| if node.is_nothing() { Value::Null } else { json!(text) }),
        Written::Scalar { text, .. } => json!(text),
        Written::List(items) => Value::Array(items.iter().map(seen).collect()),
        Written::Map(entries) => Value::Object(
            entries.iter().map(|(key, node)| (key.name.clone(), seen(node))).collect(),
        ),
    }
}

/// The paths at which the schema rejects a file.
fn refused_at(text: &str) -> Vec<String> {
    let validator = jsonschema::draft7::new(&schema()).unwrap();
    let file = seen(&tree(text).unwrap());
    validator.iter_errors(&file).map(|err| err.instance_path().to_string()).collect()
}

fn fixtures() -> impl Iterator<Item = (String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../playbooks/fixtures");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.map(|file: PathBuf| {
        (
            file.file_stem().unwrap().to_str().unwrap().to_owned(),
            std::fs::read_to_string(&file).unwrap(),
        )
    })
}

#[test]
fn the_copy_beside_the_playbooks_is_the_schema() {
    let copy: Value = serde_json::from_str(COPY).unwrap();
    assert!(
        copy == schema(),
        "`sportello playbook schema > playbooks/playbook.schema.json` brings it up to date"
    );
}

#[test]
fn the_schema_is_one() {
    assert!(jsonschema::draft7::meta::is_valid(&schema()));
}

#[test]
fn every_shipped_playbook_names_the_schema_and_fits_it() {
    for (file, text) in SHIPPED {
        assert!(
            text.starts_with("# yaml-language-server: $schema=playbook.schema.json\n"),
            "{file}"
        );
        assert_eq!(refused_at(text), [""; 0], "{file}");
    }
}

#[test]
fn every_documented_playbook_fits() {
    let documented = include_str!("../../../../docs/playbooks.md");
    let examples: Vec<&str> = documented
        .split("```yaml\n")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once("```")?.0))
        .collect();
    assert!(examples.len() >= 2);
    for example in examples {
        assert_eq!(refused_at(example), [""; 0], "{example}");
    }
}

/// Broken playbooks that a schema can reject, and where. The other fixtures have errors of meaning.
const TOLD: [(&str, &str); 14] = [
    ("advise_step", "/steps/verdict"),
    ("syntax_missing_field", "/steps/ticket/escalate"),
    ("syntax_one_of", "/steps/checks/check/next/0/when"),
    ("syntax_other_kind", "/steps/mailbox/collect/inputs"),
    ("syntax_unknown_cause", "/steps/checks/check/next/0/when/cause"),
    ("syntax_unknown_cause_field", "/steps/checks/check/next/0/when/cause"),
    ("syntax_unknown_confidence", "/steps/checks/check/next/0/when/cause"),
    ("syntax_unknown_field", "/steps/mailbox/collect"),
    ("syntax_unknown_finding", "/steps/checks/check/next/0/when/finding"),
    ("syntax_unknown_side", "/inputs/mailbox/about"),
    ("syntax_unknown_words", "/causes"),
    ("syntax_wrong_kind", "/inputs/mailbox/kind"),
    ("unknown_provider", "/steps/checks/check/next/0/when/provider"),
    ("variable_value", "/variables/hours"),
];

#[test]
fn broken_playbooks_are_refused_where_a_schema_can_tell() {
    // Skip the fixtures that are not YAML.
    let readable = fixtures().filter(|(_, text)| tree(text).is_ok());
    let mut told = 0;
    for (name, text) in readable {
        let expected = TOLD.iter().find(|(told, _)| *told == name).map(|(_, place)| *place);
        let found = refused_at(&text);
        assert_eq!(found.first().map(String::as_str), expected, "{name}: {found:?}");
        told += usize::from(expected.is_some());
    }
    assert_eq!(told, TOLD.len());
}

const BEFORE: &str = "\
playbook: a
title: { use: name }
intro: { use: name, en: Other }
contact: { name: Prova, phone: 0471 }
variables: { phone: 0471, nothing: , hours: { it: a, en: b } }
fragments: { name: { it: A, en: A }, list: [{ it: A, en: A }], end: { escalate: { use: name } } }
inputs: { mailbox: { kind: subject, required: true, ask: { use: name } } }
start: mailbox
support: ticket
steps:
  ticket: { use: end }
";

#[track_caller]
fn step(step: &str, expected: &[&str]) {
    assert_eq!(refused_at(&format!("{BEFORE}  a: {step}\n")), expected, "{step}");
}

#[test]
fn what_the_file_holds_beyond_the_model_is_told_from_slips() {
    step("{ conclude: {} }", &[]);
    step("{ conclude: { recheck: checks } }", &[]);
    step("{ escalate: { use: end, why: { use: name } } }", &[]);
    step("{ collect: { use: fields, inputs: { use: list } } }", &[]);
    step(
        "{ check: { title: { use: name }, checks: [mx, { use: checks }], next: [{ to: a }] } }",
        &[],
    );
    step(
        "{ check: { title: { use: name }, checks: [mx], next: [{ when: { check: { mx: problem } }, to: a }] } }",
        &[],
    );
    step("{ escalate: { inputs: [] } }", &["/steps/a/escalate"; 2]);
    step("{ conclude: { recheck: checks, nexts: a } }", &["/steps/a/conclude"]);
    step("{ conclude: { recheck: checks, cause: mx_none } }", &["/steps/a/conclude"]);
    step("{ advise: { recheck: checks } }", &["/steps/a"]);
    step("{ use: end, ask: {} }", &["/steps/a", "/steps/a/ask", "/steps/a/ask"]);
    step(
        "{ check: { title: { use: name }, checks: [mux], next: [{ to: a }] } }",
        &["/steps/a/check/checks/0"],
    );
    step(
        "{ check: { title: { use: name }, checks: [mx], next: [{ when: { check: { mux: problem } }, to: a }] } }",
        &["/steps/a/check/next/0/when/check"],
    );
}
