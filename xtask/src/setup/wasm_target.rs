//! The standard library for WebAssembly: there already, from rustup, or built from Debian's sources
//! when rustup cannot download.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::debian_std;
use super::wasm_std::holds_std;
use crate::process;

pub(crate) use super::wasm_std::TARGET;

/// How cargo has to be called to build for [`TARGET`].
pub(crate) enum WasmTarget {
    /// The compiler in use has it.
    Own,
    /// The insurance: Debian's compiler and a library built for it.
    Debian(debian_std::DebianStd),
}

impl WasmTarget {
    pub(crate) fn apply(&self, command: &mut Command) {
        if let Self::Debian(std) = self {
            std.apply(command);
        }
    }

    /// Whether clippy can read this library: it reads only that of its own compiler.
    pub(crate) fn lints(&self) -> bool {
        matches!(self, Self::Own)
    }
}

/// Looks, asks rustup, then falls back. `SPORTELLO_WASM_STD=debian` goes straight to the fallback.
///
/// # Errors
/// When none of the three works.
pub(crate) fn ensure() -> Result<WasmTarget> {
    if std::env::var_os("SPORTELLO_WASM_STD").is_some_and(|wanted| wanted == "debian") {
        return debian_std::ensure().map(WasmTarget::Debian);
    }
    if is_installed()? {
        return Ok(WasmTarget::Own);
    }
    println!("  rustup target add {TARGET}");
    // Asked for by name: a rust-toolchain.toml would make rustup download where it may not be able
    // to.
    let added = process::check(Command::new("rustup").args(["target", "add", TARGET]));
    match added {
        Ok(()) if is_installed()? => Ok(WasmTarget::Own),
        Ok(()) => fall_back("rustup added it for another compiler than the one in use"),
        Err(error) => fall_back(&format!("{error:#}")),
    }
}

fn fall_back(why: &str) -> Result<WasmTarget> {
    println!("  {why}; building the library from Debian's sources instead");
    debian_std::ensure().map(WasmTarget::Debian).with_context(|| {
        format!("no standard library for {TARGET}: `rustup target add {TARGET}` is the normal way")
    })
}

fn is_installed() -> Result<bool> {
    let sysroot = process::output(Command::new("rustc").args(["--print", "sysroot"]))?;
    Ok(holds_std(&Path::new(sysroot.trim()).join(format!("lib/rustlib/{TARGET}/lib"))))
}
