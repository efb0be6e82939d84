//! Hands a text to another program: by the device's share sheet, or as a mail.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How sharing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shared {
    /// It was shared, or the person closed the sheet.
    Done,
    /// The browser forbids it here.
    Refused,
}

/// Whether the browser can share a text here. Many cannot, and a frame needs permission.
#[must_use]
pub(crate) fn is_possible() -> bool {
    let Some(_) = function("share") else { return false };
    let Some(can_share) = function("canShare") else { return true };
    let answer = can_share.call1(&window().navigator(), &data("Sportello", "Sportello"));
    answer.is_ok_and(|answer| answer.is_truthy())
}

/// Opens the device's share sheet.
pub(crate) async fn share(title: &str, text: &str) -> Shared {
    let Some(share) = function("share") else { return Shared::Refused };
    let Ok(promise) = share.call1(&window().navigator(), &data(title, text)) else {
        return Shared::Refused;
    };
    match JsFuture::from(Promise::resolve(&promise)).await {
        Ok(_) => Shared::Done,
        Err(error) => {
            let name = Reflect::get(&error, &JsValue::from_str("name"))
                .ok()
                .and_then(|name| name.as_string());
            if name.as_deref() == Some("AbortError") { Shared::Done } else { Shared::Refused }
        }
    }
}

/// A `mailto:` address (RFC 6068) with subject and text, and without a recipient: the person adds
/// it.
#[must_use]
pub(crate) fn mail_address(subject: &str, body: &str) -> String {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    // Lines end in CR LF there (RFC 6068 section 5).
    format!("mailto:?subject={}&body={}", encoded(subject), encoded(&body.replace('\n', "\r\n")))
}

fn function(name: &str) -> Option<Function> {
    Reflect::get(&window().navigator(), &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn data(title: &str, text: &str) -> JsValue {
    let object = Object::new();
    for (name, value) in [("title", title), ("text", text)] {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), &JsValue::from_str(value));
    }
    object.into()
}
