//! The part that shows a session to its customer.

use leptos::prelude::*;

use crate::api::Access;
use crate::pages::parts::SessionPart;
use crate::pages::session::SessionLoader;
use crate::part::{Fetch, PartMissing};

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(session, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<SessionPart, PartMissing> {
    Ok(SessionPart { customer })
}

fn customer(access: Access) -> AnyView {
    view! { <SessionLoader access/> }.into_any()
}

pub(super) fn fetch() -> Fetch<SessionPart> {
    fetched!(table())
}
