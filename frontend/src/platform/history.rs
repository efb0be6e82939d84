//! The address bar and the browser's history.

use leptos::prelude::{window, window_event_listener};
use wasm_bindgen::JsValue;

use crate::route::PageAddress;

/// The address that the address bar shows now.
#[must_use]
pub(crate) fn address() -> PageAddress {
    let location = window().location();
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    PageAddress::read(&part(location.pathname()), &part(location.search()), &part(location.hash()))
}

/// Goes to another address of ours, without loading a page.
pub(crate) fn push(address: &str) {
    go(address, false);
}

/// Corrects the address, so that *back* does not return to the old one.
pub(crate) fn replace(address: &str) {
    go(address, true);
}

fn go(address: &str, is_correction: bool) {
    let Ok(history) = window().history() else { return };
    // A sandboxed frame may refuse; the page works without the address.
    let _ = if is_correction {
        history.replace_state_with_url(&JsValue::NULL, "", Some(address))
    } else {
        history.push_state_with_url(&JsValue::NULL, "", Some(address))
    };
}

/// Calls `moved` when the user goes back or forward, until the caller's owner is cleaned up.
pub(crate) fn on_move(moved: impl Fn(PageAddress) + 'static) {
    let handle = window_event_listener(leptos::ev::popstate, move |_| moved(address()));
    leptos::prelude::on_cleanup(move || handle.remove());
}
