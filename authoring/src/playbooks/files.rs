//! The playbook files of a folder, and of one path.
//!
//! The only file of this crate that reads files. Must never interpret what it reads.
#![expect(
    clippy::disallowed_methods,
    reason = "the author's files are read here, and nowhere else"
)]

use std::path::Path;

use super::{PlaybookError, Playbooks, SetVariables};

/// The largest playbook file that is read, in bytes.
pub(super) const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// Reads the text of a file.
///
/// # Errors
/// [`PlaybookError::File`] or [`PlaybookError::TooLarge`].
pub fn read(file: &Path) -> Result<String, PlaybookError> {
    let failed = |source| PlaybookError::File { file: file.to_owned(), source };
    if std::fs::metadata(file).map_err(failed)?.len() > MAX_FILE_BYTES {
        return Err(PlaybookError::TooLarge { file: file.to_owned() });
    }
    std::fs::read_to_string(file).map_err(failed)
}

impl Playbooks {
    /// Every `*.yaml` file of a folder, sorted by file name.
    ///
    /// # Errors
    /// The first file that cannot be published, two playbooks with the same name, or variables for
    /// a playbook that does not exist.
    pub fn in_folder(folder: &Path, set: &SetVariables) -> Result<Self, PlaybookError> {
        let failed = |source| PlaybookError::File { file: folder.to_owned(), source };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let file = entry.map_err(failed)?.path();
            if file.extension().is_some_and(|extension| extension == "yaml") {
                let text = read(&file)?;
                files.push((file, text));
            }
        }
        files.sort();
        Self::published(files, set)
    }
}
