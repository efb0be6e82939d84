//! Builds the server, the one binary `sportello`, with the page inside.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, Result, bail};

use crate::process;

/// Builds in cargo's dev profile and gives the binary's path.
///
/// The features are those of the whole workspace, so that the tests find every dependency already compiled.
///
/// # Errors
/// When it does not compile.
pub(crate) fn build(root: &Path) -> Result<PathBuf> {
    let build = process::cargo(root)
        .args(["build", "--locked", "--workspace", "--exclude", "frontend"])
        .args(["--bin", "sportello"])
        .args(["--message-format", "json-render-diagnostics"])
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    if !build.status.success() {
        bail!("the server does not build");
    }
    String::from_utf8_lossy(&build.stdout)
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter(|message| message.pointer("/target/name").and_then(|name| name.as_str()) == Some("sportello"))
        .find_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
        .context("cargo built the server but did not say where")
}
