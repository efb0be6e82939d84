//! What a pasted bounce, or the error shown for a mailbox, means, in plain words, with the same fix
//! and the same owner as the verdict will name.
//!
//! Computed in the browser from the text of the field. Nothing is shown while the field is empty.
//! Must never send anything.

use checklist::conclusion::{Side, complaint};
use checklist::playbook::{Complaint, InputId, InputKind, Playbook};
use checklist::{Evidence, InputValue, PastedBounce, TextPreview};
use diagnosis::finding::FindingSeverity;
use leptos::prelude::*;
use mail::bounce::{BounceItem, BounceReason, Explanation, Retry};
use mail::connection::{ConnectionError, ConnectionReason};
use mail::reading::Reading;
use outcome::is_operators_own;
use terms::Lang;
use terms::ServerText;
use words::{BounceText, ConnectionText, HeaderText};

use super::header_reading::header;
use super::pasted_side::{Correction, PastedSide};
use crate::platform::dom;

/// Most recipients that are shown; a report can have hundreds.
const SHOWN_COUNT: usize = 10;

/// The text in the field as it was read, and the conclusions from it.
#[derive(Clone, PartialEq)]
struct Read {
    reading: Reading,
    /// The conclusion for each recipient, or for the one error of a connection.
    previews: Vec<OwnedPreview>,
    /// Whether the customer chose the side.
    is_corrected: bool,
}

/// The conclusion from one recipient or one error, and the operator's name if the fix is the
/// operator's job.
#[derive(Clone, PartialEq)]
struct OwnedPreview {
    what: TextPreview,
    contact_name: Option<String>,
}

/// What the text in the field means.
#[component]
pub(crate) fn BounceReading(
    lang: Lang,
    value: RwSignal<String>,
    input: InputId,
    kind: InputKind,
) -> impl IntoView {
    let here = use_context::<Correction>();
    let asked = input.clone();
    let read = Memo::new(move |_| {
        let written = value.get();
        (!written.trim().is_empty()).then(|| match here {
            Some(Correction { store, .. }) => store.standing(|standing| {
                let (playbook, facts, evidence) =
                    (standing.playbook(), standing.facts(), standing.evidence());
                let complaint = complaint(playbook, &standing.walk().path);
                let text = PastedBounce::new(&written).into_input(
                    &asked,
                    playbook.about(&asked),
                    facts.sides.get(&asked).copied(),
                );
                read_in_session(&text, playbook, evidence, complaint)
            }),
            None => read_without_session(&written),
        })
    });
    let reading =
        Memo::new(move |_| read.with(|read| read.as_ref().map(|read| read.reading.clone())));
    let not_recognised = match kind {
        InputKind::Message => HeaderText::NotRecognised.get(lang),
        _ => BounceText::NotRecognised.get(lang),
    };
    let unread_heading = match kind {
        InputKind::Message => HeaderText::Heading.get(lang),
        _ => BounceText::Heading.get(lang),
    };
    tell_when_it_changes(lang, reading, not_recognised);
    let side = sent_side(lang, value, input);
    move || {
        read.get().map(|read| {
            let (heading, content) = match &read.reading {
                Reading::Bounce(bounce) => {
                    (BounceText::Heading.get(lang), recipients(lang, bounce, &read).into_any())
                }
                Reading::Connection(error) => (
                    ConnectionText::Heading.get(lang),
                    connection(lang, error, read.previews.first()).into_any(),
                ),
                Reading::Message(message) => {
                    let preview = read.previews.first();
                    let contact_name = preview.and_then(|own| own.contact_name.as_deref());
                    let what = preview.map(|own| &own.what);
                    (HeaderText::Heading.get(lang), header(lang, message, what, contact_name))
                }
                Reading::Nothing => (unread_heading, view! { <p>{not_recognised}</p> }.into_any()),
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

fn read_in_session(
    text: &PastedBounce,
    playbook: &Playbook,
    evidence: &Evidence,
    complaint: Option<Complaint>,
) -> Read {
    let owned = |what: TextPreview| {
        let is_own = is_operators_own(playbook, evidence, &what.conclusion);
        OwnedPreview { contact_name: is_own.then(|| playbook.contact.name.clone()), what }
    };
    let previews = evidence.text_previews(text, complaint).into_iter().map(owned).collect();
    Read { reading: text.reading().clone(), previews, is_corrected: text.corrected.is_some() }
}

/// Before there is a session, the side is determined from the text alone.
fn read_without_session(written: &str) -> Read {
    let text = PastedBounce::new(written);
    let previews = Evidence::default()
        .text_previews(&text, None)
        .into_iter()
        .map(|what| OwnedPreview { what, contact_name: None })
        .collect();
    Read { reading: text.reading().clone(), previews, is_corrected: false }
}

/// The side of the text ([`Side`]), once exactly this text was sent.
fn sent_side(
    lang: Lang,
    value: RwSignal<String>,
    input: InputId,
) -> impl Fn() -> Option<AnyView> + Clone + Send + 'static {
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

fn recipients(lang: Lang, bounce: &Explanation, read: &Read) -> impl IntoView + use<> {
    let previews = read.previews.iter();
    view! {
        {bounce.items.iter().zip(previews).take(SHOWN_COUNT).map(|(item, preview)| recipient(lang, item, preview, read.is_corrected)).collect_view()}
        {is_cut(bounce).then(|| view! { <p class="quiet">{BounceText::Cut.get(lang)}</p> })}
    }
}

fn is_cut(explanation: &Explanation) -> bool {
    explanation.is_cut || explanation.items.len() > SHOWN_COUNT
}

/// Announces the first sentence to screen readers whenever it changes.
fn tell_when_it_changes(lang: Lang, reading: Memo<Option<Reading>>, not_recognised: &'static str) {
    let title = Memo::new(move |_| {
        reading.with(|reading| match reading.as_ref()? {
            Reading::Bounce(bounce) => Some(
                bounce
                    .items
                    .first()
                    .map_or(not_recognised, |item| words::bounce_reason(lang, item.reason))
                    .to_owned(),
            ),
            Reading::Connection(error) => {
                Some(words::connection_reason(lang, error.reason).to_owned())
            }
            Reading::Message(message) => Some(words::header_title(lang, message)),
            Reading::Nothing => Some(not_recognised.to_owned()),
        })
    });
    Effect::new(move |announced: Option<Option<String>>| {
        let title = title.get();
        // Not when the screen opens: the sentence is then read with the screen.
        if let (Some(title), Some(announced)) = (&title, announced)
            && announced.as_ref() != Some(title)
        {
            dom::announce(title);
        }
        title
    });
}

/// Severity of the item, shown in a word beside the colour.
const fn severity(item: &BounceItem) -> FindingSeverity {
    match (item.reason, item.retry) {
        (BounceReason::Delivered, _) => FindingSeverity::Info,
        (BounceReason::Unknown, _) => FindingSeverity::Unjudged,
        (_, Retry::MayWork) => FindingSeverity::Warning,
        _ => FindingSeverity::Problem,
    }
}

fn recipient(
    lang: Lang,
    item: &BounceItem,
    preview: &OwnedPreview,
    is_corrected: bool,
) -> impl IntoView + use<> {
    let words = words::bounce(lang, item);
    let severity = severity(item);
    let name = item
        .final_recipient
        .as_ref()
        .map_or_else(|| BounceText::NoRecipient.get(lang).to_owned(), ToString::to_string);
    let class = class(severity);
    let steps = |heading: Option<BounceText>, steps: &[&'static str]| {
        let heading =
            heading.map(|heading| view! { <p class="bounce-side">{heading.get(lang)}</p> });
        view! { {heading} <ul>{steps.iter().map(|step| view! { <li>{*step}</li> }).collect_view()}</ul> }.into_any()
    };
    let side = preview.what.side;
    let own = words::text_steps(lang, &preview.what, &words);
    // The side may be determined wrongly until the customer chooses it, so the steps for the other
    // side are shown as well.
    let other = match side {
        Side::Sent if !is_corrected => Some((BounceText::ForRecipient, &words.recipient)),
        Side::Received if !is_corrected => Some((BounceText::ForSender, &words.sender)),
        _ => None,
    };
    let heading = match side {
        Side::Sent => Some(BounceText::ForSender),
        Side::Received => Some(BounceText::ForRecipient),
        Side::Forwarded | Side::Connection => None,
    };
    let todo = (!own.is_empty()).then(|| {
        view! {
            <details>
                <summary>{BounceText::WhatToDo.get(lang)}</summary>
                {steps(heading, &own)}
                {other.map(|(heading, other)| steps(Some(heading), other))}
            </details>
        }
    });
    let who = match item.reason {
        BounceReason::Delivered => None,
        _ => Some(words::text_owner(lang, &preview.what, preview.contact_name.as_deref())),
    };
    // What a program is shown is no message to send again.
    let again = (side != Side::Connection).then(|| words::bounce_retry(lang, item));
    let shown = |text: &Option<ServerText>| text.as_ref().map(ToString::to_string);
    let facts = [
        (BounceText::Code, words::bounce_code(lang, item)),
        (
            BounceText::Provider,
            item.provider.as_ref().map(|provider| provider.display_name().to_owned()),
        ),
        (BounceText::RemoteServer, shown(&item.remote_mta)),
        (BounceText::ReportingServer, shown(&item.reporting_mta)),
        (BounceText::When, shown(&item.time)),
        (BounceText::Said, shown(&item.server_text)),
        (BounceText::Sure, Some(words::bounce_confidence(lang, item.confidence).to_owned())),
    ];
    // Server texts and provider names must not be translated by the browser.
    let is_theirs = |label: BounceText| !matches!(label, BounceText::Code | BounceText::Sure);
    let facts = facts
        .into_iter()
        .filter_map(|(label, value)| Some(fact(label.get(lang), value?, is_theirs(label))));
    view! {
        <div class=class data-reason=item.reason.as_str() data-side=side.as_str()>
            <p class="bounce-name" translate="no">{name}</p>
            <p class="bounce-title"><span class="bounce-severity">{words::severity(lang, severity)}</span> " " <strong>{words.title}</strong></p>
            <p>{words.meaning}</p>
            <p>{who} " " {again}</p>
            {todo}
            <dl class="bounce-facts">{facts.collect_view()}</dl>
        </div>
    }
}

/// What the error shown for a mailbox means. All of its steps are for the owner of the mailbox.
fn connection(
    lang: Lang,
    error: &ConnectionError,
    preview: Option<&OwnedPreview>,
) -> impl IntoView + use<> {
    let words = words::connection(lang, error.reason);
    let severity = match (error.reason, error.retry) {
        (ConnectionReason::Unknown, _) => FindingSeverity::Unjudged,
        (_, Retry::MayWork) => FindingSeverity::Warning,
        _ => FindingSeverity::Problem,
    };
    let facts = [
        (
            ConnectionText::Protocol,
            error.protocol.map(|protocol| words::connection_protocol(lang, protocol).to_owned()),
        ),
        (ConnectionText::Code, words::connection_code(error)),
        (
            ConnectionText::Provider,
            error.provider.as_ref().map(|provider| provider.display_name().to_owned()),
        ),
        (ConnectionText::Said, error.server_text.as_ref().map(ToString::to_string)),
        (
            ConnectionText::Sure,
            Some(words::connection_confidence(lang, error.confidence).to_owned()),
        ),
    ];
    let is_theirs =
        |label: ConnectionText| !matches!(label, ConnectionText::Protocol | ConnectionText::Sure);
    let facts = facts
        .into_iter()
        .filter_map(|(label, value)| Some(fact(label.get(lang), value?, is_theirs(label))));
    view! {
        <div class=class(severity) data-reason=error.reason.as_str()>
            <p class="bounce-name">{ConnectionText::About.get(lang)}</p>
            <p class="bounce-title"><span class="bounce-severity">{words::severity(lang, severity)}</span> " " <strong>{words.title}</strong></p>
            <p>{words.meaning}</p>
            <p>{preview.map(|preview| words::text_owner(lang, &preview.what, preview.contact_name.as_deref()))} " " {words::connection_retry(lang, error.retry)}</p>
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
