//! A program that cargo installs, at one version, into the cache: what is on PATH is taken first when its version is the right one.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{cache, process};

/// Held back: 0.22 wants a newer compiler than the workspace's.
const TRUNK_VERSION: &str = "0.21.14";

/// Reads what `wasm_split_helpers` of Cargo.lock writes, which the same release of leptos brings.
const WASM_SPLIT_VERSION: &str = "0.2.4";

pub(super) struct CargoTool {
    /// The program's name, which is also the word before its version in `--version`.
    name: &'static str,
    package: &'static str,
    version: String,
    asked: Asked,
    options: &'static [&'static str],
}

/// How a program's version is found out.
enum Asked {
    /// By `--version`.
    Program,
    /// By cargo's record of what it installed, because the program does not say.
    Record,
}

impl CargoTool {
    pub(super) fn trunk() -> Self {
        Self {
            name: "trunk",
            package: "trunk",
            version: TRUNK_VERSION.to_owned(),
            asked: Asked::Program,
            // Half of the compile time goes to what we do not use: its updater and a second TLS library.
            options: &["--no-default-features", "--features", "rustls"],
        }
    }

    pub(super) fn wasm_bindgen(version: String) -> Self {
        Self { name: "wasm-bindgen", package: "wasm-bindgen-cli", version, asked: Asked::Program, options: &[] }
    }

    pub(super) fn wasm_split() -> Self {
        Self {
            name: "wasm-split-cli",
            package: "wasm_split_cli_support",
            version: WASM_SPLIT_VERSION.to_owned(),
            asked: Asked::Record,
            options: &["--features", "build-binary"],
        }
    }

    /// The program's path.
    ///
    /// # Errors
    /// When it is nowhere and cannot be built.
    pub(super) fn ensure(&self) -> Result<PathBuf> {
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
                // What the tools have in common is compiled once; without debug information, because nobody debugs them.
                .env("CARGO_TARGET_DIR", cache.join("build"))
                .env("CARGO_PROFILE_DEV_DEBUG", "0"),
        );
        built.with_context(|| format!("{name} {version} is needed; put it on PATH by hand if cargo cannot build it here"))?;
        if !self.is_right(&program) {
            bail!("{} is not {name} {version}", program.display());
        }
        Ok(program)
    }

    fn is_right(&self, program: &Path) -> bool {
        program.is_file()
            && match self.asked {
                Asked::Program => Command::new(program)
                    .arg("--version")
                    .output()
                    .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).split_whitespace().nth(1) == Some(&self.version)),
                // `bin/` stands beside the record.
                Asked::Record => program
                    .parent()
                    .and_then(Path::parent)
                    .and_then(|home| std::fs::read_to_string(home.join(".crates.toml")).ok())
                    .is_some_and(|record| record.contains(&format!("\"{} {} (", self.package, self.version))),
            }
    }
}
