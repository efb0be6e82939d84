//! The customer's data: how long it is kept, the report to download, and the button to erase it
//! now.

use leptos::prelude::*;
use terms::Lang;
use words::UiText;

use crate::language::filled;
use crate::platform::{dom, time};

/// The section on data.
#[component]
pub(crate) fn YourData(
    lang: Lang,
    /// When the session erases itself: milliseconds since 1970-01-01 UTC.
    erased_at_ms: i64,
    /// Whether this page can be bookmarked.
    can_keep: bool,
    /// Called with the format to download: `html`, `json` or `zip`.
    download: Callback<&'static str>,
    /// Called to erase everything, after the customer has confirmed.
    erase: Callback<()>,
) -> impl IntoView {
    let is_asked = RwSignal::new(false);
    let question = move || {
        dom::hand_focus_on("erase", "erase-sure");
        dom::hand_focus_on("erase-question", "erase");
        if is_asked.get() {
            view! {
                <div class="sure" id="erase-question" role="group" aria-labelledby="erase-sure">
                    <p id="erase-sure" tabindex="-1">{UiText::EraseSure.get(lang)}</p>
                    <button type="button" class="button danger-button" data-action="erase-yes" on:click=move |_| erase.run(())>{UiText::EraseYes.get(lang)}</button>
                    <button type="button" class="button quiet-button" data-action="erase-no" on:click=move |_| is_asked.set(false)>{UiText::EraseNo.get(lang)}</button>
                </div>
            }
            .into_any()
        } else {
            view! { <button type="button" class="link" id="erase" data-action="erase" on:click=move |_| is_asked.set(true)>{UiText::EraseNow.get(lang)}</button> }.into_any()
        }
    };
    view! {
        <details class="data">
            <summary>{UiText::YourData.get(lang)}</summary>
            <p>{filled(lang, UiText::ErasedOn, "date", &time::day(lang, erased_at_ms))}</p>
            {can_keep.then(|| view! { <p>{UiText::KeepLink.get(lang)}</p> })}
            <p>
                <button type="button" class="link" data-action="download-html" on:click=move |_| download.run("html")>{UiText::DownloadHtml.get(lang)}</button>
                " · "
                <button type="button" class="link" data-action="download-json" on:click=move |_| download.run("json")>{UiText::DownloadJson.get(lang)}</button>
                " · "
                <button type="button" class="link" data-action="download-zip" on:click=move |_| download.run("zip")>{UiText::DownloadZip.get(lang)}</button>
            </p>
            {question}
        </details>
    }
}
