//! The part that shows the end of a session: the verdict.

use crate::pages::parts::OutcomePart;
use crate::pages::{ahead, verdict};
use crate::part::{Fetch, PartMissing};

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(outcome, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<OutcomePart, PartMissing> {
    Ok(OutcomePart { verdict: verdict::screen, ahead: ahead::card })
}

pub(super) fn fetch() -> Fetch<OutcomePart> {
    fetched!(table())
}
