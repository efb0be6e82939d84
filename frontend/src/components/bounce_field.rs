//! The field for a bounce, which can be pasted, typed, dropped or chosen as a file. What the bounce
//! means is shown below it.
//!
//! Everything is computed in the browser, and the text in the field is not changed. Must never send
//! anything.

use checklist::playbook::InputId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::MAX_TEXT_BYTES;
use terms::Lang;
use words::BounceText;

use super::bounce_reading::BounceReading;
use crate::platform::file;

/// The field, and what its text means.
#[component]
pub(crate) fn BounceField(
    lang: Lang,
    id: String,
    input: InputId,
    described: String,
    invalid: Signal<Option<&'static str>>,
    value: RwSignal<String>,
) -> impl IntoView {
    let is_unread = RwSignal::new(false);
    let take = move |chosen: Option<web_sys::File>| {
        let Some(chosen) = chosen else { return };
        spawn_local(async move {
            // In a bounce the report comes before the returned message, so what is cut off adds
            // nothing.
            let text = file::head(chosen, MAX_TEXT_BYTES).await;
            is_unread.set(text.is_none());
            if let Some(text) = text {
                value.set(text);
            }
        });
    };
    // A dragged file may be dropped anywhere on the page, because the field is a small target.
    file::on_drop(move |dropped| take(Some(dropped)));
    let file_id = format!("{id}-file");
    view! {
        <textarea id=id rows="6" aria-describedby=described aria-invalid=invalid prop:value=value data-kind="bounce"
            on:input=move |event| value.set(event_target_value(&event))></textarea>
        <div class="bounce-file">
            <label for=file_id.clone()>{BounceText::ChooseFile.get(lang)}</label>
            <input id=file_id type="file" accept=".eml,.txt,message/rfc822,text/plain" on:change=move |event| take(file::chosen(&event))/>
            {move || is_unread.get().then(|| view! { <p class="problem">{BounceText::FileNotRead.get(lang)}</p> })}
        </div>
        <BounceReading lang value input/>
    }
}
