//! Fields to fill in: the customer writes and continues.

use std::collections::BTreeMap;

use checklist::Answer;
use checklist::playbook::{Collect, StepId};
use leptos::prelude::*;
use session::Command;
use terms::Lang;
use words::UiText;

use super::ask::on_enter;
use super::session_actions::SessionActions;
use crate::components::errors::ErrorSummary;
use crate::components::field::Fields;
use crate::components::pasted_side::Correction;
use crate::fields::all_written;
use crate::platform::dom;

/// The screen of fields.
pub(crate) fn screen(
    actions: SessionActions,
    lang: Lang,
    step: StepId,
    collect: &Collect,
) -> AnyView {
    let store = actions.store;
    let before = written_before(actions, &step);
    let (question, help, fields) = untrack(|| {
        store.evidence(|playbook, _, evidence| {
            let text = |text: &str| playbook.fill(text, evidence);
            (
                text(collect.question.get(lang)),
                collect.help.as_ref().map(|help| text(help.get(lang))),
                Fields::new(playbook.named_inputs(&collect.inputs, evidence), &before),
            )
        })
    });
    keep_drafts(actions, &step, fields);
    allow_correction(actions);
    let proceed = move || {
        let Some(values) = fields.read(lang) else {
            actions.has_faults.set(true);
            dom::focus_soon("errors");
            return;
        };
        actions.answer(step.clone(), Answer::Inputs(values), move || actions.forward());
    };
    let enter = on_enter(proceed.clone());
    view! {
        <ErrorSummary lang faults=fields.faults/>
        <h1 id="heading" tabindex="-1">{question}</h1>
        {help.map(|help| view! { <p class="lead">{help}</p> })}
        <div class="fields" on:keydown=enter>{fields.show(lang)}</div>
        <p class="actions"><button type="button" class="button" data-action="continue" on:click=move |_| proceed()>{UiText::Continue.get(lang)}</button></p>
    }
    .into_any()
}

/// Lets a field for a bounce show the side of its text and correct it, and take files.
pub(crate) fn allow_correction(actions: SessionActions) {
    let correct = Callback::new(move |(input, side)| {
        actions.send(Command::CorrectSide { input, side }, || {})
    });
    provide_context(Correction { store: actions.store, correct });
    provide_context(actions);
}

/// The texts of a step's fields: not sent yet, or answered before.
#[must_use]
pub(crate) fn written_before(actions: SessionActions, step: &StepId) -> BTreeMap<String, String> {
    let draft = actions.store.drafts.of(step).map(|draft| draft.fields);
    draft.unwrap_or_else(|| {
        actions.store.facts_now(|facts| match facts.answers.get(step).map(|given| &given.answer) {
            Some(Answer::Inputs(values)) => all_written(values),
            _ => BTreeMap::new(),
        })
    })
}

/// Keeps the texts of the fields outside this screen.
pub(crate) fn keep_drafts(actions: SessionActions, step: &StepId, fields: Fields) {
    let step = step.clone();
    Effect::new(move || {
        let written = fields.written();
        actions.store.drafts.change(&step, |draft| draft.fields = written);
    });
}
