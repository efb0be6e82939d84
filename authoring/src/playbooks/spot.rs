//! A place in a file. Knows neither YAML nor playbooks, and must never be a file's name.

/// A place in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spot {
    /// From 1.
    pub(super) line: u64,
    /// From 1.
    pub(super) column: u64,
}
