//! What is built or fetched once per machine, outside the checkout:
//! `tools/<name>-<version>/bin/<name>`, `build/` (what the tools have in common while they
//! compile), `axe-core-<version>/`, `sysroot/`. Deleting it costs time and nothing else.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// `$SPORTELLO_CACHE`, else `$XDG_CACHE_HOME/sportello`, else `$HOME/.cache/sportello`; created
/// when missing.
///
/// # Errors
/// When none of the three is set, or the folder cannot be made.
pub(crate) fn folder() -> Result<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = set("SPORTELLO_CACHE")
        .map(PathBuf::from)
        .or_else(|| set("XDG_CACHE_HOME").map(|cache| PathBuf::from(cache).join("sportello")))
        .or_else(|| set("HOME").map(|home| PathBuf::from(home).join(".cache/sportello")))
        .context("no place for the tools: set SPORTELLO_CACHE to a folder")?;
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot create {}", folder.display()))?;
    // Children run in other folders: a relative one would mean another place there.
    folder.canonicalize().with_context(|| format!("cannot resolve {}", folder.display()))
}
