//! A document of an archive as JSON, and why an archive cannot be written.

use serde::Serialize;
use terms::visible::visible_json;

/// An archive cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ArchiveError {
    /// The ZIP format refused something.
    #[error("the archive cannot be written")]
    Zip(#[from] zip::result::ZipError),
    /// A file could not be compressed.
    #[error("a file of the archive cannot be written")]
    Write(#[from] std::io::Error),
    /// A document could not be written as JSON.
    #[error("a document of the archive cannot be written")]
    Json(#[from] serde_json::Error),
    /// The table could not be written.
    #[error("the table of the archive cannot be written")]
    Table(#[from] csv::Error),
}

/// A document as JSON for people and programs, with hidden characters as escapes.
pub(super) fn json<T: Serialize>(document: &T) -> Result<Vec<u8>, ArchiveError> {
    let mut text = serde_json::to_string_pretty(document)?;
    text.push('\n');
    Ok(visible_json(&text).into_owned().into_bytes())
}
