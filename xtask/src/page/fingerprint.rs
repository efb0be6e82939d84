//! Whether the page would come out the same: a hash over what goes into it and what came out of it,
//! kept beside `dist`.
//!
//! What came out is part of it because `trunk serve` writes a page for developers to the same
//! place.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::DIST;
use crate::{process, workspace};

/// What the page is made of: two crates, what steers their build, and what makes a page of it.
const INPUT_FOLDERS: [&str; 4] = ["frontend", "shared", "xtask/page-tools", "xtask/src/page"];
const INPUT_FILES: [&str; 4] = ["Cargo.toml", "Cargo.lock", "Trunk.toml", ".cargo/config.toml"];

/// Whether a build can be spared.
pub(super) fn unchanged(root: &Path) -> Result<bool> {
    let dist = root.join(DIST);
    if !dist.join("index.html").exists() {
        return Ok(false);
    }
    // A first build has none; anything else that keeps us from reading it costs a build and nothing
    // more.
    let Ok(remembered) = std::fs::read_to_string(path(root)) else {
        return Ok(false);
    };
    Ok(remembered == of(root)?)
}

/// After a build that went well.
pub(super) fn remember(root: &Path) -> Result<()> {
    let path = path(root);
    std::fs::write(&path, of(root)?).with_context(|| format!("cannot write {}", path.display()))
}

/// Before a build, which may be interrupted.
pub(super) fn forget(root: &Path) -> Result<()> {
    let path = path(root);
    match std::fs::remove_file(&path) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", path.display()))
        }
        _ => Ok(()),
    }
}

fn path(root: &Path) -> PathBuf {
    root.join("frontend/dist.fingerprint")
}

/// Stable for one build of xtask, which is all it has to be: another standard library may hash
/// differently, and then the page is built once more.
fn of(root: &Path) -> Result<String> {
    let fingerprint = path(root);
    let mut hasher = DefaultHasher::new();
    process::output(Command::new("rustc").arg("-V").current_dir(root))?.hash(&mut hasher);
    let mut files: Vec<PathBuf> = INPUT_FILES.iter().map(|file| root.join(file)).collect();
    for folder in INPUT_FOLDERS {
        files.extend(workspace::files(&root.join(folder))?);
    }
    files.extend(workspace::files(&root.join(DIST))?);
    for file in files.iter().filter(|file| **file != fingerprint) {
        file.strip_prefix(root)?.hash(&mut hasher);
        std::fs::read(file)
            .with_context(|| format!("cannot read {}", file.display()))?
            .hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}
