//! The part that shows the end of a session: the verdict, the ticket, and the view behind a watch
//! link.

use checklist::playbook::{Conclude, Escalate};
use leptos::prelude::*;
use terms::Lang;

use super::{Fetch, PartMissing};
use crate::pages::conduct::Conduct;
use crate::pages::watch::WatchLoader;
use crate::pages::{support, verdict};

/// The functions of this part.
#[derive(Clone, Copy)]
pub(crate) struct OutcomePart {
    /// A session for the holder of a watch link: its id and the capability.
    pub(crate) watch: fn(String, Option<String>) -> AnyView,
    /// The verdict.
    pub(crate) verdict: fn(Conduct, Lang, &Conclude) -> AnyView,
    /// The ticket: the missing inputs, the review, and the confirmation that it was sent.
    pub(crate) support: fn(Conduct, Lang, &Escalate) -> AnyView,
}

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
