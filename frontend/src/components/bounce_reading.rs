//! What a pasted bounce means, at once and in plain words.
//!
//! Computed here from what stands in the field; it asks nobody. Nothing is shown while the field is empty.

use leptos::prelude::*;
use shared::finding::FindingSeverity;
use shared::mail::bounce::{BounceItem, BounceReason, Explanation, Retry, explain};
use shared::playbook::InputId;
use shared::probe::ServerText;
use shared::session::InputValue;
use shared::text::{self, BounceText, Lang};

use super::pasted_side::{Correction, PastedSide};
use crate::platform::dom;

/// How many recipients are shown; a report can have hundreds.
const SHOWN_COUNT: usize = 10;

/// The reading of what is written.
#[component]
pub(crate) fn BounceReading(lang: Lang, value: RwSignal<String>, input: InputId) -> impl IntoView {
    let reading = Memo::new(move |_| value.with(|written| (!written.trim().is_empty()).then(|| explain(written))));
    tell_when_it_changes(lang, reading);
    let side = sent_side(lang, value, input);
    move || {
        reading.get().map(|explanation| {
            view! {
                <section class="bounce" data-testid="bounce-reading" aria-label=BounceText::Heading.get(lang)>
                    <h2>{BounceText::Heading.get(lang)}</h2>
                    {explanation.items.is_empty().then(|| view! { <p>{BounceText::NotRecognised.get(lang)}</p> })}
                    {explanation.items.iter().take(SHOWN_COUNT).map(|item| recipient(lang, item)).collect_view()}
                    {side.clone()}
                    {is_cut(&explanation).then(|| view! { <p class="quiet">{BounceText::Cut.get(lang)}</p> })}
                </section>
            }
        })
    }
}

/// Whom the text is about, once it was sent as it stands here.
fn sent_side(lang: Lang, value: RwSignal<String>, input: InputId) -> impl Fn() -> Option<AnyView> + Clone + Send + 'static {
    let here = use_context::<Correction>();
    let of_sent = input.clone();
    let is_sent = Memo::new(move |_| {
        let Some(Correction { store, .. }) = here else { return false };
        store.facts(|facts| matches!(facts.input(&of_sent), Some(InputValue::Text(sent)) if value.with(|written| written == sent)))
    });
    move || {
        let here = here.filter(|_| is_sent.get())?;
        let only = input.clone();
        Some(view! { <PastedSide lang here only/> }.into_any())
    }
}

fn is_cut(explanation: &Explanation) -> bool {
    explanation.is_cut || explanation.items.len() > SHOWN_COUNT
}

/// A screen reader hears the first sentence, each time that another one stands there.
fn tell_when_it_changes(lang: Lang, reading: Memo<Option<Explanation>>) {
    let title = Memo::new(move |_| {
        reading.with(|reading| {
            let items = &reading.as_ref()?.items;
            Some(items.first().map_or(BounceText::NotRecognised.get(lang), |item| text::bounce_reason(lang, item.reason)))
        })
    });
    Effect::new(move |told: Option<Option<&'static str>>| {
        let title = title.get();
        // What stands there when the screen opens is read with the screen.
        if let (Some(title), Some(told)) = (title, told)
            && told != Some(title)
        {
            dom::announce(title);
        }
        title
    });
}

/// How much it weighs, in a word beside the colour.
const fn severity(item: &BounceItem) -> FindingSeverity {
    match (item.reason, item.retry) {
        (BounceReason::Delivered, _) => FindingSeverity::Info,
        (BounceReason::Unknown, _) => FindingSeverity::Unjudged,
        (_, Retry::MayWork) => FindingSeverity::Warning,
        _ => FindingSeverity::Problem,
    }
}

fn recipient(lang: Lang, item: &BounceItem) -> impl IntoView + use<> {
    let words = text::bounce(lang, item);
    let severity = severity(item);
    let name = item.final_recipient.as_ref().map_or_else(|| BounceText::NoRecipient.get(lang).to_owned(), ToString::to_string);
    let class = match severity {
        FindingSeverity::Info => "bounce-item bounce-ok",
        FindingSeverity::Unjudged => "bounce-item bounce-unknown",
        FindingSeverity::Warning => "bounce-item bounce-warning",
        FindingSeverity::Problem => "bounce-item bounce-problem",
    };
    let steps = |heading: BounceText, steps: Vec<&'static str>| {
        view! {
            <p class="bounce-side">{heading.get(lang)}</p>
            <ul>{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ul>
        }
    };
    let shown = |text: &Option<ServerText>| text.as_ref().map(ToString::to_string);
    let facts = [
        (BounceText::Code, text::bounce_code(lang, item)),
        (BounceText::Provider, item.provider.as_ref().map(|provider| provider.display_name().to_owned())),
        (BounceText::RemoteServer, shown(&item.remote_mta)),
        (BounceText::ReportingServer, shown(&item.reporting_mta)),
        (BounceText::When, shown(&item.time)),
        (BounceText::Said, shown(&item.server_text)),
        (BounceText::Sure, Some(text::bounce_confidence(lang, item.confidence).to_owned())),
    ];
    let facts = facts.into_iter().filter_map(|(label, value)| {
        let value = value?;
        // Somebody else's words are not to be translated by the browser.
        let translate = if matches!(label, BounceText::Code | BounceText::Sure) { None } else { Some("no") };
        Some(view! { <div><dt>{label.get(lang)}</dt><dd translate=translate>{value}</dd></div> })
    });
    view! {
        <div class=class data-reason=item.reason.as_str()>
            <p class="bounce-name" translate="no">{name}</p>
            <p class="bounce-title"><span class="bounce-severity">{text::severity(lang, severity)}</span> " " <strong>{words.title}</strong></p>
            <p>{words.meaning}</p>
            <p>{text::bounce_owner(lang, item.owner)} " " {text::bounce_retry(lang, item.retry)}</p>
            <details>
                <summary>{BounceText::WhatToDo.get(lang)}</summary>
                {steps(BounceText::ForSender, words.sender)}
                {steps(BounceText::ForRecipient, words.recipient)}
            </details>
            <dl class="bounce-facts">{facts.collect_view()}</dl>
        </div>
    }
}
