//! `cargo xtask run`: from a fresh clone to a page in the browser.

use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

use crate::steps::Steps;
use crate::{binary, page, process, workspace};

/// Builds what changed and becomes `sportello demo`; `arguments` are the demo's.
pub(crate) fn run(arguments: &[String]) -> Result<ExitCode> {
    let root = workspace::root()?;
    let mut steps = Steps::new();
    page::build(&mut steps, &root)?;
    let sportello = steps.step("the server", || binary::build(&root, binary::SPORTELLO))?;
    steps.summary("Set up and built");
    println!();

    // The demo takes our place, so that Ctrl-C and the exit code are its own.
    let mut demo = Command::new(&sportello);
    demo.arg("demo").args(arguments).current_dir(&root);
    process::forget_our_own_cargo(&mut demo);
    Err(demo.exec()).with_context(|| format!("cannot start {}", sportello.display()))
}
