//! What each file looks like: its size, its first line, and what must not stay in it.

use std::path::Path;

use anyhow::{Context, Result};

use super::Verdict;
use crate::workspace;

/// A candidate to split.
const LONG_LINES: usize = 400;
/// Split it.
const TOO_LONG_LINES: usize = 800;

/// What somebody wrote and somebody reads.
const TEXT: [&str; 11] =
    ["rs", "toml", "md", "yaml", "yml", "css", "html", "js", "sql", "json", "sh"];
/// Where a note to oneself can hide. Prose is not code: CONTRIBUTING may speak about such notes.
const CODE: [&str; 7] = ["rs", "toml", "yaml", "css", "html", "js", "sql"];

/// Written in two halves, so that this file does not break its own rules.
const MACHINE_PATHS: [&str; 4] =
    [concat!("/", "root/"), concat!("/", "home/"), concat!("/", "Users/"), concat!("/", "work/")];
const NOTES: [&str; 3] = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unimplemented", "!")];

/// One text file of the checkout.
struct Source {
    /// Its path in the checkout.
    shown: String,
    extension: String,
    text: String,
}

pub(super) fn judge(root: &Path) -> Result<Vec<Verdict>> {
    let sources = read(root)?;
    Ok(vec![sizes(&sources), headers(&sources), machine_paths(&sources), notes(&sources)])
}

fn read(root: &Path) -> Result<Vec<Source>> {
    let mut sources = Vec::new();
    for file in workspace::files(root)? {
        let extension = file.extension().unwrap_or_default().to_string_lossy().into_owned();
        if TEXT.contains(&extension.as_str()) {
            let shown = file.strip_prefix(root)?.display().to_string();
            let text =
                std::fs::read_to_string(&file).with_context(|| format!("cannot read {shown}"))?;
            sources.push(Source { shown, extension, text });
        }
    }
    Ok(sources)
}

fn rust(sources: &[Source]) -> impl Iterator<Item = &Source> {
    sources.iter().filter(|source| source.extension == "rs")
}

fn sizes(sources: &[Source]) -> Verdict {
    let rule = format!("no Rust file is longer than {TOO_LONG_LINES} lines");
    let mut verdict = Verdict::new(rule, Vec::new());
    for source in rust(sources) {
        let lines = source.text.lines().count();
        if lines > TOO_LONG_LINES {
            verdict
                .faults
                .push(format!("{}: {lines} lines; split it, one thing per file", source.shown));
        } else if lines > LONG_LINES {
            verdict.remarks.push(format!("{}: {lines} lines, a candidate to split", source.shown));
        }
    }
    verdict
}

fn headers(sources: &[Source]) -> Verdict {
    let faults = rust(sources)
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| {
            format!(
                "{}:1: opens without `//!`; say what it is, what it may know, what it never does",
                source.shown
            )
        })
        .collect();
    Verdict::new("every Rust file opens by saying what it is", faults)
}

fn machine_paths(sources: &[Source]) -> Verdict {
    let faults = lines(sources)
        .filter_map(|(source, number, line)| {
            let path = MACHINE_PATHS.iter().find(|path| holds_path(line, path))?;
            Some(format!("{}:{number}: {path} exists on one machine only", source.shown))
        })
        .collect();
    Verdict::new("no path of somebody's machine", faults)
}

fn notes(sources: &[Source]) -> Verdict {
    let faults = lines(sources)
        .filter(|(source, ..)| CODE.contains(&source.extension.as_str()))
        .filter_map(|(source, number, line)| {
            let note = NOTES.iter().find(|note| holds_word(line, note))?;
            Some(format!("{}:{number}: {note}; do it, or open an issue", source.shown))
        })
        .collect();
    Verdict::new("no note about work that is still to be done", faults)
}

fn lines(sources: &[Source]) -> impl Iterator<Item = (&Source, usize, &str)> {
    sources.iter().flat_map(|source| {
        (1..).zip(source.text.lines()).map(move |(number, line)| (source, number, line))
    })
}

/// Not part of a longer path or of a URL.
fn holds_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(start, _)| {
        let before = line.get(..start).and_then(|before| before.chars().next_back());
        !before
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '}' | '~' | '/'))
    })
}

/// Not part of a longer word: Italian has words that hold the first note.
fn holds_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(start, _)| {
        let before = line.get(..start).and_then(|before| before.chars().next_back());
        let after = line.get(start + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_a_whole_word() {
        let [note, ..] = NOTES;
        assert!(holds_word(&format!("// {note}: later"), note));
        assert!(!holds_word(&format!("IL ME{note} NUOVO"), note));
    }

    #[test]
    fn a_machine_path_is_not_part_of_a_url() {
        let [path, ..] = MACHINE_PATHS;
        assert!(holds_path(&format!("see {path}file"), path));
        assert!(!holds_path(&format!("https://example.test{path}file"), path));
    }
}
