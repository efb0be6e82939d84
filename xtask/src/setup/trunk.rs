//! Trunk, which rebuilds the page at each change, and the wasm-bindgen that Trunk calls.
//!
//! It knows where both programs are and what they need to run. Nothing that builds the shipped page
//! may use it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::cargo_tool::CargoTool;
use super::wasm_target::WasmTarget;
use crate::steps::Steps;
use crate::{process, workspace};

/// Both programs.
pub(crate) struct Trunk {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
}

impl Trunk {
    /// Finds or builds them, and fetches the crates, because Trunk builds offline.
    ///
    /// # Errors
    /// When one of them can be neither found nor built; the message says what to do by hand.
    pub(crate) fn ensure(steps: &mut Steps, root: &Path) -> Result<Self> {
        let wasm_bindgen = steps.step("wasm-bindgen", || {
            // Its output and the crate's must come from the same version, so the lock decides.
            CargoTool::wasm_bindgen(workspace::locked_version(root, "wasm-bindgen")?).ensure()
        })?;
        let trunk = steps.step("Trunk", || CargoTool::trunk().ensure())?;
        steps.step("the crates", || {
            process::check(process::cargo(root).args(["fetch", "--locked", "--quiet"]))
        })?;
        Ok(Self { trunk, wasm_bindgen })
    }

    /// A call of Trunk in `root`; Trunk finds wasm-bindgen on PATH.
    ///
    /// # Errors
    /// When the folder of wasm-bindgen cannot be on PATH.
    pub(crate) fn command(&self, root: &Path, wasm: &WasmTarget) -> Result<Command> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = self
            .wasm_bindgen
            .parent()
            .map(Path::to_path_buf)
            .into_iter()
            .chain(std::env::split_paths(&path));
        let path = std::env::join_paths(folders)
            .context("the folder of wasm-bindgen cannot be on PATH")?;
        let mut trunk = Command::new(&self.trunk);
        trunk.current_dir(root).env("PATH", path);
        process::forget_our_own_cargo(&mut trunk);
        // Trunk reads NO_COLOR as its own flag and refuses `1`, which is what everybody sets.
        if std::env::var_os("NO_COLOR").is_some() {
            trunk.env("NO_COLOR", "true");
        }
        wasm.apply(&mut trunk);
        Ok(trunk)
    }
}
