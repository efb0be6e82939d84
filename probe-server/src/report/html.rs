//! The HTML report: no scripts, no images, nothing loaded from elsewhere; suitable for printing.

use checklist::How;
use checklist::playbook::{Playbook, Step};
use diagnosis::finding::Finding;
use diagnosis::probe::{CheckKind, Diagnosis, ProbeRun, StageOutcome};
use jiff::Timestamp;
use maud::{Markup, html};
use outcome::{LeftOut, ShownVerdict, ticket, verdict};
use session::{Facts, RunFacts, Standing};
use terms::{Lang, fill};
use words::{ReportText, TicketText};

use crate::document::document;

/// The inline style. The Content-Security-Policy of the response allows it by its hash.
pub const STYLE: &str = include_str!("report.css");

/// The report of a session as one HTML document, without the lines of its ticket in `left_out`.
#[must_use]
pub fn page(standing: &Standing, lang: Lang, left_out: &[String], made_at_ms: i64) -> String {
    let (facts, playbook, evidence) = (standing.facts(), standing.playbook(), standing.evidence());
    let out = LeftOut::new(left_out, playbook);
    let is_named = !out.has_subject();
    let subject = words::about(lang, evidence);
    let title = if is_named { ReportText::Title } else { ReportText::TitleUnnamed };
    let title = fill(title.get(lang), &[("subject", &subject)]);
    let content = ticket(standing, lang, left_out);
    let verdict = verdict(&out.judged(standing), lang)
        .map(|verdict| out.verdict(verdict))
        .unwrap_or_default();
    let body = html! {
        h1 { (title) }
        dl {
            dt { (ReportText::Playbook.get(lang)) } dd { (playbook.title.get(lang)) " · " (playbook.contact.name) }
            dt { (ReportText::Opened.get(lang)) } dd { (moment(facts.opened_at_ms)) }
            dt { (ReportText::Made.get(lang)) } dd { (moment(made_at_ms)) }
        }
        @if content.left_out_count > 0 { p { strong { (words::left_out(lang, content.left_out_count)) } } }
        p { (ReportText::WrittenFor.get(lang)) }
        (outcome(standing, &verdict, out, lang))
        (super::causes::besides(&verdict, is_named, lang))
        (super::mailboxes::section(evidence, out, lang))
        (answers(standing, out, lang))
        (checks(facts, playbook, out, lang))
        section {
            h2 { (ReportText::Ticket.get(lang)) }
            @for sent in &facts.tickets {
                p { (ReportText::Reference.get(lang)) ": " strong { (sent.reference) } " · " (moment(sent.at_ms)) }
            }
            table {
                @for line in &content.lines {
                    tr { th scope="row" { (line.label) } td { (line.value) } }
                }
            }
            @if !content.missing.is_empty() {
                h3 { (ReportText::Missing.get(lang)) }
                ul { @for missing in &content.missing { li { (missing) } } }
            }
        }
        footer { p { (ReportText::ReachedFrom.get(lang)) } p { (ReportText::Footer.get(lang)) } }
    };
    document(lang, &title, STYLE, &body)
}

fn outcome(standing: &Standing, verdict: &ShownVerdict, out: LeftOut<'_>, lang: Lang) -> Markup {
    let (playbook, evidence, walk) = (standing.playbook(), standing.evidence(), standing.walk());
    let step = walk.current().and_then(|step| playbook.steps.get(step));
    let words = |text: &str| playbook.fill(text, evidence);
    let results = html! { @for (_, told) in &verdict.results { (super::causes::result(told, !out.has_subject(), lang)) } };
    html! {
        section {
            h2 { (ReportText::Outcome.get(lang)) }
            @match step {
                Some(Step::Conclude(_)) => (results),
                Some(Step::Escalate(escalate)) if !out.has("outcome") => {
                    (results)
                    p { strong { (words(escalate.title.get(lang))) } }
                    p { (words(escalate.why.get(lang))) }
                }
                Some(Step::Escalate(_)) => (results),
                _ => p { (TicketText::NotConcluded.get(lang)) },
            }
        }
    }
}

fn answers(standing: &Standing, out: LeftOut<'_>, lang: Lang) -> Markup {
    let (playbook, evidence, walk) = (standing.playbook(), standing.evidence(), standing.walk());
    let lines: Vec<(String, String)> = walk
        .path
        .iter()
        .filter(|visit| !out.has_step(&visit.step))
        .filter_map(|visit| {
            let step = playbook.steps.get(&visit.step)?;
            let (Step::Ask(ask) | Step::Verify(ask)) = step else { return None };
            let value = match &visit.how {
                How::Answered(option) => words::option_label(ask, option, lang),
                How::Measured { option, .. } => {
                    format!(
                        "{} ({})",
                        words::option_label(ask, option, lang),
                        ReportText::NotAsked.get(lang)
                    )
                }
                _ => return None,
            };
            Some((playbook.fill(words::heading(step, lang), evidence), value))
        })
        .collect();
    html! {
        @if !lines.is_empty() {
            section {
                h2 { (ReportText::Answers.get(lang)) }
                table { @for (question, answer) in &lines { tr { th scope="row" { (question) } td { (answer) } } } }
            }
        }
    }
}

fn checks(facts: &Facts, playbook: &Playbook, out: LeftOut<'_>, lang: Lang) -> Markup {
    let steps = playbook.steps.iter().filter(|(_, step)| step.has_runs());
    let runs: Vec<&RunFacts> = steps
        .flat_map(|(id, _)| facts.latest_runs(&playbook.start, id))
        .map(|(_, run)| run)
        .collect();
    let are_several = runs
        .iter()
        .any(|run| Some(&run.diagnosis.domain) != runs.first().map(|run| &run.diagnosis.domain));
    html! {
        section {
            h2 { (ReportText::Checks.get(lang)) }
            @if runs.is_empty() { p { (ReportText::NoChecks.get(lang)) } }
            @if out.has_subject() { p { (ReportText::ChecksLeftOut.get(lang)) } } @else {
                @for run in runs {
                    @if are_several { h2 translate="no" { (run.diagnosis.domain.to_unicode()) } }
                    (checks_of(run, playbook, out, lang))
                }
            }
        }
    }
}

fn checks_of(run: &RunFacts, playbook: &Playbook, out: LeftOut<'_>, lang: Lang) -> Markup {
    let findings = run.findings(&playbook.expects);
    diagnosed(&run.diagnosis, &findings, |check| !out.has_of_check(check, &findings), lang)
}

/// The checks of one domain, each with its findings and its probes.
pub(super) fn diagnosed(
    diagnosis: &Diagnosis,
    findings: &[Finding],
    is_shown: impl Fn(CheckKind) -> bool,
    lang: Lang,
) -> Markup {
    html! {
        @for &check in diagnosis.checks.iter().filter(|&&check| is_shown(check)) {
            h3 {
                (words::check(lang, check)) ": "
                (words::state(lang, diagnosis::finding::state_of(diagnosis, check, findings)))
            }
            ul {
                @for (_, words) in words::findings(lang, findings.iter().filter(|finding| finding.check == Some(check))) {
                    li { strong { (words.title) } " " (words.meaning) }
                }
            }
            @for probe in diagnosis.of_check(check) { (probe_details(probe, lang)) }
        }
    }
}

fn probe_details(probe: &ProbeRun, lang: Lang) -> Markup {
    html! {
        details {
            summary { (ReportText::Details.get(lang)) ": " (words::probe(lang, probe.kind)) " " (probe.target) " · " (probe.elapsed_ms) " ms"
                @if let Some(shared) = probe.shared { " · " (words::shared_result(lang, shared)) }
            }
            table {
                @for stage in &probe.stages {
                    tr {
                        th scope="row" { (words::stage(lang, stage.stage)) }
                        td { (stage.elapsed_ms) " ms" }
                        td {
                            @match &stage.outcome {
                                StageOutcome::Passed => "✓",
                                StageOutcome::Skipped => "–",
                                StageOutcome::Failed(cause) => { "✗ " (words::cause(lang, cause)) }
                            }
                        }
                        td translate="no" { @if let Some(evidence) = &stage.evidence { (evidence) } }
                    }
                }
            }
            @if !probe.transcript.lines().is_empty() {
                p { (ReportText::Transcript.get(lang)) }
                pre translate="no" { (probe.transcript) }
            }
        }
    }
}

/// A time in UTC, in a format common to both languages.
pub(super) fn moment(at_ms: i64) -> String {
    Timestamp::from_millisecond(at_ms)
        .map(|at| at.strftime("%Y-%m-%d %H:%M UTC").to_string())
        .unwrap_or_default()
}
