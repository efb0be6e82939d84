//! The part that reads pasted texts: a bounce or an error.
//!
//! Until it is loaded, log entries that hold such a text are held back ([`crate::store`]), so that
//! nothing is concluded without them.

use crate::part::{Fetch, PartMissing, ReaderPart};

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(paste_reader, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<ReaderPart, PartMissing> {
    #[cfg(feature = "parts")]
    mail::reading::installed::install(read_text);
    Ok(ReaderPart)
}

#[cfg(feature = "parts")]
fn read_text(text: &str, is_of_mailbox: bool) -> mail::reading::Reading {
    use mail::reading::{read, read_for_mailbox};
    if is_of_mailbox { read_for_mailbox(text) } else { read(text) }
}

pub(super) fn fetch() -> Fetch<ReaderPart> {
    fetched!(table())
}
