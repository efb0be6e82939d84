//! Where in a playbook a defect is: a field, an edge or a scenario.
//!
//! Printed for people; programs match on the variants. Must never be parsed from its printed form.

use std::fmt;

use checklist::playbook::StepId;

/// A position in a playbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// A field, and perhaps a name that a condition in it contains.
    Field {
        /// The names from the root, joined by dots: `steps.scope.options.all`.
        path: String,
        /// The name, such as `scope.all`.
        name: Option<String>,
    },
    /// An edge of the graph.
    Edge {
        /// The step that it leaves.
        from: StepId,
        /// The step that it leads to.
        to: StepId,
        /// The option or condition, in its printed form; `None` for every edge between the two.
        label: Option<String>,
    },
    /// A scenario.
    Scenario {
        /// Its name.
        scenario: String,
        /// A name in it, such as that of a step.
        name: Option<String>,
        /// Why it fails.
        failure: Option<String>,
    },
}

impl At {
    /// A field.
    #[must_use]
    pub fn field(path: impl Into<String>) -> Self {
        Self::Field { path: path.into(), name: None }
    }

    /// A name in a condition of this field.
    #[must_use]
    pub fn name_in(path: impl Into<String>, name: impl fmt::Display) -> Self {
        Self::Field { path: path.into(), name: Some(name.to_string()) }
    }

    /// An edge.
    #[must_use]
    pub fn edge(from: &StepId, to: &StepId, label: Option<&dyn fmt::Display>) -> Self {
        let label = label.map(ToString::to_string);
        Self::Edge { from: from.clone(), to: to.clone(), label }
    }
}

impl fmt::Display for At {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { path, name: None } => formatter.write_str(path),
            Self::Field { path, name: Some(name) } => write!(formatter, "{path}: {name}"),
            Self::Edge { from, to, label: None } => write!(formatter, "{from} → {to}"),
            Self::Edge { from, to, label: Some(label) } => {
                write!(formatter, "{from} → {to} ({label})")
            }
            Self::Scenario { scenario, name, failure } => {
                write!(formatter, "scenarios: {scenario}")?;
                match (name, failure) {
                    (Some(name), _) => write!(formatter, ": {name}"),
                    (None, Some(failure)) => write!(formatter, " ({failure})"),
                    (None, None) => Ok(()),
                }
            }
        }
    }
}
