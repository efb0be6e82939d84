//! `/api/v1/sessions/{id}/checks.html`: the running checks as an HTML fragment, which the first
//! page shows until the application has loaded.
//!
//! Elements and classes are the same as in the application's list
//! (`frontend/src/components/check_list.rs`), which replaces it. The template engine escapes all
//! server text. Must never change anything.

use checklist::playbook::Playbook;
use diagnosis::finding::{CheckState, Finding, state_of};
use diagnosis::probe::CheckKind;
use maud::{Markup, html};
use session::{RunFacts, Standing};
use terms::{Lang, fill};
use words::UiText;

use super::bytes::typed;
use super::contract::{Html, Operation, Sent};
use super::extract::Reader;

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 1] {
    [Operation::get(
        "/api/v1/sessions/{id}/checks.html",
        get,
        "Gets the checks that ran last, a row each, as an HTML fragment.",
        "The fragment. All text of servers is escaped.",
    )]
}

/// `GET`: the fragment.
async fn get(Reader(caller): Reader) -> Sent<Html> {
    typed("text/html; charset=utf-8", fragment(caller.live.standing().await.as_ref()).into_string())
        .into()
}

/// The heading of the step whose checks ran last, how many checks have ended, and a row for each.
/// If several domains are checked there are no rows: the application shows them as a table.
fn fragment(standing: &Standing) -> Markup {
    let (facts, playbook) = (standing.facts(), standing.playbook());
    let lang = facts.lang;
    let Some(last) = facts.runs.values().next_back() else {
        return html! { h1 id="heading" tabindex="-1" { (UiText::ChecksWaiting.get(lang)) } };
    };
    let title = match playbook.steps.get(&last.step) {
        Some(step) if step.has_runs() => {
            playbook.fill(words::heading(step, lang), standing.evidence())
        }
        _ => UiText::ChecksRunning.get(lang).to_owned(),
    };
    let runs: Vec<Vec<Checked>> = facts
        .latest_runs(&playbook.start, &last.step)
        .map(|(_, run)| checked(run, playbook))
        .collect();
    let all = || runs.iter().flatten();
    let (done, total) = (all().filter(|checked| checked.state.is_settled()).count(), all().count());
    let counted = fill(
        UiText::ChecksDone.get(lang),
        &[("done", &done.to_string()), ("total", &total.to_string())],
    );
    html! {
        h1 id="heading" tabindex="-1" { (title) }
        div class="standing" {
            p class="progress" data-progress=(if done == total { "ended" } else { "running" }) { span class="number" { (counted) } }
            @if done < total { progress class="bar" aria-hidden="true" max=(total) value=(done) {} }
        }
        @if let [only] = runs.as_slice() { (list(lang, only)) }
    }
}

/// A check with its state and findings.
struct Checked {
    check: CheckKind,
    state: CheckState,
    findings: Vec<Finding>,
}

fn checked(run: &RunFacts, playbook: &Playbook) -> Vec<Checked> {
    let findings = run.findings(&playbook.expects);
    let of_check = |&check: &CheckKind| Checked {
        check,
        state: state_of(&run.diagnosis, check, &findings),
        findings: findings.iter().filter(|finding| finding.check == Some(check)).cloned().collect(),
    };
    run.diagnosis.checks.iter().map(of_check).collect()
}

fn list(lang: Lang, checks: &[Checked]) -> Markup {
    html! {
        ul class="checks" {
            @for Checked { check, state, findings } in checks {
                li class="check" data-check=(check.as_str()) data-state=(state.as_str()) {
                    span class="sign" aria-hidden="true" { (words::state_sign(*state)) }
                    h3 { (words::check(lang, *check)) }
                    span class="state" data-state=(state.as_str()) { (words::state(lang, *state)) }
                    ul class="findings" { @for (_, title) in words::finding_titles(lang, findings) { li { (title) } } }
                }
            }
        }
    }
}
