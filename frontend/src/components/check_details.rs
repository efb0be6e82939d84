//! The details of one check: what its findings mean, and every probe, its stages and times, and its dialogue in the
//! form that administrators know.

use std::fmt::Write as _;

use checklist::playbook::StepId;
use diagnosis::finding::CheckState;
use diagnosis::probe::{CheckKind, ProbeRun, Stage, StageOutcome};
use leptos::prelude::*;
use mail::Domain;
use terms::Lang;
use words::{Reader, UiText};

use super::board::Row;
use super::copy::CopyButton;
use super::details::CheckPlace;
use crate::language::{filled, reader};
use crate::store::SessionStore;

/// What the findings of a check mean, and its technical details.
pub(crate) fn inside(
    lang: Lang,
    store: SessionStore,
    (step, domain, check): CheckPlace,
    row: Memo<Option<Row>>,
) -> AnyView {
    let reader = reader();
    let meaning = move || row.with(|row| row.as_ref().and_then(|row| meaning(lang, row, reader)));
    view! { {meaning} <CheckDetails lang store step domain check/> }.into_any()
}

fn meaning(lang: Lang, row: &Row, reader: Reader) -> Option<impl IntoView + use<>> {
    let mut said: Vec<String> = words::findings(lang, &row.findings)
        .into_iter()
        .map(|(_, wording)| wording.meaning)
        .collect();
    match row.state {
        CheckState::CouldNotCheck => {
            said.push(UiText::UnjudgedMeans.to(reader).get(lang).to_owned())
        }
        CheckState::Skipped if said.is_empty() => {
            said.push(UiText::SkippedMeans.get(lang).to_owned())
        }
        CheckState::Cancelled => said.push(UiText::CancelledMeans.to(reader).get(lang).to_owned()),
        _ => {}
    }
    said.dedup();
    let is_said = row.state.is_settled() && !said.is_empty();
    is_said.then(|| said.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view())
}

/// The technical details of one check, rendered when they are opened.
#[component]
pub(crate) fn CheckDetails(
    lang: Lang,
    store: SessionStore,
    step: StepId,
    domain: Domain,
    check: CheckKind,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    let probes = Memo::new(move |_| {
        store.facts(|facts| {
            let run = facts.latest_run(&step, &domain);
            run.map(|(_, run)| run.diagnosis.of_check(check).cloned().collect::<Vec<_>>())
                .unwrap_or_default()
        })
    });
    let toggled = move |event: leptos::ev::Event| {
        let details = event_target::<web_sys::HtmlDetailsElement>(&event);
        is_open.set(details.open());
    };
    let copied = Callback::new(move |()| probes.with_untracked(|probes| plain(lang, probes)));
    let inside = move || {
        is_open.get().then(|| {
            let shown =
                probes.with(|probes| probes.iter().map(|probe| show(lang, probe)).collect_view());
            view! { {shown} <CopyButton lang label=UiText::CopyDetails text=copied/> }
        })
    };
    view! { <details class="technical" on:toggle=toggled><summary>{UiText::TechnicalDetails.get(lang)}</summary>{inside}</details> }
}

fn show(lang: Lang, probe: &ProbeRun) -> impl IntoView + use<> {
    let stages = probe.kind.plan().iter().map(|&stage| {
        let (state, said, took) = outcome(lang, probe, stage);
        let evidence = probe
            .stage(stage)
            .and_then(|report| report.evidence.as_ref())
            .map(|text| text.as_str().to_owned());
        view! {
            <tr data-state=state>
                <th scope="row">{words::stage(lang, stage)}</th>
                <td>{said}</td>
                <td class="number">{took}</td>
                <td><code translate="no" lang="en">{evidence}</code></td>
            </tr>
        }
    });
    let transcript =
        (!probe.transcript.is_empty()).then(|| view! { <pre translate="no" lang="en" tabindex="0">{probe.transcript.to_string()}</pre> });
    view! {
        <section class="probe">
            <h4>{words::probe(lang, probe.kind)} " · " <code translate="no">{probe.target.to_string()}</code></h4>
            {probe.shared.map(|shared| view! { <p>{words::shared_result(lang, shared)}</p> })}
            <div class="scroll" tabindex="0"><table><tbody>{stages.collect_view()}</tbody></table></div>
            {transcript}
        </section>
    }
}

/// The outcome of a stage: a name for style sheets, words, and its time.
fn outcome(lang: Lang, probe: &ProbeRun, stage: Stage) -> (&'static str, String, String) {
    let Some(report) = probe.stage(stage) else {
        let is_running = probe.running() == Some(stage);
        return if is_running {
            ("running", UiText::StageRunning.get(lang).to_owned(), String::new())
        } else {
            ("waiting", UiText::StageSkipped.get(lang).to_owned(), String::new())
        };
    };
    let took = filled(lang, UiText::Took, "ms", &report.elapsed_ms.to_string());
    match &report.outcome {
        StageOutcome::Passed => ("ok", UiText::StagePassed.get(lang).to_owned(), took),
        StageOutcome::Failed(cause) => (
            "problem",
            filled(lang, UiText::StageFailed, "cause", &words::cause(lang, cause)),
            took,
        ),
        StageOutcome::Skipped => {
            ("skipped", UiText::StageSkipped.get(lang).to_owned(), String::new())
        }
    }
}

/// The technical details as plain text.
fn plain(lang: Lang, probes: &[ProbeRun]) -> String {
    let mut text = String::new();
    for probe in probes {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{} · {}", words::probe(lang, probe.kind), probe.target);
        if let Some(shared) = probe.shared {
            let _ = writeln!(text, "  {}", words::shared_result(lang, shared));
        }
        for &stage in probe.kind.plan() {
            let (_, said, took) = outcome(lang, probe, stage);
            let evidence = probe
                .stage(stage)
                .and_then(|report| report.evidence.as_ref())
                .map(|text| text.as_str())
                .unwrap_or_default();
            let _ = writeln!(text, "  {}: {said} {took} {evidence}", words::stage(lang, stage));
        }
        let _ = writeln!(text, "{}", probe.transcript);
    }
    text
}
