//! The verdict on paper: each cause with its owner, what it rests on, what to do and how to see that it worked.

use maud::{Markup, html};
use shared::conclusion::ToPublish;
use shared::session::{CauseTold, Ground, Verdict};
use shared::text::{self, CausesText, Lang, ReportText, UiText, fill};

/// What may explain it as well, and what explains something else; nothing where there is neither.
pub(super) fn besides(verdict: Option<&Verdict>, lang: Lang) -> Markup {
    let others = verdict.map(|verdict| verdict.others.as_slice()).unwrap_or_default();
    let noticed = verdict.map(|verdict| verdict.noticed.as_slice()).unwrap_or_default();
    html! {
        @for (title, told) in [(CausesText::OtherCauses, others), (CausesText::AlsoNoticed, noticed)] {
            @if !told.is_empty() {
                section {
                    h2 { (title.get(lang)) }
                    ol { @for told in told { li { (result(told, lang)) } } }
                }
            }
        }
    }
}

/// One cause.
pub(super) fn result(told: &CauseTold, lang: Lang) -> Markup {
    html! {
        p { strong { (told.words.title) } " (" (text::cause_remark(lang, &told.conclusion)) ")" }
        p { (told.words.why) }
        ol { @for step in &told.words.steps { li { (step) } } }
        @if let Some(record) = &told.conclusion.publish { (publish(record, lang)) }
        p { (ReportText::HowToVerify.get(lang)) ": " (told.words.verify) }
        (grounds(UiText::RestsOn.get(lang), &told.because))
        (grounds(CausesText::Against.get(lang), &told.against))
        (grounds(CausesText::Unjudged.get(lang), &told.unjudged))
    }
}

fn grounds(title: &str, grounds: &[Ground]) -> Markup {
    html! {
        @if !grounds.is_empty() {
            p { (title) ":" }
            ul { @for ground in grounds { li { (ground.sentence) } } }
        }
    }
}

fn publish(record: &ToPublish, lang: Lang) -> Markup {
    html! {
        p { (fill(CausesText::Publish.get(lang), &[("domain", &record.domain.to_unicode())])) }
        pre translate="no" { (record.record) }
        @if !record.strings.is_empty() {
            p { (CausesText::PublishStrings.get(lang)) }
            pre translate="no" { @for string in &record.strings { "\"" (string) "\"\n" } }
        }
        @if record.is_over_limit { p { (fill(CausesText::PublishOver.get(lang), &[("lookups", &record.lookups.to_string())])) } }
    }
}
