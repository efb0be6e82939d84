//! The part that shows the end of a session: the verdict, the ticket, and the view behind a watch
//! link.

use leptos::prelude::*;

use crate::pages::parts::OutcomePart;
use crate::pages::watch::WatchLoader;
use crate::pages::{support, verdict};
use crate::part::{Fetch, PartMissing};

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(outcome, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<OutcomePart, PartMissing> {
    Ok(OutcomePart { watch, verdict: verdict::screen, support: support::screen })
}

fn watch(id: String, token: Option<String>) -> AnyView {
    view! { <WatchLoader id token/> }.into_any()
}

pub(super) fn fetch() -> Fetch<OutcomePart> {
    fetched!(table())
}
