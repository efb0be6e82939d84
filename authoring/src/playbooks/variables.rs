//! The variables of playbooks, `{{name}}`: defaults in the file, and values that an operator sets
//! without editing it.
//!
//! Works on the tree, before it is deserialised, so that all later code is independent of
//! variables. Must never fill in anything in the scenarios.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use serde::Deserialize;
use terms::Lang;
use terms::Localised;

use super::spot::Spot;
use super::tree::{Key, Node, Value};
use crate::{At, Defect, DefectKind};

/// The value of a variable.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Variable {
    /// The same in every language, such as an address or a number.
    One(String),
    /// A text with one version for each language.
    Both(Localised),
}

/// Variables by name.
pub type Variables = BTreeMap<String, Variable>;

impl Variable {
    fn get(&self, lang: Option<Lang>) -> Option<&str> {
        match (self, lang) {
            (Self::One(text), _) => Some(text),
            (Self::Both(texts), Some(lang)) => Some(texts.get(lang)),
            (Self::Both(_), None) => None,
        }
    }
}

/// A value from the command line: `phone=800 000`, or `hours.it=…` for one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetVariable {
    name: String,
    lang: Option<Lang>,
    value: String,
}

/// The argument has no name followed by `=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write NAME=VALUE")]
pub struct NoVariable;

impl FromStr for SetVariable {
    type Err = NoVariable;

    fn from_str(text: &str) -> Result<Self, NoVariable> {
        let (name, value) =
            text.split_once('=').filter(|(name, _)| !name.is_empty()).ok_or(NoVariable)?;
        let in_lang = name.rsplit_once('.').and_then(|(name, tag)| Some((name, lang_of(tag)?)));
        let (name, lang) = in_lang.map_or((name, None), |(name, lang)| (name, Some(lang)));
        Ok(Self { name: name.to_owned(), lang, value: value.to_owned() })
    }
}

/// The values from the command line, by name. A later one replaces an earlier one; one for a
/// language replaces only that language.
#[must_use]
pub fn gathered(typed: &[SetVariable]) -> Variables {
    let mut gathered = Variables::new();
    for SetVariable { name, lang, value } in typed {
        let Some(lang) = lang else {
            gathered.insert(name.clone(), Variable::One(value.clone()));
            continue;
        };
        let mut texts = match gathered.remove(name) {
            Some(Variable::Both(texts)) => texts,
            Some(Variable::One(text)) => Localised { it: text.clone(), en: text },
            None => Localised::default(),
        };
        match lang {
            Lang::It => texts.it.clone_from(value),
            Lang::En => texts.en.clone_from(value),
        }
        gathered.insert(name.clone(), Variable::Both(texts));
    }
    gathered
}

/// Scenarios refer to steps and findings by name, so no variable is replaced there.
const LEFT_ALONE: &str = "scenarios";
/// Fields that are removed if their value is empty.
const CAN_BE_LEFT_OUT: [&str; 6] = ["phone", "phone_note", "url", "help", "mail", "webmail"];

/// Removes `variables` from the tree, replaces every use with its value, and returns the defects.
pub(super) fn fill_in(root: &mut Node, set: &Variables) -> Vec<(Spot, Defect)> {
    let mut filler = Filler { values: BTreeMap::new(), used: BTreeSet::new(), found: Vec::new() };
    let mut declared = BTreeMap::new();
    let mut at_variables = root.spot;
    if let Some((key, node)) = root.take("variables") {
        at_variables = key.spot;
        for (key, node) in node.entries() {
            declared.insert(key.name.clone(), key.spot);
            let value = default_of(node).unwrap_or_else(|| {
                filler.say(
                    node.spot,
                    DefectKind::VariableValue,
                    At::field(format!("variables.{}", key.name)),
                );
                // Some value, so that its uses are not reported as well.
                Variable::One(key.name.clone())
            });
            filler.values.insert(key.name.clone(), value);
        }
    }
    for (name, value) in set {
        if declared.contains_key(name) {
            filler.values.insert(name.clone(), value.clone());
        } else {
            filler.say(
                at_variables,
                DefectKind::UnknownVariable,
                At::field(format!("variables.{name}")),
            );
        }
    }
    if let Value::Map(entries) = &mut root.value {
        for (key, node) in entries.iter_mut().filter(|(key, _)| key.name != LEFT_ALONE) {
            filler.value(node, None, &key.name);
        }
    }
    for (name, spot) in &declared {
        if !filler.used.contains(name) {
            filler.say(*spot, DefectKind::UnusedVariable, At::field(format!("variables.{name}")));
        }
    }
    filler.found
}

fn default_of(node: &Node) -> Option<Variable> {
    if node.is_nothing() {
        return Some(Variable::One(String::new()));
    }
    if let Some(text) = node.as_text() {
        return Some(Variable::One(text.to_owned()));
    }
    super::read::read(node).ok().map(Variable::Both)
}

struct Filler {
    values: Variables,
    used: BTreeSet<String>,
    found: Vec<(Spot, Defect)>,
}

/// The effect of filling in a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Filled {
    /// The value stays.
    Stands,
    /// The value had only variables, and they are empty.
    Vanished,
}

impl Filler {
    fn say(&mut self, spot: Spot, kind: DefectKind, at: At) {
        self.found.push((spot, Defect { kind, at }));
    }

    fn value(&mut self, node: &mut Node, lang: Option<Lang>, at: &str) -> Filled {
        let spot = node.spot;
        match &mut node.value {
            Value::Scalar { text, is_plain } => {
                if !text.contains("{{") {
                    return Filled::Stands;
                }
                let (filled, empty) = self.text(text, lang, spot, at);
                *text = filled;
                *is_plain = false;
                if text.trim().is_empty() {
                    return Filled::Vanished;
                }
                if let (Some(empty), None) = (empty, lang) {
                    // A gap in a sentence can be intended; a gap in an address cannot.
                    self.say(spot, DefectKind::EmptyVariable, At::name_in(at, empty));
                }
                Filled::Stands
            }
            Value::List(items) => {
                let mut place = 0;
                items.retain_mut(|item| {
                    place += 1;
                    self.value(item, lang, &format!("{at}.{place}")) == Filled::Stands
                });
                Filled::Stands
            }
            Value::Map(entries) => self.map(entries, at),
        }
    }

    fn map(&mut self, entries: &mut Vec<(Key, Node)>, at: &str) -> Filled {
        let is_text =
            !entries.is_empty() && entries.iter().all(|(key, _)| lang_of(&key.name).is_some());
        let mut all_vanished = is_text;
        entries.retain_mut(|(key, node)| {
            let lang = if is_text { lang_of(&key.name) } else { None };
            let at = format!("{at}.{}", key.name);
            if self.value(node, lang, &at) == Filled::Stands {
                all_vanished = false;
                return true;
            }
            if !is_text && !CAN_BE_LEFT_OUT.contains(&key.name.as_str()) && node.as_text().is_some()
            {
                self.say(node.spot, DefectKind::EmptyVariable, At::field(at));
                return true;
            }
            // A text that is empty in one language only stays, and is reported as a defect later.
            is_text || !CAN_BE_LEFT_OUT.contains(&key.name.as_str())
        });
        if all_vanished { Filled::Vanished } else { Filled::Stands }
    }

    /// The text with the values filled in, and the name of an empty variable in it, if any.
    fn text(
        &mut self,
        text: &str,
        lang: Option<Lang>,
        spot: Spot,
        at: &str,
    ) -> (String, Option<String>) {
        let (mut filled, mut empty) = (String::with_capacity(text.len()), None);
        let mut gaps = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            filled.push_str(before);
            let Some((name, tail)) = after.split_once("}}") else {
                self.say(spot, DefectKind::UnknownVariable, At::field(at));
                rest = after;
                continue;
            };
            rest = tail;
            let name = name.trim();
            self.used.insert(name.to_owned());
            match self.values.get(name).map(|value| value.get(lang)) {
                None => self.say(spot, DefectKind::UnknownVariable, At::name_in(at, name)),
                Some(None) => {
                    filled.push_str(name);
                    self.say(spot, DefectKind::VariableInTwoLanguages, At::name_in(at, name));
                }
                Some(Some(value)) => {
                    if value.trim().is_empty() {
                        empty = Some(name.to_owned());
                        gaps.push(filled.len());
                    } else {
                        filled.push_str(value);
                    }
                }
            }
        }
        filled.push_str(rest);
        if !gaps.is_empty() {
            filled = without_gaps(&filled, &gaps);
        }
        (filled, empty)
    }
}

/// Collapses the white space in lines where an empty variable left a gap, and removes lines that
/// are empty then; `gaps` are byte offsets. The other lines are unchanged.
fn without_gaps(text: &str, gaps: &[usize]) -> String {
    let mut begin = 0;
    let lines = text.split('\n').filter_map(|line| {
        let span = begin..=begin + line.len();
        begin = span.end() + 1;
        if !gaps.iter().any(|gap| span.contains(gap)) {
            return Some(line.to_owned());
        }
        Some(line.split_whitespace().collect::<Vec<_>>().join(" "))
            .filter(|closed| !closed.is_empty())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn lang_of(tag: &str) -> Option<Lang> {
    Lang::ALL.into_iter().find(|lang| lang.tag() == tag)
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    fn typed(words: &[&str]) -> Variables {
        gathered(&words.iter().map(|word| word.parse().unwrap()).collect::<Vec<SetVariable>>())
    }

    #[test]
    fn values_are_typed_for_every_language_or_for_one() {
        let both =
            |it: &str, en: &str| Variable::Both(Localised { it: it.to_owned(), en: en.to_owned() });
        let one = |text: &str| Variable::One(text.to_owned());
        assert_eq!(typed(&["phone=800 1=2"])["phone"], one("800 1=2"));
        assert_eq!(
            typed(&["hours.it=mattina", "hours.en=morning"])["hours"],
            both("mattina", "morning")
        );
        assert_eq!(typed(&["hours=9-12", "hours.en=9 to 12"])["hours"], both("9-12", "9 to 12"));
        assert_eq!(typed(&["a.b=1"])["a.b"], one("1"));
        assert_eq!("phone".parse::<SetVariable>(), Err(NoVariable));
        assert_eq!("=1".parse::<SetVariable>(), Err(NoVariable));
    }

    const FILE: &str = "\
variables:
  phone: 0800 1
  site: https://a.example
  hours: { it: di mattina, en: in the morning }
  more: { it: \"\", en: \"\" }
contact: { phone: \"{{phone}}\", url: \"{{ site }}/help\" }
steps:
  - { it: \"Chiami {{hours}} {{phone}}.\", en: \"Call {{hours}} {{phone}}.\" }
  - { it: \"{{more}}\", en: \"{{more}}\" }
  - { it: \"A {{more}} b {domain}\", en: \"{{more}}\" }
scenarios: [\"{{left alone}}\"]
";

    #[track_caller]
    fn filled(file: &str, set: &[&str], expected: &str, defects: &[(u64, DefectKind)]) {
        let mut root = tree(file).unwrap();
        let found: Vec<(u64, DefectKind)> = fill_in(&mut root, &typed(set))
            .into_iter()
            .map(|(spot, defect)| (spot.line, defect.kind))
            .collect();
        assert_eq!(found, defects);
        assert_eq!(root, strip(&tree(expected).unwrap(), &root), "{root:#?}");
    }

    /// `node` with the spots and quoting of `like`, so that only the texts are compared.
    fn strip(node: &Node, like: &Node) -> Node {
        let value = match (&node.value, &like.value) {
            (Value::Scalar { text, .. }, Value::Scalar { is_plain, .. }) => {
                Value::Scalar { text: text.clone(), is_plain: *is_plain }
            }
            (Value::List(items), Value::List(others)) if items.len() == others.len() => {
                Value::List(
                    items.iter().zip(others).map(|(item, other)| strip(item, other)).collect(),
                )
            }
            (Value::Map(entries), Value::Map(others)) if entries.len() == others.len() => {
                let entry = |((key, node), (other_key, other)): (&(Key, Node), &(Key, Node))| {
                    (Key { spot: other_key.spot, name: key.name.clone() }, strip(node, other))
                };
                Value::Map(entries.iter().zip(others).map(entry).collect())
            }
            (value, _) => value.clone(),
        };
        Node { spot: like.spot, value }
    }

    #[test]
    fn values_go_into_texts_and_addresses() {
        let expected = "\
contact: { phone: 0800 1, url: https://a.example/help }
steps:
  - { it: Chiami di mattina 0800 1., en: Call in the morning 0800 1. }
  - { it: \"A b {domain}\", en: \"\" }
scenarios: [\"{{left alone}}\"]
";
        filled(FILE, &[], expected, &[]);
        filled(
            FILE,
            &["phone=1", "more.it=x", "more.en=y"],
            "\
contact: { phone: 1, url: https://a.example/help }
steps:
  - { it: Chiami di mattina 1., en: Call in the morning 1. }
  - { it: x, en: y }
  - { it: \"A x b {domain}\", en: y }
scenarios: [\"{{left alone}}\"]
",
            &[],
        );
    }

    #[test]
    fn an_empty_telephone_is_left_out_and_an_empty_address_is_refused() {
        filled(
            FILE,
            &["phone=", "site="],
            "\
contact: { url: /help }
steps:
  - { it: Chiami di mattina ., en: Call in the morning . }
  - { it: \"A b {domain}\", en: \"\" }
scenarios: [\"{{left alone}}\"]
",
            &[(6, DefectKind::EmptyVariable)],
        );
    }

    #[test]
    fn an_empty_variable_closes_its_own_gap_and_leaves_the_other_lines_alone() {
        let file = |text: &str| {
            format!(
                "variables: {{ x: \"\", two: \"a\\n  b\" }}\ntext: {{ it: {text}, en: {text} }}\nuses: [\"{{{{x}}}}\", \"{{{{two}}}}\"]"
            )
        };
        let check = |text: &str, expected: &str| {
            let expected =
                format!("text: {{ it: {expected}, en: {expected} }}\nuses: [\"a\\n  b\"]");
            filled(&file(text), &[], &expected, &[]);
        };
        check(r#""One.\n  Two {{x}} three.\nFour.""#, r#""One.\nTwo three.\nFour.""#);
        check(r#""One.\n\n  - two\n{{x}}\n  - three {{x}}""#, r#""One.\n\n  - two\n- three""#);
        check(r#""{{x}}\nOne.\n  Two.""#, r#""One.\n  Two.""#);
        check(r#""One.\n{{x}}""#, r#""One.""#);
        check(r#""{{two}} {{x}}!""#, r#""a\nb !""#);
    }

    #[test]
    fn an_operator_without_a_name_for_its_servers_leaves_them_to_the_dns() {
        let file = "\
variables: { server: \"\", arrives_at: \"\" }
hosts: { mail: \"{{server}}\", webmail: \"{{server}}\" }
expects: { mx: [\"{{arrives_at}}\"] }
";
        filled(file, &[], "hosts: {}\nexpects: { mx: [] }", &[]);
        let expected = "hosts: { mail: imap.example, webmail: imap.example }\nexpects: { mx: [\"*.example\"] }";
        filled(file, &["server=imap.example", "arrives_at=*.example"], expected, &[]);
    }

    #[test]
    fn what_is_wrong_is_said_at_its_line() {
        let file = "\
variables: { a: 1, b: { it: x, en: y }, c: [1] }
link: \"{{b}}{{d}}\"
";
        filled(
            file,
            &["e=1"],
            "link: b",
            &[
                (1, DefectKind::VariableValue),
                (1, DefectKind::UnknownVariable),
                (2, DefectKind::VariableInTwoLanguages),
                (2, DefectKind::UnknownVariable),
                (1, DefectKind::UnusedVariable),
                (1, DefectKind::UnusedVariable),
            ],
        );
    }
}
