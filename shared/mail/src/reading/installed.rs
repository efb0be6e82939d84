//! The reader of pasted texts, set at run time: the page loads it as a separate file.
//!
//! With the feature `late-reader` this crate calls the readers only through the function given to
//! [`install`], so the linker can keep them in another file. Until then each text reads as
//! [`Reading::Nothing`]: the caller must hold back every event with a pasted text
//! (`LogEntry::holds_text` of the crate `session`).

use std::sync::OnceLock;

use super::Reading;

/// Reads a pasted text; the flag says whether it is about a mailbox, as in a row of a list.
pub type TextReader = fn(&str, bool) -> Reading;

static READER: OnceLock<TextReader> = OnceLock::new();

/// Sets the reader. Later calls change nothing.
pub fn install(reader: TextReader) {
    READER.get_or_init(|| reader);
}

/// Reads a text with the reader that was installed; without one nothing is read.
pub fn read(text: &str, is_of_mailbox: bool) -> Reading {
    READER.get().map_or(Reading::Nothing, |reader| reader(text, is_of_mailbox))
}
