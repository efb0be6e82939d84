//! The proof to keep: a ZIP with the report for people and for programs, a folder for each mailbox
//! with its results and transcripts, the pasted texts, the list as CSV, and a manifest.
//!
//! Pure: the same session gives the same bytes, so two copies can be compared. Works without a
//! runtime, because it computes for a while; memory is bounded by [`MAX_CONTENT_BYTES`]. Must never
//! hold a line that the customer left out, a token, or an event that the customer cannot see.

mod checked;
mod files;
mod json;
mod manifest;
mod of_session;
mod pasted;
mod results;
mod table;

#[cfg(test)]
mod tests;

pub use checked::{CheckedReport, CheckedTarget, of_checks};
pub use files::MAX_CONTENT_BYTES;
pub use json::ArchiveError;
pub use manifest::{ArchivedFile, LeftOutFile, Manifest, ManifestLeftOut};
pub use of_session::of_session;
pub use results::MailboxResults;

use terms::Lang;

/// How an archive is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The language of the texts for people.
    pub lang: Lang,
    /// The ticket lines that the customer left out.
    pub left_out: Vec<String>,
    /// Whether the addresses are masked: the archive says so, and the caller masks what it gives.
    pub is_masked: bool,
}
