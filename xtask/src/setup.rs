//! What has to be there before anything is built: one file per thing. Each looks first, says what it is about to do, and does it once.

pub(crate) mod axe;
mod cargo_tool;
mod debian_std;
pub(crate) mod system_packages;
mod wasm_std;
pub(crate) mod wasm_target;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_tool::CargoTool;
use wasm_target::WasmTarget;

use crate::steps::Steps;
use crate::{process, workspace};

/// What the page is built with.
pub(crate) struct PageTools {
    pub(crate) trunk: PathBuf,
    pub(crate) wasm_bindgen: PathBuf,
    pub(crate) wasm_split: PathBuf,
    pub(crate) wasm: WasmTarget,
}

impl PageTools {
    /// Finds or builds each tool, and fetches the crates that Trunk will build without asking the network.
    ///
    /// # Errors
    /// When one of them can be neither found nor set up; the message says what to do by hand.
    pub(crate) fn ensure(steps: &mut Steps, root: &Path) -> Result<Self> {
        let wasm = steps.step("the WebAssembly target", wasm_target::ensure)?;
        let wasm_bindgen = steps.step("wasm-bindgen", || {
            // Its output and the crate's must come from the same version, so the lock decides.
            CargoTool::wasm_bindgen(workspace::locked_version(root, "wasm-bindgen")?).ensure()
        })?;
        let wasm_split = steps.step("wasm-split", || CargoTool::wasm_split().ensure())?;
        let trunk = steps.step("Trunk", || CargoTool::trunk().ensure())?;
        steps.step("the crates", || process::check(process::cargo(root).args(["fetch", "--locked", "--quiet"])))?;
        Ok(Self { trunk, wasm_bindgen, wasm_split, wasm })
    }

    /// PATH with the tools in front, which is where Trunk looks.
    pub(crate) fn path(&self) -> Result<OsString> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let tools = [&self.trunk, &self.wasm_bindgen];
        let folders = tools.into_iter().filter_map(|tool| tool.parent().map(Path::to_path_buf)).chain(std::env::split_paths(&path));
        std::env::join_paths(folders).context("a tool's folder cannot be on PATH")
    }
}
