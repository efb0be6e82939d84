//! The server under load: customers who write at once, and many watchers.
//!
//! The measuring is done by tests of the crate `tests` in their full form, with the release binary;
//! their figures are read from what they print. So a figure here has passed its test.

use std::path::Path;
use std::process::Stdio;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process;

/// The tests, by the name before their figures.
const TESTS: [&str; 2] = ["durable", "watchers"];

/// The figures of each test, by its name.
///
/// # Errors
/// When a test fails, or prints no figures.
pub(super) fn measure(root: &Path, binary: &Path) -> Result<Vec<(&'static str, Value)>> {
    TESTS.into_iter().map(|test| Ok((test, one(root, binary, test)?))).collect()
}

fn one(root: &Path, binary: &Path, test: &str) -> Result<Value> {
    let output = process::cargo(root)
        .args(["test", "--locked", "--quiet", "-p", "tests", "--test", "integration"])
        .args(["--", &format!("trust::{test}::"), "--nocapture"])
        .env("SPORTELLO_BIN", binary)
        .env("SPORTELLO_TRUST", "full")
        .stdin(Stdio::null())
        .output()
        .context("cannot start cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        bail!("the test {test} failed:\n{}{said}", String::from_utf8_lossy(&output.stdout));
    }
    let beginning = format!("figure {test} ");
    let figures = said.lines().find_map(|line| line.strip_prefix(&beginning));
    let figures = figures.with_context(|| format!("the test {test} printed no figures"))?;
    Ok(serde_json::from_str(figures)?)
}
