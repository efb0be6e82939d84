//! Playbooks as files: reads them, says where they are wrong, and names each version by the hash of its bytes.
//!
//! May know files and YAML. Must never change a playbook: what a session pinned is what the file said.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use shared::playbook::{Defect, Playbook, defects};

mod position;

/// The playbooks that come with the binary: their file names and their text.
const SHIPPED: &[(&str, &str)] = &[("playbooks/seit.yaml", include_str!("../../playbooks/seit.yaml"))];

/// The largest file that is read as a playbook, in bytes.
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// A playbook without defects, and which version of it this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// SHA-256 of the file's bytes, hexadecimal, lower case.
    pub digest: String,
    /// The playbook.
    pub playbook: Playbook,
}

/// Why a file is not published.
#[derive(Debug, thiserror::Error)]
pub enum PlaybookError {
    /// The file could not be read.
    #[error("{}: {source}", file.display())]
    File {
        /// The file, or the folder.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is larger than any playbook.
    #[error("{}: larger than {MAX_FILE_BYTES} bytes", file.display())]
    TooLarge {
        /// The file.
        file: PathBuf,
    },
    /// It is not YAML, or not the YAML of a playbook.
    #[error("{place}: {message}")]
    Syntax {
        /// Where.
        place: Place,
        /// What the reader of the file says.
        message: String,
    },
    /// It is a playbook with defects.
    #[error("{}", lines(defects))]
    Defects {
        /// Each defect and where it is.
        defects: Vec<(Place, Defect)>,
    },
    /// Two files hold a playbook of the same name.
    #[error("{}: another file already holds the playbook {name:?}", file.display())]
    SameName {
        /// The second file.
        file: PathBuf,
        /// The name.
        name: String,
    },
}

/// A place in a file, as compilers write it: `file:line:column`, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: PathBuf,
    /// From 1.
    pub line: Option<u64>,
    /// From 1.
    pub column: Option<u64>,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.file.display().fmt(formatter)?;
        [self.line, self.column].into_iter().flatten().try_for_each(|number| write!(formatter, ":{number}"))
    }
}

fn lines(defects: &[(Place, Defect)]) -> String {
    defects.iter().map(|(place, defect)| format!("{place}: {defect}")).collect::<Vec<_>>().join("\n")
}

/// Reads the text of a playbook. It may still have defects.
///
/// # Errors
/// [`PlaybookError::Syntax`] with line and column.
pub fn parse(file: &Path, text: &str) -> Result<Playbook, PlaybookError> {
    serde_saphyr::from_str(text).map_err(|err| {
        let at = err.location();
        let place = Place { file: file.to_owned(), line: at.map(|at| at.line()), column: at.map(|at| at.column()) };
        let message = err.without_snippet().to_string();
        // The place stands in front already.
        let repeated = at.map(|at| format!(" at line {}, column {}", at.line(), at.column())).unwrap_or_default();
        let message = message.strip_suffix(&repeated).unwrap_or(&message).to_owned();
        PlaybookError::Syntax { place, message }
    })
}

/// Every defect of a playbook and the line that it is on.
#[must_use]
pub fn placed_defects(file: &Path, text: &str, playbook: &Playbook) -> Vec<(Place, Defect)> {
    let place = |defect: &Defect| Place { file: file.to_owned(), line: position::line_of(text, &defect.at), column: None };
    defects(playbook).into_iter().map(|defect| (place(&defect), defect)).collect()
}

/// Reads a playbook that may be used.
///
/// # Errors
/// [`PlaybookError::Syntax`] and [`PlaybookError::Defects`].
pub fn publish(file: &Path, text: &str) -> Result<Published, PlaybookError> {
    let playbook = parse(file, text)?;
    let defects = placed_defects(file, text, &playbook);
    if defects.is_empty() { Ok(Published { digest: digest(text), playbook }) } else { Err(PlaybookError::Defects { defects }) }
}

/// The text of a file.
///
/// # Errors
/// [`PlaybookError::File`] and [`PlaybookError::TooLarge`].
pub fn read(file: &Path) -> Result<String, PlaybookError> {
    let failed = |source| PlaybookError::File { file: file.to_owned(), source };
    if std::fs::metadata(file).map_err(failed)?.len() > MAX_FILE_BYTES {
        return Err(PlaybookError::TooLarge { file: file.to_owned() });
    }
    std::fs::read_to_string(file).map_err(failed)
}

fn digest(text: &str) -> String {
    use fmt::Write as _;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The playbooks that customers can choose, by name.
#[derive(Clone, Debug, Default)]
pub struct Playbooks(BTreeMap<String, Arc<Published>>);

impl Playbooks {
    /// Those that come with the binary.
    ///
    /// # Errors
    /// Never for a binary whose tests passed: they publish every shipped playbook.
    pub fn shipped() -> Result<Self, PlaybookError> {
        let mut playbooks = Self::default();
        for (file, text) in SHIPPED {
            playbooks.add(Path::new(file), publish(Path::new(file), text)?)?;
        }
        Ok(playbooks)
    }

    /// Every `*.yaml` of a folder, in the order of their names.
    ///
    /// # Errors
    /// The first file that cannot be published, or two playbooks of one name.
    pub fn in_folder(folder: &Path) -> Result<Self, PlaybookError> {
        let failed = |source| PlaybookError::File { file: folder.to_owned(), source };
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let file = entry.map_err(failed)?.path();
            if file.extension().is_some_and(|extension| extension == "yaml") {
                files.push(file);
            }
        }
        files.sort();
        let mut playbooks = Self::default();
        for file in files {
            let published = publish(&file, &read(&file)?)?;
            playbooks.add(&file, published)?;
        }
        Ok(playbooks)
    }

    /// The playbook with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Arc<Published>> {
        self.0.get(name)
    }

    /// Every playbook, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Published>> {
        self.0.values()
    }

    fn add(&mut self, file: &Path, published: Published) -> Result<(), PlaybookError> {
        let name = published.playbook.playbook.clone();
        match self.0.insert(name.clone(), Arc::new(published)) {
            None => Ok(()),
            Some(_) => Err(PlaybookError::SameName { file: file.to_owned(), name }),
        }
    }
}

#[cfg(test)]
mod tests;
