//! Copies to the clipboard, and reads pasted text.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Copies a text. `false` where the browser forbids it, as in most frames.
pub(crate) async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // On a page without HTTPS `navigator.clipboard` is undefined, although its type does not say
    // so.
    if wasm_bindgen::JsValue::from(clipboard.clone()).is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// The text of a paste, with its line breaks, which a one-line field drops.
#[must_use]
pub(crate) fn pasted(event: &web_sys::Event) -> Option<String> {
    event.dyn_ref::<web_sys::ClipboardEvent>()?.clipboard_data()?.get_data("text").ok()
}

/// Selects everything in a text area, so that the user can copy it by hand.
pub(crate) fn select_all(area: &web_sys::HtmlTextAreaElement) {
    let _ = area.focus();
    area.select();
}
