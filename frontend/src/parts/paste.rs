//! The part that reads pasted texts: a list of mailboxes, a bounce or an error. It also shows the
//! results of a list.
//!
//! Until it is loaded, log entries that hold such a text are held back ([`crate::store`]), so that
//! nothing is concluded without them.

use checklist::playbook::{InputId, StepId};
use leptos::prelude::*;
use terms::Lang;

use crate::components::bounce_field::BounceField;
use crate::components::mailbox_list::{self, MailboxListField};
use crate::components::mailbox_table::MailboxTable;
use crate::components::results::ListPart;
use crate::part::{Fetch, Invalid, PartMissing, PastePart};
use crate::store::SessionStore;

#[cfg_attr(feature = "parts", leptos::wasm_split::wasm_split(paste, wasm_split_path = leptos::wasm_split, fallible))]
fn table() -> Result<PastePart, PartMissing> {
    #[cfg(feature = "parts")]
    mail::reading::installed::install(read_text);
    Ok(PastePart { mailboxes, bounce, read_list: mailbox_list::read_value })
}

#[cfg(feature = "parts")]
fn read_text(text: &str, is_of_mailbox: bool) -> mail::reading::Reading {
    use mail::reading::{read, read_for_mailbox};
    if is_of_mailbox { read_for_mailbox(text) } else { read(text) }
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
    input: InputId,
    described: String,
    invalid: Invalid,
    value: RwSignal<String>,
) -> AnyView {
    view! { <BounceField lang id input described invalid value/> }.into_any()
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
