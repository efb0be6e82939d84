//! Takes the page's WebAssembly apart: the application that the first page loads, and the parts
//! that it fetches when they are needed.
//!
//! The page is compiled with the feature `parts`, which leaves relocations in the file;
//! `page-tools` splits it where the source says `wasm_split`, and writes the JavaScript of the main
//! part. All files are in one folder, whose name is a hash of their content.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::compile::Compiled;
use crate::{process, workspace};

/// What `page-tools` calls the application.
const NAME: &str = "frontend";
/// What the folder's name begins with; its hash follows, 16 hexadecimal digits.
pub(crate) const FOLDER: &str = "parts-";
/// The script that the splitter writes: which part consists of which files.
const LOADER: &str = "__wasm_split.js";

/// The application and its parts, before they are copied into the page.
pub(super) struct Parts {
    made: PathBuf,
    /// The name of their folder in the page.
    pub(super) folder: String,
    /// The application's JavaScript, as a path in the page's folder.
    pub(super) js: String,
    /// The application's WebAssembly, likewise.
    pub(super) wasm: String,
    /// The files of the session's part, likewise.
    pub(super) session: Vec<String>,
}

/// Splits the compiled page.
///
/// # Errors
/// When `page-tools` fails, or its output is not as expected.
pub(super) fn cut(root: &Path, compiled: &Compiled) -> Result<Parts> {
    let made = super::emptied(&workspace::target_folder(root)?.join("page-parts"))?;
    process::check(Command::new(&compiled.tools).arg(&compiled.wasm).arg(&made))?;
    let folder = format!("{FOLDER}{:016x}", hash(&made)?);
    let session =
        files_of(&made, "session")?.into_iter().map(|file| format!("{folder}/{file}")).collect();
    Ok(Parts {
        js: format!("{folder}/{NAME}.js"),
        wasm: format!("{folder}/{NAME}_bg.wasm"),
        session,
        folder,
        made,
    })
}

impl Parts {
    /// Copies the files into the page.
    ///
    /// # Errors
    /// When one of them cannot be written.
    pub(super) fn copy_to(&self, dist: &Path) -> Result<()> {
        let folder = super::emptied(&dist.join(&self.folder))?;
        for file in workspace::files(&self.made)? {
            let name = file.file_name().context("a file without a name")?;
            std::fs::copy(&file, folder.join(name))
                .with_context(|| format!("cannot copy {}", file.display()))?;
        }
        Ok(())
    }
}

/// The files of one part, in the order in which the loader names them: its own and those that it
/// shares with others.
///
/// # Errors
/// When the loader cannot be read or knows no such part.
pub(crate) fn files_of(folder: &Path, part: &str) -> Result<Vec<String>> {
    let path = folder.join(LOADER);
    let loader = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    files_in(&loader, part).with_context(|| format!("{} knows no part {part}", path.display()))
}

/// Reads `const FILES = {"session":["split_session.wasm"],…};`.
fn files_in(loader: &str, part: &str) -> Option<Vec<String>> {
    let table = loader.lines().find_map(|line| line.strip_prefix("const FILES = "))?;
    let mut files: BTreeMap<String, Vec<String>> =
        serde_json::from_str(table.strip_suffix(';')?).ok()?;
    files.remove(part)
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

    const LOADED: &str = "import {} from \"./frontend.js\";\nconst FILES = \
        {\"paste\":[\"chunk_4.wasm\",\"split_paste.wasm\"],\"session\":[\"split_session.wasm\"]};\n";

    #[track_caller]
    fn check(part: &str, expected: Option<&[&str]>) {
        let expected =
            expected.map(|names| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(files_in(LOADED, part), expected);
    }

    #[test]
    fn a_part_is_its_own_file_and_what_it_shares() {
        check("session", Some(&["split_session.wasm"]));
        check("paste", Some(&["chunk_4.wasm", "split_paste.wasm"]));
        check("outcom", None);
    }
}
