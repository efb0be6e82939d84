//! The notice of a failed call, with a button to try again if that may help.

use leptos::prelude::*;
use terms::Lang;
use words::UiText;

use crate::api::ApiProblem;

/// The notice of a problem.
#[component]
pub(crate) fn Trouble(
    lang: Lang,
    problem: ApiProblem,
    /// Called to try again.
    #[prop(optional)]
    again: Option<Callback<()>>,
) -> impl IntoView {
    let button = again.filter(|_| problem.may_pass()).map(|again| {
        view! { <button type="button" class="button quiet-button" data-action="try-again" on:click=move |_| again.run(())>{UiText::TryAgain.get(lang)}</button> }
    });
    view! { <div class="notice notice-problem" role="alert"><p>{problem.words(lang)}</p>{button}</div> }
}
