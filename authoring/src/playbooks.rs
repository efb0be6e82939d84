//! Playbook files: parses them, fills in the operator's variables, reports their defects, and
//! identifies each version by the hash of the result.
//!
//! Knows YAML. Must never change a published playbook: its digest identifies the
//! version that sessions use.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use checklist::playbook::Playbook;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use terms::Lang;

mod files;
mod fragments;
mod position;
mod read;
mod schema;
mod spot;
mod tree;
mod unreadable;
mod variables;

use crate::{At, Defect, Misreading, defects, words};
use files::MAX_FILE_BYTES;
pub use files::read;
use read::read as read_node;
pub use schema::schema;
use spot::Spot;
use tree::Node;
use unreadable::Unreadable;
pub use variables::{SetVariable, Variable, Variables, gathered};

/// The playbooks built into the binary: file names and contents.
const SHIPPED: &[(&str, &str)] = &[
    ("playbooks/generic.yaml", include_str!("../../playbooks/generic.yaml")),
    ("playbooks/seit.yaml", include_str!("../../playbooks/seit.yaml")),
    ("playbooks/tweppy.yaml", include_str!("../../playbooks/tweppy.yaml")),
];

/// A playbook without defects, and the digest of its version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// SHA-256 of the playbook as JSON, after the variables were filled in; hexadecimal, lower
    /// case. A changed comment in the file gives the same digest, a changed variable another one.
    pub digest: String,
    /// The playbook, shared with the sessions that walk it.
    pub playbook: Arc<Playbook>,
}

/// Why a file cannot be published.
#[derive(Debug, thiserror::Error)]
pub enum PlaybookError {
    /// The file could not be read.
    #[error("{}: {source}", file.display())]
    File {
        /// The file or folder.
        file: PathBuf,
        /// The error of the system.
        source: std::io::Error,
    },
    /// The file is larger than 1 MiB.
    #[error("{}: larger than {MAX_FILE_BYTES} bytes", file.display())]
    TooLarge {
        /// The file.
        file: PathBuf,
    },
    /// The file is not valid YAML, or does not have the structure of a playbook.
    #[error("{}", of_misreading(Lang::En, place, misreading))]
    Syntax {
        /// Where.
        place: Place,
        /// What is wrong there.
        misreading: Misreading,
    },
    /// The playbook has defects.
    #[error("{}", of_defects(Lang::En, defects))]
    Defects {
        /// Each defect and its place.
        defects: Vec<(Place, Defect)>,
    },
    /// Two files have playbooks with the same name.
    #[error("{}: another file already holds the playbook {name:?}", file.display())]
    SameName {
        /// The second file.
        file: PathBuf,
        /// The name.
        name: String,
    },
    /// The configuration sets variables for a playbook that does not exist.
    #[error("the settings have variables for the playbook {name:?}, which is not there")]
    NoSuchPlaybook {
        /// The name.
        name: String,
    },
}

/// A place in a file, shown as `file:line:column` like compiler messages; line and column may be
/// unknown.
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
        Self {
            file: file.to_owned(),
            line: spot.map(|spot| spot.line),
            column: spot.map(|spot| spot.column),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.file.display().fmt(formatter)?;
        [self.line, self.column]
            .into_iter()
            .flatten()
            .try_for_each(|number| write!(formatter, ":{number}"))
    }
}

impl PlaybookError {
    /// The error in a language, one line for each place. Errors of the system are in English in
    /// both languages.
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
    format!("{place}: [{}] {}", misreading.code(), words::misreading(lang, misreading))
}

fn of_defects(lang: Lang, defects: &[(Place, Defect)]) -> String {
    let line = |(place, defect): &(Place, Defect)| {
        let words = words::defect(lang, defect.kind);
        format!("{place}: [{}] {}: {words}", defect.kind.as_str(), defect.at)
    };
    defects.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// A parsed playbook that may still have defects.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The playbook, with its fragments and variables filled in.
    pub playbook: Playbook,
    file: PathBuf,
    root: Node,
    filling: Vec<(Spot, Defect)>,
}

impl Draft {
    /// Every defect and its place.
    #[must_use]
    pub fn defects(&self) -> Vec<(Place, Defect)> {
        let of_playbook = defects(&self.playbook)
            .into_iter()
            .map(|defect| (position::spot_of(&self.root, &defect.at), defect));
        let of_filling = self.filling.iter().map(|(spot, defect)| (Some(*spot), defect.clone()));
        of_filling
            .chain(of_playbook)
            .map(|(spot, defect)| (Place::new(&self.file, spot), defect))
            .collect()
    }

    /// The place of a dotted path in the playbook, such as `steps.scope`.
    #[must_use]
    pub fn place_of(&self, at: &At) -> Place {
        Place::new(&self.file, position::spot_of(&self.root, at))
    }

    /// Publishes the playbook.
    ///
    /// # Errors
    /// [`PlaybookError::Defects`] when it has any.
    pub fn publish(self) -> Result<Published, PlaybookError> {
        let defects = self.defects();
        if defects.is_empty() {
            Ok(Published { digest: digest(&self.playbook), playbook: Arc::new(self.playbook) })
        } else {
            Err(PlaybookError::Defects { defects })
        }
    }
}

/// Parses a playbook and fills in its variables: the values in `set`, and the file's defaults for
/// the others.
///
/// # Errors
/// [`PlaybookError::Syntax`] with line and column; [`PlaybookError::Defects`] when fragments or
/// variables have defects and the result cannot be parsed.
pub fn draft(file: &Path, text: &str, set: &Variables) -> Result<Draft, PlaybookError> {
    let unreadable = |err: Unreadable| PlaybookError::Syntax {
        place: Place::new(file, err.spot),
        misreading: err.misreading,
    };
    let mut root = tree::tree(text).map_err(unreadable)?;
    let mut filling = fragments::put_in(&mut root);
    filling.extend(variables::fill_in(&mut root, set));
    match read_node(&root) {
        Ok(playbook) => Ok(Draft { playbook, file: file.to_owned(), root, filling }),
        Err(err) if filling.is_empty() => Err(unreadable(err)),
        Err(_) => Err(PlaybookError::Defects {
            defects: filling
                .into_iter()
                .map(|(spot, defect)| (Place::new(file, Some(spot)), defect))
                .collect(),
        }),
    }
}

/// The name of the playbook in a text, even if the rest is invalid.
fn name_of(text: &str) -> Option<String> {
    tree::tree(text).ok()?.get("playbook")?.as_text().map(str::to_owned)
}

/// Parses and publishes a playbook.
///
/// # Errors
/// [`PlaybookError::Syntax`] or [`PlaybookError::Defects`].
pub fn publish(file: &Path, text: &str, set: &Variables) -> Result<Published, PlaybookError> {
    draft(file, text, set)?.publish()
}

fn digest(playbook: &Playbook) -> String {
    // The JSON that sessions store: maps are sorted, so equal playbooks give equal bytes.
    // Serialisation cannot fail.
    let json = serde_json::to_vec(playbook).unwrap_or_default();
    HEXLOWER.encode(&Sha256::digest(json))
}

/// The variables that the configuration sets, by playbook name.
pub type SetVariables = BTreeMap<String, Variables>;

/// The published playbooks, by name.
#[derive(Clone, Debug, Default)]
pub struct Playbooks(BTreeMap<String, Arc<Published>>);

impl Playbooks {
    /// The built-in playbooks, with the variables that the configuration sets.
    ///
    /// # Errors
    /// Never without variables, because tests publish every built-in playbook.
    pub fn shipped(set: &SetVariables) -> Result<Self, PlaybookError> {
        Self::published(
            SHIPPED.iter().map(|(file, text)| (PathBuf::from(file), (*text).to_owned())),
            set,
        )
    }

    fn published(
        files: impl IntoIterator<Item = (PathBuf, String)>,
        set: &SetVariables,
    ) -> Result<Self, PlaybookError> {
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

    /// Every playbook, sorted by name.
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
