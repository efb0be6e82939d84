//! Finds the line of a defect: its path (`steps.scope.options.all`) followed through the indentation of the file.
//!
//! A help for people and nothing more: a file written in another layout gives the nearest line above, or none.

/// The line, from 1, that `at` leads to in `text`.
pub(super) fn line_of(text: &str, at: &str) -> Option<u64> {
    if let Some(name) = at.strip_prefix("scenarios: ") {
        let is_named =
            |line: &str| line.trim_start().strip_prefix("- name: ").is_some_and(|found| name.starts_with(found.trim_matches('"')));
        return number(text.lines().position(is_named)?);
    }
    // An edge is "from → to", a condition "steps.scope: option": the step is what can be found.
    let path = at.split([' ', ':']).next().unwrap_or(at);
    let path = if at.contains(" → ") && !path.contains('.') { format!("steps.{path}") } else { path.to_owned() };
    let lines: Vec<&str> = text.lines().collect();
    let (mut from, mut to, mut found) = (0, lines.len(), None);
    for (depth, key) in path.split('.').enumerate() {
        let block = lines.get(from..to)?;
        let Some(own_indent) = block.iter().find(|line| has_content(line)).map(|line| indent(line)) else { break };
        // The names of steps and inputs are wanted as such; what is inside a step may stand deeper.
        let fits = |line: &&str| (depth > 1 || indent(line) == own_indent) && is_key(line, key);
        let Some(offset) = block.iter().position(fits) else { break };
        let line = from + offset;
        let its_indent = lines.get(line).map(|line| indent(line))?;
        found = Some(line);
        let inside = lines.get(line + 1..to)?;
        from = line + 1;
        to = from + inside.iter().take_while(|line| !has_content(line) || indent(line) > its_indent).count();
    }
    number(found?)
}

fn number(place: usize) -> Option<u64> {
    u64::try_from(place).ok().map(|place| place + 1)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn has_content(line: &str) -> bool {
    !line.trim().is_empty() && !line.trim_start().starts_with('#')
}

fn is_key(line: &str, key: &str) -> bool {
    let line = line.trim_start();
    let value = line.strip_prefix("- id:").map(|value| value.trim().trim_matches('"'));
    value == Some(key) || line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
}

#[cfg(test)]
mod tests {
    use super::line_of;

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
scenarios:
  - name: all is well
";

    #[track_caller]
    fn check(at: &str, expected: Option<u64>) {
        assert_eq!(line_of(FILE, at), expected, "{at}");
    }

    #[test]
    fn the_line_of_a_path() {
        check("title", Some(1));
        check("inputs.mailbox.ask", Some(4));
        check("steps.mailbox", Some(7));
        check("steps.scope.options.all", Some(13));
        check("steps.scope.options.one", Some(15));
        check("steps.scope: mailbox.never", Some(10));
        check("steps.scope.measured.never", Some(10));
        check("scope → end", Some(10));
        check("scenarios: all is well (it ends at scope)", Some(18));
        check("scenarios: another (it ends at scope)", None);
        check("support", None);
    }
}
