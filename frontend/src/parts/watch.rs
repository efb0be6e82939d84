//! The part that shows a session to the holder of a watch link. A customer never fetches it.

use leptos::prelude::*;

use crate::pages::parts::WatchPart;
use crate::pages::watch::WatchLoader;
use crate::part::{Fetch, PartMissing};

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(watch, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<WatchPart, PartMissing> {
    Ok(WatchPart { session })
}

fn session(id: String, token: Option<String>) -> AnyView {
    view! { <WatchLoader id token/> }.into_any()
}

pub(super) fn fetch() -> Fetch<WatchPart> {
    fetched!(table())
}
