//! What the header of a message that arrived says: why it landed where it did and whose job that is,
//! its path with times, the proofs of its sender, the filters, and how it came.
//!
//! Text of the header is shown as text nodes and is not translated. Must never send anything.

use checklist::TextPreview;
use leptos::prelude::*;
use mail::message::{MessageReading, Trust};
use terms::Lang;
use words::{BounceText, HeaderText};

/// Most steps, statements and filters that are shown; a hostile header can have many.
const SHOWN_COUNT: usize = 25;

/// What a header says. `contact_name` is the operator's name if the fix is the operator's job.
pub(super) fn header(
    lang: Lang,
    message: &MessageReading,
    preview: Option<&TextPreview>,
    contact_name: Option<&str>,
) -> AnyView {
    let judged = preview.filter(|preview| preview.is_judged());
    let class = match judged {
        Some(_) => "bounce-item bounce-warning",
        None => "bounce-item bounce-ok",
    };
    let cause = judged.map(|preview| conclusion(lang, preview, contact_name));
    let origin = words::header_origin(lang, message);
    let is_cut = message.is_cut || message.hop_count > SHOWN_COUNT;
    view! {
        <div class=class data-cause=judged.map(|preview| preview.conclusion.cause.as_str())>
            <p class="bounce-title"><strong>{words::header_title(lang, message)}</strong></p>
            {cause}
            {path(lang, message)}
            {proofs(lang, message)}
            {filters(lang, message)}
            <h3>{HeaderText::Origin.get(lang)}</h3>
            {origin.into_iter().map(|said| view! { <p>{said}</p> }).collect_view()}
            {is_cut.then(|| view! { <p class="quiet">{HeaderText::Cut.get(lang)}</p> })}
        </div>
    }
    .into_any()
}

/// The cause that follows from the header, the owner of the fix, and what can be done.
fn conclusion(
    lang: Lang,
    preview: &TextPreview,
    contact_name: Option<&str>,
) -> impl IntoView + use<> {
    let words = words::cause_words(preview.conclusion.cause);
    let who = words::text_owner(lang, preview, contact_name);
    let steps = words.steps.iter().map(|step| view! { <li>{step.get(lang)}</li> }).collect_view();
    view! {
        <p>{words.title.get(lang)} " " {who}</p>
        <details>
            <summary>{BounceText::WhatToDo.get(lang)}</summary>
            <ul>{steps}</ul>
        </details>
    }
}

/// The path, a line for each server.
fn path(lang: Lang, message: &MessageReading) -> Option<AnyView> {
    if message.hops.is_empty() {
        return None;
    }
    let hops = message.hops.iter().take(SHOWN_COUNT).enumerate().map(|(index, hop)| {
        let (is_first, is_slow) = (index == 0, message.slowest == Some(index));
        let remark = words::hop_remark(lang, hop, is_first);
        view! {
            <li class:hop-slow=is_slow>
                <span translate="no">{words::hop_hosts(hop)}</span>
                <span class="hop-time">{words::hop_time(lang, hop, is_first)}</span>
                {remark.map(|remark| view! { <span class="quiet">{remark}</span> })}
            </li>
        }
    });
    let written = message.sent_at.map(|at| {
        view! { <p class="quiet">{HeaderText::Written.get(lang)} ": " {at.to_string()}</p> }
    });
    let not_slow = message
        .slowest
        .is_none()
        .then(|| view! { <p class="quiet">{HeaderText::NotSlow.get(lang)}</p> });
    let view = view! {
        <h3>{HeaderText::Path.get(lang)}</h3>
        <p class="quiet">{HeaderText::PathHelp.get(lang)}</p>
        {written}
        <ol class="hops">{hops.collect_view()}</ol>
        {not_slow}
    };
    Some(view.into_any())
}

fn proofs(lang: Lang, message: &MessageReading) -> impl IntoView + use<> {
    let said = message.authentication.iter().take(SHOWN_COUNT).map(|said| {
        let is_open = said.trust == Trust::Forgeable;
        view! { <li class:quiet=is_open>{words::auth_statement(lang, said)}</li> }
    });
    let nothing = message
        .authentication
        .is_empty()
        .then(|| view! { <p>{HeaderText::NoAuthentication.get(lang)}</p> });
    view! {
        <h3>{HeaderText::Authentication.get(lang)}</h3>
        {nothing}
        <ul class="statements">{said.collect_view()}</ul>
    }
}

fn filters(lang: Lang, message: &MessageReading) -> impl IntoView + use<> {
    let said = message.filters.iter().take(SHOWN_COUNT).map(|said| {
        let words = words::filter_statement(lang, said);
        let facts = words.facts.map(|facts| view! { <span translate="no">{facts} "; "</span> });
        view! {
            <p><strong>{words.title}</strong> " " {words.meaning}</p>
            <p class="quiet">{facts} {words.who}</p>
        }
    });
    let nothing =
        message.filters.is_empty().then(|| view! { <p>{HeaderText::NoFilter.get(lang)}</p> });
    view! {
        <h3>{HeaderText::Filters.get(lang)}</h3>
        {nothing}
        {said.collect_view()}
    }
}
