//! Copying, and reading what is being pasted.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// Copies a text. `false` where the browser forbids it, as in most frames.
pub(crate) async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    // On a page without HTTPS the browser has no clipboard at all, whatever its type says.
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

/// Selects everything in a text area, ready to be copied by hand.
pub(crate) fn select_all(area: &web_sys::HtmlTextAreaElement) {
    let _ = area.focus();
    area.select();
}
