//! `cargo xtask page`: the page as the server embeds it, compiled, taken apart, and compressed
//! beside itself.
//!
//! It knows cargo, the program `page-tools`, `frontend/index.html` and `Trunk.toml`. It must never
//! need Trunk for the page that is shipped: only `--serve` and `--compare` call Trunk.

mod compile;
mod fingerprint;
mod index;
pub(crate) mod parts;
mod precompress;
pub(crate) mod trunk;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::process;
use crate::setup::wasm_target;
use crate::steps::Steps;

pub(crate) use precompress::{beside, is_precompressed};

/// Where the page is put; `Trunk.toml` and the server say the same.
pub(crate) const DIST: &str = "frontend/dist";

/// Builds the page if anything that goes into it changed, or what came out of it did.
///
/// # Errors
/// When the target cannot be set up or the page does not build.
pub(crate) fn build(steps: &mut Steps, root: &Path) -> Result<()> {
    let unchanged = steps.step("has the page changed?", || fingerprint::unchanged(root))?;
    if unchanged {
        println!("  no: it stays as it is");
        return Ok(());
    }
    let wasm = steps.step("the WebAssembly target", wasm_target::ensure)?;
    steps.step("the crates", || {
        process::check(process::cargo(root).args(["fetch", "--locked", "--quiet"]))
    })?;
    let compiled =
        steps.step("compiling the page and page-tools", || compile::both(root, &wasm))?;
    steps.step("the page's parts", || {
        fingerprint::forget(root)?;
        let dist = emptied(&root.join(DIST))?;
        let parts = parts::cut(root, &compiled)?;
        parts.copy_to(&dist)?;
        index::write(root, &dist, &parts)
    })?;
    steps.step("compressing the page", || precompress::folder(&root.join(DIST)))?;
    fingerprint::remember(root)
}

/// Creates `folder`, or removes everything in it.
fn emptied(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        std::fs::remove_dir_all(folder)
            .with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.to_path_buf())
}
