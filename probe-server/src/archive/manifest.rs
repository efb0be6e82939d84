//! What is in an archive, and what is not: the last of its files.

use schemars::JsonSchema;
use serde::Serialize;
use terms::Lang;

use super::Wanted;

/// The content of `manifest.json`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Manifest {
    /// The version of this format: 1.
    #[schemars(extend("const" = 1))]
    pub schema: u8,
    /// `session`: from a session; `check`: from `sportello check`.
    pub kind: &'static str,
    /// The language of the texts for people.
    pub lang: Lang,
    /// The time of the newest thing in it: milliseconds since 1970-01-01 UTC.
    pub as_of_ms: i64,
    /// Whether the names before the @ of all addresses were replaced by `masked-1`, `masked-2`, …
    pub are_addresses_masked: bool,
    /// What is not in it.
    pub left_out: ManifestLeftOut,
    /// Every other file, in the order of the archive.
    pub files: Vec<ArchivedFile>,
}

/// What is not in an archive.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct ManifestLeftOut {
    /// The ids of the ticket lines that the customer left out, with what follows from them.
    pub lines: Vec<String>,
    /// The files that were left out.
    pub files: Vec<LeftOutFile>,
}

/// A file that is not in the archive.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LeftOutFile {
    /// The name that it would have.
    pub name: String,
    /// `too_large`: the archive has no room for it. `not_masked`: the addresses are masked, and in the
    /// content of this file they cannot be.
    pub reason: &'static str,
}

/// One file of an archive.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ArchivedFile {
    /// Its name with its folder.
    pub name: String,
    /// Its size, in bytes.
    pub size_bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// A manifest without files.
    pub(super) fn new(kind: &'static str, wanted: &Wanted, as_of_ms: i64) -> Self {
        let left_out = ManifestLeftOut { lines: wanted.left_out.clone(), files: Vec::new() };
        Self {
            schema: 1,
            kind,
            lang: wanted.lang,
            as_of_ms,
            are_addresses_masked: wanted.is_masked,
            left_out,
            files: Vec::new(),
        }
    }
}
