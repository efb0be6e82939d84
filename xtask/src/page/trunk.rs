//! Calls Trunk to serve the page to people who change it, and compares Trunk's page with the page
//! that is shipped.
//!
//! It knows both pages as files. It must never write into the folder of the shipped page, except
//! through `trunk serve`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::compile::{self, Compiled};
use super::{DIST, is_precompressed, parts};
use crate::setup::trunk::Trunk;
use crate::setup::wasm_target;
use crate::steps::Steps;
use crate::{process, workspace};

/// Rebuilds the page at each change, until it is stopped.
///
/// # Errors
/// When Trunk cannot be set up, or ends.
pub(crate) fn serve(steps: &mut Steps, root: &Path) -> Result<()> {
    let wasm = steps.step("the WebAssembly target", wasm_target::ensure)?;
    let trunk = Trunk::ensure(steps, root)?;
    println!(
        "▸ trunk serve: start `cargo xtask run` in another terminal, the page asks it for /api"
    );
    process::check(trunk.command(root, &wasm)?.arg("serve"))
}

/// Builds the page with Trunk into a folder of its own, and compares it with the page in [`DIST`].
///
/// # Errors
/// When Trunk cannot be set up or does not build, or when the pages differ.
pub(crate) fn compare(steps: &mut Steps, root: &Path) -> Result<()> {
    let wasm = steps.step("the WebAssembly target", wasm_target::ensure)?;
    let trunk = Trunk::ensure(steps, root)?;
    steps.step("comparing with Trunk's page", || {
        let dist = super::emptied(&workspace::target_folder(root)?.join("page-by-trunk"))?;
        // Takes seconds: Trunk passes the same options, and cargo has compiled the page already.
        process::check(
            trunk
                .command(root, &wasm)?
                .args(["build", "--release", "--features", "parts", "--dist"])
                .arg(&dist),
        )?;
        same_files(root, &dist)?;
        same_application(root)
    })
}

/// Compares all files except the application, which Trunk builds as one file with other names.
fn same_files(root: &Path, by_trunk: &Path) -> Result<()> {
    let ours = read(&root.join(DIST))?;
    let trunks = read(by_trunk)?;
    let is_beside = |name: &str| !name.starts_with(parts::FOLDER) && !name.starts_with("frontend-");
    for name in ours.keys().chain(trunks.keys()).filter(|name| is_beside(name)) {
        let (Some(ours), Some(trunks)) = (ours.get(name), trunks.get(name)) else {
            bail!("{name} is in one page only: in {DIST} or in {}", by_trunk.display());
        };
        let same = if name == "index.html" {
            without_application(ours)? == without_application(trunks)?
        } else {
            ours == trunks
        };
        if !same {
            bail!("{name} is not the same in {DIST} and in {}", by_trunk.display());
        }
    }
    Ok(())
}

/// Compares the application: splits the file that Trunk's cargo compiled, and looks for the result
/// in the page. The folder's name is a hash of its content.
fn same_application(root: &Path) -> Result<()> {
    let compiled = Compiled { wasm: compile::wasm_path(root)?, tools: compile::tools(root)? };
    let folder = parts::cut(root, &compiled)?.folder;
    if !root.join(DIST).join(&folder).is_dir() {
        bail!("Trunk compiles another application: {DIST} has no {folder}");
    }
    Ok(())
}

/// The files of a page, by their paths in it.
fn read(dist: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let files = workspace::files(dist)?.into_iter().filter(|file| !is_precompressed(file));
    files
        .map(|file| Ok((file.strip_prefix(dist)?.display().to_string(), std::fs::read(&file)?)))
        .collect()
}

/// `index.html` without the names of the application's files.
fn without_application(index: &[u8]) -> Result<String> {
    let mut index = String::from_utf8(index.to_vec()).context("index.html is not UTF-8")?;
    for attribute in ["data-js", "data-wasm", "data-session"] {
        let (before, rest) = index
            .split_once(&format!("{attribute}=\""))
            .with_context(|| format!("index.html has no {attribute}"))?;
        let (_, after) = rest.split_once('"').context("an attribute without an end")?;
        index = format!("{before}{attribute}{after}");
    }
    Ok(index)
}
