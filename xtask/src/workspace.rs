//! The checkout: where it is, which files it holds, what its lock says.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process;

/// Folders that hold what was built or fetched, never what was written.
const BUILT: [&str; 5] = ["target", "dist", ".git", "node_modules", "test-output"];

/// The root of the checkout. Asked at run time, because a checkout can move while cargo's target
/// folder stays.
pub(crate) fn root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .context("CARGO_MANIFEST_DIR is not set: call this as `cargo xtask`")?;
    let root = Path::new(&manifest).parent().context("xtask has no folder above it")?;
    Ok(root.to_path_buf())
}

/// Where cargo builds.
///
/// # Errors
/// When cargo does not say.
pub(crate) fn target_folder(root: &Path) -> Result<PathBuf> {
    let metadata = process::output(process::cargo(root).args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--offline",
    ]))?;
    let metadata: serde_json::Value =
        serde_json::from_str(&metadata).context("cargo metadata is not JSON")?;
    let folder = metadata
        .get("target_directory")
        .and_then(serde_json::Value::as_str)
        .context("cargo does not name its target folder")?;
    Ok(PathBuf::from(folder))
}

/// Every file below `folder` that somebody wrote, sorted by path. Hidden files are included, built
/// folders are not.
///
/// # Errors
/// When a folder cannot be read.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(&folder)
            .with_context(|| format!("cannot read {}", folder.display()))?;
        for entry in entries {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                if !BUILT.iter().any(|built| entry.file_name() == *built) {
                    folders.push(entry.path());
                }
            } else if kind.is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// The version of `package` in Cargo.lock.
///
/// # Errors
/// When the lock cannot be read or does not hold the package.
pub(crate) fn locked_version(root: &Path, package: &str) -> Result<String> {
    let path = root.join("Cargo.lock");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    let lock: toml::Table = toml::from_str(&text).context("Cargo.lock is not TOML")?;
    lock.get("package")
        .and_then(toml::Value::as_array)
        .into_iter()
        .flatten()
        .find(|entry| entry.get("name").and_then(toml::Value::as_str) == Some(package))
        .and_then(|entry| entry.get("version")?.as_str())
        .map(ToOwned::to_owned)
        .with_context(|| format!("Cargo.lock holds no {package}"))
}
