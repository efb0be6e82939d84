//! The page for an unknown address, with a button to the start page.

use leptos::prelude::*;
use words::UiText;

use crate::language::expect_words;
use crate::navigation::Navigation;

/// The page for an unknown address.
#[component]
pub(crate) fn NotFound() -> impl IntoView {
    view! { <Ended title=UiText::NotFoundTitle help=UiText::NotFoundHelp can_start=true/> }
}

/// A page on which something has ended: a sentence, and a button to the start page.
#[component]
pub(crate) fn Ended(title: UiText, help: UiText, can_start: bool) -> impl IntoView {
    let words = expect_words();
    let navigation = use_context::<Navigation>();
    let start = move |_| {
        if let Some(navigation) = navigation {
            navigation.to_start();
        }
    };
    Effect::new(move || crate::platform::dom::set_title(title.get(words.lang())));
    view! {
        <main class="step" data-step="ended" data-sharing-ended=(title == UiText::WatchEndedTitle).then_some("")>
            <h1 id="heading" tabindex="-1">{move || title.get(words.lang())}</h1>
            <p>{move || help.get(words.lang())}</p>
            {can_start.then(|| view! {
                <button type="button" class="button" data-action="start-again" on:click=start>{move || UiText::StartAgain.get(words.lang())}</button>
            })}
        </main>
    }
}
