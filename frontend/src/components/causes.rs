//! The ranked causes, each to be opened: whose job, how sure, what to do, how to see that it worked, what it rests on.

use leptos::prelude::*;
use shared::conclusion::ToPublish;
use shared::session::{CauseTold, Ground, Place, causes};
use shared::text::{self, CausesText, Lang, UiText, fill};

use crate::platform::dom;
use crate::store::SessionStore;

/// The causes under this title; nothing where there are none.
#[component]
pub(crate) fn Causes(lang: Lang, store: SessionStore, title: CausesText) -> impl IntoView {
    let told = Memo::new(move |_| store.evidence(|playbook, _, evidence| causes(playbook, evidence, lang)));
    move || {
        let told = told.get();
        (!told.is_empty()).then(|| {
            let rows = told.into_iter().map(|told| show(lang, told)).collect_view();
            view! {
                <section class="causes" aria-labelledby="causes">
                    <h2 id="causes">{title.get(lang)}</h2>
                    <p class="help">{CausesText::CausesHelp.get(lang)}</p>
                    <ol>{rows}</ol>
                </section>
            }
        })
    }
}

fn show(lang: Lang, told: CauseTold) -> impl IntoView {
    let CauseTold { conclusion, because, against, unjudged } = told;
    let words = text::cause_words(conclusion.cause);
    let steps = words.steps.iter().map(|step| view! { <li>{step.get(lang)}</li> }).collect_view();
    let remark = text::cause_remark(lang, &conclusion);
    view! {
        <li data-cause=conclusion.cause.as_str()>
            <details>
                <summary>{words.title.get(lang)} <span class="quiet">" (" {remark} ")"</span></summary>
                <p>{words.why.get(lang)}</p>
                <ol class="instructions">{steps}</ol>
                {conclusion.publish.map(|record| publish(lang, &record))}
                <p><strong>{UiText::HowToVerify.get(lang)} ": "</strong> {words.verify.get(lang)}</p>
                {grounds(UiText::RestsOn.get(lang), because)}
                {grounds(CausesText::Against.get(lang), against)}
                {grounds(CausesText::Unjudged.get(lang), unjudged)}
            </details>
        </li>
    }
}

fn grounds(title: &'static str, grounds: Vec<Ground>) -> Option<impl IntoView> {
    (!grounds.is_empty()).then(|| {
        let rows = grounds.into_iter().map(|ground| view! { <li>{lead(ground)}</li> }).collect_view();
        view! { <p><strong>{title} ":"</strong></p><ul class="grounds">{rows}</ul> }
    })
}

/// The sentence, leading to where it is shown.
fn lead(ground: Ground) -> AnyView {
    let element = match &ground.place {
        Some(Place::Answer(step)) => format!("answer-{step}"),
        Some(Place::Check(check)) => format!("check-{}", check.as_str()),
        Some(Place::Mailboxes) => "mailboxes".to_owned(),
        None => return ground.sentence.into_any(),
    };
    let href = format!("#{element}");
    let go = move |event: leptos::ev::MouseEvent| {
        // The fragment holds the capability: it must not become the element's name.
        event.prevent_default();
        dom::focus(&element);
    };
    view! { <a href=href data-evidence-of=ground.name on:click=go>{ground.sentence}</a> }.into_any()
}

fn publish(lang: Lang, record: &ToPublish) -> impl IntoView + use<> {
    let title = fill(CausesText::Publish.get(lang), &[("domain", &record.domain.to_unicode())]);
    let strings = (!record.strings.is_empty()).then(|| {
        let parts = record.strings.iter().map(|string| format!("\"{string}\"\n")).collect::<String>();
        view! { <p>{CausesText::PublishStrings.get(lang)}</p><pre translate="no">{parts}</pre> }
    });
    let over = record
        .is_over_limit
        .then(|| view! { <p>{fill(CausesText::PublishOver.get(lang), &[("lookups", &record.lookups.to_string())])}</p> });
    view! { <p>{title}</p><pre translate="no" data-testid="record">{record.record.clone()}</pre> {strings} {over} }
}
