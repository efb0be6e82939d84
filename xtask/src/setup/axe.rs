//! axe-core, the accessibility checker that the browser tests load into the page. Fetched for the
//! tests, never shipped.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{cache, process};

const AXE_VERSION: &str = "4.14.1";

/// The path of `axe.min.js`.
///
/// # Errors
/// When npm cannot fetch it.
pub(crate) fn ensure() -> Result<PathBuf> {
    let home = cache::folder()?.join(format!("axe-core-{AXE_VERSION}"));
    let script = home.join("node_modules/axe-core/axe.min.js");
    if !script.is_file() {
        println!("  fetching axe-core {AXE_VERSION} from the npm registry");
        std::fs::create_dir_all(&home)?;
        process::check(
            Command::new("npm")
                .args(["install", "--ignore-scripts", "--no-audit", "--no-fund"])
                .arg("--prefix")
                .arg(&home)
                .arg(format!("axe-core@{AXE_VERSION}"))
                .current_dir(&home),
        )
        .with_context(|| format!("the browser tests need axe-core {AXE_VERSION}"))?;
    }
    Ok(script)
}
