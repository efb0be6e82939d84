//! Makes characters visible that are invisible or change how the text around them looks, before a
//! text is shown.
//!
//! Text from servers and customers goes into pages, messages and files. A control character in it
//! can end a line or break a document, and a bidirectional control can reorder the text around it
//! (Unicode UAX #9). [`is_hidden`] defines the set. Must never be applied to text that is still to
//! be parsed: it is for output only.

use std::borrow::Cow;

/// Whether a character is a control character (C0, DEL, C1), sets the text direction or has no
/// width.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// A text of one or several lines, ready to be shown: line breaks and tabs stay, every other hidden
/// character becomes an escape such as `\u{202e}`. A joiner (U+200C, U+200D) between two visible
/// non-ASCII characters stays, because emoji sequences and some scripts need it.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_plain = |character: char| matches!(character, '\n' | '\t') || !is_hidden(character);
    if text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let after = characters.peek().copied();
        match character {
            // A line can end with CR LF, or in old programs with CR alone.
            '\r' if after == Some('\n') => {}
            '\r' => shown.push('\n'),
            '\u{200c}' | '\u{200d}' if is_joinable(before) && after.is_some_and(is_joinable) => {
                shown.push(character)
            }
            _ if is_plain(character) => shown.push(character),
            _ => shown.extend(character.escape_unicode()),
        }
        before = character;
    }
    Cow::Owned(shown)
}

fn is_joinable(character: char) -> bool {
    !character.is_ascii() && !is_hidden(character)
}

/// A complete JSON document with its hidden characters escaped as `\u202e` (RFC 8259 section 7).
/// The values in it do not change.
#[must_use]
pub fn visible_json(json: &str) -> Cow<'_, str> {
    // Line breaks occur only between the tokens of a pretty-printed document, never inside a value.
    let is_plain = |character: char| character == '\n' || !is_hidden(character);
    if json.chars().all(is_plain) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len());
    for character in json.chars() {
        if is_plain(character) {
            shown.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            shown.push_str(&format!("\\u{unit:04x}"));
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = visible(text);
        assert_eq!(shown, expected);
        assert_eq!(visible(&shown), shown, "what is shown is shown as it is");
    }

    #[test]
    fn what_nobody_sees_is_shown() {
        check("550 5.1.1 <ugo@altra.test>: perché no?", "550 5.1.1 <ugo@altra.test>: perché no?");
        check("a\0b\u{7}c\u{1b}[31md", "a\\u{0}b\\u{7}c\\u{1b}[31md");
        check("\u{80}\u{9b}1m\u{9f}\u{7f}", "\\u{80}\\u{9b}1m\\u{9f}\\u{7f}");
        check("fattura\u{202e}fdp.exe\u{202c}", "fattura\\u{202e}fdp.exe\\u{202c}");
        check(
            "\u{2066}a\u{2069}\u{200e}\u{200f}\u{61c}",
            "\\u{2066}a\\u{2069}\\u{200e}\\u{200f}\\u{61c}",
        );
        check("a\u{2028}b\u{2029}c\u{feff}", "a\\u{2028}b\\u{2029}c\\u{feff}");
        check("\u{e0041}", "\\u{e0041}");
    }

    #[test]
    fn lines_stay_lines() {
        check("uno\r\ndue\n\ttre", "uno\ndue\n\ttre");
        check("uno\rdue\r\r\ntre\r", "uno\ndue\n\ntre\n");
        check("a\u{b}b\u{c}c\u{85}d", "a\\u{b}b\\u{c}c\\u{85}d");
    }

    #[test]
    fn what_joins_pictures_and_letters_stays() {
        check("👨\u{200d}👩\u{200d}👧 ☎\u{fe0e}", "👨\u{200d}👩\u{200d}👧 ☎\u{fe0e}");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("pa\u{200d}ypal", "pa\\u{200d}ypal");
        check("\u{200d}👧", "\\u{200d}👧");
    }

    #[test]
    fn a_document_says_the_same_with_its_escapes() {
        for text in [
            "a\u{0}\u{7}\u{7f}\u{85}\u{9b}b",
            "\u{202e}x\u{2069}\u{feff}",
            "\u{e0041} è \\ \" 👧",
            "riga\r\n\tdue",
        ] {
            for json in [serde_json::to_string(text), serde_json::to_string_pretty(&[text])] {
                let json = json.unwrap();
                let shown = visible_json(&json);
                assert!(
                    !shown.chars().any(|character| character != '\n' && is_hidden(character)),
                    "{shown:?}"
                );
                let (before, after): (serde_json::Value, serde_json::Value) =
                    (serde_json::from_str(&json).unwrap(), serde_json::from_str(&shown).unwrap());
                assert_eq!(before, after);
            }
        }
    }
}
