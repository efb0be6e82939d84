//! Finds the place of a defect in the file: follows its path (`steps.scope.options.all`) through
//! the tree.
//!
//! Only a help for the reader of a message: if a path cannot be followed to its end, the closest
//! place on it is used.

use checklist::playbook::Predicate;

use super::spot::Spot;
use super::tree::Node;
use crate::At;

/// The place of a defect below `root`; `None` if not even the first part of its path is found.
pub(super) fn spot_of(root: &Node, at: &At) -> Option<Spot> {
    match at {
        At::Field { path, name } => {
            let (spot, node) = follow(root, path)?;
            // Of `scope.all` in a condition, the step comes first.
            let name = name.as_deref().and_then(|name| name.split('.').next());
            Some(name.and_then(|name| mentioned(node, name)).unwrap_or(spot))
        }
        At::Edge { from, to, label } => {
            let (key, body) = root.get("steps")?.entry(&from.0)?;
            Some(spot_of_edge(body, &to.0, label.as_deref()).unwrap_or(key.spot))
        }
        At::Scenario { scenario, name, .. } => {
            let is_it = |node: &&Node| node.get("name").and_then(Node::as_text) == Some(scenario);
            let found = root.get("scenarios")?.items().iter().find(is_it)?;
            let inside = name.as_deref().and_then(|name| mentioned(found, name));
            Some(inside.unwrap_or(found.spot))
        }
    }
}

/// Follows the path as far as possible.
fn follow<'n>(root: &'n Node, path: &str) -> Option<(Spot, &'n Node)> {
    let mut found = None;
    let mut node = root;
    for name in path.split('.') {
        match inside(node, name) {
            Some((spot, next)) => {
                found = Some((spot, next));
                node = next;
            }
            None => break,
        }
    }
    found
}

/// The child with this name: a map entry, a list item with this `id` or `answer`, or the list item
/// with this index from 1.
fn inside<'n>(node: &'n Node, name: &str) -> Option<(Spot, &'n Node)> {
    if let Some((key, value)) = node.entry(name) {
        return Some((key.spot, value));
    }
    let is_named = |item: &&Node| {
        item.as_text() == Some(name)
            || ["id", "answer"]
                .iter()
                .any(|field| item.get(field).and_then(Node::as_text) == Some(name))
    };
    if let Some(item) = node.items().iter().find(is_named) {
        return Some((item.spot, item));
    }
    let by_place =
        name.parse::<usize>().ok().and_then(|place| node.items().get(place.checked_sub(1)?));
    if let Some(item) = by_place {
        return Some((item.spot, item));
    }
    // The kind of a step is between its name and its fields: skip that level.
    match node.entries() {
        [(_, only)] => inside(only, name),
        _ => None,
    }
}

/// The place where an edge names its target.
fn spot_of_edge(step: &Node, to: &str, label: Option<&str>) -> Option<Spot> {
    let [(_, body)] = step.entries() else { return None };
    let leads = |node: &Node| {
        ["next", "to"]
            .iter()
            .find_map(|name| node.get(name))
            .filter(|target| target.as_text() == Some(to))
            .map(|target| target.spot)
    };
    if let Some(spot) = leads(body) {
        return Some(spot);
    }
    let edges = ["options", "next"].iter().filter_map(|name| body.get(name)).flat_map(Node::items);
    let is_labelled = |edge: &Node| {
        let condition = edge
            .get("when")
            .and_then(|when| super::read::read::<Predicate>(when).ok())
            .map(|when| when.to_string());
        label.is_none_or(|label| {
            edge.get("id").and_then(Node::as_text) == Some(label)
                || condition.as_deref().unwrap_or("otherwise") == label
        })
    };
    edges.filter(|edge| is_labelled(edge)).find_map(leads)
}

/// The first place below `node` where a name occurs, as a key or as a value.
fn mentioned(node: &Node, name: &str) -> Option<Spot> {
    if node.as_text() == Some(name) {
        return Some(node.spot);
    }
    let in_entries = node.entries().iter().find_map(|(key, value)| {
        if key.name == name { Some(key.spot) } else { mentioned(value, name) }
    });
    in_entries.or_else(|| node.items().iter().find_map(|item| mentioned(item, name)))
}

#[cfg(test)]
mod tests {
    use super::super::tree::tree;
    use crate::At;

    use super::spot_of;

    const FILE: &str = "\
title: { it: a, en: b }
inputs:
  mailbox:
    ask: x
steps:
  # the first
  mailbox:
    collect:
      next: scope
  scope:
    ask:
      options:
        - id: \"all\"
          next: end
        - id: one
          next: end
  look:
    check:
      next:
        - when: { finding: mx_none }
          to: end
        - when: { answer: { scope: never } }
          to: end
        - to: end
scenarios:
  - name: all is well
  - name: all is well again
    given: { answers: { scope: some } }
";

    #[track_caller]
    fn check(at: &At, expected: Option<(u64, u64)>) {
        let root = tree(FILE).unwrap();
        let found = spot_of(&root, at).map(|spot| (spot.line, spot.column));
        assert_eq!(found, expected, "{at}");
    }

    #[test]
    fn the_place_of_a_field() {
        let field = |path: &str| At::field(path);
        check(&field("title"), Some((1, 1)));
        check(&field("title.en"), Some((1, 17)));
        check(&field("inputs.mailbox.ask"), Some((4, 5)));
        check(&field("steps.mailbox"), Some((7, 3)));
        check(&field("steps.scope.options.all"), Some((13, 11)));
        check(&field("steps.scope.options.one"), Some((15, 11)));
        check(&field("steps.scope.options.2.next"), Some((16, 11)));
        check(&field("steps.scope.measured.never"), Some((10, 3)));
        check(&field("support"), None);
        check(&At::name_in("steps.look", "scope.never"), Some((22, 29)));
        check(&At::name_in("steps.look", "device.never"), Some((17, 3)));
    }

    #[test]
    fn the_place_of_an_edge() {
        let edge = |from: &str, to: &str, label: Option<&str>| At::Edge {
            from: from.into(),
            to: to.into(),
            label: label.map(str::to_owned),
        };
        check(&edge("mailbox", "scope", None), Some((9, 13)));
        check(&edge("scope", "end", Some("one")), Some((16, 17)));
        check(&edge("look", "end", Some("mx_none")), Some((21, 15)));
        check(&edge("look", "end", Some("otherwise")), Some((24, 15)));
        check(&edge("scope", "nowhere", Some("never")), Some((10, 3)));
    }

    #[test]
    fn the_place_of_a_scenario() {
        let scenario = |scenario: &str, name: Option<&str>| At::Scenario {
            scenario: scenario.to_owned(),
            name: name.map(str::to_owned),
            failure: None,
        };
        check(&scenario("all is well", None), Some((26, 5)));
        check(&scenario("all is well again", None), Some((27, 5)));
        check(&scenario("all is well again", Some("scope")), Some((28, 25)));
        check(&scenario("another", None), None);
    }
}
