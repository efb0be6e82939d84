//! Compiles the page to WebAssembly, with the same options as Trunk, and the program `page-tools`.
//!
//! It knows cargo and its folders. It must never write into the page's folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use anyhow::{Result, anyhow};

use crate::setup::wasm_target::{TARGET, WasmTarget};
use crate::{binary, process, workspace};

/// The profile that `index.html` names for Trunk's release builds.
const PROFILE: &str = "wasm-release";

/// The results.
pub(super) struct Compiled {
    /// The page in one piece, with its relocations.
    pub(super) wasm: PathBuf,
    /// The program `page-tools`.
    pub(super) tools: PathBuf,
}

/// Compiles the page and `page-tools` at the same time, because linking the page takes a minute on
/// one core. Cargo allows it: the two profiles have different folders and so different locks.
///
/// # Errors
/// When either does not compile.
pub(super) fn both(root: &Path, target: &WasmTarget) -> Result<Compiled> {
    thread::scope(|scope| {
        let tools = scope.spawn(|| tools(root));
        let wasm = page(root, target);
        let tools =
            tools.join().map_err(|_| anyhow!("the thread that builds page-tools has panicked"))?;
        Ok(Compiled { wasm: wasm?, tools: tools? })
    })
}

/// Compiles `page-tools` only, for a page that is compiled already.
///
/// # Errors
/// When it does not compile.
pub(super) fn tools(root: &Path) -> Result<PathBuf> {
    binary::build(root, "page-tools")
}

/// The file that cargo writes, whether xtask or Trunk calls cargo.
///
/// # Errors
/// When cargo does not name its target folder.
pub(super) fn wasm_path(root: &Path) -> Result<PathBuf> {
    Ok(workspace::target_folder(root)?.join(TARGET).join(PROFILE).join("frontend.wasm"))
}

fn page(root: &Path, target: &WasmTarget) -> Result<PathBuf> {
    let mut cargo: Command = process::cargo(root);
    cargo.args(["build", "--locked", "--package", "frontend", "--bin", "frontend"]);
    cargo.args(["--target", TARGET, "--profile", PROFILE, "--features", "parts"]);
    target.apply(&mut cargo);
    process::check(&mut cargo)?;
    wasm_path(root)
}
