//! Finds the place of a defect in the file: follows its path (`steps.scope.options.all`) through
//! the tree.
//!
//! Only a help for the reader of a message: if a path cannot be followed to its end, the closest
//! place on it is used.

use checklist::playbook::Predicate;

use super::spot::Spot;
use super::tree::Node;

/// The place of the path `at` below `root`; `None` if not even its first part is found.
pub(super) fn spot_of(root: &Node, at: &str) -> Option<Spot> {
    if let Some(name) = at.strip_prefix("scenarios: ") {
        let name_of = |scenario: &'_ Node| {
            scenario.get("name").and_then(Node::as_text).unwrap_or_default().to_owned()
        };
        let scenarios =
            root.get("scenarios")?.items().iter().map(|scenario| (name_of(scenario), scenario));
        let (found, scenario) = scenarios
            .filter(|(found, _)| name.starts_with(found.as_str()))
            .max_by_key(|(found, _)| found.len())?;
        let inside =
            name.get(found.len()..).and_then(|rest| mentioned(scenario, rest.strip_prefix(": ")?));
        return Some(inside.unwrap_or(scenario.spot));
    }
    if let Some((from, edge)) = at.split_once(" → ") {
        let (to, label) = edge.split_once(" (").unwrap_or((edge, ""));
        let step = from.strip_prefix("steps.").unwrap_or(from);
        let (key, body) = root.get("steps")?.entry(step)?;
        return Some(
            spot_of_edge(body, to, label.strip_suffix(')').unwrap_or(label)).unwrap_or(key.spot),
        );
    }
    // A condition, such as `steps.scope: device.yes`: the step, and the name in the condition.
    let (path, named) = at.split_once(": ").unwrap_or((at, ""));
    let (spot, node) = follow(root, path)?;
    let named = named.split('.').next().unwrap_or(named);
    Some(if named.is_empty() { spot } else { mentioned(node, named).unwrap_or(spot) })
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
fn spot_of_edge(step: &Node, to: &str, label: &str) -> Option<Spot> {
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
        label.is_empty()
            || edge.get("id").and_then(Node::as_text) == Some(label)
            || condition.as_deref().unwrap_or("otherwise") == label
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
    fn check(at: &str, expected: Option<(u64, u64)>) {
        let root = tree(FILE).unwrap();
        assert_eq!(spot_of(&root, at).map(|spot| (spot.line, spot.column)), expected, "{at}");
    }

    #[test]
    fn the_place_of_a_path() {
        check("title", Some((1, 1)));
        check("title.en", Some((1, 17)));
        check("inputs.mailbox.ask", Some((4, 5)));
        check("steps.mailbox", Some((7, 3)));
        check("steps.scope.options.all", Some((13, 11)));
        check("steps.scope.options.one", Some((15, 11)));
        check("steps.scope.options.2.next", Some((16, 11)));
        check("steps.look: scope.never", Some((22, 29)));
        check("steps.look: device.never", Some((17, 3)));
        check("steps.scope.measured.never", Some((10, 3)));
        check("steps.mailbox → scope", Some((9, 13)));
        check("scope → end (one)", Some((16, 17)));
        check("look → end (mx_none)", Some((21, 15)));
        check("look → end (otherwise)", Some((24, 15)));
        check("scope → nowhere (never)", Some((10, 3)));
        check("scenarios: all is well (it ends at scope)", Some((26, 5)));
        check("scenarios: all is well again (it ends at scope)", Some((27, 5)));
        check("scenarios: all is well again: scope", Some((28, 25)));
        check("scenarios: another (it ends at scope)", None);
        check("support", None);
    }
}
