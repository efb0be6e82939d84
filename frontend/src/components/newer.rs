//! Offers a newer version of the playbook, if it changes a step that is still ahead. It is only
//! taken when the customer asks for it.

use checklist::playbook::Playbook;
use leptos::prelude::*;
use session::{Facts, upgrade};
use terms::Lang;
use words::UiText;

/// The notice, with what would be asked again; `None` if the newer version changes nothing ahead.
#[must_use]
pub(crate) fn notice(
    lang: Lang,
    present: &Playbook,
    newer: &Playbook,
    facts: &Facts,
    take: Callback<()>,
) -> Option<AnyView> {
    let evidence = facts.evidence(newer);
    let questions: Vec<String> = upgrade(present, newer, facts)?
        .asked
        .iter()
        .filter_map(|step| newer.steps.get(step))
        .map(|step| newer.fill(words::heading(step, lang), &evidence))
        .collect();
    let asked = if questions.is_empty() {
        view! { <p>{UiText::NewerAsksNothing.get(lang)}</p> }.into_any()
    } else {
        let items: Vec<_> =
            questions.into_iter().map(|question| view! { <li>{question}</li> }).collect();
        view! { <p>{UiText::NewerAsks.get(lang)}</p><ul>{items}</ul> }.into_any()
    };
    let notice = view! {
        <div class="notice" data-testid="newer">
            <p><strong>{UiText::NewerTitle.get(lang)}</strong></p>
            {asked}
            <button type="button" class="button quiet-button" data-action="take-newer" on:click=move |_| take.run(())>{UiText::NewerTake.get(lang)}</button>
        </div>
    };
    Some(notice.into_any())
}
