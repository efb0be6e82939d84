//! The insurance, and only that: the standard library for WebAssembly on a network where Debian's
//! packages can be installed and rustup cannot download. It is built once from Debian 12's own
//! sources with Debian's own compiler into a sysroot of ours.
//!
//! What it costs: some 200 MB of packages, about two minutes of compiling, and a page that is
//! compiled by another compiler than the server. Clippy cannot read the result, so the page is not
//! linted then (`cargo xtask ci` says so). It relies on cargo's unstable `build-std`; a new Debian
//! compiler may need a change here, and nothing else in the workspace does.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::system_packages::{self, Needed};
use super::wasm_std::{TARGET, holds_std};
use crate::{cache, process};

const RUSTC: &str = "/usr/bin/rustc";
const LINKER: &str = "wasm-ld-22";

/// Source and compiler have to be the same version, which these are of each other.
const PACKAGES: [Needed; 3] = [
    Needed { package: "rustc-web", files: &[RUSTC] },
    Needed { package: "rust-web-src", files: &["/usr/lib/rustlib/src/rust/library/Cargo.toml"] },
    Needed { package: "lld-22", files: &["wasm-ld-22"] },
];

/// Debian's compiler with our sysroot.
pub(crate) struct DebianStd {
    sysroot: PathBuf,
}

impl DebianStd {
    pub(super) fn apply(&self, command: &mut Command) {
        let mut flags = OsString::from("--sysroot=");
        flags.push(&self.sysroot);
        command
            .env("RUSTC", RUSTC)
            // It would take the place of the flags for one target.
            .env_remove("RUSTFLAGS")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER);
    }
}

/// Installs, builds and keeps it; the sysroot's name holds the compiler's version, because the
/// library belongs to exactly that one.
///
/// # Errors
/// When this is no Debian 12, or the build fails.
pub(crate) fn ensure() -> Result<DebianStd> {
    system_packages::ensure(&PACKAGES)?;
    let version = process::output(Command::new(RUSTC).arg("-V"))?;
    let key: String = version
        .trim()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
        .collect();
    let sysroot = cache::folder()?.join("sysroot").join(key);
    let libraries = sysroot.join(format!("lib/rustlib/{TARGET}/lib"));
    if !holds_std(&libraries) {
        println!("  building the standard library once, for {}", version.trim());
        build(&sysroot, &libraries)?;
    }
    Ok(DebianStd { sysroot })
}

fn build(sysroot: &Path, libraries: &Path) -> Result<()> {
    let empty = sysroot.join("empty-crate");
    std::fs::create_dir_all(empty.join("src"))?;
    std::fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n[workspace]\n",
    )?;
    std::fs::write(empty.join("src/lib.rs"), "#![no_std]\n")?;
    process::check(
        process::cargo(&empty)
            .args(["build", "--release", "--target", TARGET])
            .args(["-Z", "build-std=std,panic_abort,panic_unwind,test,proc_macro"])
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            // Without the bitcode a later fat LTO has nothing to work on.
            .env("RUSTFLAGS", "-Cembed-bitcode=yes")
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER)
            .env("CARGO_TARGET_DIR", empty.join("target")),
    )?;
    // Filled under another name first: a sysroot that exists is a complete one.
    let filling = sysroot.join("filling");
    std::fs::create_dir_all(&filling)?;
    let built = empty.join(format!("target/{TARGET}/release/deps"));
    for entry in
        std::fs::read_dir(&built).with_context(|| format!("cannot read {}", built.display()))?
    {
        let path = entry?.path();
        let ours =
            path.file_stem().is_some_and(|stem| stem.to_string_lossy().starts_with("libempty"));
        if let (Some(name), true, false) =
            (path.file_name(), path.extension().is_some_and(|extension| extension == "rlib"), ours)
        {
            std::fs::copy(&path, filling.join(name))?;
        }
    }
    if !holds_std(&filling) {
        bail!("{} holds no standard library", built.display());
    }
    if let Some(parent) = libraries.parent() {
        std::fs::create_dir_all(parent)?;
    }
    std::fs::rename(&filling, libraries)?;
    std::fs::remove_dir_all(&empty)?;
    Ok(())
}
