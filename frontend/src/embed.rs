//! Messages between an embed and the page around it: `{ns: "sportello", v: 1, type, …}`.
//!
//! Sends the names of steps, checks and causes, and only to the origin that the loader named. The
//! `height` message is always sent by `boot.js`. Must never send an answer, an address or a
//! capability.

use js_sys::{Object, Reflect};
use leptos::prelude::*;
use terms::Lang;
use wasm_bindgen::JsValue;
use web_sys::MessageEvent;

use crate::language::Words;
use crate::platform::dom;
use crate::route::Theme;

/// The connection to the surrounding page; `None` inside when the page is not embedded.
#[derive(Clone, Copy)]
pub(crate) struct Host(StoredValue<Option<Around>>);

#[derive(Clone)]
struct Around {
    origin: Option<String>,
}

/// A message to the surrounding page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Message<'a> {
    /// The step with this id is shown.
    Step(&'a str),
    /// Checks are running, or have ended.
    Status(&'a str),
    /// This conclusion was reached.
    Conclusion(&'a str),
    /// A ticket was submitted.
    Ticket,
    /// Something went wrong.
    Error,
}

impl Host {
    /// Connects to the surrounding page, if there is one.
    #[must_use]
    pub(crate) fn connect(is_embed: bool, origin: Option<String>, words: Words) -> Self {
        let host = Self(StoredValue::new(is_embed.then_some(Around { origin })));
        if is_embed {
            dom::set_embedded();
            listen(words);
        }
        host
    }

    /// Sends a message to the surrounding page.
    pub(crate) fn say(self, message: Message<'_>) {
        let Some(around) = self.0.get_value() else { return };
        let (kind, name, value) = match message {
            Message::Step(step) => ("step", "step", JsValue::from_str(step)),
            Message::Status(status) => ("status", "status", JsValue::from_str(status)),
            Message::Conclusion(cause) => ("conclusion", "cause", JsValue::from_str(cause)),
            Message::Ticket => ("ticket", "", JsValue::UNDEFINED),
            Message::Error => ("error", "", JsValue::UNDEFINED),
        };
        let Some(origin) = around.origin else { return };
        let object = Object::new();
        let pairs = [
            ("ns", JsValue::from_str("sportello")),
            ("v", JsValue::from(1)),
            ("type", JsValue::from_str(kind)),
            (name, value),
        ];
        for (name, value) in pairs {
            if !name.is_empty() {
                // Setting a property of a plain object cannot fail.
                let _ = Reflect::set(&object, &JsValue::from_str(name), &value);
            }
        }
        if let Ok(Some(parent)) = window().parent() {
            // Fails only when the origin is malformed; then no page may receive the message.
            let _ = parent.post_message(&object, &origin);
        }
    }
}

/// Handles what the surrounding page may set: the theme and the language.
fn listen(words: Words) {
    let handle = window_event_listener(leptos::ev::message, move |event: MessageEvent| {
        let parent = window().parent().ok().flatten().map(JsValue::from);
        let is_parent = parent.is_some() && parent == event.source().map(JsValue::from);
        let data = event.data();
        if !is_parent
            || text_of(&data, "ns").as_deref() != Some("sportello")
            || text_of(&data, "type").as_deref() != Some("set")
        {
            return;
        }
        if let Some(theme) = text_of(&data, "theme") {
            dom::set_theme(Theme::from_name(&theme).in_frame());
        }
        if let Some(lang) = text_of(&data, "lang").and_then(|tag| Lang::from_tag(&tag)) {
            words.set(lang);
        }
    });
    on_cleanup(move || handle.remove());
}

fn text_of(data: &JsValue, name: &str) -> Option<String> {
    Reflect::get(data, &JsValue::from_str(name)).ok()?.as_string()
}
