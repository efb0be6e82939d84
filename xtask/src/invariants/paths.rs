//! The paths that a Rust source mentions: every `use`, taken apart, and every `a::b` in between. No
//! parser: comments, strings and macros are read as they stand, which is enough to hold a wall and
//! keeps xtask small.

use std::path::Path;

/// A path and the line that mentions it, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) line: usize,
    pub(super) path: String,
    /// The name that a `use` gives to what it imports; none for a path in the code.
    pub(super) imported_as: Option<String>,
}

/// The module of a file, by its path below `src`: `routes/sessions.rs` and `routes/sessions/mod.rs`
/// are `crate::routes::sessions`.
pub(super) fn module_of(file: &Path) -> String {
    let mut module = String::from("crate");
    for part in file.with_extension("").iter().map(|part| part.to_string_lossy()) {
        if part != "mod" && part != "lib" && part != "main" {
            module.push_str("::");
            module.push_str(&part);
        }
    }
    module
}

/// The children of a module that only tests contain: those that `source` declares after
/// `#[cfg(test)]`.
pub(super) fn test_modules(source: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_test = false;
    for line in source.lines().map(str::trim) {
        if is_test_attribute(line) {
            is_test = true;
        } else if is_test && !line.starts_with("#[") {
            let declared = line.strip_suffix(';').and_then(|item| item.rsplit_once("mod "));
            names.extend(declared.map(|(_, name)| name));
            is_test = false;
        }
    }
    names
}

/// All paths of `source`, the file of the module `module` (`crate::routes::sessions`), without what
/// only tests contain. `self` and `super` are resolved against `module`.
pub(super) fn mentions(source: &str, module: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    // A `use` that goes on over several lines, and where it began.
    let mut open: Option<(usize, String)> = None;
    for (line, text) in outside_tests(source) {
        let code = text.split_once("//").map_or(text, |(code, _)| code).trim();
        let (began, statement) = match open.take() {
            Some((began, mut statement)) => {
                statement.push(' ');
                statement.push_str(code);
                (began, statement)
            }
            None => match after_use(code) {
                Some(rest) => (line, rest.to_owned()),
                None => {
                    let paths = inline(code).map(|path| resolved(path, module));
                    found.extend(paths.map(|path| Mention { line, path, imported_as: None }));
                    continue;
                }
            },
        };
        match statement.split_once(';') {
            None => open = Some((began, statement)),
            Some((tree, _)) => {
                let mut paths = Vec::new();
                expand("", tree, &mut paths);
                found.extend(paths.into_iter().map(|(path, name)| Mention {
                    line: began,
                    path: resolved(&path, module),
                    imported_as: Some(name),
                }));
            }
        }
    }
    found
}

/// The lines that are not only in tests, counted from 1. A test module in the same file is the last
/// thing in it: Clippy demands that.
fn outside_tests(source: &str) -> Vec<(usize, &str)> {
    let mut kept = Vec::new();
    let mut lines = (1..).zip(source.lines());
    while let Some((number, line)) = lines.next() {
        if !is_test_attribute(line.trim()) {
            kept.push((number, line));
            continue;
        }
        let Some((_, item)) = lines.find(|(_, line)| !line.trim().starts_with("#[")) else {
            break;
        };
        if item.trim_end().ends_with(';') || (item.contains('{') && item.trim_end().ends_with('}'))
        {
            continue;
        }
        if item.trim_start().starts_with("mod ") {
            break;
        }
        // An item ends at the first closing brace that is not indented deeper than its beginning.
        let indent = item.len() - item.trim_start().len();
        let _end = lines.find(|(_, line)| {
            line.trim_start().starts_with('}') && line.len() - line.trim_start().len() == indent
        });
    }
    kept
}

/// `#[cfg(test)]`, also with alternatives: `#[cfg(any(test, feature = "testing"))]`.
fn is_test_attribute(line: &str) -> bool {
    line.strip_prefix("#[cfg(").is_some_and(|condition| {
        condition.starts_with("test)") || condition.starts_with("any(test,")
    })
}

/// Whether `path` is `wall` or lies behind it.
pub(super) fn is_within(path: &str, wall: &str) -> bool {
    path.strip_prefix(wall).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// What follows `use`, `pub use`, `pub(crate) use`.
fn after_use(code: &str) -> Option<&str> {
    let rest = match code.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1,
        Some(rest) => rest,
        None => code,
    };
    rest.trim_start().strip_prefix("use ")
}

fn inline(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':')
        .map(|token| token.trim_matches(':'))
        .filter(|token| token.contains("::"))
}

/// `a::{b, c::{d, e as f}}` gives `a::b`, `a::c::d`, `a::c::e`, each with the name that it brings:
/// `b`, `d`, `f`.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<(String, String)>) {
    let tree = tree.trim();
    if let Some((head, rest)) = tree.split_once('{') {
        let body = rest.rsplit_once('}').map_or(rest, |(body, _)| body);
        let prefix = format!("{prefix}{}", head.trim());
        for branch in branches(body) {
            expand(&prefix, branch, paths);
        }
    } else if !tree.is_empty() {
        let (path, alias) = tree
            .split_once(" as ")
            .map_or((tree, None), |(path, alias)| (path.trim(), Some(alias.trim())));
        let whole = if path == "self" {
            prefix.trim_end_matches(':').to_owned()
        } else {
            format!("{prefix}{path}")
        };
        let last = whole.rsplit_once("::").map_or(whole.as_str(), |(_, last)| last);
        let name = alias.unwrap_or(last).to_owned();
        paths.push((whole.trim_start_matches("::").to_owned(), name));
    }
}

/// Splits at the commas that are in no inner brace.
fn branches(body: &str) -> Vec<&str> {
    let mut depth = 0_u32;
    body.split(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == ',' && depth == 0
    })
    .collect()
}

fn resolved(path: &str, module: &str) -> String {
    let mut place = module;
    let mut rest = path.strip_prefix("self::").unwrap_or(path);
    if rest == path && !path.starts_with("super::") {
        return path.to_owned();
    }
    while let Some(above) = rest.strip_prefix("super::") {
        place = place.rsplit_once("::").map_or("crate", |(parent, _)| parent);
        rest = above;
    }
    format!("{place}::{rest}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[(usize, &str)]) {
        let found = mentions(source, "crate::routes::sessions");
        let found: Vec<(usize, &str)> = found.iter().map(|m| (m.line, m.path.as_str())).collect();
        assert_eq!(found, expected, "in {source:?}");
    }

    #[test]
    fn a_use_is_taken_apart() {
        check("use axum::Router;", &[(1, "axum::Router")]);
        check("pub(crate) use crate::net;", &[(1, "crate::net")]);
        check("use std::io as disk;", &[(1, "std::io")]);
        check(
            "use crate::{store::{self, Log}, net};",
            &[(1, "crate::store"), (1, "crate::store::Log"), (1, "crate::net")],
        );
        check(
            "\nuse crate::{\n    net::dial, // the door\n    probes,\n};\nfn f() {}",
            &[(2, "crate::net::dial"), (2, "crate::probes")],
        );
    }

    #[test]
    fn a_path_in_the_code_counts_and_a_comment_does_not() {
        check("let a = crate::net::dial(x);", &[(1, "crate::net::dial")]);
        check("// see crate::net::dial", &[]);
        check("    Ok::<_, ()>(1)", &[]);
    }

    #[test]
    fn relative_paths_are_resolved() {
        check("use super::super::net::dial;", &[(1, "crate::net::dial")]);
        check("use super::events;", &[(1, "crate::routes::events")]);
        check("use self::inner::A;", &[(1, "crate::routes::sessions::inner::A")]);
    }

    #[test]
    fn unit_tests_may_look_over_the_wall() {
        check("#[cfg(test)]\nmod tests { use crate::net; }", &[]);
        check("#[cfg(test)]\nmod tests {\n    use crate::net;\n}", &[]);
    }

    #[test]
    fn what_follows_an_item_of_the_tests_counts() {
        check("#[cfg(test)]\nmod tests;\n\nuse crate::net;", &[(4, "crate::net")]);
        check(
            "#[cfg(test)]\nfn f() {\n    crate::net::dial();\n}\nuse crate::probes;",
            &[(5, "crate::probes")],
        );
        check(
            "#[cfg(any(test, feature = \"testing\"))]\npub mod testing;\nuse crate::net;",
            &[(3, "crate::net")],
        );
    }

    #[test]
    fn a_module_of_the_tests_is_recognised() {
        let source = "mod a;\n#[cfg(test)]\nmod tests;\n#[cfg(test)]\n#[path = \"x.rs\"]\npub(crate) mod b;\nmod c;";
        assert_eq!(test_modules(source), ["tests", "b"]);
    }

    #[test]
    fn an_import_has_a_name() {
        let found = mentions("use crate::{a::{self, B}, c as d, e::F as _};", "crate");
        let names: Vec<Option<&str>> = found.iter().map(|m| m.imported_as.as_deref()).collect();
        assert_eq!(names, [Some("a"), Some("B"), Some("d"), Some("_")]);
    }

    #[test]
    fn a_file_is_a_module() {
        assert_eq!(module_of(Path::new("lib.rs")), "crate");
        assert_eq!(module_of(Path::new("routes.rs")), "crate::routes");
        assert_eq!(module_of(Path::new("routes/mod.rs")), "crate::routes");
        assert_eq!(module_of(Path::new("routes/sessions.rs")), "crate::routes::sessions");
    }

    #[test]
    fn a_wall_ends_at_a_name() {
        assert!(is_within("crate::net", "crate::net"));
        assert!(is_within("crate::net::dial", "crate::net"));
        assert!(!is_within("crate::network", "crate::net"));
    }
}
