//! Whom a pasted error is about, as it was read, and the other readings at one tap.

use checklist::conclusion::{Side, complaint};
use checklist::playbook::{InputId, Playbook};
use checklist::{Evidence, walk};
use leptos::prelude::*;
use mail::bounce::{BounceItem, BounceReason};
use terms::Lang;
use words::VerdictText;

use crate::store::SessionStore;

/// Where a text was read, and what its reader may say of it: for the fields, which know no session.
#[derive(Clone, Copy)]
pub(crate) struct Correction {
    /// The session that holds the text.
    pub(crate) store: SessionStore,
    /// Called with the input and whom its text is about.
    pub(crate) correct: Callback<(InputId, Side)>,
}

/// One text, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    input: InputId,
    /// Whom it is about; several where its recipients differ.
    sides: Vec<Side>,
    /// What it can be said to be about.
    choices: Vec<Side>,
}

/// The texts that were sent, count and are understood, each with its sides.
fn read(playbook: &Playbook, evidence: &Evidence<'_>) -> Vec<Read> {
    let path = walk(playbook, evidence).path;
    let complaint = complaint(playbook, &path);
    let mut all = Vec::new();
    for text in evidence.pasted.on(&path).filter(|text| text.reading().is_understood()) {
        let is_told = |item: &BounceItem| !matches!(item.reason, BounceReason::Unknown | BounceReason::Delivered);
        let told = evidence.text_told(text, complaint);
        let items = text.items();
        let mut sides = Vec::new();
        for (place, told) in told.iter().enumerate() {
            if items.get(place).is_none_or(is_told) && !sides.contains(&told.side) {
                sides.push(told.side);
            }
        }
        let Some(input) = text.input.clone().filter(|_| !sides.is_empty()) else { continue };
        // What a program or a service shows can be about the connection.
        let is_connection = text.asked_as == Some(Side::Connection) || text.reading().connection().is_some();
        let is_offered = |side: &Side| *side != Side::Connection || is_connection || sides.contains(side);
        let choices = [Side::Received, Side::Sent, Side::Forwarded, Side::Connection].into_iter().filter(is_offered).collect();
        all.push(Read { input, sides, choices });
    }
    all
}

/// The sides of the texts that were sent.
#[component]
pub(crate) fn PastedSide(
    lang: Lang,
    here: Correction,
    /// The only input that is meant; without it all are.
    #[prop(optional)]
    only: Option<InputId>,
) -> impl IntoView {
    let Correction { store, correct } = here;
    let found = Memo::new(move |_| {
        let is_meant = |read: &Read| only.as_ref().is_none_or(|only| *only == read.input);
        store.evidence(|playbook, _, evidence| read(playbook, evidence)).into_iter().filter(is_meant).collect::<Vec<_>>()
    });
    // Drawn anew only when other texts are there: a press must not take the button from under the finger.
    let inputs =
        Memo::new(move |_| found.with(|found| found.iter().map(|read| (read.input.clone(), read.choices.clone())).collect::<Vec<_>>()));
    move || {
        let texts = inputs.get().into_iter().map(|(input, choices)| {
            let buttons = choices.into_iter().map(|side| {
                let (of_state, of_press) = (input.clone(), input.clone());
                let is_it = move || {
                    found.with(|found| found.iter().any(|read| read.input == of_state && read.sides.contains(&side))).to_string()
                };
                let press = move |_| correct.run((of_press.clone(), side));
                view! { <button type="button" class="choice" data-side=side.as_str() aria-pressed=is_it on:click=press>{words::side(lang, side)}</button> }
            });
            let buttons = buttons.collect_view();
            view! {
                <div class="pasted-side" role="group" aria-label=VerdictText::PastedAbout.get(lang) data-testid="side">
                    <p>{VerdictText::PastedAbout.get(lang)}</p>
                    <div class="choices">{buttons}</div>
                    <p class="help">{VerdictText::SideHelp.get(lang)}</p>
                </div>
            }
        });
        texts.collect_view()
    }
}
