//! The grounds of a cause: sentences, each with a link to the place on the page that shows it.

use leptos::prelude::*;
use outcome::{Ground, Place};

use crate::platform::dom;

/// The sentences under their title; `None` if there are none.
pub(crate) fn grounds(title: &'static str, grounds: Vec<Ground>) -> Option<AnyView> {
    if grounds.is_empty() {
        return None;
    }
    let rows = grounds.into_iter().map(|ground| view! { <li>{lead(ground)}</li> }).collect_view();
    Some(view! { <p><strong>{title} ":"</strong></p><ul class="grounds">{rows}</ul> }.into_any())
}

/// The sentence, as a link to the place that shows it.
pub(crate) fn lead(ground: Ground) -> AnyView {
    let element = match &ground.place {
        Some(Place::Answer(step)) => format!("answer-{step}"),
        Some(Place::Check(check)) => format!("check-{}", check.as_str()),
        Some(Place::Mailboxes) => "mailboxes".to_owned(),
        None => return ground.sentence.into_any(),
    };
    let href = format!("#{element}");
    let go = move |event: leptos::ev::MouseEvent| {
        // The fragment of the address holds the capability: the link must not replace it with the
        // element's id.
        event.prevent_default();
        // For a list of mailboxes, the rows of checks are inside the details of each mailbox.
        dom::focus(if dom::is_there(&element) { &element } else { "mailboxes" });
    };
    view! { <a href=href data-evidence-of=ground.name on:click=go>{ground.sentence}</a> }.into_any()
}
