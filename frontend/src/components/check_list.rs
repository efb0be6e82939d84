//! The checks of one step, one row each: state in words and sign, what was found, what it means.
//!
//! Each row draws itself anew only when its own check changes, so that an opened detail stays open.

use leptos::prelude::*;
use shared::finding::{CheckState, FindingSeverity};
use shared::mail::Domain;
use shared::playbook::StepId;
use shared::probe::CheckKind;
use shared::text::{self, Lang, UiText};

use super::board::{Board, Row, worst_first};
use super::check_details::CheckDetails;
use crate::store::SessionStore;
use crate::words::filled;

/// The sign of a state; the words beside it say the same.
#[must_use]
pub(crate) const fn sign(state: CheckState) -> &'static str {
    match state {
        CheckState::Waiting => "·",
        CheckState::Running => "…",
        CheckState::Ok => "✓",
        CheckState::Warning => "!",
        CheckState::Problem => "✕",
        CheckState::CouldNotCheck => "?",
        CheckState::Skipped => "–",
        CheckState::Cancelled => "■",
    }
}

/// A state in sign and words.
#[component]
pub(crate) fn StateMark(lang: Lang, state: CheckState) -> impl IntoView {
    view! {
        <span class="state" data-state=state.as_str()>
            <span class="sign" aria-hidden="true">{sign(state)}</span> {text::state(lang, state)}
        </span>
    }
}

/// The checks of one step for one domain.
#[component]
pub(crate) fn CheckList(lang: Lang, store: SessionStore, step: StepId, domain: Domain) -> impl IntoView {
    let board = {
        let (step, domain) = (step.clone(), domain.clone());
        Memo::new(move |_| store.facts(|facts| Board::of_domain(&store.playbook(), facts, &step, &domain)))
    };
    let kinds = Memo::new(move |_| board.with(|board| board.rows.iter().map(|row| row.check).collect::<Vec<_>>()));
    let rows = move || {
        let row = |check| {
            let row = Memo::new(move |_| board.with(|board| board.rows.iter().find(|row| row.check == check).cloned()));
            view! { <CheckRow lang store step=step.clone() domain=domain.clone() check row/> }
        };
        kinds.get().into_iter().map(row).collect_view()
    };
    view! { <ul class="checks">{rows}</ul> }
}

#[component]
fn CheckRow(lang: Lang, store: SessionStore, step: StepId, domain: Domain, check: CheckKind, row: Memo<Option<Row>>) -> impl IntoView {
    let state = move || row.with(|row| row.as_ref().map_or(CheckState::Waiting, |row| row.state));
    let stage = move || row.with(|row| row.as_ref().filter(|row| row.state == CheckState::Running).and_then(|row| row.stage));
    let stage = move || {
        stage().map(|stage| view! { <span class="quiet stage">{filled(lang, UiText::StageNow, "stage", text::stage(lang, stage))}</span> })
    };
    let headlines = move || row.with(|row| row.as_ref().map(|row| headlines(lang, row)));
    let meaning = move || row.with(|row| row.as_ref().map(|row| meaning(lang, row)));
    // By its own memo: a state that moves on must not close what the reader has opened.
    let has_details = Memo::new(move |_| {
        let has_findings = row.with(|row| row.as_ref().is_some_and(|row| !row.findings.is_empty()));
        has_findings || !matches!(state(), CheckState::Waiting | CheckState::Skipped)
    });
    let details = move || has_details.get().then(|| view! { <CheckDetails lang store step=step.clone() domain=domain.clone() check/> });
    view! {
        <li class="check" id=format!("check-{}", check.as_str()) tabindex="-1" data-testid="check" data-check=check.as_str() data-evidence=check.as_str() data-state=move || state().as_str()>
            <div class="check-head">
                <h3>{text::check(lang, check)}</h3>
                {move || view! { <StateMark lang state=state()/> }}
            </div>
            {stage}
            {headlines}
            {meaning}
            {details}
        </li>
    }
}

fn headlines(lang: Lang, row: &Row) -> impl IntoView + use<> {
    // What is well is one line; what is not comes first.
    let findings = worst_first(&row.findings);
    let lines = text::findings(lang, &findings).into_iter().map(|(finding, wording)| {
        let severity =
            (finding.severity > FindingSeverity::Info).then(|| view! { <strong>{text::severity(lang, finding.severity)} ": "</strong> });
        view! { <li data-evidence=finding.code.as_str() data-severity=severity_name(finding.severity)>{severity} {wording.title}</li> }
    });
    view! { <ul class="findings">{lines.collect_view()}</ul> }
}

/// The name of a severity for styles.
#[must_use]
pub(crate) const fn severity_name(severity: FindingSeverity) -> &'static str {
    match severity {
        FindingSeverity::Info => "info",
        FindingSeverity::Unjudged => "unjudged",
        FindingSeverity::Warning => "warning",
        FindingSeverity::Problem => "problem",
    }
}

fn meaning(lang: Lang, row: &Row) -> Option<impl IntoView + use<>> {
    let mut said: Vec<String> = text::findings(lang, &row.findings).into_iter().map(|(_, wording)| wording.meaning).collect();
    match row.state {
        CheckState::CouldNotCheck => said.push(UiText::UnjudgedMeans.get(lang).to_owned()),
        CheckState::Skipped if said.is_empty() => said.push(UiText::SkippedMeans.get(lang).to_owned()),
        CheckState::Cancelled => said.push(UiText::CancelledMeans.get(lang).to_owned()),
        _ => {}
    }
    said.dedup();
    let is_said = row.state.is_settled() && !said.is_empty();
    is_said.then(|| {
        let said = said.into_iter().map(|sentence| view! { <p>{sentence}</p> });
        view! { <details class="meaning"><summary>{UiText::WhatDoesItMean.get(lang)}</summary>{said.collect_view()}</details> }
    })
}
