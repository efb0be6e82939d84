//! `cargo xtask size`: what the page loads before anybody touches it, and in all, after brotli, against two budgets.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::page::{self, DIST};
use crate::steps::Steps;
use crate::workspace;

/// Before interaction, in bytes: about a second on a slow phone connection.
const FIRST_BUDGET_BYTES: u64 = 160_000;
/// With the application, which `boot.js` loads at the first touch, in bytes. It holds every checklist's engine, the reading of bounces and
/// the causes in two languages: see `docs/decisions/0009`. The readers of errors and the ready messages made it 581 kB; it comes down when
/// the application comes in parts.
const WHOLE_BUDGET_BYTES: u64 = 600_000;

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
/// When the page was not built, or weighs more than a budget.
pub(crate) fn within_budget(root: &Path) -> Result<()> {
    let weight = print_table(root)?;
    for (what, bytes, budget_bytes) in
        [("before interaction", weight.first_bytes, FIRST_BUDGET_BYTES), ("in all", weight.whole_bytes, WHOLE_BUDGET_BYTES)]
    {
        if bytes > budget_bytes {
            bail!("the page weighs {bytes} bytes {what} after brotli, {} more than its budget of {budget_bytes}", bytes - budget_bytes);
        }
        println!("  {what}: {} bytes are left of the budget of {budget_bytes}", budget_bytes - bytes);
    }
    Ok(())
}

/// What the page weighs after brotli.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Weight {
    /// Before interaction, in bytes.
    first_bytes: u64,
    /// In all, in bytes.
    whole_bytes: u64,
}

/// Prints what each file weighs, and gives the sums after brotli.
///
/// # Errors
/// When the page was not built.
pub(crate) fn print_table(root: &Path) -> Result<Weight> {
    let dist = root.join(DIST);
    let mut weight = Weight::default();
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
        let is_application = name.starts_with("frontend-");
        println!("  {plain:>9}  {gzip:>9}  {brotli:>9}  {name}{}", if is_application { "  (at the first touch)" } else { "" });
        weight.whole_bytes += brotli;
        if !is_application {
            weight.first_bytes += brotli;
        }
    }
    println!("  {:>9}  {:>9}  {:>9}  before interaction", "", "", weight.first_bytes);
    println!("  {:>9}  {:>9}  {:>9}  in all", "", "", weight.whole_bytes);
    Ok(weight)
}

fn weight_bytes(file: &Path) -> Result<u64> {
    let metadata = std::fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(metadata.len())
}
