//! A conclusion: what to do, why, whose job it is, how to see that it worked, and what it rests on.

use leptos::prelude::*;
use shared::finding::{Finding, FindingSeverity};
use shared::playbook::{Advise, Playbook, Reason, Step, StepId};
use shared::session::{Command, Evidence};
use shared::text::{self, CausesText, Lang, UiText, fill};

use super::conduct::Conduct;
use crate::components::board::{Board, changes, worst_first};
use crate::components::causes::Causes;
use crate::components::check_list::severity_name;
use crate::components::progress::Progress;
use crate::components::provider_card::ProviderCard;
use crate::platform::{dom, time};
use crate::words::filled;

/// One thing that a conclusion rests on: the element on this page, and the sentence.
type Ground = (String, String, String);

/// The screen of a conclusion.
pub(crate) fn screen(conduct: Conduct, lang: Lang, advise: Advise) -> AnyView {
    let store = conduct.store;
    let (title, why, steps, verify) = untrack(|| {
        store.evidence(|playbook, _, evidence| {
            let text = |text: &shared::playbook::Localised| playbook.fill_because(text.get(lang), &advise.because, evidence);
            (text(&advise.title), text(&advise.why), advise.steps.iter().map(text).collect::<Vec<_>>(), text(&advise.verify))
        })
    });
    let steps = (!steps.is_empty()).then(|| {
        let items = steps.into_iter().map(|step| view! { <li>{step}</li> });
        view! { <h2>{UiText::DoThis.get(lang)}</h2><ol class="instructions">{items.collect_view()}</ol> }
    });
    let owner = filled(lang, UiText::WhoseJob, "owner", text::owner(lang, advise.owner));
    let sure = filled(lang, UiText::HowSure, "confidence", text::confidence(lang, advise.confidence));
    let because = advise.because.clone();
    let on = because.clone();
    let grounds = move || {
        let grounds = store.evidence(|playbook, _, evidence| grounds(lang, &because, playbook, evidence));
        let items = grounds.into_iter().map(|(element, evidence, sentence)| {
            let href = format!("#{element}");
            let lead = move |event: leptos::ev::MouseEvent| {
                // The fragment holds the capability: it must not become the element's name.
                event.prevent_default();
                dom::focus(&element);
            };
            view! { <li><a href=href data-evidence-of=evidence on:click=lead>{sentence}</a></li> }
        });
        view! { <ul class="grounds">{items.collect_view()}</ul> }
    };
    let others = move || {
        let others = store.evidence(|_, _, evidence| others(&on, evidence));
        (!others.is_empty()).then(|| {
            let items = text::findings(lang, &others).into_iter().map(|(finding, wording)| {
                let (severity, owner) = (text::severity(lang, finding.severity), text::owner(lang, finding.owner));
                view! { <li data-severity=severity_name(finding.severity)><strong>{severity} ": "</strong> {wording.title} <span class="quiet">" (" {owner} ")"</span></li> }
            });
            view! { <h2>{UiText::OtherFindings.get(lang)}</h2><ul class="findings">{items.collect_view()}</ul> }
        })
    };
    let recheck = advise.recheck.clone().map(|step| recheck(conduct, lang, step));
    let support = move |_| conduct.go_to(store.playbook().support.clone());
    view! {
        <article class="conclusion" data-conclusion=advise.cause.clone()>
            <h1 id="heading" tabindex="-1">{title}</h1>
            <p class="why"><strong>{UiText::Why.get(lang)} ": "</strong> {why}</p>
            <p class="owner">{owner} " " {sure}</p>
            {steps}
            <h2>{UiText::HowToVerify.get(lang)}</h2>
            <p>{verify}</p>
            {recheck}
            <p class="actions"><button type="button" class="button quiet-button" data-action="did-not-help" on:click=support>{UiText::DidNotHelp.get(lang)}</button></p>
            <h2>{UiText::RestsOn.get(lang)}</h2>
            {grounds}
            <Causes lang store title=CausesText::OtherCauses/>
            {others}
            <ProviderCard lang store/>
        </article>
    }
    .into_any()
}

fn grounds(lang: Lang, because: &[Reason], playbook: &Playbook, evidence: &Evidence<'_>) -> Vec<Ground> {
    let ground = |reason: &Reason| match reason {
        Reason::Answer(step) => {
            let (Step::Ask(ask) | Step::Verify(ask)) = playbook.steps.get(step)? else { return None };
            let way = shared::session::walk(playbook, evidence);
            let visit = way.path.into_iter().find(|visit| visit.step == *step)?;
            let (shared::session::How::Answered(option) | shared::session::How::Measured { option, .. }) = visit.how else { return None };
            let (question, answer) = (playbook.fill(ask.question.get(lang), evidence), ask.option_label(&option, lang));
            let sentence = fill(UiText::RestsOnAnswer.get(lang), &[("question", &question), ("answer", &answer)]);
            Some((format!("answer-{step}"), step.0.clone(), sentence))
        }
        Reason::Finding(code) => {
            let finding = evidence.findings().find(|finding| finding.code == *code)?;
            let check = finding.check?;
            Some((format!("check-{}", check.as_str()), code.as_str().to_owned(), text::finding(lang, finding).title))
        }
        Reason::Check(check) => {
            let state = evidence.check_state(*check)?;
            let sentence = fill(UiText::WayItem.get(lang), &[("name", text::check(lang, *check)), ("state", text::state(lang, state))]);
            Some((format!("check-{}", check.as_str()), check.as_str().to_owned(), sentence))
        }
        Reason::Pattern(code) => {
            let pattern = evidence.patterns.iter().find(|pattern| pattern.code == *code)?;
            Some(("mailboxes".to_owned(), code.as_str().to_owned(), text::pattern(lang, pattern).title))
        }
    };
    because.iter().filter_map(ground).collect()
}

/// What else is wrong or unclear, the worst first.
fn others(because: &[Reason], evidence: &Evidence<'_>) -> Vec<Finding> {
    let is_cited = |finding: &Finding| because.contains(&Reason::Finding(finding.code));
    let others: Vec<Finding> =
        evidence.findings().filter(|finding| finding.severity > FindingSeverity::Info && !is_cited(finding)).cloned().collect();
    worst_first(&others)
}

/// "Check again", which stays under the finger: the checks run here, and what changed is said here.
fn recheck(conduct: Conduct, lang: Lang, step: StepId) -> impl IntoView {
    let store = conduct.store;
    let of_step = step.clone();
    let board = Memo::new(move |_| store.evidence(|playbook, facts, _| Board::of_step(playbook, facts, &of_step)));
    let is_running = Memo::new(move |_| board.with(|board| board.run.is_some() && board.end.is_none()));
    let ended = Memo::new(move |_| store.facts(|facts| board.with(|board| board.run.and_then(|run| facts.runs.get(&run)?.ended_at_ms))));
    let of_start = step.clone();
    let start = move |_| {
        if is_running.get_untracked() {
            return;
        }
        // Not before they run: what the run before has found is no outcome of this one.
        conduct.send(Command::StartChecks { step: of_start.clone() }, move || conduct.rechecked.set(true));
    };
    let stop = move || {
        let run = board.with(|board| board.run).filter(|_| is_running.get())?;
        let stop = move |_| conduct.send(Command::CancelChecks { run }, || {});
        dom::hand_focus_on("stop", "check-again");
        Some(
            view! { <button type="button" class="button quiet-button" id="stop" data-action="stop" on:click=stop>{UiText::Stop.get(lang)}</button> },
        )
    };
    let outcome = move || {
        if !conduct.rechecked.get() {
            return None;
        }
        if is_running.get() {
            return Some(view! { <Progress lang store board/> }.into_any());
        }
        let time = time::clock(lang, ended.get()?);
        let changed = store.evidence(|playbook, facts, _| changes(playbook, facts, &step));
        let is_same = store.walk.with(|walk| walk.current() == Some(&conduct.shown.get_untracked()));
        let said =
            filled(lang, if is_same && changed.is_empty() { UiText::CheckedAgainSame } else { UiText::CheckedAgainChanged }, "time", &time);
        let lines = changed.into_iter().map(|(check, before, now)| {
            let values = [("check", text::check(lang, check)), ("before", text::state(lang, before)), ("after", text::state(lang, now))];
            view! { <li>{fill(UiText::BeforeAfter.get(lang), &values)}</li> }
        });
        let on = (!is_same).then(|| view! {
            <button type="button" class="button" data-action="continue" on:click=move |_| conduct.forward()>{UiText::SeeNewOutcome.get(lang)}</button>
        });
        Some(view! { <div class="notice" data-testid="rechecked"><p>{said}</p><ul>{lines.collect_view()}</ul>{on}</div> }.into_any())
    };
    view! {
        <p class="actions">
            <button type="button" class="button" id="check-again" data-action="check-again" aria-disabled=move || is_running.get().to_string() on:click=start>{UiText::CheckAgain.get(lang)}</button>
            " " {stop}
        </p>
        {outcome}
    }
}
