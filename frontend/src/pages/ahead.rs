//! The headline that is certain although checks still run: what is wrong, who must act, what is still
//! being looked at, and a button that stops the rest.
//!
//! Must never show a headline that the rest of the checks could change (see
//! [`session::Standing::known_ahead`]).

use leptos::prelude::*;
use session::Command;
use terms::{Lang, fill};
use words::VerdictText;

use super::session_actions::SessionActions;
use crate::components::band::band;
use crate::components::outcome::Outcomes;

/// The headline, as soon as there is one.
pub(crate) fn card(actions: SessionActions, lang: Lang) -> AnyView {
    let store = actions.store;
    let known = Memo::new(move |_| store.standing(|standing| Outcomes::ahead(lang, standing)));
    let is_wanted = StoredValue::new(false);
    // The customer pressed the button: the page continues when the checks have stopped.
    Effect::new(move || {
        let is_running = store.facts(|facts| facts.running().is_some());
        if !is_running && is_wanted.get_value() {
            is_wanted.set_value(false);
            actions.forward();
        }
    });
    let stop = move |_| {
        if let Some(run) = store.facts_now(|facts| facts.running()) {
            is_wanted.set_value(true);
            actions.send(Command::CancelChecks { run }, || {});
        }
    };
    let card = move || {
        let (outcome, open) = known.get()?;
        let rest = fill(VerdictText::KnownAhead.get(lang), &[("checks", &open.join(", "))]);
        let view = view! {
            <section class="ahead" data-testid="ahead">
                {band(lang, &outcome.text.conclusion, || None)}
                <h2>{outcome.text.words.title}</h2>
                {outcome.who.map(|who| view! { <p class="who"><strong>{who}</strong></p> })}
                <p class="quiet">{rest}</p>
                <p class="actions"><button type="button" class="button" data-action="see-now" on:click=stop>{VerdictText::SeeNow.get(lang)}</button></p>
            </section>
        };
        Some(view)
    };
    card.into_any()
}
