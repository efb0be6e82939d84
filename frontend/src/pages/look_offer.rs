//! The offer to look into the mailbox, beside a question that a look can answer and below a verdict
//! that is not certain.
//!
//! Must never be in the way: it is optional, and everything can be answered without it.

use checklist::playbook::{Ask, Predicate};
use diagnosis::probe::CheckKind;
use leptos::prelude::*;
use session::{LookObstacle, look_offer};
use terms::Lang;
use words::LookOfferText;

use super::session_actions::SessionActions;

/// Whether a look can answer a question.
#[must_use]
pub(crate) fn can_answer(ask: &Ask) -> bool {
    let mut can = false;
    for rule in &ask.measured {
        rule.when.visit(&mut |predicate| {
            if let Predicate::Finding(code) | Predicate::Problem(code) = predicate {
                can |= code.usual_check() == Some(CheckKind::Mailbox);
            }
        });
    }
    can
}

/// The offer, if a look can be offered or a reason can be given why not.
pub(crate) fn offer(actions: SessionActions, lang: Lang) -> impl IntoView {
    let store = actions.store;
    let is_possible = Memo::new(move |_| {
        store.standing(|standing| {
            matches!(look_offer(standing), Ok(_) | Err(LookObstacle::TakesNoPassword(_)))
        })
    });
    move || {
        let look = store.playbook().look.clone().filter(|_| is_possible.get())?;
        let open = move |_| actions.go_to(look.clone());
        Some(view! {
            <aside class="offer" data-testid="look-offer">
                <p><strong>{LookOfferText::Offer.get(lang)}</strong></p>
                <p class="quiet">{LookOfferText::OfferWhy.get(lang)}</p>
                <p><button type="button" class="button quiet-button" data-action="look" on:click=open>{LookOfferText::OfferOpen.get(lang)}</button></p>
            </aside>
        })
    }
}
