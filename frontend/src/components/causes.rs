//! Ranked causes. Each one can be opened: owner of the fix, certainty, steps, how to verify the
//! fix, and the grounds.

use checklist::conclusion::ToPublish;
use leptos::prelude::*;
use outcome::{CauseText, Verdict};
use terms::{Lang, fill};
use words::{CausesText, Reader, UiText};

use super::grounds::grounds;
use crate::language::reader;

/// The causes under this title, with their number; nothing if there are none.
#[component]
pub(crate) fn Causes(
    lang: Lang,
    title: CausesText,
    /// The causes, in order.
    texts: Signal<Vec<CauseText>>,
    /// Whether they start open.
    #[prop(optional)]
    is_open: bool,
) -> impl IntoView {
    let reader = reader();
    move || {
        let texts = texts.get();
        (!texts.is_empty()).then(|| {
            let count = texts.len();
            let rows = texts.into_iter().map(|text| show(lang, text, reader)).collect_view();
            view! {
                <details class="causes" open=is_open>
                    <summary>{title.get(lang)} " " <span class="quiet counts">{count}</span></summary>
                    <ol>{rows}</ol>
                </details>
            }
        })
    }
}

/// Every cause that may explain the trouble, the headline first. For pages that do not show the
/// verdict above the list.
#[must_use]
pub(crate) fn possible(verdict: Option<Verdict>) -> Vec<CauseText> {
    let all =
        verdict.into_iter().flat_map(|verdict| verdict.results.into_iter().chain(verdict.others));
    all.filter(|text| text.conclusion.cause.is_trouble()).collect()
}

fn show(lang: Lang, text: CauseText, reader: Reader) -> AnyView {
    let CauseText { conclusion, words, because, against, unjudged } = text;
    let remark = words::cause_remark(lang, &conclusion, reader);
    let cause = conclusion.cause.as_str();
    view! {
        <li data-cause=cause>
            <details>
                <summary>{words.title} <span class="quiet">" (" {remark} ")"</span></summary>
                <p>{words.why}</p>
                <ol class="instructions">{words.steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol>
                {conclusion.publish.map(|record| publish(lang, &record))}
                <p><strong>{UiText::HowToVerify.get(lang)} ": "</strong> {words.verify}</p>
                {grounds(UiText::RestsOn.get(lang), because)}
                {grounds(CausesText::Against.get(lang), against)}
                {grounds(CausesText::Unjudged.get(lang), unjudged)}
            </details>
        </li>
    }
    .into_any()
}

/// The DNS record to publish, character by character.
pub(crate) fn publish(lang: Lang, record: &ToPublish) -> AnyView {
    let title = fill(CausesText::Publish.get(lang), &[("domain", &record.domain.to_unicode())]);
    let strings = (!record.strings.is_empty()).then(|| {
        let parts =
            record.strings.iter().map(|string| format!("\"{string}\"\n")).collect::<String>();
        view! { <p>{CausesText::PublishStrings.get(lang)}</p><pre translate="no">{parts}</pre> }
    });
    let over = record
        .is_over_limit
        .then(|| view! { <p>{fill(CausesText::PublishOver.get(lang), &[("lookups", &record.lookups.to_string())])}</p> });
    view! { <p>{title}</p><pre translate="no" data-testid="record">{record.record.clone()}</pre> {strings} {over} }.into_any()
}
