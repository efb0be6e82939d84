//! One result of a verdict: its severity, what is wrong, who must act, where it is broken, what
//! still works, and the primary action. The grounds and all steps are folded below, with their
//! number.

use leptos::prelude::*;
use outcome::{Act, Meanwhile};
use terms::{Lang, fill};
use words::{CausesText, UiText, VerdictText};

use super::band::band;
use super::causes::publish;
use super::details::RouteDiagram;
use super::grounds::grounds;
use super::message_box::MessageBox;
use super::outcome::{Message, Outcome};
use crate::platform::dom;
use crate::store::SessionStore;

/// The context in which results are rendered.
#[derive(Clone, Copy)]
pub(crate) struct Around {
    /// The session.
    pub(crate) store: SessionStore,
    /// When it was measured.
    pub(crate) measured_at_ms: Signal<Option<i64>>,
    /// Called to open the ticket.
    pub(crate) ticket: Callback<()>,
}

/// The top of a result. The heading of the first result is that of the page.
pub(crate) fn head(
    lang: Lang,
    around: Around,
    place: usize,
    outcome: &Outcome,
    message: Signal<Option<Message>>,
) -> AnyView {
    let Outcome { text, who, meanwhile, .. } = outcome;
    let (conclusion, words) = (&text.conclusion, &text.words);
    let is_first = place == 0;
    let measured_at_ms = around.measured_at_ms;
    let perhaps = (conclusion.confidence == terms::Confidence::Possible && who.is_some())
        .then(|| view! { <p class="quiet perhaps">{VerdictText::Perhaps.get(lang)}</p> });
    let title = words.title.clone();
    let title = if is_first {
        view! { <h1 id="heading" tabindex="-1">{title}</h1> }.into_any()
    } else {
        view! { <h2>{title}</h2> }.into_any()
    };
    let about = words::about_cause(conclusion)
        .map(|names| view! { <p class="about" translate="no">{fill(VerdictText::About.get(lang), &[("names", &names)])}</p> });
    let sure = words::how_sure(lang, conclusion);
    let who = who.clone().map(|who| view! { <p class="who"><strong>{who}</strong> " " <span class="how-sure">{sure}</span></p> });
    view! {
        {band(lang, conclusion, move || measured_at_ms.get().filter(|_| is_first))}
        {perhaps}
        {title}
        {about}
        {who}
        <p class="why">{words.why.clone()}</p>
        {is_first.then(|| broken(lang, around.store, outcome))}
        {meanwhile.as_ref().map(|meanwhile| still_works(lang, meanwhile))}
        {action(lang, around, place, outcome, message)}
    }
    .into_any()
}

/// The diagram of the mail's route, if something on it is broken.
fn broken(lang: Lang, store: SessionStore, outcome: &Outcome) -> Option<AnyView> {
    let cut_to = outcome.checks.clone();
    (!cut_to.is_empty()).then(|| view! { <RouteDiagram lang store cut_to/> }.into_any())
}

fn still_works(lang: Lang, meanwhile: &Meanwhile) -> AnyView {
    let (said, link) = match meanwhile {
        Meanwhile::Webmail(host) => (VerdictText::WebmailWorks, Some(host)),
        Meanwhile::Programs { can_read: true, can_send: true } => {
            (VerdictText::ReadingAndSendingWork, None)
        }
        Meanwhile::Programs { can_read: true, .. } => (VerdictText::ReadingWorks, None),
        Meanwhile::Programs { .. } => (VerdictText::SendingWorks, None),
    };
    let link = link.map(|host| {
        let label = fill(UiText::OpenLink.get(lang), &[("link", &host.to_unicode())]);
        let href = format!("https://{host}/");
        view! { <a class="out" href=href target="_blank" rel="noopener noreferrer">{label} " " <span class="visually-hidden">{UiText::OpensNewTab.get(lang)}</span></a> }
    });
    view! {
        <p class="still" data-testid="still-works">
            <span class="sign" aria-hidden="true">"✓"</span>
            <span>{said.get(lang)} " " {link}</span>
        </p>
    }
    .into_any()
}

/// The primary action. Only that of the first result is emphasized.
fn action(
    lang: Lang,
    around: Around,
    place: usize,
    outcome: &Outcome,
    message: Signal<Option<Message>>,
) -> AnyView {
    let is_first = place == 0;
    let class = if is_first { "button" } else { "button quiet-button" };
    match outcome.act {
        Act::Steps => {
            let first = step_id(place, 0);
            view! { <p class="actions"><button type="button" class=class data-action="first-step" on:click=move |_| dom::focus(&first)>{VerdictText::FirstStep.get(lang)}</button></p> }.into_any()
        }
        Act::Ticket => {
            let ticket = around.ticket;
            view! {
                <div class="do">
                    <p>{VerdictText::TicketHelp.get(lang)}</p>
                    <p class="actions"><button type="button" class=class data-action="open-ticket" on:click=move |_| ticket.run(())>{VerdictText::OpenTicket.get(lang)}</button></p>
                </div>
            }
            .into_any()
        }
        Act::Message => {
            view! { <MessageBox lang message is_primary=is_first is_nested=!is_first/> }.into_any()
        }
        // The sentence on who must act already says to wait.
        Act::Wait => ().into_any(),
    }
}

fn step_id(place: usize, step: usize) -> String {
    format!("step-{place}-{step}")
}

/// The folded details of a result: the steps, and the grounds.
pub(crate) fn folds(lang: Lang, place: usize, outcome: &Outcome) -> AnyView {
    let text = outcome.text.clone();
    let words = text.words;
    let step_count = words.steps.len();
    let steps = words.steps.into_iter().enumerate();
    let steps = steps
        .map(|(step, said)| view! { <li id=step_id(place, step) tabindex="-1">{said}</li> })
        .collect_view();
    // The message already contains the record.
    let record = text
        .conclusion
        .publish
        .filter(|_| outcome.act != Act::Message)
        .map(|record| publish(lang, &record));
    let rest_count = text.because.len() + text.against.len() + text.unjudged.len();
    let rests_on = (rest_count > 0).then(|| {
        view! {
            <details class="rests-on">
                <summary>{VerdictText::HowWeKnow.get(lang)} " " <span class="quiet counts">{rest_count}</span></summary>
                {grounds(UiText::RestsOn.get(lang), text.because)}
                {grounds(CausesText::Against.get(lang), text.against)}
                {grounds(CausesText::Unjudged.get(lang), text.unjudged)}
            </details>
        }
    });
    let verify =
        view! { <p><strong>{UiText::HowToVerify.get(lang)} ":"</strong> " " {words.verify}</p> };
    view! {
        <div class="folds">
            <details class="steps">
                <summary>{UiText::DoThis.get(lang)} " " <span class="quiet counts">{step_count}</span></summary>
                <ol class="instructions">{steps}</ol>
                {record}
                {verify}
            </details>
            {rests_on}
        </div>
    }
    .into_any()
}
