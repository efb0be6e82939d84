//! The summary of the fields that must be corrected. It takes the focus and links to each field.

use leptos::prelude::*;
use terms::Lang;
use words::UiText;

use crate::platform::dom;

/// One correction to make: the id of the field's element, and the sentence.
pub(crate) type Fault = (String, String);

/// The summary; nothing if no field must be corrected.
#[component]
pub(crate) fn ErrorSummary(lang: Lang, #[prop(into)] faults: Signal<Vec<Fault>>) -> impl IntoView {
    move || {
        let faults = faults.get();
        (!faults.is_empty()).then(|| {
            let entries = faults.into_iter().map(|(field, sentence)| {
                let href = format!("#{field}");
                let lead = move |event: leptos::ev::MouseEvent| {
                    // The fragment of the address holds the capability: the link must not replace
                    // it with the field's id.
                    event.prevent_default();
                    dom::focus(&field);
                };
                view! { <li><a href=href on:click=lead>{sentence}</a></li> }
            });
            view! {
                <div class="errors" id="errors" data-errors="" tabindex="-1" role="group" aria-labelledby="errors-title">
                    <h2 id="errors-title">{UiText::ErrorSummary.get(lang)}</h2>
                    <ul>{entries.collect_view()}</ul>
                </div>
            }
        })
    }
}
