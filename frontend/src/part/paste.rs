//! The functions of the parts for pasted texts. Must never call one of them itself.

use checklist::playbook::{Input, InputId, InputKind};
use leptos::prelude::*;
use terms::Lang;

use crate::fields::FieldRead;

/// The reason for which the field's value must be corrected, for `aria-invalid`.
pub(crate) type Invalid = Signal<Option<&'static str>>;

/// The input that a field is for, and its kind.
pub(crate) type Asked = (InputId, InputKind);

/// The part that reads pasted texts is loaded: [`mail::reading`] has its reader.
#[derive(Clone, Copy)]
pub(crate) struct ReaderPart;

/// The functions of the part with the fields for pasted texts. The two strings are the element's id and the ids of the elements
/// that describe it.
#[derive(Clone, Copy)]
pub(crate) struct PastePart {
    /// The field for a list of mailboxes.
    pub(crate) mailboxes: fn(Lang, String, String, Invalid, RwSignal<String>) -> AnyView,
    /// The field for a bounce, an error or a message that arrived.
    pub(crate) bounce: fn(Lang, String, Asked, String, Invalid, RwSignal<String>) -> AnyView,
    /// Reads the value of a field for a list.
    pub(crate) read_list: fn(&Input, &str) -> FieldRead,
}
