//! Playbooks as files: reads them, fills in what the operator set, says where they are wrong, and names each version by the
//! hash of what came out.
//!
//! May know files and YAML. Must never change a published playbook: what a session pinned is what its digest says.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use authoring::{Defect, Misreading, defects};
use checklist::playbook::Playbook;
use sha2::{Digest, Sha256};
use terms::Lang;

mod fragments;
mod position;
mod read;
mod schema;
mod tree;
mod variables;

use read::{Unreadable, read as read_node};
pub use schema::schema;
use tree::{Node, Spot};
pub use variables::{SetVariable, Variable, Variables, gathered};

/// The playbooks that come with the binary: their file names and their text.
const SHIPPED: &[(&str, &str)] = &[
    ("playbooks/generic.yaml", include_str!("../../playbooks/generic.yaml")),
    ("playbooks/seit.yaml", include_str!("../../playbooks/seit.yaml")),
    ("playbooks/tweppy.yaml", include_str!("../../playbooks/tweppy.yaml")),
];

/// The largest file that is read as a playbook, in bytes.
const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// A playbook without defects, and which version of it this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// SHA-256 of the playbook as JSON, with what the operator filled in; hexadecimal, lower case. A comment in the file
    /// makes no other version, another value of a variable does.
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
    #[error("{}", of_misreading(Lang::En, place, misreading))]
    Syntax {
        /// Where.
        place: Place,
        /// What stood there.
        misreading: Misreading,
    },
    /// It is a playbook with defects.
    #[error("{}", of_defects(Lang::En, defects))]
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
    /// The settings fill in variables of a playbook that is not there.
    #[error("the settings have variables for the playbook {name:?}, which is not there")]
    NoSuchPlaybook {
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

impl Place {
    fn new(file: &Path, spot: Option<Spot>) -> Self {
        Self { file: file.to_owned(), line: spot.map(|spot| spot.line), column: spot.map(|spot| spot.column) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.file.display().fmt(formatter)?;
        [self.line, self.column].into_iter().flatten().try_for_each(|number| write!(formatter, ":{number}"))
    }
}

impl PlaybookError {
    /// Why the file will not do, one line for each place. What the system says is said in English in either language.
    #[must_use]
    pub fn in_words(&self, lang: Lang) -> String {
        match self {
            Self::Syntax { place, misreading } => of_misreading(lang, place, misreading),
            Self::Defects { defects } => of_defects(lang, defects),
            other => other.to_string(),
        }
    }
}

fn of_misreading(lang: Lang, place: &Place, misreading: &Misreading) -> String {
    format!("{place}: [{}] {}", misreading.code(), authoring::misreading(lang, misreading))
}

fn of_defects(lang: Lang, defects: &[(Place, Defect)]) -> String {
    let line = |(place, defect): &(Place, Defect)| {
        let words = authoring::defect(lang, defect.kind);
        format!("{place}: [{}] {}: {words}", defect.kind.as_str(), defect.at)
    };
    defects.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A playbook that was read, and may still have defects.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The playbook, with everything filled in.
    pub playbook: Playbook,
    file: PathBuf,
    root: Node,
    filling: Vec<(Spot, Defect)>,
}

impl Draft {
    /// Every defect and its place.
    #[must_use]
    pub fn defects(&self) -> Vec<(Place, Defect)> {
        let of_playbook = defects(&self.playbook).into_iter().map(|defect| (position::spot_of(&self.root, &defect.at), defect));
        let of_filling = self.filling.iter().map(|(spot, defect)| (Some(*spot), defect.clone()));
        of_filling.chain(of_playbook).map(|(spot, defect)| (Place::new(&self.file, spot), defect)).collect()
    }

    /// The place that a path through the playbook leads to, such as `steps.scope`.
    #[must_use]
    pub fn place_of(&self, at: &str) -> Place {
        Place::new(&self.file, position::spot_of(&self.root, at))
    }

    /// The playbook as it may be used.
    ///
    /// # Errors
    /// [`PlaybookError::Defects`].
    pub fn publish(self) -> Result<Published, PlaybookError> {
        let defects = self.defects();
        if defects.is_empty() {
            Ok(Published { digest: digest(&self.playbook), playbook: self.playbook })
        } else {
            Err(PlaybookError::Defects { defects })
        }
    }
}

/// Reads the text of a playbook and fills in its variables: those in `set`, and the file's own values for the others.
///
/// # Errors
/// [`PlaybookError::Syntax`] with line and column; [`PlaybookError::Defects`] where what was filled in makes it unreadable.
pub fn draft(file: &Path, text: &str, set: &Variables) -> Result<Draft, PlaybookError> {
    let unreadable = |err: Unreadable| PlaybookError::Syntax { place: Place::new(file, err.spot), misreading: err.misreading };
    let mut root = tree::tree(text).map_err(unreadable)?;
    let mut filling = fragments::put_in(&mut root);
    filling.extend(variables::fill_in(&mut root, set));
    match read_node(&root) {
        Ok(playbook) => Ok(Draft { playbook, file: file.to_owned(), root, filling }),
        Err(err) if filling.is_empty() => Err(unreadable(err)),
        Err(_) => Err(PlaybookError::Defects {
            defects: filling.into_iter().map(|(spot, defect)| (Place::new(file, Some(spot)), defect)).collect(),
        }),
    }
}

/// The name of the playbook that a text holds, whatever else is in it.
fn name_of(text: &str) -> Option<String> {
    tree::tree(text).ok()?.get("playbook")?.as_text().map(str::to_owned)
}

/// Reads a playbook that may be used.
///
/// # Errors
/// [`PlaybookError::Syntax`] and [`PlaybookError::Defects`].
pub fn publish(file: &Path, text: &str, set: &Variables) -> Result<Published, PlaybookError> {
    draft(file, text, set)?.publish()
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

fn digest(playbook: &Playbook) -> String {
    use fmt::Write as _;
    // What a session keeps: maps are in order, so the same playbook is the same bytes. Nothing in it can fail to be JSON.
    let json = serde_json::to_vec(playbook).unwrap_or_default();
    Sha256::digest(json).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// What the settings fill in, by the name of the playbook.
pub type SetVariables = BTreeMap<String, Variables>;

/// The playbooks that customers can choose, by name.
#[derive(Clone, Debug, Default)]
pub struct Playbooks(BTreeMap<String, Arc<Published>>);

impl Playbooks {
    /// Those that come with the binary, with the variables that the settings have for each.
    ///
    /// # Errors
    /// Never without variables: the tests of a binary publish every shipped playbook.
    pub fn shipped(set: &SetVariables) -> Result<Self, PlaybookError> {
        Self::published(SHIPPED.iter().map(|(file, text)| (PathBuf::from(file), (*text).to_owned())), set)
    }

    /// Every `*.yaml` of a folder, in the order of their names.
    ///
    /// # Errors
    /// The first file that cannot be published, two playbooks of one name, or variables for one that is not there.
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

    fn published(files: impl IntoIterator<Item = (PathBuf, String)>, set: &SetVariables) -> Result<Self, PlaybookError> {
        let (none, mut playbooks) = (Variables::new(), Self::default());
        for (file, text) in files {
            let set = name_of(&text).and_then(|name| set.get(&name)).unwrap_or(&none);
            let published = publish(&file, &text, set)?;
            playbooks.add(&file, published)?;
        }
        match set.keys().find(|name| playbooks.get(name).is_none()) {
            None => Ok(playbooks),
            Some(name) => Err(PlaybookError::NoSuchPlaybook { name: name.clone() }),
        }
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
