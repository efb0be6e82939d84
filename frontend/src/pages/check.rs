//! Checks as they run: the picture of the way, one row for each check, the way to stop, and on when they have ended.

use leptos::prelude::*;
use shared::playbook::{Check, StepId};
use shared::probe::RunEnd;
use shared::session::Command;
use shared::text::{Lang, MailboxText, UiText, fill};

use super::conduct::Conduct;
use crate::components::board::Board;
use crate::components::provider_card::ProviderCard;
use crate::components::results::Results;
use crate::components::way::Way;
use crate::platform::{dom, time};
use crate::store::SessionStore;
use crate::words::filled;

/// The screen of checks.
pub(crate) fn screen(conduct: Conduct, lang: Lang, step: StepId, check: &Check) -> AnyView {
    let store = conduct.store;
    let title = untrack(|| store.evidence(|playbook, _, evidence| playbook.fill(check.title.get(lang), evidence)));
    let of_step = step.clone();
    let board = Memo::new(move |_| store.evidence(|playbook, facts, _| Board::of_step(playbook, facts, &of_step)));
    let start = {
        let step = step.clone();
        move |_| conduct.send(Command::StartChecks { step: step.clone() }, || {})
    };
    let again = move || {
        let start = start.clone();
        view! { <button type="button" class="button quiet-button" data-action="check-again" on:click=start>{UiText::RunAgain.get(lang)}</button> }
    };
    let actions = move || {
        let (run, end) = board.with(|board| (board.run, board.end));
        dom::hand_focus_on("stop", "go-on");
        let on = || view! { <button type="button" class="button" id="go-on" data-action="continue" on:click=move |_| conduct.forward()>{UiText::Continue.get(lang)}</button> };
        match (run, end) {
            (Some(run), None) => {
                let stop = move |_| conduct.send(Command::CancelChecks { run }, || {});
                view! { <button type="button" class="button quiet-button" id="stop" data-action="stop" on:click=stop>{UiText::Stop.get(lang)}</button> }.into_any()
            }
            (Some(_), Some(RunEnd::Completed)) => on().into_any(),
            (Some(_), Some(_)) => view! { {on()} " " {again()} }.into_any(),
            (None, _) => again().into_any(),
        }
    };
    view! {
        <h1 id="heading" tabindex="-1">{title}</h1>
        <Progress lang store board/>
        // Above the results: on a phone the list is long, and what to do next must not be looked for.
        <p class="actions">{actions}</p>
        <Way lang store/>
        <Results lang store step/>
        <ProviderCard lang store/>
    }
    .into_any()
}

/// How the checks of one step stand, as one line.
#[component]
pub(crate) fn Progress(lang: Lang, store: SessionStore, board: Memo<Board>) -> impl IntoView {
    let is_running = Memo::new(move |_| board.with(|board| board.run.filter(|_| board.end.is_none())));
    let now_ms = RwSignal::new(time::now_ms());
    // The server's clock may differ from this device's: what counts is since when this page has seen the run.
    let since_ms = Memo::new(move |_| is_running.get().map(|_| time::now_ms()));
    let handle = set_interval_with_handle(
        move || {
            if store.is_checking_now() {
                now_ms.set(time::now_ms());
            }
        },
        std::time::Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(handle) = handle {
            handle.clear();
        }
    });
    let line = move || {
        let (run, end, counts) = board.with(|board| (board.run, board.end, board.counts().words(lang)));
        let said = match (run, end) {
            (None, _) => UiText::ChecksWaiting.get(lang).to_owned(),
            (Some(_), None) => {
                let seconds = since_ms.get().map_or(0, |since_ms| (now_ms.get() - since_ms).max(0) / 1000);
                filled(lang, UiText::ChecksRunningFor, "seconds", &seconds.to_string())
            }
            (Some(_), Some(RunEnd::Completed)) => UiText::ChecksEnded.get(lang).to_owned(),
            (Some(_), Some(RunEnd::Cancelled)) => UiText::ChecksStopped.get(lang).to_owned(),
            (Some(_), Some(RunEnd::Interrupted)) => UiText::ChecksInterrupted.get(lang).to_owned(),
        };
        let (done, total) = board.with(|board| (board.done_count, board.domain_count));
        let of_domains =
            (total > 1).then(|| fill(MailboxText::DomainsDone.get(lang), &[("done", &done.to_string()), ("total", &total.to_string())]));
        let parts = [Some(said), of_domains, Some(counts).filter(|counts| !counts.is_empty())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let name = move || match board.with(|board| (board.run, board.end)) {
        (None, _) => "waiting",
        (Some(_), None) => "running",
        (Some(_), Some(_)) => "ended",
    };
    view! { <p class="progress" data-testid="progress" data-progress=name>{line}</p> }
}
