//! The fragments of a playbook: parts that are defined once under `fragments:`, and used in several
//! places by `use: name`.
//!
//! Works on the tree, before it is deserialised. Values from a fragment keep their spot in the
//! file, so that a defect in them is reported where it has to be fixed. Must never expand without a
//! limit.

use std::collections::{BTreeMap, BTreeSet};

use super::spot::Spot;
use super::tree::{Key, MAX_DEPTH, Node, Value};
use crate::{At, Defect, DefectKind};

/// The most that fragments may add, in bytes: one for each value, plus its characters. Without a
/// limit, a few lines of fragments that double each other would fill the memory; the longest
/// built-in playbook has 90 kB in all.
const MAX_PUT_IN_BYTES: usize = 256 * 1024;

/// Removes `fragments` from the tree, inserts each where it is used, and returns the defects.
pub(super) fn put_in(root: &mut Node) -> Vec<(Spot, Defect)> {
    let mut putter = Putter::default();
    let declared = root.take("fragments").map(|(_, node)| node);
    for (key, node) in declared.iter().flat_map(Node::entries) {
        putter.fragments.insert(key.name.clone(), (key.spot, node.clone()));
    }
    if let Value::Map(entries) = &mut root.value {
        for (key, node) in
            entries.iter_mut().filter(|(key, _)| key.name != "scenarios" && key.name != "variables")
        {
            putter.expand(node, &key.name, 1);
        }
    }
    let Putter { fragments, used, mut found, is_too_large, .. } = putter;
    // If the expansion stopped early, it is unknown which fragments would have been used.
    for (name, (spot, _)) in
        fragments.iter().filter(|(name, _)| !is_too_large && !used.contains(*name))
    {
        found.push((
            *spot,
            Defect { kind: DefectKind::UnusedFragment, at: At::field(format!("fragments.{name}")) },
        ));
    }
    found
}

#[derive(Default)]
struct Putter {
    fragments: BTreeMap<String, (Spot, Node)>,
    used: BTreeSet<String>,
    /// The names of the fragments that are being inserted, outermost first.
    inside: Vec<String>,
    put_in_bytes: usize,
    is_too_large: bool,
    found: Vec<(Spot, Defect)>,
}

impl Putter {
    fn say(&mut self, spot: Spot, kind: DefectKind, at: At) {
        self.found.push((spot, Defect { kind, at }));
    }

    /// Reports once that the result is too large; nothing is inserted after that.
    fn stop(&mut self, spot: Spot, at: &str) {
        if !self.is_too_large {
            self.is_too_large = true;
            self.say(spot, DefectKind::FragmentTooLarge, At::field(at));
        }
    }

    fn expand(&mut self, node: &mut Node, at: &str, depth: usize) {
        if depth > MAX_DEPTH {
            self.stop(node.spot, at);
        }
        if self.is_too_large {
            return;
        }
        if let Some(whole) = self.fragment_of(node, at, depth) {
            *node = whole;
            return;
        }
        match &mut node.value {
            Value::Scalar { .. } => {}
            Value::List(items) => {
                let mut expanded = Vec::with_capacity(items.len());
                for (place, mut item) in std::mem::take(items).into_iter().enumerate() {
                    let is_use = name_used(&item).is_some();
                    self.expand(&mut item, &format!("{at}.{}", place + 1), depth + 1);
                    match item.value {
                        // A fragment that is a list adds its items to the surrounding list.
                        Value::List(more) if is_use => expanded.extend(more),
                        _ => expanded.push(item),
                    }
                }
                *items = expanded;
            }
            Value::Map(entries) => {
                for (key, node) in entries.iter_mut() {
                    self.expand(node, &format!("{at}.{}", key.name), depth + 1);
                }
            }
        }
    }

    /// The value for `use: name`: the fragment, with its fields replaced by those written beside
    /// `use`.
    fn fragment_of(&mut self, node: &Node, at: &str, depth: usize) -> Option<Node> {
        let (spot, name) = name_used(node)?;
        let Some((_, fragment)) = self.fragments.get(name) else {
            self.say(spot, DefectKind::UnknownFragment, At::name_in(at, name));
            return None;
        };
        self.used.insert(name.to_owned());
        if self.inside.iter().any(|outer| outer == name) {
            self.say(spot, DefectKind::FragmentCycle, At::name_in(at, name));
            return None;
        }
        self.put_in_bytes = self.put_in_bytes.saturating_add(size_bytes(fragment));
        if self.put_in_bytes > MAX_PUT_IN_BYTES {
            self.stop(spot, at);
            return None;
        }
        let mut whole = fragment.clone();
        self.inside.push(name.to_owned());
        self.expand(&mut whole, at, depth);
        self.inside.pop();
        let mut beside: Vec<(Key, Node)> =
            node.entries().iter().filter(|(key, _)| key.name != "use").cloned().collect();
        for (key, own) in &mut beside {
            self.expand(own, &format!("{at}.{}", key.name), depth + 1);
        }
        match &mut whole.value {
            Value::Map(entries) => {
                entries.retain(|(key, _)| !beside.iter().any(|(own, _)| own.name == key.name));
                entries.extend(beside);
            }
            _ if beside.is_empty() => {}
            _ => self.say(spot, DefectKind::FragmentWithoutFields, At::name_in(at, name)),
        }
        Some(whole)
    }
}

fn size_bytes(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar { text, .. } => text.len(),
        Value::List(items) => items.iter().map(size_bytes).sum(),
        Value::Map(entries) => {
            entries.iter().map(|(key, node)| key.name.len() + size_bytes(node)).sum::<usize>()
        }
    }
}

/// The name of the fragment that a value uses, and its spot.
fn name_used(node: &Node) -> Option<(Spot, &str)> {
    node.get("use").and_then(|name| Some((name.spot, name.as_text()?)))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use super::*;

    /// Nodes without their spots.
    fn bare(node: &Node) -> String {
        match &node.value {
            Value::Scalar { text, .. } => text.clone(),
            Value::List(items) => {
                format!("[{}]", items.iter().map(bare).collect::<Vec<_>>().join(", "))
            }
            Value::Map(entries) => {
                format!(
                    "{{{}}}",
                    entries
                        .iter()
                        .map(|(key, node)| format!("{}: {}", key.name, bare(node)))
                        .collect::<Vec<_>>()
                        .join(", ")
                )
            }
        }
    }

    #[track_caller]
    fn check(file: &str, expected: &str, defects: &[(u64, DefectKind)]) {
        let mut root = tree(file).unwrap();
        let found: Vec<(u64, DefectKind)> =
            put_in(&mut root).into_iter().map(|(spot, defect)| (spot.line, defect.kind)).collect();
        assert_eq!(found, defects, "{file}");
        assert_eq!(bare(&root), expected);
    }

    #[test]
    fn a_fragment_stands_where_it_is_used() {
        check("fragments: { a: { it: x, en: y } }\nwhy: { use: a }", "{why: {it: x, en: y}}", &[]);
        check(
            "fragments: { a: { it: x, en: y } }\nwhy: { en: z, use: a }",
            "{why: {it: x, en: z}}",
            &[],
        );
        check("fragments: { a: [1, 2] }\nsteps: [0, { use: a }, 3]", "{steps: [0, 1, 2, 3]}", &[]);
        check("fragments: { a: x, b: [{ use: a }] }\nsteps: { use: b }", "{steps: [x]}", &[]);
        check("use: { ask: x }", "{use: {ask: x}}", &[]);
        check(
            "fragments: { a: x }\nb: { use: a }\nscenarios: [{ use: a }]",
            "{b: x, scenarios: [{use: a}]}",
            &[],
        );
    }

    #[test]
    fn what_is_wrong_is_said_at_its_line() {
        check("why: { use: a }", "{why: {use: a}}", &[(1, DefectKind::UnknownFragment)]);
        check("fragments: { a: x }\nb: y", "{b: y}", &[(1, DefectKind::UnusedFragment)]);
        check(
            "fragments:\n  a: { x: { use: a } }\nb: { use: a }",
            "{b: {x: {use: a}}}",
            &[(2, DefectKind::FragmentCycle)],
        );
        check(
            "fragments: { a: [x] }\nb: { use: a, c: d }",
            "{b: [x]}",
            &[(2, DefectKind::FragmentWithoutFields)],
        );
    }

    /// Checks that there is one defect, at the line where the limit was exceeded.
    #[track_caller]
    fn too_large(file: &str, line: u64) {
        let mut root = tree(file).unwrap();
        let found: Vec<(u64, &str)> = put_in(&mut root)
            .into_iter()
            .map(|(spot, defect)| (spot.line, defect.kind.as_str()))
            .collect();
        assert_eq!(found, [(line, "fragment_too_large")]);
    }

    /// Fragments `f0` to `f<count>`: each except the first is `body` with the name of the previous
    /// one.
    fn chain(first: &str, body: &str, count: usize) -> String {
        let links = (1..=count).map(|number| {
            format!("  f{number}: {}\n", body.replace("BEFORE", &format!("f{}", number - 1)))
        });
        format!("fragments:\n  f0: {first}\n{}top: {{ use: f{count} }}", links.collect::<String>())
    }

    #[test]
    fn what_is_put_in_has_a_bound() {
        // Each doubles the previous one: a few hundred characters would become a million values.
        too_large(&chain("[x]", "[{ use: BEFORE }, { use: BEFORE }]", 20), 5);
        // A long text, used many times.
        let long = "x".repeat(100_000);
        too_large(
            &format!("fragments: {{ a: {long} }}\nb: [{{ use: a }}, {{ use: a }}, {{ use: a }}]"),
            2,
        );
        // Each is one level deeper than the previous one.
        too_large(&chain("x", "{ a: { use: BEFORE } }", 40), 11);
        let mut root = tree(&chain("x", "{ a: { use: BEFORE } }", 30)).unwrap();
        assert_eq!(put_in(&mut root), [], "as deep as a file may be");
    }
}
