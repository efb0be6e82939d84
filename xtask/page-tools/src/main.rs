//! `page-tools COMPILED.wasm FOLDER` splits the page's WebAssembly into its parts, writes them so
//! that they compress well, and writes the JavaScript that loads them. `cargo xtask page` calls it.
//!
//! It is a crate of its own because its dependencies take about 80 CPU seconds to compile, and the
//! other commands of xtask do not need them. It may know the splitter, wasm-bindgen and its two
//! arguments, but not Trunk, `index.html` or xtask. It must never write outside FOLDER.
#![expect(clippy::print_stderr, reason = "a command line program prints its error")]

mod pack;
mod parts;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use wasm_bindgen_cli_support::Bindgen;

/// The file name of the application; its JavaScript is `frontend.js`.
const NAME: &str = "frontend";

fn main() -> ExitCode {
    match run(std::env::args_os().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<OsString>) -> Result<()> {
    let Ok([compiled, folder]) = <[OsString; 2]>::try_from(arguments) else {
        bail!("usage: page-tools COMPILED.wasm FOLDER");
    };
    let folder = PathBuf::from(folder);
    let main = folder.join(format!("{NAME}.wasm"));
    let files = split(Path::new(&compiled), &folder, &main)?;
    parts::join(&folder, files)?;
    bind(&main, &folder)?;
    // wasm-bindgen has written `frontend_bg.wasm` in its place.
    std::fs::remove_file(&main).with_context(|| format!("cannot remove {}", main.display()))?;
    parts::pack_file(&folder, &[format!("{NAME}_bg.wasm")])
}

/// Writes the main part to `main` and the other parts to `folder`. Returns the files of each part.
fn split(compiled: &Path, folder: &Path, main: &Path) -> Result<parts::Files> {
    let wasm =
        std::fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let main_module = format!("./{NAME}.js");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = folder;
    options.main_out_path = main;
    options.main_module = &main_module;
    options.target.web();
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .with_context(|| format!("cannot cut {} into parts", compiled.display()))?;
    let files = split.prefetch_map.into_iter();
    let named = |stems: Vec<String>| stems.into_iter().map(|stem| format!("{stem}.wasm")).collect();
    Ok(files.map(|(part, stems)| (part, named(stems))).collect())
}

/// Writes the JavaScript of the main part, and the WebAssembly that this JavaScript loads.
fn bind(main: &Path, folder: &Path) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.web(true)?;
    bindgen
        .input_path(main)
        .out_name(NAME)
        .typescript(false)
        // The other parts import these exports of the linker, under the linker's names.
        .keep_lld_exports(true)
        .demangle(false)
        // The command line of wasm-bindgen has this default; the library has the opposite one.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .remove_producers_section(true);
    bindgen
        .generate(folder)
        .with_context(|| format!("wasm-bindgen does not accept {}", main.display()))
}
