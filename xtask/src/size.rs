//! `cargo xtask size`: what the page loads before anybody can use it, after brotli, against its budget.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::page::{self, DIST};
use crate::steps::Steps;
use crate::workspace;

/// 160 kB: about a second on a slow phone connection.
const BUDGET_BYTES: u64 = 160_000;

/// What other sites load in order to embed the page; the page itself never does.
const LOADED_ELSEWHERE: &str = "embed.js";

pub(crate) fn size() -> Result<ExitCode> {
    let root = workspace::root()?;
    page::build(&mut Steps::new(), &root)?;
    within_budget(&root)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the table.
///
/// # Errors
/// When the page was not built, or weighs more than the budget.
pub(crate) fn within_budget(root: &Path) -> Result<()> {
    let total_bytes = print_table(root)?;
    if total_bytes > BUDGET_BYTES {
        bail!("the page weighs {total_bytes} bytes after brotli, {} more than its budget of {BUDGET_BYTES}", total_bytes - BUDGET_BYTES);
    }
    let left = BUDGET_BYTES - total_bytes;
    println!("  {left} bytes are left of the budget of {BUDGET_BYTES}");
    Ok(())
}

/// Prints what each file weighs, and gives the sum after brotli in bytes.
///
/// # Errors
/// When the page was not built.
pub(crate) fn print_table(root: &Path) -> Result<u64> {
    let dist = root.join(DIST);
    let mut total_bytes = 0;
    println!("  {:>9}  {:>9}  {:>9}", "plain", "gzip", "brotli");
    for file in workspace::files(&dist)? {
        let name = file.strip_prefix(&dist)?.display().to_string();
        if name == LOADED_ELSEWHERE || page::is_precompressed(&file) {
            continue;
        }
        let plain = weight_bytes(&file)?;
        // What does not compress (a picture, a font) travels as it is.
        let compressed = |suffix: &str| {
            let path = page::beside(&file, suffix);
            if path.exists() { weight_bytes(&path) } else { Ok(plain) }
        };
        let (gzip, brotli) = (compressed("gz")?, compressed("br")?);
        println!("  {plain:>9}  {gzip:>9}  {brotli:>9}  {name}");
        total_bytes += brotli;
    }
    println!("  {:>9}  {:>9}  {total_bytes:>9}  together", "", "");
    Ok(total_bytes)
}

fn weight_bytes(file: &Path) -> Result<u64> {
    let metadata = std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(metadata.len())
}
