//! `cargo xtask page`: builds the page and prints its weight, serves it while it is written, or
//! compares it with Trunk's.
//!
//! Knows how the page is built and how it is weighed. Must never build anything by itself.

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::steps::Steps;
use crate::{page, size, workspace};

pub(crate) fn page(arguments: &[String]) -> Result<ExitCode> {
    let root = workspace::root()?;
    let mut steps = Steps::new();
    match arguments {
        [] => {
            page::build(&mut steps, &root)?;
            size::print_table(&root)?;
        }
        [flag] if flag == "--serve" => page::trunk::serve(&mut steps, &root)?,
        [flag] if flag == "--compare" => {
            page::build(&mut steps, &root)?;
            page::trunk::compare(&mut steps, &root)?;
        }
        [unknown, ..] => bail!("`page` takes --serve, --compare or nothing, found `{unknown}`"),
    }
    Ok(ExitCode::SUCCESS)
}
