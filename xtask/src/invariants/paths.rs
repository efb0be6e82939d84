//! The paths that a Rust source mentions: every `use`, taken apart, and every `a::b` in between. No parser: comments, strings and macros
//! are read as they stand, which is enough to hold a wall and keeps xtask small.

/// A path and the line that mentions it, counted from 1.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) line: usize,
    pub(super) path: String,
}

/// All paths of `source`, the file of the module `module` (`crate::routes::sessions`), up to its unit tests. `self` and `super` are
/// resolved against `module`.
pub(super) fn mentions(source: &str, module: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    // A `use` that goes on over several lines, and where it began.
    let mut open: Option<(usize, String)> = None;
    for (index, text) in source.lines().enumerate() {
        let line = index + 1;
        if text.trim() == "#[cfg(test)]" {
            break;
        }
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
                    found.extend(paths.map(|path| Mention { line, path }));
                    continue;
                }
            },
        };
        match statement.split_once(';') {
            None => open = Some((began, statement)),
            Some((tree, _)) => {
                let mut paths = Vec::new();
                expand("", tree, &mut paths);
                found.extend(paths.iter().map(|path| Mention { line: began, path: resolved(path, module) }));
            }
        }
    }
    found
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

/// `a::{b, c::{d, e as f}}` gives `a::b`, `a::c::d`, `a::c::e`.
fn expand(prefix: &str, tree: &str, paths: &mut Vec<String>) {
    let tree = tree.trim();
    if let Some((head, rest)) = tree.split_once('{') {
        let body = rest.rsplit_once('}').map_or(rest, |(body, _)| body);
        let prefix = format!("{prefix}{}", head.trim());
        for branch in branches(body) {
            expand(&prefix, branch, paths);
        }
    } else if !tree.is_empty() {
        let path = tree.split_whitespace().next().unwrap_or(tree);
        let whole = if path == "self" { prefix.trim_end_matches(':').to_owned() } else { format!("{prefix}{path}") };
        paths.push(whole.trim_start_matches("::").to_owned());
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
        check("use crate::{store::{self, Log}, net};", &[(1, "crate::store"), (1, "crate::store::Log"), (1, "crate::net")]);
        check("\nuse crate::{\n    net::dial, // the door\n    probes,\n};\nfn f() {}", &[(2, "crate::net::dial"), (2, "crate::probes")]);
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
    }

    #[test]
    fn a_wall_ends_at_a_name() {
        assert!(is_within("crate::net", "crate::net"));
        assert!(is_within("crate::net::dial", "crate::net"));
        assert!(!is_within("crate::network", "crate::net"));
    }
}
