//! Text from an untrusted server, sanitised once when it is received.
//!
//! Control, bidirectional and invisible characters become visible escapes, and the text is
//! truncated. It may be rendered only as a text node. Must never be used for a decision where a
//! code exists.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::visible::is_hidden;

/// The most characters kept of one line.
const MAX_CHARACTERS: usize = 512;

/// One line of a server's text: no control characters, at most 512 characters, then `…` if it was
/// truncated.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "String", into = "String")]
pub struct ServerText(String);

impl ServerText {
    /// Sanitises `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut clean = String::with_capacity(text.len().min(MAX_CHARACTERS * 4));
        for (count, character) in text.chars().enumerate() {
            if count == MAX_CHARACTERS {
                clean.push('…');
                break;
            }
            if is_hidden(character) {
                clean.extend(character.escape_unicode());
            } else {
                clean.push(character);
            }
        }
        Self(clean)
    }

    /// Sanitises bytes; invalid UTF-8 becomes U+FFFD.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        // Truncate before the conversion: no character is longer than four bytes.
        let head = bytes.get(..MAX_CHARACTERS * 4 + 4).unwrap_or(bytes);
        Self::new(&String::from_utf8_lossy(head))
    }

    /// The sanitised text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ServerText {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<String> for ServerText {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl From<ServerText> for String {
    fn from(text: ServerText) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &[u8], expected: &str) {
        assert_eq!(ServerText::from_bytes(input).as_str(), expected);
    }

    #[test]
    fn what_a_hostile_server_may_send() {
        check(b"220 mx ESMTP", "220 mx ESMTP");
        check(b"220 \x1b[31mred", "220 \\u{1b}[31mred");
        check("a\u{202e}b\u{200b}c".as_bytes(), "a\\u{202e}b\\u{200b}c");
        check(b"line\r\nbreak\0", "line\\u{d}\\u{a}break\\u{0}");
        check(b"caf\xe9", "caf\u{fffd}");
        check(b"<script>alert(1)</script>", "<script>alert(1)</script>");
    }

    #[test]
    fn a_long_text_is_cut_at_a_character() {
        let cut = ServerText::new(&"è".repeat(10_000));
        assert_eq!(cut.as_str().chars().count(), MAX_CHARACTERS + 1);
        assert!(cut.as_str().ends_with('…'));
    }

    #[test]
    fn sanitising_a_whole_text_twice_changes_nothing() {
        let once = ServerText::new("a\u{202e}b");
        assert_eq!(ServerText::new(once.as_str()), once);
    }
}
