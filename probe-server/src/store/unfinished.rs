//! What a stopped server can leave unfinished, and how it is stored. Knows no table.

use checklist::RunId;
use session::LinkId;

/// An activity that a stopped server can leave without its end in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfinished {
    /// A run of checks.
    Run(RunId),
    /// A watcher with this link.
    Watcher(LinkId),
}

impl Unfinished {
    /// The stored kind and number.
    pub(super) const fn row(self) -> (&'static str, u32) {
        match self {
            Self::Run(RunId(number)) => ("run", number),
            Self::Watcher(LinkId(number)) => ("watcher", number),
        }
    }

    /// The inverse of [`Unfinished::row`].
    pub(super) fn from_row(kind: &str, number: u32) -> Option<Self> {
        match kind {
            "run" => Some(Self::Run(RunId(number))),
            "watcher" => Some(Self::Watcher(LinkId(number))),
            _ => None,
        }
    }
}
