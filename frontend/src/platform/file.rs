//! Files that the user chooses or drops: read here, sent nowhere.

use leptos::prelude::{on_cleanup, window_event_listener};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, Event, File, HtmlInputElement};

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is bigger than the caller accepts.
    TooBig,
    /// The browser could not read it.
    NotGiven,
}

/// The file that was chosen in a field. The field is emptied, so that the same file can be chosen
/// again.
#[must_use]
pub(crate) fn chosen(event: &Event) -> Option<File> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0);
    field.set_value("");
    file
}

/// The first file that was pasted.
#[must_use]
pub(crate) fn pasted(event: &Event) -> Option<File> {
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?.files()?.get(0)
}

/// Whether a file is a text that a field can hold, as far as its name and the browser say.
#[must_use]
pub(crate) fn is_text(file: &File) -> bool {
    let (kind, name) = (file.type_(), file.name().to_lowercase());
    kind.starts_with("text/")
        || kind.starts_with("message/")
        || (kind.is_empty() && (name.ends_with(".eml") || name.ends_with(".txt")))
}

/// The first file that was dropped.
#[must_use]
pub(crate) fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}

/// Calls `taken` with each file that is dropped anywhere on the page, until the caller's owner is
/// cleaned up. Without it the browser would leave the page to show the file. A drop that another
/// listener has handled is ignored.
pub(crate) fn on_drop(taken: impl Fn(File) + 'static) {
    let over = window_event_listener(leptos::ev::dragover, |event| {
        let has_files =
            event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0));
        if has_files {
            event.prevent_default();
        }
    });
    let drop = window_event_listener(leptos::ev::drop, move |event| {
        if let Some(file) = dropped(&event).filter(|_| !event.default_prevented()) {
            event.prevent_default();
            taken(file);
        }
    });
    on_cleanup(move || {
        over.remove();
        drop.remove();
    });
}

/// The bytes of a file.
///
/// # Errors
/// When it is bigger than `max_bytes`, or the browser cannot read it.
pub(crate) async fn bytes(file: &File, max_bytes: usize) -> Result<Vec<u8>, Unreadable> {
    // JavaScript gives the length as a float; it is exact for a file this small.
    if file.size() > max_bytes as f64 {
        return Err(Unreadable::TooBig);
    }
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| Unreadable::NotGiven)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The beginning of a file as text, at most `max_bytes`; `None` if the browser cannot read it.
pub(crate) async fn head(file: File, max_bytes: usize) -> Option<String> {
    // JavaScript takes the length as a float; it is exact for a number this small.
    let head = file.slice_with_f64_and_f64(0.0, max_bytes as f64).ok()?;
    let mut text = JsFuture::from(head.text()).await.ok()?.as_string()?;
    // Bytes that are not UTF-8 were replaced by U+FFFD, which takes three bytes.
    text.truncate(
        (0..=max_bytes).rev().find(|&end| text.is_char_boundary(end)).unwrap_or_default(),
    );
    Some(text)
}
