//! Builds a program of the workspace: the server `sportello`, which contains the page, or
//! `page-tools`.
//!
//! It knows cargo and the names of the programs. It must never choose other features or another
//! profile than the tests: each dependency would be compiled twice.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::process;

/// The name of the server.
pub(crate) const SPORTELLO: &str = "sportello";

/// Builds `name` in cargo's dev profile and gives its path.
///
/// The features are those of the whole workspace, so that the tests use the same compiled
/// dependencies.
///
/// # Errors
/// When it does not compile.
pub(crate) fn build(root: &Path, name: &str) -> Result<PathBuf> {
    let build = process::cargo(root)
        .args(["build", "--locked", "--workspace", "--exclude", "frontend"])
        .args(["--bin", name])
        .args(["--message-format", "json-render-diagnostics"])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    if !build.status.success() {
        bail!("{name} does not build");
    }
    String::from_utf8_lossy(&build.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| {
            message.pointer("/target/name").and_then(|name| name.as_str()) == Some(name)
        })
        .find_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
        .with_context(|| format!("cargo built {name} but did not say where"))
}
