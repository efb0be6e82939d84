//! `/api/v1/sessions/{id}/checks.html`: the running checks as a piece of the page, for who has no application yet.
//!
//! Elements and classes are those of the application's own list (`frontend/src/components/check_list.rs`), which takes its place. Every
//! text of a server is escaped by construction. Changes nothing.

use axum::response::Response;
use maud::{Markup, html};
use shared::finding::{CheckState, state_of};
use shared::playbook::{Playbook, Step};
use shared::session::{Facts, RunFacts};
use shared::text::{self, Lang, UiText, fill};

use super::bytes::typed;
use super::extract::Caller;

/// `GET`.
pub(super) async fn get(caller: Caller) -> Response {
    let facts = caller.live.facts().await;
    typed("text/html; charset=utf-8", fragment(&facts, &caller.live.playbook().playbook).into_string())
}

/// The heading of the step whose checks ran last, how many have ended, and a row for each. Where checks look at several domains, only
/// how many have ended: the application shows them as a table.
fn fragment(facts: &Facts, playbook: &Playbook) -> Markup {
    let lang = facts.lang;
    let Some(last) = facts.runs.values().next_back() else {
        return html! { h1 id="heading" tabindex="-1" { (UiText::ChecksWaiting.get(lang)) } };
    };
    let evidence = facts.evidence(playbook);
    let title = match playbook.steps.get(&last.step) {
        Some(Step::Check(check)) => playbook.fill(check.title.get(lang), &evidence),
        _ => UiText::ChecksRunning.get(lang).to_owned(),
    };
    let of_step: Vec<&RunFacts> = facts.runs.values().filter(|run| run.step == last.step).collect();
    let rows: Vec<(&RunFacts, Vec<CheckState>)> = of_step.iter().map(|run| (*run, states(run, playbook))).collect();
    let all = || rows.iter().flat_map(|(_, states)| states);
    let (done, total) = (all().filter(|state| state.is_settled()).count(), all().count());
    let counted = fill(UiText::ChecksDone.get(lang), &[("done", &done.to_string()), ("total", &total.to_string())]);
    html! {
        h1 id="heading" tabindex="-1" { (title) }
        div class="standing" {
            p class="progress" data-progress=(if done == total { "ended" } else { "running" }) { span class="number" { (counted) } }
            @if done < total { progress class="bar" aria-hidden="true" max=(total) value=(done) {} }
        }
        @if let [(run, states)] = rows.as_slice() { (list(lang, run, states, playbook)) }
    }
}

fn states(run: &RunFacts, playbook: &Playbook) -> Vec<CheckState> {
    let findings = run.findings(&playbook.expects);
    run.diagnosis.checks.iter().map(|&check| state_of(&run.diagnosis, check, &findings)).collect()
}

fn list(lang: Lang, run: &RunFacts, states: &[CheckState], playbook: &Playbook) -> Markup {
    let findings = run.findings(&playbook.expects);
    html! {
        ul class="checks" {
            @for (&check, &state) in run.diagnosis.checks.iter().zip(states) {
                li class="check" data-check=(check.as_str()) data-state=(state.as_str()) {
                    span class="sign" aria-hidden="true" { (text::state_sign(state)) }
                    h3 { (text::check(lang, check)) }
                    span class="state" data-state=(state.as_str()) { (text::state(lang, state)) }
                    ul class="findings" {
                        @for (_, wording) in text::findings(lang, &of_check(&findings, check)) { li { (wording.title) } }
                    }
                }
            }
        }
    }
}

fn of_check(findings: &[shared::finding::Finding], check: shared::probe::CheckKind) -> Vec<shared::finding::Finding> {
    findings.iter().filter(|finding| finding.check == Some(check)).cloned().collect()
}
