//! The verdict in the HTML report: each cause with its owner, its evidence, what to do and how to
//! verify it.

use checklist::conclusion::ToPublish;
use maud::{Markup, html};
use outcome::{CauseText, Ground, ShownVerdict};
use terms::{Lang, fill};
use words::{CausesText, Reader, ReportText, UiText};

/// Other possible causes, and what was noticed besides; empty if there is neither.
pub(super) fn besides(verdict: &ShownVerdict, is_named: bool, lang: Lang) -> Markup {
    html! {
        @for (title, told) in [(CausesText::OtherCauses, &verdict.others), (CausesText::AlsoNoticed, &verdict.noticed)] {
            @if !told.is_empty() {
                section {
                    h2 { (title.get(lang)) }
                    ol { @for (_, told) in told { li { (result(told, is_named, lang)) } } }
                }
            }
        }
    }
}

/// One cause. If the report does not name its subject, only the line of the ticket is shown,
/// because the other texts may contain the domain.
pub(super) fn result(told: &CauseText, is_named: bool, lang: Lang) -> Markup {
    html! {
        p { strong { (told.words.title) } " (" (words::cause_remark(lang, &told.conclusion, Reader::Other)) ")" }
        @if is_named {
            p { (told.words.why) }
            ol { @for step in &told.words.steps { li { (step) } } }
            @if let Some(record) = &told.conclusion.publish { (publish(record, lang)) }
            p { (ReportText::HowToVerify.get(lang)) ": " (told.words.verify) }
            (grounds(UiText::RestsOn.get(lang), &told.because))
            (grounds(CausesText::Against.get(lang), &told.against))
            (grounds(CausesText::Unjudged.get(lang), &told.unjudged))
        }
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
