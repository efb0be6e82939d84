//! What was said, line by line, in swaks notation, which every mail administrator reads.
//!
//! `===` a note, `***` our trouble, ` ->` sent, ` ~>` sent inside TLS, `<- ` received, `<~ ` received inside TLS.
//! Must never hold a secret: credentials are not written here in the first place.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ServerText;

/// The most lines kept of one dialogue.
const MAX_LINES: usize = 120;

/// Who said a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// A note of ours about the connection.
    Note,
    /// Trouble seen by us.
    Trouble,
    /// Sent in clear.
    Sent,
    /// Sent inside TLS.
    SentTls,
    /// Received in clear.
    Received,
    /// Received inside TLS.
    ReceivedTls,
}

/// One line of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Milliseconds since the probe began.
    pub at_ms: u32,
    /// Who said it.
    pub direction: Direction,
    /// What was said, sanitised.
    pub text: ServerText,
}

/// A whole dialogue, bounded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Transcript(Vec<Line>);

impl Transcript {
    /// Adds a line, unless the dialogue is already longer than anybody reads.
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

    /// Whether nothing was said.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Direction {
    /// The swaks sign.
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
