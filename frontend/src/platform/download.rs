//! Offers bytes as a file to download.

use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Offers bytes as a file. `false` when the offer failed; a sandboxed frame may drop the download
/// without an error.
#[must_use]
pub(crate) fn offer(name: &str, content_type: &str, content: &[u8]) -> bool {
    try_offer(name, content_type, content).is_ok()
}

fn try_offer(name: &str, content_type: &str, content: &[u8]) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(content_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(
        &js_sys::Array::of1(&js_sys::Uint8Array::from(content)),
        &options,
    )?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement =
        document().create_element("a")?.dyn_into::<HtmlAnchorElement>()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    Url::revoke_object_url(&url)
}
