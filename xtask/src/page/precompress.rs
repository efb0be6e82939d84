//! Compresses each file of the page once, at the highest level, so that the server never does.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::workspace;

/// What compresses; pictures and fonts already are.
const COMPRESSIBLE: [&str; 9] =
    ["html", "js", "css", "wasm", "json", "svg", "txt", "webmanifest", "xml"];

/// Writes `<file>.br` and `<file>.gz` beside each file of the page.
pub(super) fn folder(dist: &Path) -> Result<()> {
    for file in workspace::files(dist)? {
        let compressible = file
            .extension()
            .is_some_and(|extension| COMPRESSIBLE.iter().any(|one| extension == *one));
        if !compressible {
            continue;
        }
        let plain =
            std::fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        write(&beside(&file, "br"), &brotli(&plain)?)?;
        write(&beside(&file, "gz"), &gzip(&plain)?)?;
    }
    Ok(())
}

/// `app.js` and `br` give `app.js.br`.
pub(crate) fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

pub(crate) fn is_precompressed(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "br" || extension == "gz")
}

fn brotli(plain: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        size_hint: plain.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*plain, &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(plain: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain)?;
    Ok(encoder.finish()?)
}

fn write(path: &Path, content: &[u8]) -> Result<()> {
    std::fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}
