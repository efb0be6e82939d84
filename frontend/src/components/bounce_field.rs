//! The field for a bounce or a message that arrived, which can be pasted, typed, dropped or chosen
//! as a file. What it means is shown below it.
//!
//! Everything about the text is computed in the browser, and the text in the field is not changed; of
//! a file with a message that arrived only the header is taken. An image or a document goes into the
//! list of files below. Must never send anything itself.

use checklist::PastedBounce;
use checklist::playbook::{InputId, InputKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::MAX_TEXT_BYTES;
use terms::Lang;
use words::{BounceText, HeaderText};

use super::bounce_reading::BounceReading;
use super::file_list::{self, FileGiving, FileList};
use crate::platform::file;

/// The field, and what its text means.
#[component]
pub(crate) fn BounceField(
    lang: Lang,
    id: String,
    input: InputId,
    kind: InputKind,
    described: String,
    invalid: Signal<Option<&'static str>>,
    value: RwSignal<String>,
    /// How files are given; `None` before a session begins.
    files: Option<FileGiving>,
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
                value.set(without_letter(text));
            }
        });
    };
    let here = files;
    let problem = RwSignal::new(None);
    let of_field = input.clone();
    let give = move |given: web_sys::File| {
        if let Some(here) = here {
            file_list::give(here, of_field.clone(), given, problem);
        }
    };
    // A dragged file may be dropped anywhere on the page, because the field is a small target.
    let choose = match kind {
        InputKind::Message => HeaderText::ChooseFile.get(lang),
        _ => BounceText::ChooseFile.get(lang),
    };
    let give_dropped = give.clone();
    file::on_drop(move |dropped| {
        if here.is_none() || file::is_text(&dropped) {
            take(Some(dropped));
        } else {
            give_dropped(dropped);
        }
    });
    let paste = move |event: leptos::ev::Event| {
        if let Some(pasted) = file::pasted(&event).filter(|_| here.is_some()) {
            event.prevent_default();
            give(pasted);
        }
    };
    let (files_id, of_files) = (id.clone(), input.clone());
    let files = here.map(|here| view! { <FileList lang here id=files_id input=of_files problem/> });
    let file_id = format!("{id}-file");
    view! {
        <textarea id=id rows="6" aria-describedby=described aria-invalid=invalid prop:value=value data-kind="bounce"
            on:input=move |event| value.set(event_target_value(&event)) on:paste=move |event| paste(event.into())></textarea>
        <div class="bounce-file">
            <label for=file_id.clone()>{choose}</label>
            <input id=file_id type="file" accept=".eml,.txt,message/rfc822,text/plain" on:change=move |event| take(file::chosen(&event))/>
            {move || is_unread.get().then(|| view! { <p class="problem">{BounceText::FileNotRead.get(lang)}</p> })}
        </div>
        {files}
        <BounceReading lang value input kind/>
    }
}

/// A message that arrived without its body, which says nothing about how it came and is not for
/// others. Any other text stays whole.
fn without_letter(text: String) -> String {
    let is_message = |text: &str| PastedBounce::new(text).reading().message().is_some();
    let ends = ["\r\n\r\n", "\n\n"].into_iter().filter_map(|end| text.find(end));
    match ends.min().and_then(|end| text.get(..end)) {
        Some(header) if is_message(&text) && is_message(header) => header.to_owned(),
        _ => text,
    }
}
