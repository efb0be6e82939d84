//! The checks of one step, one row each: the state as a sign and in words, what was found, and what
//! it means.
//!
//! Each row is rendered again only when its own check changes, so that details stay open.

use checklist::playbook::StepId;
use diagnosis::finding::{CheckState, FindingSeverity};
use diagnosis::probe::CheckKind;
use leptos::html::Ul;
use leptos::prelude::*;
use mail::Domain;
use terms::Lang;
use words::UiText;

use super::board::{Board, Row, worst_first};
use super::details::DetailsPart;
use super::progress::seconds;
use crate::language::filled;
use crate::part::expect_part;
use crate::platform::dom;
use crate::store::SessionStore;

/// A state as a sign and in words.
#[component]
pub(crate) fn StateMark(lang: Lang, state: CheckState) -> impl IntoView {
    view! {
        <span class="state" data-state=state.as_str()>
            <span class="sign" aria-hidden="true">{words::state_sign(state)}</span> {words::state(lang, state)}
        </span>
    }
}

/// The checks of one step for one domain: problems first, unless that would move the list while the
/// customer reads it.
#[component]
pub(crate) fn CheckList(
    lang: Lang,
    store: SessionStore,
    step: StepId,
    domain: Domain,
) -> impl IntoView {
    let board = {
        let (step, domain) = (step.clone(), domain.clone());
        Memo::new(move |_| {
            store.facts(|facts| Board::of_domain(&store.playbook(), facts, &step, &domain))
        })
    };
    let list = NodeRef::<Ul>::new();
    let kinds = Memo::new(move |before: Option<&Vec<CheckKind>>| {
        let kinds = board.with(Board::worst_first);
        let is_read = || list.get_untracked().is_some_and(|list| dom::is_read(&list));
        // New rows are shown at once, even while the list is being read.
        before.filter(|before| before.len() == kinds.len() && is_read()).cloned().unwrap_or(kinds)
    });
    let rows = move || {
        let row = |check| {
            let row = Memo::new(move |_| {
                board.with(|board| board.rows.iter().find(|row| row.check == check).cloned())
            });
            view! { <CheckRow lang store step=step.clone() domain=domain.clone() check row/> }
        };
        kinds.get().into_iter().map(row).collect_view()
    };
    view! { <ul class="checks" node_ref=list>{rows}</ul> }
}

#[component]
fn CheckRow(
    lang: Lang,
    store: SessionStore,
    step: StepId,
    domain: Domain,
    check: CheckKind,
    row: Memo<Option<Row>>,
) -> impl IntoView {
    let state = move || row.with(|row| row.as_ref().map_or(CheckState::Waiting, |row| row.state));
    // A note beside a state without news: the running stage, or how long the check took.
    let beside = move || {
        row.with(|row| match row.as_ref()? {
            Row { state: CheckState::Running, stage: Some(stage), .. } => {
                Some(words::stage(lang, *stage).to_owned())
            }
            Row { state: CheckState::Ok, took_ms, .. } if *took_ms > 0 => {
                Some(seconds(lang, *took_ms))
            }
            _ => None,
        })
    };
    let beside = move || beside().map(|said| view! { <span class="beside">" · " {said}</span> });
    let headlines = move || row.with(|row| row.as_ref().map(|row| headlines(lang, row)));
    let part = expect_part::<DetailsPart>();
    // A memo of its own: a change of state must not close details that are open.
    let has_details = Memo::new(move |_| {
        let has_findings = row.with(|row| row.as_ref().is_some_and(|row| !row.findings.is_empty()));
        has_findings || !matches!(state(), CheckState::Waiting | CheckState::Skipped)
    });
    let details = move || {
        has_details.get().then(|| {
            let name = filled(lang, UiText::DetailsOf, "check", words::check(lang, check));
            let (step, domain) = (step.clone(), domain.clone());
            let inside = part.draw_field(move |details| {
                (details.check)(lang, store, (step.clone(), domain.clone(), check), row)
            });
            view! {
                <details class="more">
                    <summary><span class="visually-hidden">{name}</span></summary>
                    {inside}
                </details>
            }
        })
    };
    view! {
        <li class="check" id=format!("check-{}", check.as_str()) tabindex="-1" data-testid="check" data-check=check.as_str() data-evidence=check.as_str() data-state=move || state().as_str()>
            <span class="sign" aria-hidden="true">{move || words::state_sign(state())}</span>
            <h3>{words::check(lang, check)}</h3>
            <span class="state" data-state=move || state().as_str()>{move || words::state(lang, state())}{beside}</span>
            {headlines}
            {details}
        </li>
    }
}

fn headlines(lang: Lang, row: &Row) -> impl IntoView + use<> {
    // Worst finding first. The style sheet hides the findings of a check without problems.
    let findings = worst_first(&row.findings);
    let lines = words::finding_titles(lang, &findings).into_iter().map(|(finding, title)| {
        // The severity is not repeated where the state of the row already says it.
        let is_news = finding.severity > FindingSeverity::Info && Some(finding.severity) != severity_of(row.state);
        let severity = is_news.then(|| view! { <strong>{words::severity(lang, finding.severity)} ": "</strong> });
        view! { <li data-evidence=finding.code.as_str() data-severity=severity_name(finding.severity)>{severity} {title}</li> }
    });
    view! { <ul class="findings">{lines.collect_view()}</ul> }
}

/// The severity of findings that leads to a check's state.
const fn severity_of(state: CheckState) -> Option<FindingSeverity> {
    match state {
        CheckState::Problem => Some(FindingSeverity::Problem),
        CheckState::Warning => Some(FindingSeverity::Warning),
        CheckState::CouldNotCheck => Some(FindingSeverity::Unjudged),
        CheckState::Ok => Some(FindingSeverity::Info),
        CheckState::Waiting | CheckState::Running | CheckState::Skipped | CheckState::Cancelled => {
            None
        }
    }
}

/// The name of a severity in style sheets.
#[must_use]
pub(crate) const fn severity_name(severity: FindingSeverity) -> &'static str {
    match severity {
        FindingSeverity::Info => "info",
        FindingSeverity::Unjudged => "unjudged",
        FindingSeverity::Warning => "warning",
        FindingSeverity::Problem => "problem",
    }
}
