//! Why a file could not be read as a playbook.

/// What was wrong in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misreading {
    /// The file is not valid YAML.
    NotYaml {
        /// The error of the YAML parser.
        detail: String,
    },
    /// Values are nested more deeply than any playbook needs.
    TooDeep,
    /// A YAML anchor, alias or tag; playbooks use fragments instead.
    Anchor,
    /// A second document in the same file; it would be ignored.
    SeveralDocuments,
    /// A key of a map is not a text.
    NoName,
    /// A map has the same key twice.
    SameName {
        /// The key.
        name: String,
    },
    /// The field does not exist.
    UnknownField {
        /// What was written.
        name: String,
        /// The fields that exist.
        known: Vec<String>,
    },
    /// A word outside a closed set: of findings, checks, owners or kinds of step.
    UnknownWord {
        /// What was written.
        name: String,
        /// The words that exist.
        known: Vec<String>,
    },
    /// A field is missing.
    MissingField {
        /// Its name.
        name: String,
    },
    /// Exactly one of several keys is required here.
    OneOf {
        /// The keys.
        known: Vec<String>,
    },
    /// A value has the wrong shape, such as a text in place of a list.
    OtherKind {
        /// The shape required.
        expected: Shape,
    },
    /// An invalid value.
    Value {
        /// Why.
        detail: String,
    },
}

/// The shapes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text.
    Text,
    /// A list of values.
    List,
    /// A map with fields.
    Fields,
    /// `true` or `false`.
    YesOrNo,
    /// One word of a closed set, without fields.
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

    /// The word that was probably meant: the closest known word, if it is close enough.
    #[must_use]
    pub fn meant(&self) -> Option<&str> {
        let (Self::UnknownField { name, known } | Self::UnknownWord { name, known }) = self else {
            return None;
        };
        let near = known.iter().map(|word| (strsim::levenshtein(name, word), word)).min()?;
        (near.0 * 3 <= name.chars().count().max(3)).then_some(near.1.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::Misreading;

    #[track_caller]
    fn check(name: &str, expected: Option<&str>) {
        let known = ["mx_none", "mx_null", "relay_down", "imap_down"].map(str::to_owned).to_vec();
        assert_eq!(
            Misreading::UnknownWord { name: name.to_owned(), known }.meant(),
            expected,
            "{name}"
        );
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
