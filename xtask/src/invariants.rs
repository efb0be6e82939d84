//! `cargo xtask invariants`: which crate and module may depend on which, and rules for
//! every file.
//!
//! Three kinds: what the dependency graph says ([`crates`]), what `use` and paths say inside a
//! crate ([`rooms`], [`circles`]), and what each file looks like ([`files`]). Clippy's
//! `disallowed-methods` in `shared/clippy.toml` and `probe-server/clippy.toml` holds the rest.

mod circles;
mod crates;
mod files;
mod paths;
mod rooms;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::setup::wasm_target::{self, WasmTarget};
use crate::workspace;

/// One rule, and where it is broken.
struct Verdict {
    rule: String,
    /// `file:line: what, and what to do instead`.
    faults: Vec<String>,
    /// Said, but nothing fails for it.
    remarks: Vec<String>,
}

impl Verdict {
    fn new(rule: impl Into<String>, faults: Vec<String>) -> Self {
        Self { rule: rule.into(), faults, remarks: Vec::new() }
    }
}

pub(crate) fn invariants() -> Result<ExitCode> {
    let wasm = wasm_target::ensure()?;
    hold(&workspace::root()?, &wasm)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints one line per rule, and each place that breaks it.
///
/// # Errors
/// When any rule is broken, or cannot be judged.
pub(crate) fn hold(root: &Path, wasm: &WasmTarget) -> Result<()> {
    let mut verdicts = crates::judge(root, wasm)?;
    verdicts.extend(rooms::judge(root)?);
    verdicts.extend(circles::judge(root)?);
    verdicts.extend(files::judge(root)?);
    let mut broken = 0;
    for verdict in &verdicts {
        let mark = if verdict.faults.is_empty() { "ok  " } else { "FAIL" };
        println!("  {mark} {}", verdict.rule);
        for remark in &verdict.remarks {
            println!("       note: {remark}");
        }
        for fault in &verdict.faults {
            println!("       {fault}");
        }
        broken += usize::from(!verdict.faults.is_empty());
    }
    if broken > 0 {
        bail!("{broken} of {} invariants do not hold", verdicts.len());
    }
    Ok(())
}
