//! What a pasted bounce, or the error shown for a mailbox, means: at once and in plain words.
//!
//! Computed here from what stands in the field; it asks nobody. Nothing is shown while the field is empty.

use leptos::prelude::*;
use shared::conclusion::Side;
use shared::finding::FindingSeverity;
use shared::mail::bounce::{BounceItem, BounceReason, Explanation, Retry};
use shared::mail::connection::{ConnectionError, ConnectionReason};
use shared::mail::reading::{Reading, read, read_for_mailbox};
use shared::playbook::InputId;
use shared::probe::ServerText;
use shared::session::InputValue;
use shared::text::{self, BounceText, ConnectionText, Lang};

use super::pasted_side::{Correction, PastedSide};
use crate::platform::dom;

/// How many recipients are shown; a report can have hundreds.
const SHOWN_COUNT: usize = 10;

/// The reading of what is written.
#[component]
pub(crate) fn BounceReading(lang: Lang, value: RwSignal<String>, input: InputId, about: Option<Side>) -> impl IntoView {
    // What a program shows is about its mailbox, as the verdict will read it.
    let read = if about == Some(Side::Connection) { read_for_mailbox } else { read };
    let reading = Memo::new(move |_| value.with(|written| (!written.trim().is_empty()).then(|| read(written))));
    tell_when_it_changes(lang, reading);
    let side = sent_side(lang, value, input);
    move || {
        reading.get().map(|reading| {
            let (heading, content) = match &reading {
                Reading::Bounce(bounce) => (BounceText::Heading.get(lang), recipients(lang, bounce).into_any()),
                Reading::Connection(error) => (ConnectionText::Heading.get(lang), connection(lang, error).into_any()),
                Reading::Nothing => (BounceText::Heading.get(lang), view! { <p>{BounceText::NotRecognised.get(lang)}</p> }.into_any()),
            };
            view! {
                <section class="bounce" data-testid="bounce-reading" aria-label=heading>
                    <h2>{heading}</h2>
                    {content}
                    {side.clone()}
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

fn recipients(lang: Lang, bounce: &Explanation) -> impl IntoView + use<> {
    view! {
        {bounce.items.iter().take(SHOWN_COUNT).map(|item| recipient(lang, item)).collect_view()}
        {is_cut(bounce).then(|| view! { <p class="quiet">{BounceText::Cut.get(lang)}</p> })}
    }
}

fn is_cut(explanation: &Explanation) -> bool {
    explanation.is_cut || explanation.items.len() > SHOWN_COUNT
}

/// A screen reader hears the first sentence, each time that another one stands there.
fn tell_when_it_changes(lang: Lang, reading: Memo<Option<Reading>>) {
    let title = Memo::new(move |_| {
        let not_recognised = || BounceText::NotRecognised.get(lang);
        reading.with(|reading| match reading.as_ref()? {
            Reading::Bounce(bounce) => {
                Some(bounce.items.first().map_or_else(not_recognised, |item| text::bounce_reason(lang, item.reason)))
            }
            Reading::Connection(error) => Some(text::connection_reason(lang, error.reason)),
            Reading::Nothing => Some(not_recognised()),
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
    let class = class(severity);
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
    // Somebody else's words are not to be translated by the browser.
    let is_theirs = |label: BounceText| !matches!(label, BounceText::Code | BounceText::Sure);
    let facts = facts.into_iter().filter_map(|(label, value)| Some(fact(label.get(lang), value?, is_theirs(label))));
    view! {
        <div class=class data-reason=item.reason.as_str()>
            <p class="bounce-name" translate="no">{name}</p>
            <p class="bounce-title"><span class="bounce-severity">{text::severity(lang, severity)}</span> " " <strong>{words.title}</strong></p>
            <p>{words.meaning}</p>
            <p>{text::bounce_owner(lang, item.acting())} " " {text::bounce_retry(lang, item)}</p>
            <details>
                <summary>{BounceText::WhatToDo.get(lang)}</summary>
                {steps(BounceText::ForSender, words.sender)}
                {steps(BounceText::ForRecipient, words.recipient)}
            </details>
            <dl class="bounce-facts">{facts.collect_view()}</dl>
        </div>
    }
}

/// What the error that is shown for a mailbox means: one thing, whose steps are all for its owner.
fn connection(lang: Lang, error: &ConnectionError) -> impl IntoView + use<> {
    let words = text::connection(lang, error.reason);
    let severity = match (error.reason, error.retry) {
        (ConnectionReason::Unknown, _) => FindingSeverity::Unjudged,
        (_, Retry::MayWork) => FindingSeverity::Warning,
        _ => FindingSeverity::Problem,
    };
    let facts = [
        (ConnectionText::Protocol, error.protocol.map(|protocol| text::connection_protocol(lang, protocol).to_owned())),
        (ConnectionText::Code, text::connection_code(error)),
        (ConnectionText::Provider, error.provider.as_ref().map(|provider| provider.display_name().to_owned())),
        (ConnectionText::Said, error.server_text.as_ref().map(ToString::to_string)),
        (ConnectionText::Sure, Some(text::connection_confidence(lang, error.confidence).to_owned())),
    ];
    let is_theirs = |label: ConnectionText| !matches!(label, ConnectionText::Protocol | ConnectionText::Sure);
    let facts = facts.into_iter().filter_map(|(label, value)| Some(fact(label.get(lang), value?, is_theirs(label))));
    view! {
        <div class=class(severity) data-reason=error.reason.as_str()>
            <p class="bounce-name">{ConnectionText::About.get(lang)}</p>
            <p class="bounce-title"><span class="bounce-severity">{text::severity(lang, severity)}</span> " " <strong>{words.title}</strong></p>
            <p>{words.meaning}</p>
            <p>{text::connection_owner(lang, error.owner)} " " {text::connection_retry(lang, error.retry)}</p>
            <details>
                <summary>{ConnectionText::WhatToDo.get(lang)}</summary>
                <ul>{words.steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view()}</ul>
            </details>
            <dl class="bounce-facts">{facts.collect_view()}</dl>
        </div>
    }
}

const fn class(severity: FindingSeverity) -> &'static str {
    match severity {
        FindingSeverity::Info => "bounce-item bounce-ok",
        FindingSeverity::Unjudged => "bounce-item bounce-unknown",
        FindingSeverity::Warning => "bounce-item bounce-warning",
        FindingSeverity::Problem => "bounce-item bounce-problem",
    }
}

fn fact(label: &'static str, value: String, is_theirs: bool) -> impl IntoView + use<> {
    view! { <div><dt>{label}</dt><dd translate=is_theirs.then_some("no")>{value}</dd></div> }
}
