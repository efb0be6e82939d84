//! What was measured, in one line that opens to the diagram and every check. For the steps after
//! the checks.

use checklist::playbook::StepId;
use leptos::prelude::*;
use terms::Lang;
use words::UiText;

use super::board::{Board, Counts};
use super::details::RouteDiagram;
use super::provider_card::ProviderCard;
use super::results::Results;
use crate::store::SessionStore;

/// The results so far; nothing before the first check.
#[component]
pub(crate) fn Measured(
    lang: Lang,
    store: SessionStore,
    /// Whether it contains the diagram of the mail's route.
    has_route: bool,
    /// Whether it contains the card of the mail provider.
    has_card: bool,
) -> impl IntoView {
    let steps = Memo::new(move |_| {
        store.evidence(|_, _, evidence| evidence.runs.keys().cloned().collect::<Vec<_>>())
    });
    let counts = Memo::new(move |_| {
        let boards = |step: &StepId| {
            store.evidence(|playbook, facts, _| Board::of_step(playbook, facts, step).counts())
        };
        steps.with(|steps| steps.iter().map(boards).fold(Counts::default(), Counts::and))
    });
    move || {
        let steps = steps.get();
        (!steps.is_empty()).then(|| {
            let lists = steps.into_iter().map(|step| view! { <Results lang store step/> });
            view! {
                <details class="measured" data-testid="measured">
                    <summary>{UiText::Measured.get(lang)} <span class="quiet counts">" " {move || counts.get().words(lang)}</span></summary>
                    {has_route.then(|| view! { <RouteDiagram lang store/> })}
                    {lists.collect_view()}
                    {has_card.then(|| view! { <ProviderCard lang store/> })}
                </details>
            }
        })
    }
}
