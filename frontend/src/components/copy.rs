//! A button that copies, and the text itself, selected, where the browser forbids copying.

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
    /// What the button says.
    label: UiText,
    /// The text.
    text: Callback<(), String>,
    /// Whether copying is the one thing to do.
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
        Some(true) => view! { <span class="copied" role="status">{UiText::Copied.get(lang)}</span> }.into_any(),
        Some(false) => view! { <ByHand lang help=UiText::CopyByHand text=text.run(())/> }.into_any(),
    };
    let class = if is_primary { "button" } else { "button quiet-button" };
    view! { <button type="button" class=class data-action="copy" on:click=copy>{label.get(lang)}</button> {after} }
}

/// A text that is selected already, to be copied by hand.
#[component]
pub(crate) fn ByHand(
    lang: Lang,
    /// What to do with it.
    help: UiText,
    /// The text.
    text: String,
) -> impl IntoView {
    let area = NodeRef::<Textarea>::new();
    Effect::new(move || {
        if let Some(area) = area.get() {
            // What is not in the page yet cannot be selected.
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
