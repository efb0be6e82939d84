//! The reader of pasted texts, where it comes after the program has begun: a page whose readers are a part of their own.
//!
//! With the feature `late-reader` nothing in this crate reaches the readers but through [`install`], so that a linker may keep them
//! apart. Whoever uses the feature must hold back every event with a pasted text until the reader is there
//! ([`LogEntry::holds_text`](crate::session::LogEntry::holds_text)): before that each text is [`Reading::Nothing`].

use std::sync::OnceLock;

use super::Reading;

/// Reads a pasted text; the flag says whether it is about a mailbox, as in its row of a list.
pub type Reader = fn(&str, bool) -> Reading;

static READER: OnceLock<Reader> = OnceLock::new();

/// Gives this crate its reader. The first one stays.
pub fn install(reader: Reader) {
    READER.get_or_init(|| reader);
}

pub(crate) fn read(text: &str, is_of_mailbox: bool) -> Reading {
    READER.get().map_or(Reading::Nothing, |reader| reader(text, is_of_mailbox))
}
