//! The ranked causes on paper: each with its owner, what it rests on, what to do and how to see that it worked.

use maud::{Markup, html};
use shared::conclusion::ToPublish;
use shared::playbook::{Playbook, Step};
use shared::session::{CauseTold, Evidence, Ground, causes, walk};
use shared::text::{self, CausesText, Lang, ReportText, UiText, fill};

/// The causes beside the playbook's own advice; nothing where there are none.
pub(super) fn section(playbook: &Playbook, evidence: &Evidence<'_>, lang: Lang) -> Markup {
    let told = causes(playbook, evidence, lang);
    let way = walk(playbook, evidence);
    let has_advice = matches!(way.current().and_then(|step| playbook.steps.get(step)), Some(Step::Advise(_)));
    let title = if has_advice { CausesText::OtherCauses } else { CausesText::Causes };
    html! {
        @if !told.is_empty() {
            section {
                h2 { (title.get(lang)) }
                p { (CausesText::CausesHelp.get(lang)) }
                ol { @for told in &told { li { (cause(told, lang)) } } }
            }
        }
    }
}

fn cause(told: &CauseTold, lang: Lang) -> Markup {
    let words = text::cause_words(told.conclusion.cause);
    html! {
        p { strong { (words.title.get(lang)) } " (" (text::cause_remark(lang, &told.conclusion)) ")" }
        p { (words.why.get(lang)) }
        ul { @for step in words.steps { li { (step.get(lang)) } } }
        @if let Some(record) = &told.conclusion.publish { (publish(record, lang)) }
        p { (ReportText::HowToVerify.get(lang)) ": " (words.verify.get(lang)) }
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
