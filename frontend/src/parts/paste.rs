//! The part that reads pasted texts: a list of mailboxes, a bounce or an error.
//!
//! Until it is loaded, log entries that hold such a text are held back ([`crate::store`]), so that
//! nothing is concluded without them.

use checklist::playbook::{Input, InputId};
use leptos::prelude::*;
use terms::Lang;

use super::{Fetch, PartMissing};
use crate::components::bounce_field::BounceField;
use crate::components::fields::FieldRead;
use crate::components::mailbox_list::{self, MailboxListField};

/// The reason for which the field's value must be corrected, for `aria-invalid`.
pub(crate) type Invalid = Signal<Option<&'static str>>;

/// The functions of this part. The two strings are the element's id and the ids of the elements
/// that describe it.
#[derive(Clone, Copy)]
pub(crate) struct PastePart {
    /// The field for a list of mailboxes.
    pub(crate) mailboxes: fn(Lang, String, String, Invalid, RwSignal<String>) -> AnyView,
    /// The field for a bounce or an error.
    pub(crate) bounce: fn(Lang, String, InputId, String, Invalid, RwSignal<String>) -> AnyView,
    /// Reads the value of a field for a list.
    pub(crate) read_list: fn(&Input, &str) -> FieldRead,
}

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

fn mailboxes(lang: Lang, id: String, described: String, invalid: Invalid, value: RwSignal<String>) -> AnyView {
    view! { <MailboxListField lang id described invalid value/> }.into_any()
}

fn bounce(lang: Lang, id: String, input: InputId, described: String, invalid: Invalid, value: RwSignal<String>) -> AnyView {
    view! { <BounceField lang id input described invalid value/> }.into_any()
}

pub(super) fn fetch() -> Fetch<PastePart> {
    fetched!(table())
}
