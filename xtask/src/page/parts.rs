//! Takes the page's WebAssembly apart: the application that the first page loads, and the parts that it fetches when they are needed.
//!
//! Trunk compiles with the feature `parts` and leaves relocations in the file; `wasm-split-cli` cuts it where the source says
//! `wasm_split`, and wasm-bindgen makes the JavaScript of the main one. All of it goes into one folder, named by its content, and
//! `index.html` names that folder. Trunk's own JavaScript and WebAssembly, which cannot run unsplit, are removed.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::DIST;
use crate::setup::PageTools;
use crate::{process, workspace};

/// What Trunk and the splitter call the application.
const NAME: &str = "frontend";
/// What the folder's name begins with; its hash follows, 16 hexadecimal digits.
pub(crate) const FOLDER: &str = "parts-";
/// The script that the splitter writes: which part consists of which files.
const LOADER: &str = "__wasm_split.js";

/// Splits what Trunk has just built.
///
/// # Errors
/// When a tool fails, or Trunk's output is not as expected.
pub(super) fn split(root: &Path, tools: &PageTools) -> Result<()> {
    let dist = root.join(DIST);
    let target = workspace::target_folder(root)?;
    let compiled = target.join(format!("wasm32-unknown-unknown/wasm-release/{NAME}.wasm"));
    let cut = emptied(&target.join("page-parts/cut"))?;
    let made = emptied(&target.join("page-parts/made"))?;
    process::check(Command::new(&tools.wasm_split).args(["--target", "web", "--out-name", NAME]).arg(&compiled).arg(&cut))?;
    process::check(
        Command::new(&tools.wasm_bindgen)
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--no-demangle"])
            .args(["--remove-name-section", "--remove-producers-section", "--out-name", NAME])
            .arg("--out-dir")
            .arg(&made)
            .arg(cut.join(format!("{NAME}.wasm"))),
    )?;
    for file in workspace::files(&cut)? {
        let name = file.file_name().context("a file without a name")?;
        if name != std::ffi::OsStr::new(&format!("{NAME}.wasm")) {
            std::fs::copy(&file, made.join(name))?;
        }
    }
    let folder = format!("{FOLDER}{:016x}", hash(&made)?);
    std::fs::rename(&made, dist.join(&folder)).context("cannot put the parts into the page")?;
    name_in_index(&dist, &folder)
}

/// The files of one part, in the order in which the loader names them: its own and those that it shares with others.
///
/// # Errors
/// When the loader cannot be read or knows no such part.
pub(crate) fn files_of(folder: &Path, part: &str) -> Result<Vec<String>> {
    let path = folder.join(LOADER);
    let loader = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    files_in(&loader, part).with_context(|| format!("{} knows no part {part}", path.display()))
}

/// Reads `/* outcome, paste */ const __chunk_4 = …` and `./split_session.wasm`.
fn files_in(loader: &str, part: &str) -> Option<Vec<String>> {
    let own = format!("split_{part}.wasm");
    if !loader.contains(&format!("\"./{own}\"")) {
        return None;
    }
    let shared = loader.split("/* ").skip(1).filter_map(|rest| {
        let (parts, rest) = rest.split_once(" */")?;
        let name = rest.split_once("const __")?.1.split_once(' ')?.0;
        parts.split(", ").any(|one| one == part).then(|| format!("{name}.wasm"))
    });
    Some(shared.chain([own.clone()]).collect())
}

/// Has `index.html` load the folder's files, and removes those of Trunk.
fn name_in_index(dist: &Path, folder: &str) -> Result<()> {
    let path = dist.join("index.html");
    let mut index = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut replaced = 0;
    for file in workspace::files(dist)? {
        let Some(name) = file.file_name().and_then(|name| name.to_str()) else { continue };
        let new = match name.strip_prefix(&format!("{NAME}-")) {
            Some(rest) if rest.ends_with("_bg.wasm") => format!("{NAME}_bg.wasm"),
            Some(rest) if rest.ends_with(".js") => format!("{NAME}.js"),
            _ => continue,
        };
        replaced += index.matches(name).count();
        index = index.replace(name, &format!("{folder}/{new}"));
        std::fs::remove_file(&file)?;
    }
    if replaced != 2 {
        bail!("index.html names {replaced} files of the application instead of its JavaScript and its WebAssembly");
    }
    let base = index.split_once("data-js=\"").and_then(|(_, rest)| rest.split_once(folder)).map(|(base, _)| base.to_owned());
    let base = base.context("index.html has no data-js")?;
    let session: Vec<String> = files_of(&dist.join(folder), "session")?.into_iter().map(|file| format!("{base}{folder}/{file}")).collect();
    let index = index.replace("data-session=\"\"", &format!("data-session=\"{}\"", session.join(" ")));
    std::fs::write(&path, index).with_context(|| format!("cannot write {}", path.display()))
}

fn emptied(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.to_path_buf())
}

fn hash(folder: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for file in workspace::files(folder)? {
        file.file_name().hash(&mut hasher);
        std::fs::read(&file)?.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADED: &str = "/* outcome, paste */\nconst __chunk_4 = makeLoad(() => fetch(\"./chunk_4.wasm\"), []);\n\
        /* outcome, session */\nconst __chunk_6 = makeLoad(() => fetch(\"./chunk_6.wasm\"), []);\n\
        export const __wasm_split_load_session = wrapAsyncCb(makeLoad(() => fetch(\"./split_session.wasm\"), [__chunk_6]));\n\
        export const __wasm_split_load_paste = wrapAsyncCb(makeLoad(() => fetch(\"./split_paste.wasm\"), [__chunk_4]));\n";

    #[track_caller]
    fn check(part: &str, expected: Option<&[&str]>) {
        let expected = expected.map(|names| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(files_in(LOADED, part), expected);
    }

    #[test]
    fn a_part_is_its_own_file_and_what_it_shares() {
        check("session", Some(&["chunk_6.wasm", "split_session.wasm"]));
        check("paste", Some(&["chunk_4.wasm", "split_paste.wasm"]));
        check("outcom", None);
    }
}
