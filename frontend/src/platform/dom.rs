//! The document: title, language, focus, and the live region for screen readers.

use std::collections::BTreeMap;

use leptos::leptos_dom::helpers::WindowListenerHandle;
use leptos::prelude::{document, window, window_event_listener_untyped};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDetailsElement, HtmlElement};

use crate::route::Theme;

/// What the static first page hands to the application.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FirstTouch {
    /// The text in its fields, by the id of the input.
    pub(crate) written: BTreeMap<String, String>,
    /// The input that has the focus.
    pub(crate) focused: Option<String>,
    /// Whether the button was pressed already.
    pub(crate) is_begun: bool,
}

/// Adds a place for the application to the element with this id, hidden until [`settle`]: the
/// static page stays usable until then.
#[must_use]
pub(crate) fn place_in(id: &str) -> Option<HtmlElement> {
    let place: HtmlElement = document().create_element("div").ok()?.dyn_into().ok()?;
    place.set_hidden(true);
    place.set_id("place");
    document().get_element_by_id(id)?.append_child(&place).ok()?;
    Some(place)
}

/// Whether the button of the first page was pressed.
#[must_use]
pub(crate) fn was_begun() -> bool {
    document().get_element_by_id("first").is_some_and(|first| first.has_attribute("data-begun"))
}

/// Replaces the static page with the application, and returns what was entered in it. Later calls
/// change nothing.
pub(crate) fn settle() -> Option<FirstTouch> {
    let first = document().get_element_by_id("first")?;
    let fields = first.query_selector_all("[data-input]").ok()?;
    let mut touch =
        FirstTouch { is_begun: first.has_attribute("data-begun"), ..FirstTouch::default() };
    for at in 0..fields.length() {
        let Some(field) = fields.get(at).and_then(|node| node.dyn_into::<HtmlElement>().ok())
        else {
            continue;
        };
        let Some(name) = field.get_attribute("data-input") else { continue };
        if document().active_element().is_some_and(|active| active.is_same_node(Some(&field))) {
            touch.focused = Some(name.clone());
        }
        let written = match field.dyn_into::<web_sys::HtmlTextAreaElement>() {
            Ok(area) => area.value(),
            Err(other) => other
                .dyn_into::<web_sys::HtmlInputElement>()
                .map(|input| input.value())
                .unwrap_or_default(),
        };
        // The fields of both languages hold the same text.
        if !written.is_empty() {
            touch.written.insert(name, written);
        }
    }
    first.remove();
    if let Some(place) =
        document().get_element_by_id("place").and_then(|place| place.dyn_into::<HtmlElement>().ok())
    {
        place.set_hidden(false);
    }
    Some(touch)
}

/// The data that the server has put into the page for the application, by the element's id.
#[must_use]
pub(crate) fn data_of(id: &str) -> Option<String> {
    document().get_element_by_id(id)?.text_content()
}

/// The languages that the user prefers, most preferred first.
#[must_use]
pub(crate) fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Sets the language of the page.
pub(crate) fn set_language(tag: &str) {
    set_root_attribute("lang", tag);
}

/// Sets the theme.
pub(crate) fn set_theme(theme: Theme) {
    match theme {
        Theme::Auto => {
            let root = document().document_element();
            let _ = root.map(|root| root.remove_attribute("data-theme"));
        }
        Theme::Light => set_root_attribute("data-theme", "light"),
        Theme::Dark => set_root_attribute("data-theme", "dark"),
    }
}

/// Marks the page as embedded in another.
pub(crate) fn set_embedded() {
    set_root_attribute("data-embed", "");
}

fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        // The attribute names are our own and valid.
        let _ = root.set_attribute(name, value);
    }
}

/// Sets the title of the window.
pub(crate) fn set_title(title: &str) {
    document().set_title(title);
}

/// The same for an id that is made at run time.
pub(crate) fn focus_named(id: String) {
    leptos::prelude::request_animation_frame(move || focus(&id));
}

/// Moves the focus, and scrolls to it, in the next animation frame, when the new elements are
/// drawn.
pub(crate) fn focus_soon(id: &'static str) {
    leptos::prelude::request_animation_frame(move || focus(id));
}

/// Whether the page has an element with this id.
#[must_use]
pub(crate) fn is_there(id: &str) -> bool {
    document().get_element_by_id(id).is_some()
}

/// Moves the focus to the element with this id, and opens the `details` elements around it.
pub(crate) fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else { return };
    let mut around: Option<Element> = element.parent_element();
    while let Some(outer) = around {
        if let Some(details) = outer.dyn_ref::<HtmlDetailsElement>() {
            details.set_open(true);
        }
        around = outer.parent_element();
    }
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // Focusing an element that cannot have the focus does nothing.
        let _ = element.focus();
    }
}

/// When the caller's owner is cleaned up, moves the focus to `to`, if it was inside `from`.
pub(crate) fn hand_focus_on(from: &'static str, to: &'static str) {
    leptos::prelude::on_cleanup(move || {
        let place = document().get_element_by_id(from);
        if place.is_some_and(|place| place.contains(document().active_element().as_deref())) {
            focus_soon(to);
        }
    });
}

/// Whether the focus is in the element with this id.
#[must_use]
pub(crate) fn has_focus(id: &str) -> bool {
    document()
        .get_element_by_id(id)
        .is_some_and(|place| place.contains(document().active_element().as_deref()))
}

/// Whether the customer is reading this element: the focus is in it, or a detail in it is open.
#[must_use]
pub(crate) fn is_read(place: &Element) -> bool {
    let is_open = || {
        place.query_selector("details[open], [aria-expanded=true]").is_ok_and(|open| open.is_some())
    };
    place.contains(document().active_element().as_deref()) || is_open()
}

/// The same for the element with this id.
#[must_use]
pub(crate) fn is_read_at(id: &str) -> bool {
    document().get_element_by_id(id).is_some_and(|place| is_read(&place))
}

/// Puts a sentence into the live region. The region is in the static page and is never replaced.
pub(crate) fn announce(sentence: &str) {
    if let Some(region) = document().get_element_by_id("status") {
        region.set_text_content(Some(sentence));
    }
}

/// Whether the page is hidden: in a background tab, for example.
#[must_use]
pub(crate) fn is_hidden() -> bool {
    document().visibility_state() == web_sys::VisibilityState::Hidden
}

/// The origin of the page, such as `https://posta.example`. Built from the location, because a
/// sandboxed frame has an opaque origin.
#[must_use]
pub(crate) fn origin() -> String {
    let location = window().location();
    let (protocol, host) =
        (location.protocol().unwrap_or_default(), location.host().unwrap_or_default());
    format!("{protocol}//{host}")
}

/// Calls a function when the page is left, until it is dropped.
pub(crate) struct OnLeaving(Option<WindowListenerHandle>);

/// Calls `left` when the page is left, also when the browser keeps the page in its back/forward
/// cache.
pub(crate) fn on_leaving(left: impl Fn() + 'static) -> OnLeaving {
    OnLeaving(Some(window_event_listener_untyped("pagehide", move |_| left())))
}

impl Drop for OnLeaving {
    fn drop(&mut self) {
        if let Some(handle) = self.0.take() {
            handle.remove();
        }
    }
}
