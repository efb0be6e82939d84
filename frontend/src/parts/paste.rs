//! The part with the fields for pasted texts: a list of mailboxes, a bounce or an error. It also
//! shows the results of a list.

use checklist::playbook::StepId;
use leptos::prelude::*;
use terms::Lang;

use crate::components::bounce_field::BounceField;
use crate::components::mailbox_list::{self, MailboxListField};
use crate::components::mailbox_table::MailboxTable;
use crate::components::results::ListPart;
use crate::pages::files::giving;
use crate::pages::session_actions::SessionActions;
use crate::part::{Asked, Fetch, Invalid, PartMissing, PastePart, ReaderPart, expect_part};
use crate::store::SessionStore;

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(paste, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<PastePart, PartMissing> {
    Ok(PastePart { mailboxes, bounce, read_list: mailbox_list::read_value })
}

fn mailboxes(
    lang: Lang,
    id: String,
    described: String,
    invalid: Invalid,
    value: RwSignal<String>,
) -> AnyView {
    view! { <MailboxListField lang id described invalid value/> }.into_any()
}

fn bounce(
    lang: Lang,
    id: String,
    (input, kind): Asked,
    described: String,
    invalid: Invalid,
    value: RwSignal<String>,
) -> AnyView {
    // Before a session begins there is nothing that could keep a file.
    let files = use_context::<SessionActions>().map(giving);
    expect_part::<ReaderPart>().draw_field(move |ReaderPart| {
        let (id, input, described) = (id.clone(), input.clone(), described.clone());
        view! { <BounceField lang id input kind described invalid value files/> }.into_any()
    })
}

pub(super) fn fetch() -> Fetch<PastePart> {
    fetched!(table())
}

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(paste, wasm_split_path = leptos::wasm_split, fallible))]
fn list_table() -> Result<ListPart, PartMissing> {
    Ok(ListPart { table: results })
}

fn results(lang: Lang, store: SessionStore, step: StepId) -> AnyView {
    view! { <MailboxTable lang store step/> }.into_any()
}

pub(super) fn fetch_list() -> Fetch<ListPart> {
    fetched!(list_table())
}
