//! The HTML report of `sportello check`: several targets in one document that opens offline.
//!
//! No session and no ticket: only what was measured, and the causes that follow. Must never judge.

use checklist::conclusion::Conclusion;
use diagnosis::finding::Finding;
use diagnosis::probe::Diagnosis;
use maud::{Markup, html};
use terms::{Lang, Owner, fill};
use words::{CausesText, Reader, ReportText};

use super::html::{STYLE, diagnosed, moment};
use crate::document::document;

/// What was measured of one target.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The mailbox or domain.
    pub target: &'a str,
    /// What the probes saw.
    pub diagnosis: &'a Diagnosis,
    /// What follows from it.
    pub findings: &'a [Finding],
    /// The ranked causes.
    pub conclusions: &'a [Conclusion],
}

/// The report on these targets.
#[must_use]
pub fn checked_page(targets: &[Checked<'_>], lang: Lang, made_at_ms: i64) -> String {
    let title = match targets {
        [only] => fill(ReportText::Title.get(lang), &[("subject", only.target)]),
        several => {
            fill(ReportText::TitleSeveral.get(lang), &[("count", &several.len().to_string())])
        }
    };
    let body = html! {
        h1 { (title) }
        dl { dt { (ReportText::Made.get(lang)) } dd { (moment(made_at_ms)) } }
        @for target in targets {
            section {
                h2 translate="no" { (target.target) }
                (causes(target.conclusions, lang))
                (diagnosed(target.diagnosis, target.findings, |_| true, lang))
            }
        }
        footer { p { (ReportText::MeasuredFrom.get(lang)) } p { (ReportText::Footer.get(lang)) } }
    };
    document(lang, &title, STYLE, &body)
}

/// The first cause with what to do, and each other cause that is trouble in one line.
fn causes(conclusions: &[Conclusion], lang: Lang) -> Markup {
    let remark = |conclusion: &Conclusion| words::cause_remark(lang, conclusion, Reader::Customer);
    let mut others = conclusions.iter().skip(1).filter(|other| other.cause.is_trouble()).peekable();
    html! {
        @if let Some(first) = conclusions.first() {
            @let advice = words::cause_words(first.cause);
            p { strong { (advice.title.get(lang)) } " (" (remark(first)) ")" }
            @if first.owner != Owner::Nobody { p { (words::who_must_act(lang, first.owner, None)) } }
            @if first.cause.is_trouble() {
                ol { @for step in advice.steps { li { (step.get(lang)) } } }
                p { (ReportText::HowToVerify.get(lang)) ": " (advice.verify.get(lang)) }
            }
        }
        @if others.peek().is_some() {
            p { (CausesText::OtherCauses.get(lang)) ":" }
            ul { @for other in others { li { (words::conclusion(lang, other.cause)) " (" (remark(other)) ")" } } }
        }
    }
}
