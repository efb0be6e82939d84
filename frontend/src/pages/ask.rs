//! A question, or something to try by hand: the customer chooses one option and continues.

use checklist::playbook::{Ask, OptionId, StepId};
use checklist::{Answer, How};
use leptos::prelude::*;
use terms::{Lang, fill};
use web_sys::HtmlInputElement;
use words::UiText;

use super::look_offer;
use super::session_actions::SessionActions;
use crate::components::errors::ErrorSummary;
use crate::platform::dom;

/// The screen of a question.
pub(crate) fn screen(actions: SessionActions, lang: Lang, step: StepId, ask: Ask) -> AnyView {
    let store = actions.store;
    let texts = |text: &str| store.evidence(|playbook, _, evidence| playbook.fill(text, evidence));
    let (question, help, instructions, link) = untrack(|| {
        let instructions: Vec<String> =
            ask.instructions.iter().map(|text| texts(text.get(lang))).collect();
        (
            texts(ask.question.get(lang)),
            ask.help.as_ref().map(|help| texts(help.get(lang))),
            instructions,
            ask.link.as_deref().map(texts),
        )
    });
    let chosen = RwSignal::new(untrack(|| given(actions, &step)));
    let faults = RwSignal::new(Vec::new());
    let proceed = {
        let step = step.clone();
        move || {
            let Some(option) = chosen.get_untracked() else {
                faults.set(vec![("option-0".to_owned(), UiText::ChooseOne.get(lang).to_owned())]);
                actions.has_faults.set(true);
                dom::focus_soon("errors");
                return;
            };
            actions.answer(step.clone(), Answer::Option(option), move || actions.forward());
        }
    };
    let options = ask.options.iter().enumerate().map(|(place, choice)| {
        let (id, option, label) = (format!("option-{place}"), choice.id.clone(), words::option_label(&ask, &choice.id, lang));
        let of_label = id.clone();
        let (name, of_input, step) = (option.0.clone(), option.clone(), step.clone());
        let is_chosen = move || chosen.with(|chosen| chosen.as_ref() == Some(&of_input));
        let choose = move |_| {
            chosen.set(Some(option.clone()));
            // Kept outside this screen: a change of language or going back must not lose it.
            store.drafts.change(&step, |draft| draft.option = Some(option.clone()));
        };
        view! {
            <label class="option" for=of_label>
                <input type="radio" name="option" id=id value=name aria-describedby="option-problem" prop:checked=is_chosen on:change=choose/>
                <span>{label}</span>
            </label>
        }
    });
    let options = options.collect_view();
    let instructions = (!instructions.is_empty()).then(|| {
        let items = instructions.into_iter().map(|text| view! { <li>{text}</li> });
        view! { <h2>{UiText::TryByHand.get(lang)}</h2><ol class="instructions">{items.collect_view()}</ol> }
    });
    let link = link.map(|link| {
        let label = fill(UiText::OpenLink.get(lang), &[("link", link.trim_start_matches("https://").trim_end_matches('/'))]);
        view! { <p><a class="out" href=link target="_blank" rel="noopener noreferrer">{label} " " <span class="quiet">{UiText::OpensNewTab.get(lang)}</span></a></p> }
    });
    let fault = move || {
        faults.with(|faults: &Vec<(String, String)>| {
            faults.first().map(|(_, sentence)| sentence.clone())
        })
    };
    let offer = look_offer::can_answer(&ask).then(|| look_offer::offer(actions, lang));
    let on_enter = on_enter(proceed.clone());
    view! {
        <ErrorSummary lang faults/>
        <fieldset class="question" on:keydown=on_enter>
            <legend><h1 id="heading" tabindex="-1">{question}</h1></legend>
            {help.map(|help| view! { <p class="lead">{help}</p> })}
            {instructions}
            {link}
            <p class="problem" id="option-problem">{fault}</p>
            <div class="options">{options}</div>
        </fieldset>
        <p class="actions"><button type="button" class="button" data-action="continue" on:click=move |_| proceed()>{UiText::Continue.get(lang)}</button></p>
        {offer}
    }
    .into_any()
}

/// The option chosen before: on this screen, or in an earlier answer.
fn given(actions: SessionActions, step: &StepId) -> Option<OptionId> {
    let draft = actions.store.drafts.of(step).and_then(|draft| draft.option);
    draft.or_else(|| {
        let walk = actions.store.walk.get_untracked();
        let visit = walk.path.into_iter().find(|visit| visit.step == *step)?;
        match visit.how {
            How::Answered(option) | How::Measured { option, .. } => Some(option),
            How::Collected | How::Checked | How::Open => None,
        }
    })
}

/// Continues on Enter in any one-line field, because sandboxed frames send no `submit` event.
pub(crate) fn on_enter(proceed: impl Fn() + 'static) -> impl Fn(leptos::ev::KeyboardEvent) {
    move |event| {
        let is_field = event.target().is_some_and(|target| {
            use wasm_bindgen::JsCast;
            target
                .dyn_ref::<HtmlInputElement>()
                .is_some_and(|input| !matches!(input.type_().as_str(), "checkbox" | "file"))
        });
        if event.key() == "Enter" && is_field && !event.is_composing() {
            event.prevent_default();
            proceed();
        }
    }
}
