//! The part that shows the details of a check and of a provider: they are folded at first.

use crate::components::details::DetailsPart;
use crate::components::{check_details, provider_card, route_diagram};
use crate::part::{Fetch, PartMissing};

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(details, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<DetailsPart, PartMissing> {
    Ok(DetailsPart {
        check: check_details::inside,
        provider: provider_card::card,
        route: route_diagram::diagram,
    })
}

pub(super) fn fetch() -> Fetch<DetailsPart> {
    fetched!(table())
}
