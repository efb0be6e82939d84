//! The part that shows a session to its customer.

use leptos::prelude::*;

use super::{Fetch, PartMissing};
use crate::api::Access;
use crate::pages::session::SessionLoader;

/// The functions of this part.
#[derive(Clone, Copy)]
pub(crate) struct SessionPart {
    /// A session for its customer.
    pub(crate) customer: fn(Access) -> AnyView,
}

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
