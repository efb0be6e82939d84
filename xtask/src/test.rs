//! `cargo xtask test`: sets up what the tests need, builds the page and the server, runs
//! everything.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::setup::{axe, system_packages};
use crate::steps::Steps;
use crate::{binary, page, process, workspace};

/// `arguments` go to the test runner: a filter, `--nocapture` and the like.
pub(crate) fn test(arguments: &[String]) -> Result<ExitCode> {
    let root = workspace::root()?;
    let mut steps = Steps::new();
    everything(&mut steps, &root, arguments)
}

/// The same for `cargo xtask test` and `cargo xtask ci`. Nothing is printed after the test runner's
/// last line.
pub(crate) fn everything(steps: &mut Steps, root: &Path, arguments: &[String]) -> Result<ExitCode> {
    steps.step("what the tests need from the system", || {
        system_packages::ensure(&system_packages::TESTS)
    })?;
    let axe = steps.step("axe-core, which judges the page's accessibility", axe::ensure)?;
    page::build(steps, root)?;
    let sportello = steps.step("the server", || binary::build(root, binary::SPORTELLO))?;
    let chromedriver = std::env::var_os("CHROMEDRIVER")
        .or_else(|| process::find("chromedriver").map(Into::into))
        .context("chromedriver is not on PATH")?;
    // Compiling Leptos for the host only to run nothing costs minutes.
    let excluded: &[&str] = if has_host_tests(root)? { &[] } else { &["--exclude", "frontend"] };
    let cargo_test = || {
        let mut cargo = process::cargo(root);
        cargo.args(["test", "--locked", "--workspace", "--no-fail-fast"]).args(excluded);
        cargo
    };
    steps.step("compiling the tests", || process::check(cargo_test().arg("--no-run")))?;
    steps.summary("Set up and built");
    println!();

    let arguments = match arguments.split_first() {
        Some((separator, rest)) if separator == "--" => rest,
        _ => arguments,
    };
    let status = cargo_test()
        .arg("--")
        .args(arguments)
        .env("SPORTELLO_BIN", sportello)
        .env("SPORTELLO_AXE", axe)
        .env("CHROMEDRIVER", chromedriver)
        .status()
        .context("cannot start cargo")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether the page's crate holds tests that run without a browser.
fn has_host_tests(root: &Path) -> Result<bool> {
    for file in workspace::files(&root.join("frontend/src"))? {
        if std::fs::read_to_string(file)?.lines().any(|line| line.trim() == "#[test]") {
            return Ok(true);
        }
    }
    Ok(false)
}
