//! The progress of the checks of one step: how many are done, what is being waited for and for how
//! long at most, and a progress bar.
//!
//! The bar shows how many checks have ended. Must never estimate a share of the time.

use diagnosis::probe::RunEnd;
use leptos::prelude::*;
use terms::{Lang, fill};
use words::{MailboxText, UiText};

use super::board::Board;
use crate::language::{self, filled};
use crate::store::SessionStore;

/// The progress of the checks of one step.
#[component]
pub(crate) fn Progress(lang: Lang, store: SessionStore, board: Memo<Board>) -> impl IntoView {
    let tick = RwSignal::new(0_u32);
    let handle = set_interval_with_handle(
        move || {
            if store.is_checking_now() {
                tick.update(|tick| *tick = tick.wrapping_add(1));
            }
        },
        std::time::Duration::from_secs(1),
    );
    on_cleanup(move || {
        if let Ok(handle) = handle {
            handle.clear();
        }
    });
    let stand = Memo::new(move |_| board.with(|board| (board.run, board.end)));
    let waiting = Memo::new(move |_| {
        tick.track();
        let run = stand.get().0?;
        store.facts(|facts| facts.waiting(run, store.server_now_ms()))
    });
    let done = Memo::new(move |_| board.with(Board::done));
    let counts = move || board.with(|board| board.counts().words(lang));
    let of_domains = move || {
        let (done, total) = board.with(|board| (board.done_count, board.domain_count));
        (total > 1).then(|| {
            fill(
                MailboxText::DomainsDone.get(lang),
                &[("done", &done.to_string()), ("total", &total.to_string())],
            )
        })
    };
    let running = move || {
        let (done, total) = done.get();
        let done = fill(
            UiText::ChecksDone.get(lang),
            &[("done", &done.to_string()), ("total", &total.to_string())],
        );
        let waits = waiting
            .with(|waiting| waiting.as_ref().map(|waiting| language::waiting(lang, waiting)));
        let waits = match waits {
            Some([before, host, after]) => {
                view! { {before} <b translate="no">{host}</b> {after} }.into_any()
            }
            None => UiText::WaitNothing.get(lang).into_any(),
        };
        view! { <span class="number">{done}</span> " " {waits} {of_domains().map(|said| format!(" · {said}"))} }.into_any()
    };
    let line = move || {
        let said = match stand.get() {
            (None, _) => UiText::ChecksWaiting,
            (Some(_), None) => return running(),
            (Some(_), Some(RunEnd::Completed)) => UiText::ChecksEnded,
            (Some(_), Some(RunEnd::Cancelled)) => UiText::ChecksStopped,
            (Some(_), Some(RunEnd::Interrupted)) => UiText::ChecksInterrupted,
        };
        let parts = [
            Some(said.get(lang).to_owned()),
            of_domains(),
            Some(counts()).filter(|counts| !counts.is_empty()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ").into_any()
    };
    let name = move || match stand.get() {
        (None, _) => "waiting",
        (Some(_), None) => "running",
        (Some(_), Some(_)) => "ended",
    };
    // Hidden from screen readers, because the text beside it says the same.
    let bar = move || {
        let is_running = matches!(stand.get(), (Some(_), None));
        let (done, total) = done.get();
        is_running.then(
            || view! { <progress class="bar" aria-hidden="true" max=total value=done></progress> },
        )
    };
    view! {
        <div class="standing">
            <p class="progress" data-testid="progress" data-progress=name>{line}</p>
            {bar}
        </div>
    }
}

/// The sentence on what is being waited for, for screen readers.
#[must_use]
pub(crate) fn waiting_text(lang: Lang, store: SessionStore, board: &Board) -> Option<String> {
    let run = board.run?;
    let waiting = store.facts_now(|facts| facts.waiting(run, store.server_now_ms()))?;
    let (done, total) = board.done();
    let done = fill(
        UiText::ChecksDone.get(lang),
        &[("done", &done.to_string()), ("total", &total.to_string())],
    );
    Some(format!("{done} {}", language::waiting(lang, &waiting).concat()))
}

/// `0,2 s`.
#[must_use]
pub(crate) fn seconds(lang: Lang, ms: u32) -> String {
    // Rounded, but at least "0,1 s".
    let tenths = (ms.saturating_add(50) / 100).max(1);
    let whole = filled(lang, UiText::TookSeconds, "seconds", &(tenths / 10).to_string());
    fill(&whole, &[("tenths", &(tenths % 10).to_string())])
}
