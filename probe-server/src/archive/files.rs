//! The files of an archive: added in order, hashed, and compressed at once.
//!
//! No entry has a time, so that equal contents are equal bytes. What no longer fits is named in the
//! manifest. Must never take a name from outside without [`safe`].

use std::io::{Cursor, Write as _};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::json::{ArchiveError, json};
use super::manifest::{ArchivedFile, LeftOutFile, Manifest};

/// The most bytes of all files together, before they are compressed.
pub const MAX_CONTENT_BYTES: usize = 32 * 1024 * 1024;
/// The longest part of a file's name that comes from an address, in characters.
const MAX_NAME_CHARS: usize = 100;

/// The files of an archive so far.
pub(super) struct Files {
    zip: ZipWriter<Cursor<Vec<u8>>>,
    options: SimpleFileOptions,
    size_bytes: usize,
    added: Vec<ArchivedFile>,
    left_out: Vec<LeftOutFile>,
}

impl Files {
    pub(super) fn new() -> Self {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(0o600);
        Self {
            zip: ZipWriter::new(Cursor::new(Vec::new())),
            options,
            size_bytes: 0,
            added: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Adds a file, or notes that there is no room for it.
    pub(super) fn add(&mut self, name: String, content: &[u8]) -> Result<(), ArchiveError> {
        let size_bytes = self.size_bytes.saturating_add(content.len());
        if size_bytes > MAX_CONTENT_BYTES {
            self.leave_out(name, "too_large");
            return Ok(());
        }
        self.size_bytes = size_bytes;
        self.write(&name, content)?;
        self.added.push(ArchivedFile {
            name,
            size_bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
            sha256: HEXLOWER.encode(&Sha256::digest(content)),
        });
        Ok(())
    }

    /// Notes that a file is not in the archive.
    pub(super) fn leave_out(&mut self, name: String, reason: &'static str) {
        self.left_out.push(LeftOutFile { name, reason });
    }

    /// Adds the manifest, and gives the archive.
    pub(super) fn finish(mut self, mut manifest: Manifest) -> Result<Vec<u8>, ArchiveError> {
        manifest.files = std::mem::take(&mut self.added);
        manifest.left_out.files = std::mem::take(&mut self.left_out);
        self.write("manifest.json", &json(&manifest)?)?;
        Ok(self.zip.finish()?.into_inner())
    }

    fn write(&mut self, name: &str, content: &[u8]) -> Result<(), ArchiveError> {
        self.zip.start_file(name, self.options)?;
        Ok(self.zip.write_all(content)?)
    }
}

/// An address or a name as a part of a file's name, on every system.
pub(super) fn safe(name: &str) -> String {
    let is_safe =
        |character: char| character.is_ascii_alphanumeric() || "@.+-_".contains(character);
    name.chars()
        .take(MAX_NAME_CHARS)
        .map(|character| if is_safe(character) { character } else { '_' })
        .collect()
}
