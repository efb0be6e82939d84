//! Why a file is no playbook at all: what stood where something else belongs.

/// What stood there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misreading {
    /// The file is no YAML.
    NotYaml {
        /// What the reader of YAML says.
        detail: String,
    },
    /// Values are nested deeper than any playbook.
    TooDeep,
    /// An anchor, an alias or a tag of YAML; playbooks have fragments.
    Anchor,
    /// A second document in the same file, which would not be read.
    SeveralDocuments,
    /// A name in a map is no text.
    NoName,
    /// A map has a name twice.
    SameName {
        /// The name.
        name: String,
    },
    /// There is no such field.
    UnknownField {
        /// What was written.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A word that is none of a closed set: a finding, a check, an owner, a kind of step.
    UnknownWord {
        /// What was written.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A field is missing.
    MissingField {
        /// Its name.
        name: String,
    },
    /// Exactly one of several names belongs here.
    OneOf {
        /// The names.
        known: Vec<String>,
    },
    /// A text stands where a list belongs, or the like.
    OtherKind {
        /// What belongs there.
        expected: Shape,
    },
    /// A value that is none, such as a pattern that cannot be one.
    Value {
        /// Why.
        detail: String,
    },
}

/// What a value can look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A list of values.
    List,
    /// Values by name.
    Fields,
    /// `true` or `false`.
    YesOrNo,
    /// A single word of a closed set, without fields.
    Word,
}

impl Misreading {
    /// Every stable name.
    pub const CODES: &'static [&'static str] = &[
        "not_yaml",
        "too_deep",
        "anchor",
        "several_documents",
        "no_name",
        "same_name",
        "unknown_field",
        "unknown_word",
        "missing_field",
        "one_of",
        "other_kind",
        "value",
    ];

    /// Its stable name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYaml { .. } => "not_yaml",
            Self::TooDeep => "too_deep",
            Self::Anchor => "anchor",
            Self::SeveralDocuments => "several_documents",
            Self::NoName => "no_name",
            Self::SameName { .. } => "same_name",
            Self::UnknownField { .. } => "unknown_field",
            Self::UnknownWord { .. } => "unknown_word",
            Self::MissingField { .. } => "missing_field",
            Self::OneOf { .. } => "one_of",
            Self::OtherKind { .. } => "other_kind",
            Self::Value { .. } => "value",
        }
    }

    /// The word that was probably meant: the closest of those there are, where it is close.
    #[must_use]
    pub fn meant(&self) -> Option<&str> {
        let (Self::UnknownField { name, known } | Self::UnknownWord { name, known }) = self else { return None };
        let near = known.iter().map(|word| (distance(name, word), word)).min()?;
        (near.0 * 3 <= name.chars().count().max(3)).then_some(near.1.as_str())
    }
}

/// How many letters have to be put in, taken out or changed (Levenshtein).
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (place, letter) in from.chars().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(place + 1);
        for (column, (other, pair)) in to.iter().zip(row.windows(2)).enumerate() {
            let [diagonal, above] = *pair else { continue };
            let left = next.get(column).copied().unwrap_or(usize::MAX);
            let changed = diagonal + usize::from(*other != letter);
            next.push(changed.min(above + 1).min(left.saturating_add(1)));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Misreading;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        let known = ["mx_none", "mx_null", "relay_down", "imap_down"].map(str::to_owned).to_vec();
        assert_eq!(Misreading::UnknownWord { name: name.to_owned(), known }.meant(), expected, "{name}");
    }

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        check("mx_nul", Some("mx_null"));
        check("relay-down", Some("relay_down"));
        check("rely_down", Some("relay_down"));
        check("webmail", None);
        check("", None);
    }
}
