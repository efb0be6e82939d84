//! `cargo xtask ci`: what a change has to pass. Cheap checks first; the tests last, so that their
//! closing lines end the output.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::process;
use crate::setup::cargo_tool::CargoTool;
use crate::setup::wasm_target::{self, TARGET};
use crate::steps::Steps;
use crate::{invariants, page, size, test, workspace};

pub(crate) fn ci() -> Result<ExitCode> {
    let root = workspace::root()?;
    let mut steps = Steps::new();
    steps.step("formatting", || {
        process::check(process::cargo(&root).args(["fmt", "--all", "--check"]))
    })?;
    let wasm = steps.step("the WebAssembly target", wasm_target::ensure)?;
    steps.step("invariants", || invariants::hold(&root, &wasm))?;
    let deny = steps.step("setting up cargo-deny", || CargoTool::deny().ensure())?;
    steps.step("licences and sources of the dependencies", || {
        process::check(
            Command::new(&deny)
                .args(["--locked", "check", "bans", "licenses", "sources"])
                .current_dir(&root),
        )
    })?;
    // Before clippy: the server embeds the page, and a page too heavy is found sooner.
    page::build(&mut steps, &root)?;
    steps.step("the page's weight", || size::within_budget(&root))?;
    page::trunk::compare(&mut steps, &root)?;
    steps.step("clippy", || {
        process::check(
            process::cargo(&root)
                .args(["clippy", "--locked", "--workspace", "--exclude", "frontend"])
                .args(["--all-targets", "--", "-D", "warnings"]),
        )
    })?;
    if wasm.lints() {
        steps.step("clippy on the page", || {
            process::check(
                process::cargo(&root).args(["clippy", "--locked", "--package", "frontend"]).args([
                    "--all-targets",
                    "--target",
                    TARGET,
                    "--",
                    "-D",
                    "warnings",
                ]),
            )
        })?;
    } else {
        println!(
            "▸ clippy on the page: not judged, the standard library in use is not clippy's own"
        );
    }
    test::everything(&mut steps, &root, &[])
}
