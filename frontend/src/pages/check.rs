//! Checks as they run: what is being waited for, the headline as soon as it is certain, one row for
//! each check, and a button to stop. When they have ended the page continues by itself; if the customer is reading the list, it shows a
//! button to continue instead.

use checklist::playbook::{Check, Step, StepId};
use diagnosis::probe::RunEnd;
use leptos::prelude::*;
use session::Command;
use terms::Lang;
use words::UiText;

use super::parts::OutcomePart;
use super::session_actions::SessionActions;
use crate::components::board::Board;
use crate::components::details::RouteDiagram;
use crate::components::progress::Progress;
use crate::components::provider_card::ProviderCard;
use crate::components::results::{RESULTS, Results};
use crate::part::expect_part;
use crate::platform::dom;

/// The screen of checks.
pub(crate) fn screen(actions: SessionActions, lang: Lang, step: StepId, check: &Check) -> AnyView {
    let store = actions.store;
    let title = untrack(|| {
        store.evidence(|playbook, _, evidence| playbook.fill(check.title.get(lang), evidence))
    });
    let of_step = step.clone();
    let board = Memo::new(move |_| {
        store.evidence(|playbook, facts, _| Board::of_step(playbook, facts, &of_step))
    });
    let start = {
        let step = step.clone();
        move |_| actions.send(Command::StartChecks { step: step.clone() }, || {})
    };
    let again = move || {
        let start = start.clone();
        view! { <button type="button" class="button quiet-button" data-action="check-again" on:click=start>{UiText::RunAgain.get(lang)}</button> }
    };
    let stand = Memo::new(move |_| board.with(|board| (board.run, board.end)));
    let on = move || {
        let next = store.walk.with(|walk| walk.current().cloned());
        let is_outcome = matches!(
            next.and_then(|next| store.playbook().steps.get(&next).cloned()),
            Some(Step::Conclude(_) | Step::Escalate(_))
        );
        let label = if is_outcome { UiText::SeeOutcome } else { UiText::Continue };
        view! { <button type="button" class="button" id="go-on" data-action="continue" on:click=move |_| actions.forward()>{label.get(lang)}</button> }
    };
    let buttons = move || {
        dom::hand_focus_on("stop", "go-on");
        match stand.get() {
            (Some(run), None) => {
                let stop = move |_| actions.send(Command::CancelChecks { run }, || {});
                view! { <button type="button" class="button quiet-button" id="stop" data-action="stop" on:click=stop>{UiText::Stop.get(lang)}</button> }.into_any()
            }
            (Some(_), Some(RunEnd::Completed)) => on().into_any(),
            (Some(_), Some(_)) => view! { {on()} " " {again()} }.into_any(),
            (None, _) => again().into_any(),
        }
    };
    let outcome = expect_part::<OutcomePart>();
    let ahead = move || {
        outcome.is_ready().then(|| outcome.ready().map(|outcome| (outcome.ahead)(actions, lang)))
    };
    view! {
        <h1 id="heading" tabindex="-1">{title}</h1>
        <Progress lang store board/>
        {ahead}
        <div id=RESULTS><Results lang store step/></div>
        // The button stays visible while the customer scrolls through a long list.
        <p class="actions" class:at-hand=move || stand.get().1.is_some()>{buttons}</p>
        <RouteDiagram lang store/>
        <ProviderCard lang store/>
    }
    .into_any()
}
