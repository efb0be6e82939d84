//! A program that cargo installs, at one version, into the cache: what is on PATH is taken first
//! when its version is the right one.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{cache, process};

/// Held back: 0.22 wants a newer compiler than the workspace's.
const TRUNK_VERSION: &str = "0.21.14";
const DENY_VERSION: &str = "0.20.2";

pub(crate) struct CargoTool {
    /// The program's name, which is also the word before its version in `--version`.
    name: &'static str,
    package: &'static str,
    version: String,
    options: &'static [&'static str],
}

impl CargoTool {
    pub(super) fn trunk() -> Self {
        Self {
            name: "trunk",
            package: "trunk",
            version: TRUNK_VERSION.to_owned(),
            // Half of the compile time goes to what we do not use: its updater and a second TLS
            // library.
            options: &["--no-default-features", "--features", "rustls"],
        }
    }

    /// Checks the licences and the sources of all dependencies.
    pub(crate) fn deny() -> Self {
        Self {
            name: "cargo-deny",
            package: "cargo-deny",
            version: DENY_VERSION.to_owned(),
            options: &[],
        }
    }

    pub(super) fn wasm_bindgen(version: String) -> Self {
        Self { name: "wasm-bindgen", package: "wasm-bindgen-cli", version, options: &[] }
    }

    /// The program's path.
    ///
    /// # Errors
    /// When it is nowhere and cannot be built.
    pub(crate) fn ensure(&self) -> Result<PathBuf> {
        let Self { name, version, .. } = self;
        if let Some(found) = process::find(name).filter(|found| self.is_right(found)) {
            return Ok(found);
        }
        let cache = cache::folder()?;
        let home = cache.join(format!("tools/{name}-{version}"));
        let program = home.join("bin").join(name);
        if self.is_right(&program) {
            return Ok(program);
        }
        println!("  building {name} {version}, once on this machine: some minutes on two cores");
        let built = process::check(
            process::cargo(&cache)
                .args(["install", "--locked", "--debug", "--force"])
                .args([self.package, "--version", version])
                .args(self.options)
                .arg("--root")
                .arg(&home)
                // What the tools have in common is compiled once; without debug information,
                // because they are not debugged.
                .env("CARGO_TARGET_DIR", cache.join("build"))
                .env("CARGO_PROFILE_DEV_DEBUG", "0"),
        );
        built.with_context(|| {
            format!(
                "{name} {version} is needed; put it on PATH by hand if cargo cannot build it here"
            )
        })?;
        if !self.is_right(&program) {
            bail!("{} is not {name} {version}", program.display());
        }
        Ok(program)
    }

    fn is_right(&self, program: &Path) -> bool {
        let version = Command::new(program).arg("--version").output();
        version.is_ok_and(|output| {
            String::from_utf8_lossy(&output.stdout).split_whitespace().nth(1) == Some(&self.version)
        })
    }
}
