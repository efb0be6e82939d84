//! The lines of an exchange in swaks notation, which mail administrators know.
//!
//! `===` a note, `***` an error that we noticed, ` ->` sent, ` ~>` sent inside TLS, `<- ` received,
//! `<~ ` received inside TLS. Must never hold a secret: credentials are never written here.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ServerText;

/// The most lines kept of one exchange.
const MAX_LINES: usize = 120;

/// The kind of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A note about the connection.
    Note,
    /// An error that we noticed.
    Trouble,
    /// Sent in clear text.
    Sent,
    /// Sent inside TLS.
    SentTls,
    /// Received in clear text.
    Received,
    /// Received inside TLS.
    ReceivedTls,
}

/// One line of an exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// Milliseconds since the probe started.
    pub at_ms: u32,
    /// Its kind.
    pub direction: Direction,
    /// Its text, sanitised.
    pub text: ServerText,
}

/// A whole exchange, limited in length.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Transcript(Vec<Line>);

impl Transcript {
    /// The most bytes of any transcript as JSON: its lines, each with the names of its fields.
    pub const MAX_JSON_BYTES: usize = MAX_LINES * (ServerText::MAX_JSON_BYTES + 64) + 2;

    /// Adds a line, unless the limit is reached.
    pub fn push(&mut self, at_ms: u32, direction: Direction, text: ServerText) {
        if self.0.len() < MAX_LINES {
            self.0.push(Line { at_ms, direction, text });
        }
    }

    /// The lines in order.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.0
    }

    /// Whether there are no lines.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Direction {
    /// The sign of swaks.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Note => "===",
            Self::Trouble => "***",
            Self::Sent => " ->",
            Self::SentTls => " ~>",
            Self::Received => "<- ",
            Self::ReceivedTls => "<~ ",
        }
    }
}

impl fmt::Display for Transcript {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.0 {
            writeln!(formatter, "{} {}", line.direction.sign(), line.text)?;
        }
        Ok(())
    }
}
