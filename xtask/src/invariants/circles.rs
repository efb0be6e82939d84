//! No circle inside a crate: two modules of the same parent never depend on each other, directly or
//! through others.
//!
//! What counts, at each level of a crate's tree of modules:
//! - The nodes are the children of one module, each with all files below it. A file that mentions a
//!   file of a sibling, by `use` or by a path in the code, is an arrow from its own child to the
//!   other.
//! - A module and its own descendants are no partners. A parent file declares its children,
//!   re-exports them and often calls them, and a child often uses a type of its parent; both are
//!   common Rust style, and the two are read together.
//! - A mention is followed through `use`: `super::Name` is an arrow to the sibling that defines
//!   `Name` if the parent only re-exports it. A glob is not followed; only tests and preludes have
//!   some.
//! - Modules under `#[cfg(test)]`, the rest of what only tests contain, and the folders beside
//!   `src` do not count. Macros count by the paths that they contain. A method that is called
//!   without a path does not count: an `impl` may be in another module than its type.
//!
//! It reads sources as text, like [`super::paths`]. It never decides which direction is right.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Verdict;
use super::paths::{is_within, mentions, module_of, test_modules};
use crate::workspace;

/// More re-exports in a row than any path needs.
const MOST_IMPORTS: usize = 16;

/// One module, which is one file.
struct Module {
    /// The file's path, as it is printed.
    shown: String,
    /// What `use` brings into the module: the name, and the path of what it names.
    imports: BTreeMap<String, String>,
    /// Each path that the file mentions, with its line.
    paths: Vec<(usize, String)>,
}

/// The modules of one crate, by their absolute paths.
struct Modules(BTreeMap<String, Module>);

/// Between two children of one module: from which to which, and the first mention that makes it.
type Arrows = BTreeMap<String, BTreeMap<String, String>>;

/// A circle as it is printed, and one mention per arrow.
#[derive(Debug, PartialEq, Eq)]
struct Circle {
    name: String,
    mentions: Vec<String>,
}

pub(super) fn judge(root: &Path) -> Result<Vec<Verdict>> {
    let mut faults = Vec::new();
    for folder in members(root)? {
        for circle in read(root, &folder)?.circles() {
            let lines = circle.mentions.join("\n         ");
            faults.push(format!(
                "{folder}: {}; move what both need to a module of its own\n         {lines}",
                circle.name
            ));
        }
    }
    Ok(vec![Verdict::new(
        "modules with the same parent do not depend on each other in a circle",
        faults,
    )])
}

/// The folders of the crates.
fn members(root: &Path) -> Result<Vec<String>> {
    let text =
        std::fs::read_to_string(root.join("Cargo.toml")).context("cannot read Cargo.toml")?;
    let manifest: toml::Table = toml::from_str(&text).context("Cargo.toml is not TOML")?;
    let members = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("members"))
        .and_then(toml::Value::as_array);
    let members = members.context("Cargo.toml names no members")?;
    Ok(members.iter().filter_map(toml::Value::as_str).map(ToOwned::to_owned).collect())
}

fn read(root: &Path, folder: &str) -> Result<Modules> {
    let source = root.join(folder).join("src");
    let mut files = Vec::new();
    for file in workspace::files(&source)? {
        if file.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(&file)
                .with_context(|| format!("cannot read {}", file.display()))?;
            files.push((file.strip_prefix(&source)?.to_path_buf(), text));
        }
    }
    Ok(Modules::new(&format!("{folder}/src/"), &files))
}

impl Modules {
    /// Of files with their paths below `src`, sorted. `prefix` is put before a path where it is
    /// printed.
    fn new(prefix: &str, files: &[(PathBuf, String)]) -> Self {
        let of_tests: Vec<String> = files
            .iter()
            .flat_map(|(path, text)| {
                test_modules(text).into_iter().map(|name| format!("{}::{name}", module_of(path)))
            })
            .collect();
        let mut modules = BTreeMap::new();
        for (path, text) in files {
            let module = module_of(path);
            // Of `lib.rs` and `main.rs` the first is the one that declares the modules.
            if modules.contains_key(&module)
                || of_tests.iter().any(|tests| is_within(&module, tests))
            {
                continue;
            }
            let mut imports = BTreeMap::new();
            let mut paths = Vec::new();
            for mention in mentions(text, &module) {
                if let Some(name) = mention.imported_as {
                    imports.insert(name, mention.path.clone());
                }
                paths.push((mention.line, mention.path));
            }
            modules.insert(
                module,
                Module { shown: format!("{prefix}{}", path.display()), imports, paths },
            );
        }
        Self(modules)
    }

    /// The files that `path`, in the file of `from`, leads through: the deepest module that exists
    /// on it, and, if that module only imports the name, the file that the import leads to.
    fn files_of<'a>(&'a self, path: &str, from: &'a str) -> Vec<&'a str> {
        let mut found = Vec::new();
        let (mut path, mut from) = (path.to_owned(), from);
        for _ in 0..MOST_IMPORTS {
            let mut place =
                if path == "crate" || path.starts_with("crate::") { "crate" } else { from };
            let mut segments = path.split("::").skip_while(|segment| *segment == "crate");
            let next = loop {
                let Some(segment) = segments.next() else {
                    break None;
                };
                match self.0.get_key_value(&format!("{place}::{segment}")) {
                    Some((child, _)) => place = child,
                    None => break self.0.get(place).and_then(|module| module.imports.get(segment)),
                }
            };
            if place != from {
                found.push(place);
            }
            let Some(import) = next else {
                break;
            };
            let followed =
                std::iter::once(import.as_str()).chain(segments).collect::<Vec<_>>().join("::");
            if followed == path && place == from {
                break;
            }
            (path, from) = (followed, place);
        }
        found
    }

    /// The arrows between the children of each module.
    fn arrows(&self) -> BTreeMap<String, Arrows> {
        let mut levels: BTreeMap<String, Arrows> = BTreeMap::new();
        for (from, module) in &self.0 {
            for (line, path) in &module.paths {
                for to in self.files_of(path, from) {
                    if let Some((parent, one, other)) = siblings(from, to) {
                        let mention = format!(
                            "{}:{line}: {} → {}, by {path}",
                            module.shown,
                            shown(&one),
                            shown(&other)
                        );
                        levels
                            .entry(parent)
                            .or_default()
                            .entry(one)
                            .or_default()
                            .entry(other)
                            .or_insert(mention);
                    }
                }
            }
        }
        levels
    }

    /// Circles that together contain every arrow that is in a circle, the short ones first; none
    /// whose arrows the circles before it contain already.
    fn circles(&self) -> Vec<Circle> {
        let mut found = Vec::new();
        for arrows in self.arrows().values() {
            let arrow = arrows.iter().flat_map(|(one, others)| {
                others.keys().map(move |other| (one.as_str(), other.as_str()))
            });
            let mut circles: Vec<Vec<&str>> = arrow
                .filter_map(|(one, other)| shortest(arrows, other, one))
                .map(from_the_first)
                .collect();
            circles.sort_by(|one, other| one.len().cmp(&other.len()).then_with(|| one.cmp(other)));
            let mut contained = BTreeSet::new();
            for circle in circles {
                let before = contained.len();
                contained.extend(pairs(&circle));
                if contained.len() > before {
                    found.push(printed(arrows, &circle));
                }
            }
        }
        found
    }
}

/// The deepest module above both, and its children that contain `from` and `to`. None if one of the
/// two is above the other.
fn siblings(from: &str, to: &str) -> Option<(String, String, String)> {
    let mut parent = String::new();
    for (one, other) in from.split("::").zip(to.split("::")) {
        if one != other {
            return Some((
                parent.clone(),
                format!("{parent}::{one}"),
                format!("{parent}::{other}"),
            ));
        }
        if !parent.is_empty() {
            parent.push_str("::");
        }
        parent.push_str(one);
    }
    None
}

/// The shortest way along the arrows, with both ends.
fn shortest<'a>(arrows: &'a Arrows, start: &'a str, end: &str) -> Option<Vec<&'a str>> {
    let mut before: BTreeMap<&str, Option<&str>> = BTreeMap::from([(start, None)]);
    let mut waiting = VecDeque::from([start]);
    while let Some(place) = waiting.pop_front() {
        if place == end {
            let mut way: Vec<&str> =
                std::iter::successors(Some(place), |place| before.get(place).copied().flatten())
                    .collect();
            way.reverse();
            return Some(way);
        }
        for next in arrows.get(place).into_iter().flat_map(BTreeMap::keys) {
            if !before.contains_key(next.as_str()) {
                before.insert(next, Some(place));
                waiting.push_back(next);
            }
        }
    }
    None
}

/// The same circle, from the module that is first in the alphabet.
fn from_the_first(mut circle: Vec<&str>) -> Vec<&str> {
    let first = (0..circle.len()).min_by_key(|place| circle.get(*place)).unwrap_or_default();
    circle.rotate_left(first);
    circle
}

/// The arrows of a circle, the one that closes it included.
fn pairs<'a>(circle: &[&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    circle.iter().copied().zip(circle.iter().copied().cycle().skip(1))
}

fn printed(arrows: &Arrows, circle: &[&str]) -> Circle {
    let closed = circle.iter().copied().chain(circle.first().copied());
    let name = closed.map(shown).collect::<Vec<_>>().join(" → ");
    let mention =
        |(one, other): (&str, &str)| arrows.get(one).and_then(|others| others.get(other)).cloned();
    Circle { name, mentions: pairs(circle).filter_map(mention).collect() }
}

/// `crate::playbooks::read` is `playbooks/read`.
fn shown(module: &str) -> String {
    module.trim_start_matches("crate::").replace("::", "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let mut files: Vec<(PathBuf, String)> =
            files.iter().map(|(path, text)| (PathBuf::from(path), (*text).to_owned())).collect();
        files.sort();
        let circles = Modules::new("", &files).circles();
        let names: Vec<&str> = circles.iter().map(|circle| circle.name.as_str()).collect();
        assert_eq!(names, expected, "in {files:?}: {circles:?}");
    }

    #[test]
    fn two_siblings_are_a_circle() {
        let lib = ("lib.rs", "mod a;\nmod b;");
        check(&[lib, ("a.rs", "use crate::b::B;"), ("b.rs", "use super::a::A;")], &["a → b → a"]);
        check(
            &[lib, ("a.rs", "fn f() { crate::b::g(); }"), ("b.rs", "use super::a::A;")],
            &["a → b → a"],
        );
        check(&[lib, ("a.rs", "use crate::b::B;"), ("b.rs", "use std::io;")], &[]);
    }

    #[test]
    fn a_circle_is_printed_with_its_mentions() {
        let files = [
            ("a.rs", "//! A\nuse crate::b::B;"),
            ("b.rs", "use crate::c;"),
            ("c.rs", "\n\n\nuse crate::a;"),
        ];
        let files: Vec<(PathBuf, String)> =
            files.map(|(path, text)| (PathBuf::from(path), text.to_owned())).to_vec();
        let name = "a → b → c → a".to_owned();
        let mentions = [
            "x/a.rs:2: a → b, by crate::b::B",
            "x/b.rs:1: b → c, by crate::c",
            "x/c.rs:4: c → a, by crate::a",
        ]
        .map(ToOwned::to_owned);
        assert_eq!(
            Modules::new("x/", &files).circles(),
            [Circle { name, mentions: mentions.to_vec() }]
        );
    }

    #[test]
    fn a_folder_is_one_node() {
        let files = [
            ("a.rs", ""),
            ("a/x.rs", "use crate::b;"),
            ("a/y.rs", ""),
            ("b.rs", "use crate::a::y::Y;"),
        ];
        check(&files, &["a → b → a"]);
        let inside = [
            ("a/mod.rs", "mod x; mod y;"),
            ("a/x.rs", "use super::y;"),
            ("a/y.rs", "use super::x::X;"),
        ];
        check(&inside, &["a/x → a/y → a/x"]);
    }

    #[test]
    fn a_parent_and_its_child_are_not_a_circle() {
        check(&[("a.rs", "mod x;\npub use x::X;\nstruct A;"), ("a/x.rs", "use super::A;")], &[]);
        check(&[("lib.rs", "mod a;\nuse a::A;"), ("a.rs", "use crate::ROOT;")], &[]);
    }

    #[test]
    fn a_re_export_is_followed() {
        let parent = ("a.rs", "mod x;\nmod y;\npub(crate) use y::Y as Why;");
        check(
            &[parent, ("a/x.rs", "use super::Why;"), ("a/y.rs", "use super::x;")],
            &["a/x → a/y → a/x"],
        );
        check(
            &[parent, ("a/x.rs", "fn f(y: super::Why) {}"), ("a/y.rs", "use super::x;")],
            &["a/x → a/y → a/x"],
        );
        check(&[parent, ("a/x.rs", "use super::Other;"), ("a/y.rs", "use super::x;")], &[]);
        check(&[("a.rs", "use anyhow::anyhow;\nfn f() { anyhow::anyhow(); }")], &[]);
    }

    #[test]
    fn tests_may_close_a_circle() {
        check(
            &[("a.rs", "use crate::b;"), ("b.rs", "#[cfg(test)]\nmod tests { use crate::a; }")],
            &[],
        );
        check(
            &[
                ("a.rs", "use crate::b;"),
                ("b.rs", "#[cfg(test)]\nmod tests;"),
                ("b/tests.rs", "use crate::a;"),
            ],
            &[],
        );
    }

    #[test]
    fn circles_that_share_a_module_are_printed_each() {
        let files =
            [("a.rs", "use crate::{b, c};"), ("b.rs", "use crate::a;"), ("c.rs", "use crate::a;")];
        check(&files, &["a → b → a", "a → c → a"]);
    }
}
