//! The part that looks into the mailbox.

use crate::pages::look;
use crate::pages::parts::LookPart;
use crate::part::{Fetch, PartMissing};

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(look, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<LookPart, PartMissing> {
    Ok(LookPart { look: look::screen })
}

pub(super) fn fetch() -> Fetch<LookPart> {
    fetched!(table())
}
