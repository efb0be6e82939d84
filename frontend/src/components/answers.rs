//! The answers so far, including those that were measured and so not asked; each can be changed.
//! Below them, the answers that no longer count.

use checklist::playbook::{Step, StepId};
use checklist::{Answer, How};
use leptos::prelude::*;
use session::Standing;
use session::unused;
use terms::Lang;
use words::UiText;

use crate::fields;
use crate::language::{filled, reader};
use crate::store::SessionStore;

/// One answer on the path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// The step.
    pub(crate) step: StepId,
    /// Its question.
    pub(crate) question: String,
    /// The answer given, or what was measured.
    pub(crate) answer: String,
    /// Why it was not asked; `None` for an answer that a person gave.
    pub(crate) because: Option<String>,
}

/// The answers on the path, in its order.
#[must_use]
pub(crate) fn lines(lang: Lang, standing: &Standing) -> Vec<Line> {
    let (playbook, facts, evidence) = (standing.playbook(), standing.facts(), standing.evidence());
    let line = |visit: &checklist::Visit| {
        let step = playbook.steps.get(&visit.step)?;
        let question = playbook.fill(words::heading(step, lang), evidence);
        let (answer, because) = match (step, &visit.how) {
            (Step::Ask(ask) | Step::Verify(ask), How::Answered(option)) => {
                (words::option_label(ask, option, lang), None)
            }
            (Step::Ask(ask) | Step::Verify(ask), How::Measured { rule, option }) => {
                let because = ask
                    .measured
                    .get(*rule)
                    .map(|rule| playbook.fill(rule.because.get(lang), evidence));
                (words::option_label(ask, option, lang), because)
            }
            (Step::Collect(_), How::Collected) => {
                (collected(&facts.answers.get(&visit.step)?.answer), None)
            }
            _ => return None,
        };
        Some(Line { step: visit.step.clone(), question, answer, because })
    };
    standing.walk().path.iter().filter_map(line).collect()
}

/// The questions whose answers do not count now, each with its answer.
#[must_use]
fn not_used(lang: Lang, standing: &Standing) -> Vec<(String, String)> {
    let (playbook, facts, evidence) = (standing.playbook(), standing.facts(), standing.evidence());
    let line = |id: StepId| {
        let (step, given) = (playbook.steps.get(&id)?, facts.answers.get(&id)?);
        Some((
            playbook.fill(words::heading(step, lang), evidence),
            answered(lang, step, &given.answer),
        ))
    };
    unused(facts, playbook, standing.walk()).into_iter().filter_map(line).collect()
}

/// The answer to a step, in the step's words.
#[must_use]
pub(crate) fn answered(lang: Lang, step: &Step, answer: &Answer) -> String {
    match (answer, step) {
        (Answer::Option(option), Step::Ask(ask) | Step::Verify(ask)) => {
            words::option_label(ask, option, lang)
        }
        _ => collected(answer),
    }
}

fn collected(answer: &Answer) -> String {
    match answer {
        Answer::Inputs(values) => values.values().map(fields::told).collect::<Vec<_>>().join(" · "),
        Answer::Option(option) => option.0.clone(),
    }
}

/// The panel of answers.
#[component]
pub(crate) fn Answers(
    lang: Lang,
    store: SessionStore,
    /// Whether it starts open.
    is_open: bool,
    /// Called with the step to change; without it the answers are read-only.
    #[prop(optional)]
    change: Option<Callback<StepId>>,
) -> impl IntoView {
    let reader = reader();
    let lines = Memo::new(move |_| store.standing(|standing| lines(lang, standing)));
    let part = move |wants_measured: bool| {
        let lines = lines.get().into_iter().filter(|line| line.because.is_some() == wants_measured);
        let rows: Vec<_> = lines.map(|line| show(lang, line, change)).collect();
        (!rows.is_empty()).then(|| {
            let title = if wants_measured { UiText::NotAsked } else { UiText::YourAnswers.to(reader) };
            let count = rows.len();
            view! { <details class="answers" data-answers="" open=is_open><summary>{title.get(lang)} " " <span class="quiet counts">{count}</span></summary><dl>{rows.collect_view()}</dl></details> }
        })
    };
    let off = Memo::new(move |_| store.standing(|standing| not_used(lang, standing)));
    let off = move || {
        let rows: Vec<_> = off
            .get()
            .into_iter()
            .map(|(question, answer)| view! { <div class="answer"><dt>{question}</dt><dd>{answer}</dd></div> })
            .collect();
        (!rows.is_empty()).then(|| {
            let count = rows.len();
            view! {
                <details class="answers" data-unused="">
                    <summary>{UiText::NotUsedTitle.get(lang)} " " <span class="quiet counts">{count}</span></summary>
                    <p class="help">{UiText::NotUsedHelp.get(lang)}</p>
                    <dl>{rows.collect_view()}</dl>
                </details>
            }
        })
    };
    view! { {move || part(false)} {move || part(true)} {off} }
}

fn show(lang: Lang, line: Line, change: Option<Callback<StepId>>) -> impl IntoView {
    let Line { step, question, answer, because } = line;
    let (words, name) = if because.is_some() {
        (UiText::SeeDifferently, UiText::SeeDifferentlyOf)
    } else {
        (UiText::Change, UiText::ChangeOf)
    };
    let id = format!("answer-{step}");
    let evidence = step.0.clone();
    let button = change.map(|change| {
        let name = filled(lang, name, "question", &question);
        view! { <button type="button" class="link" data-action="change" aria-label=name on:click=move |_| change.run(step.clone())>{words.get(lang)}</button> }
    });
    view! {
        <div class="answer" id=id tabindex="-1" data-evidence=evidence>
            <dt>{question}</dt>
            <dd>{answer} {because.map(|because| view! { <span class="quiet">" " {because}</span> })} " " {button}</dd>
        </div>
    }
}
