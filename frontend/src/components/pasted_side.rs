//! The side of a pasted error as it was determined, and buttons for the other sides.

use checklist::conclusion::{Side, complaint};
use checklist::playbook::InputId;
use leptos::prelude::*;
use mail::bounce::{BounceItem, BounceReason};
use session::Standing;
use terms::Lang;
use words::VerdictText;

use crate::store::SessionStore;

/// For the fields, which do not know the session: the session that holds the text, and how to
/// correct the text's side.
#[derive(Clone, Copy)]
pub(crate) struct Correction {
    /// The session that holds the text.
    pub(crate) store: SessionStore,
    /// Called with the input and the correct side of its text.
    pub(crate) correct: Callback<(InputId, Side)>,
}

/// One text, as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Read {
    input: InputId,
    /// Its side; several if its recipients differ.
    sides: Vec<Side>,
    /// The sides that can be chosen.
    choices: Vec<Side>,
}

/// The texts that were sent, are on the path and were understood, each with its sides.
fn read(standing: &Standing) -> Vec<Read> {
    let (evidence, path) = (standing.evidence(), &standing.walk().path);
    let complaint = complaint(standing.playbook(), path);
    let mut all = Vec::new();
    for text in evidence.pasted.on(path).filter(|text| text.reading().is_understood()) {
        let is_shown = |item: &BounceItem| {
            !matches!(item.reason, BounceReason::Unknown | BounceReason::Delivered)
        };
        let previews = evidence.text_previews(text, complaint);
        let items = text.items();
        let mut sides = Vec::new();
        for (place, preview) in previews.iter().enumerate() {
            if items.get(place).is_none_or(is_shown) && !sides.contains(&preview.side) {
                sides.push(preview.side);
            }
        }
        let Some(input) = text.input.clone().filter(|_| !sides.is_empty()) else { continue };
        // An error that a program or a service shows can be about the connection.
        let is_connection =
            text.asked_as == Some(Side::Connection) || text.reading().connection().is_some();
        let is_message = text.reading().message().is_some();
        let is_offered = |side: &Side| {
            !is_message || matches!(side, Side::Received | Side::Sent) || sides.contains(side)
        };
        let is_offered = |side: &Side| {
            is_offered(side) && (*side != Side::Connection || is_connection || sides.contains(side))
        };
        let choices = [Side::Received, Side::Sent, Side::Forwarded, Side::Connection]
            .into_iter()
            .filter(is_offered)
            .collect();
        all.push(Read { input, sides, choices });
    }
    all
}

/// The sides of the texts that were sent.
#[component]
pub(crate) fn PastedSide(
    lang: Lang,
    here: Correction,
    /// Shows only the text of this input; without it, of all inputs.
    #[prop(optional)]
    only: Option<InputId>,
) -> impl IntoView {
    let Correction { store, correct } = here;
    let found = Memo::new(move |_| {
        let is_meant = |read: &Read| only.as_ref().is_none_or(|only| *only == read.input);
        store.standing(read).into_iter().filter(is_meant).collect::<Vec<_>>()
    });
    // Rendered again only when the set of texts changes: a click must not replace the button that
    // was clicked.
    let inputs = Memo::new(move |_| {
        found.with(|found| {
            found.iter().map(|read| (read.input.clone(), read.choices.clone())).collect::<Vec<_>>()
        })
    });
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
