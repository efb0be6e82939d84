//! The files of the parts: which are joined, and the JavaScript that loads them.
//!
//! It knows what the splitter writes. It must never decide what a part holds: the page's source says
//! that.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};

use crate::pack::pack;

/// The part that comes first. What it shares with others is in its own file, because one file
/// compresses better than four; so every other part waits for it. That costs only a list on the
/// start form, where the session's part is fetched a moment later.
const FIRST: &str = "session";
/// A shared file below this size, in bytes, is joined to the first part: a request costs more.
const SMALL_BYTES: u64 = 4_000;
/// The script that the main part imports.
const LOADER: &str = "__wasm_split.js";
/// Everything in it except the files and the exports.
const TEMPLATE: &str = include_str!("loader.js");

/// The files of each part: those that it shares with others, and its own.
pub(crate) type Files = BTreeMap<String, Vec<String>>;

/// Joins the files of the first part, packs all of them, and writes the loader.
///
/// # Errors
/// When a file cannot be read, packed or written.
pub(crate) fn join(folder: &Path, files: Files) -> Result<()> {
    let mut joined = small_files(folder, &files)?;
    joined.extend(files.get(FIRST).into_iter().flatten().cloned());
    pack_file(folder, &joined)?;
    let files = after_joining(files, &joined);
    let mut rest: Vec<&String> = files.values().flatten().collect();
    rest.sort_unstable();
    rest.dedup();
    for file in rest.into_iter().filter(|file| !joined.contains(file)) {
        pack_file(folder, std::slice::from_ref(file))?;
    }
    let loader = folder.join(LOADER);
    std::fs::write(&loader, script(&files)?)
        .with_context(|| format!("cannot write {}", loader.display()))
}

/// The small files that others than the first part share. A part always has a file of its own,
/// since its name says which part it is.
fn small_files(folder: &Path, files: &Files) -> Result<Vec<String>> {
    let shared = files.values().filter_map(|files| files.split_last()).flat_map(|(_, rest)| rest);
    let of_first = files.get(FIRST);
    let others = shared.filter(|file| of_first.is_none_or(|first| !first.contains(file)));
    let mut small = Vec::new();
    for file in others {
        let metadata =
            std::fs::metadata(folder.join(file)).with_context(|| format!("cannot read {file}"))?;
        if metadata.len() < SMALL_BYTES && !small.contains(file) {
            small.push(file.clone());
        }
    }
    Ok(small)
}

/// Packs files into the last of them, and removes the others.
///
/// # Errors
/// When a file cannot be read, packed or written.
pub(crate) fn pack_file(folder: &Path, files: &[String]) -> Result<()> {
    let Some((last, others)) = files.split_last() else { return Ok(()) };
    let read = |file: &String| {
        std::fs::read(folder.join(file)).with_context(|| format!("cannot read {file}"))
    };
    let modules = files.iter().map(read).collect::<Result<Vec<_>>>()?;
    let packed = pack(&modules).with_context(|| format!("cannot pack {files:?}"))?;
    for file in others {
        std::fs::remove_file(folder.join(file)).with_context(|| format!("cannot remove {file}"))?;
    }
    std::fs::write(folder.join(last), packed).with_context(|| format!("cannot write {last}"))
}

/// The files of each part after some were joined into the last of them.
fn after_joining(files: Files, joined: &[String]) -> Files {
    let Some(whole) = joined.last() else { return files };
    let now = |(part, mut of_part): (String, Vec<String>)| {
        let count = of_part.len();
        of_part.retain(|file| !joined.contains(file));
        if of_part.len() < count {
            of_part.insert(0, whole.clone());
        }
        (part, of_part)
    };
    files.into_iter().map(now).collect()
}

fn script(files: &Files) -> Result<String> {
    let table = serde_json::to_string(files)?;
    let mut script = TEMPLATE.replacen("FILES = {}", &format!("FILES = {table}"), 1);
    for part in files.keys() {
        script.push_str(&format!("export const __wasm_split_load_{part} = loader(\"{part}\");\n"));
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(parts: &[(&str, &[&str])]) -> Files {
        let named = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        parts.iter().map(|(part, names)| ((*part).to_owned(), named(names))).collect()
    }

    #[test]
    fn what_others_share_with_the_first_part_is_in_its_file() {
        let split = files(&[
            ("outcome", &["chunk_1.wasm", "chunk_2.wasm", "outcome.wasm"]),
            ("paste", &["chunk_1.wasm", "paste.wasm"]),
            ("session", &["chunk_2.wasm", "session.wasm"]),
        ]);
        let joined = ["chunk_2.wasm".to_owned(), "session.wasm".to_owned()];
        let expected = files(&[
            ("outcome", &["session.wasm", "chunk_1.wasm", "outcome.wasm"]),
            ("paste", &["chunk_1.wasm", "paste.wasm"]),
            ("session", &["session.wasm"]),
        ]);
        assert_eq!(after_joining(split.clone(), &joined), expected);
        assert_eq!(after_joining(split.clone(), &[]), split);
    }

    #[test]
    fn the_loader_exports_a_function_for_each_part() {
        let script = script(&files(&[("paste", &["paste.wasm"])])).unwrap();
        assert!(script.contains("const FILES = {\"paste\":[\"paste.wasm\"]};\n"), "{script}");
        assert!(
            script.ends_with("export const __wasm_split_load_paste = loader(\"paste\");\n"),
            "{script}"
        );
    }
}
