//! A button that copies a text. Where the browser forbids copying, the text is shown, selected.

use leptos::html::Textarea;
use leptos::prelude::*;
use leptos::task::spawn_local;
use terms::Lang;
use words::UiText;

use crate::platform::clipboard;

/// A button that copies a text.
#[component]
pub(crate) fn CopyButton(
    lang: Lang,
    /// The button's label.
    label: UiText,
    /// The text to copy.
    text: Callback<(), String>,
    /// Whether copying is the primary action.
    #[prop(optional)]
    is_primary: bool,
) -> impl IntoView {
    let outcome = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text.run(());
        spawn_local(async move {
            let is_copied = clipboard::copy(&text).await;
            outcome.try_set(Some(is_copied));
        });
    };
    let after = move || match outcome.get() {
        None => ().into_any(),
        Some(true) => {
            view! { <span class="copied" role="status">{UiText::Copied.get(lang)}</span> }
                .into_any()
        }
        Some(false) => {
            view! { <ByHand lang help=UiText::CopyByHand text=text.run(())/> }.into_any()
        }
    };
    let class = if is_primary { "button" } else { "button quiet-button" };
    view! { <button type="button" class=class data-action="copy" on:click=copy>{label.get(lang)}</button> {after} }
}

/// A text that is already selected, to be copied by hand.
#[component]
pub(crate) fn ByHand(
    lang: Lang,
    /// What to do with the text.
    help: UiText,
    /// The text.
    text: String,
) -> impl IntoView {
    let area = NodeRef::<Textarea>::new();
    Effect::new(move || {
        if let Some(area) = area.get() {
            // A text area can only be selected once it is in the document.
            request_animation_frame(move || clipboard::select_all(&area));
        }
    });
    view! {
        <div class="by-hand">
            <p>{help.get(lang)}</p>
            <textarea node_ref=area readonly rows="8" aria-label=help.get(lang) prop:value=text></textarea>
        </div>
    }
}
