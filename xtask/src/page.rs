//! `cargo xtask page`: the page as the server embeds it, built by Trunk, taken apart, and compressed beside itself.

mod fingerprint;
pub(crate) mod parts;
mod precompress;

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Result, bail};

use crate::setup::PageTools;
use crate::steps::Steps;
use crate::{process, size, workspace};

pub(crate) use precompress::{beside, is_precompressed};

/// Where Trunk puts the page; `Trunk.toml` and the server say the same.
pub(crate) const DIST: &str = "frontend/dist";

pub(crate) fn page(arguments: &[String]) -> Result<ExitCode> {
    let root = workspace::root()?;
    let mut steps = Steps::new();
    match arguments {
        [] => {
            build(&mut steps, &root)?;
            size::print_table(&root)?;
        }
        [flag] if flag == "--serve" => {
            let tools = PageTools::ensure(&mut steps, &root)?;
            println!("▸ trunk serve: start `cargo xtask run` in another terminal, the page asks it for /api");
            process::check(trunk(&root, &tools)?.arg("serve"))?;
        }
        [unknown, ..] => bail!("`page` takes --serve or nothing, found `{unknown}`"),
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds the page if anything that goes into it changed, or what came out of it did.
///
/// # Errors
/// When a tool cannot be set up or the page does not build.
pub(crate) fn build(steps: &mut Steps, root: &Path) -> Result<()> {
    let unchanged = steps.step("has the page changed?", || fingerprint::unchanged(root))?;
    if unchanged {
        println!("  no: it stays as it is");
        return Ok(());
    }
    let tools = PageTools::ensure(steps, root)?;
    steps.step("the page", || {
        fingerprint::forget(root)?;
        process::check(trunk(root, &tools)?.args(["build", "--release", "--features", "parts"]))
    })?;
    steps.step("the page's parts", || parts::split(root, &tools))?;
    steps.step("compressing the page", || precompress::folder(&root.join(DIST)))?;
    fingerprint::remember(root)
}

fn trunk(root: &Path, tools: &PageTools) -> Result<Command> {
    let mut trunk = Command::new(&tools.trunk);
    trunk.current_dir(root).env("PATH", tools.path()?);
    process::forget_our_own_cargo(&mut trunk);
    // Trunk reads NO_COLOR as its own flag and refuses `1`, which is what everybody sets.
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env("NO_COLOR", "true");
    }
    tools.wasm.apply(&mut trunk);
    Ok(trunk)
}
