//! Text from an untrusted server, sanitised once when it is received.
//!
//! Control, bidirectional and invisible characters become visible escapes, and the result is
//! truncated: an escape is up to ten times as long as its character, so what counts is what is
//! written. The text may be rendered only as a text node. Must never be used for a decision where
//! a code exists.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::visible::is_hidden;

/// The most characters written of one line, escapes included.
const MAX_CHARACTERS: usize = 512;
/// Where a text was truncated.
const CUT: char = '…';

/// One line of a server's text: no control characters, at most 512 characters including the
/// escapes, then `…` if it was truncated.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(from = "String", into = "String")]
pub struct ServerText(String);

impl ServerText {
    /// The most bytes of any text as JSON: every character takes at most four (RFC 3629 §3), an
    /// escaped one two.
    pub const MAX_JSON_BYTES: usize = 4 * MAX_CHARACTERS + CUT.len_utf8() + 2;

    /// Sanitises `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut clean = String::with_capacity(text.len().min(MAX_CHARACTERS));
        let mut written = 0;
        for character in text.chars() {
            let is_hidden = is_hidden(character);
            written += if is_hidden { character.escape_unicode().len() } else { 1 };
            if written > MAX_CHARACTERS {
                clean.push(CUT);
                break;
            }
            if is_hidden {
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
        let head = bytes.get(..(MAX_CHARACTERS + 1) * 4).unwrap_or(bytes);
        Self::new(&String::from_utf8_lossy(head))
    }

    /// Its length as a JSON string, in bytes (RFC 8259 §7): what it takes in an event.
    #[must_use]
    pub fn json_bytes(&self) -> usize {
        // It has no control character, so only these two are escaped.
        let escaped = self.0.bytes().filter(|byte| matches!(byte, b'"' | b'\\')).count();
        self.0.len() + escaped + 2
    }

    /// The beginning that takes at most this many bytes as a JSON string, with `…` if it was
    /// truncated here; an empty text if not even that fits.
    #[must_use]
    pub fn within(self, json_bytes: usize) -> Self {
        if self.json_bytes() <= json_bytes {
            return self;
        }
        let Some(mut room) = json_bytes.checked_sub(2 + CUT.len_utf8()) else {
            return Self::default();
        };
        let mut kept = String::new();
        for character in self.0.chars() {
            let takes = match character {
                '"' | '\\' => 2,
                other => other.len_utf8(),
            };
            match room.checked_sub(takes) {
                Some(left) => room = left,
                None => break,
            }
            kept.push(character);
        }
        kept.push(CUT);
        Self(kept)
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
    use proptest::prelude::*;

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

    /// What is stored and read again goes through the same function.
    #[test]
    fn sanitising_twice_changes_nothing() {
        for text in [
            "a\u{202e}b".to_owned(),
            "\u{7}".repeat(1_000),
            "x".repeat(510) + "\u{7}",
            "x".repeat(507) + "\u{7}",
            "\u{e0041}".repeat(100),
            "è".repeat(600),
        ] {
            let once = ServerText::new(&text);
            assert_eq!(ServerText::new(once.as_str()), once, "{text:?}");
        }
    }

    #[test]
    fn an_escape_counts_as_what_is_written() {
        let loud = ServerText::new(&"\u{7}".repeat(10_000));
        assert_eq!(loud.as_str().chars().count(), 102 * "\\u{7}".len() + 1);
        assert!(loud.as_str().ends_with("\\u{7}…"), "no escape is cut in the middle");
    }

    #[track_caller]
    fn check_within(text: &str, json_bytes: usize, expected: &str) {
        let kept = ServerText::new(text).within(json_bytes);
        assert_eq!(kept.as_str(), expected, "{text:?} in {json_bytes}");
        assert!(kept.json_bytes() <= json_bytes.max(2));
    }

    #[test]
    fn the_beginning_that_fits() {
        check_within("abcdef", 8, "abcdef");
        check_within("abcdefg", 8, "abc…");
        check_within("\"\"\"\"", 9, "\"\"…");
        check_within("èèèè", 9, "èè…");
        check_within("abcdef", 5, "…");
        check_within("abcdef", 4, "");
    }

    proptest! {
        #[test]
        fn any_bytes_fit_in_what_is_promised(bytes in bytes()) {
            let text = ServerText::from_bytes(&bytes);
            let json = serde_json::to_string(&text).unwrap();
            prop_assert!(json.len() <= ServerText::MAX_JSON_BYTES);
            prop_assert_eq!(json.len(), text.json_bytes());
            prop_assert!(!text.as_str().chars().any(is_hidden));
            prop_assert_eq!(serde_json::from_str::<ServerText>(&json).unwrap(), text);
        }

        #[test]
        fn any_text_fits_where_it_is_told_to(bytes in bytes(), json_bytes in 2..3_000_usize) {
            let text = ServerText::from_bytes(&bytes).within(json_bytes);
            prop_assert!(serde_json::to_string(&text).unwrap().len() <= json_bytes);
        }
    }

    /// Bytes as a hostile server may send them: any, and long runs of those that grow.
    fn bytes() -> impl Strategy<Value = Vec<u8>> {
        let growing = prop::sample::select(vec![
            "\0",
            "\u{1b}",
            "\"",
            "\\",
            "\u{202e}",
            "\u{e0041}",
            "👧",
            "…",
            "\n",
        ]);
        prop_oneof![
            prop::collection::vec(any::<u8>(), 0..3_000),
            ".{0,700}".prop_map(String::into_bytes),
            prop::collection::vec((growing, 0..700_usize), 0..4).prop_map(|runs| runs
                .iter()
                .map(|(text, count)| text.repeat(*count))
                .collect::<String>()
                .into_bytes()),
        ]
    }
}
