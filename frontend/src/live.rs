//! Follows a session's log: by a stream where that works, by asking again where it does not.
//!
//! One stream for each tab, closed while nobody looks. The log's numbers make sure that nothing is lost or counted
//! twice, whichever way an entry comes.

use eventsource_stream::Eventsource;
use futures_util::future::{AbortHandle, Either, abortable, select};
use futures_util::{StreamExt, pin_mut};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::{Actor, Event, LogEntry};
use wasm_bindgen::JsCast;
use web_sys::AbortController;

use crate::api::{self, ApiProblem};
use crate::json;
use crate::platform::dom;
use crate::store::{LinkState, SessionStore};

/// How long a stream may take to begin.
const OPENING_MS: u32 = 5_000;
/// How often a silent stream is looked after.
const TICK_MS: u32 = 4_000;
/// How many ticks the page may be hidden before its stream is closed.
const HIDDEN_TICKS: u32 = 15;
/// How many ticks a stream may be silent before it is asked whether it keeps something back, when no check runs.
const SILENT_TICKS: u32 = 5;
/// After how many streams that brought nothing they are given up.
const FAILURES_BEFORE_POLLING: u32 = 3;
/// The most entries that are taken in at once.
const BATCH_LENGTH: usize = 64;
/// How often the log is asked for without a stream.
const POLL_MS: u32 = 2_000;
/// The longest that the page waits because it is told to.
const LONGEST_WAIT_S: u32 = 600;

/// Why a stream is left.
enum Left {
    /// It broke, or was never there.
    Broken,
    /// It is open and brings nothing although there is something.
    KeepsBack,
    /// Nobody looks, or nothing can come.
    NotNeeded,
    /// Too many have asked: not before so many seconds.
    TooMany(u32),
    /// There is no session any more.
    Gone,
}

impl From<ApiProblem> for Left {
    fn from(problem: ApiProblem) -> Self {
        match problem {
            ApiProblem::Gone | ApiProblem::NoSession | ApiProblem::NoAccess => Self::Gone,
            ApiProblem::TooMany { after_s } => Self::TooMany(after_s.min(LONGEST_WAIT_S)),
            _ => Self::Broken,
        }
    }
}

/// Follows the log until the caller's part of the page goes.
pub(crate) fn follow(store: SessionStore) {
    let (task, handle) = abortable(run(store));
    spawn_local(async move {
        // Aborted by the clean-up below: nothing is left to do.
        let _ = task.await;
    });
    on_cleanup(move || AbortHandle::abort(&handle));
}

async fn run(store: SessionStore) {
    let mut failures = 0;
    loop {
        let mut was_hidden = dom::is_hidden();
        while dom::is_hidden() || !store.expects_news() {
            if store.link.get_untracked() == LinkState::Gone {
                return;
            }
            set(store, LinkState::Paused);
            TimeoutFuture::new(500).await;
            let is_hidden = dom::is_hidden();
            if was_hidden && !is_hidden {
                // Whoever comes back to a conclusion sees what another tab has made of it. One question; its failure is no news.
                let _ = ask(store).await;
            }
            was_hidden = is_hidden;
        }
        let before = store.last_seq();
        let left = if failures < FAILURES_BEFORE_POLLING {
            stream(store).await
        } else {
            // After that, perhaps the network has changed: one more stream.
            failures = FAILURES_BEFORE_POLLING - 1;
            poll(store).await
        };
        match left {
            Left::Gone => return set(store, LinkState::Gone),
            Left::NotNeeded => {}
            Left::TooMany(after_s) => {
                set(store, LinkState::Reconnecting);
                TimeoutFuture::new(after_s * 1_000).await;
            }
            // Trying again would bring the same: ask instead.
            Left::KeepsBack => failures = FAILURES_BEFORE_POLLING,
            Left::Broken => {
                failures = if store.last_seq() > before { 0 } else { failures + 1 };
                set(store, LinkState::Reconnecting);
                TimeoutFuture::new(1_000 << failures.min(3)).await;
            }
        }
    }
}

fn set(store: SessionStore, state: LinkState) {
    let now = store.link.get_untracked();
    // What is gone stays gone: the customer may have erased it a moment ago.
    if now != state && now != LinkState::Gone {
        store.link.set(state);
    }
}

/// Ends a request when the waiting for it ends, or the page is left: a browser that keeps the page to come back to keeps what it
/// holds as well, and opens only a few connections to one server.
struct Request {
    controller: AbortController,
    _leaving: dom::OnLeaving,
}

impl Request {
    fn new(controller: AbortController) -> Self {
        let ended = controller.clone();
        Self { controller, _leaving: dom::on_leaving(move || ended.abort()) }
    }
}

impl Drop for Request {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

async fn stream(store: SessionStore) -> Left {
    let Ok(controller) = AbortController::new() else { return Left::Broken };
    let request = Request::new(controller);
    let access = store.access();
    let signal = request.controller.signal();
    let opening = api::stream(&access, store.last_seq(), &signal);
    pin_mut!(opening);
    // A proxy that collects answers before it hands them on would keep us waiting for the first line for ever.
    let response = match select(opening, TimeoutFuture::new(OPENING_MS)).await {
        Either::Left((Ok(response), _)) => response,
        Either::Left((Err(problem), _)) => return problem.into(),
        Either::Right(((), _)) => return Left::KeepsBack,
    };
    let Some(body) = response.body() else { return Left::Broken };
    set(store, LinkState::Live);
    let bytes = wasm_streams::ReadableStream::from_raw(body.unchecked_into()).into_stream();
    let chunks = bytes.map(|chunk| chunk.map(|chunk| js_sys::Uint8Array::from(chunk).to_vec()));
    // What came together is taken in together: a long list of mailboxes brings thousands of entries.
    let events = chunks.eventsource().ready_chunks(BATCH_LENGTH);
    pin_mut!(events);
    let (mut hidden_ticks, mut silent_ticks) = (0, 0);
    let mut tick = TimeoutFuture::new(TICK_MS);
    loop {
        match select(events.next(), tick).await {
            Either::Left((None, _)) => return Left::Broken,
            Either::Left((Some(batch), rest)) => {
                tick = rest;
                silent_ticks = 0;
                let is_broken = batch.iter().any(Result::is_err);
                store.receive(batch.into_iter().flatten().filter_map(|event| entry(&event)).collect());
                if is_broken {
                    return Left::Broken;
                }
            }
            Either::Right(((), _)) => {
                tick = TimeoutFuture::new(TICK_MS);
                hidden_ticks = if dom::is_hidden() { hidden_ticks + 1 } else { 0 };
                silent_ticks += 1;
                if hidden_ticks >= HIDDEN_TICKS || !store.expects_news() {
                    return Left::NotNeeded;
                }
                if silent_ticks >= if store.is_checking_now() { 2 } else { SILENT_TICKS } {
                    silent_ticks = 0;
                    match ask(store).await {
                        Ok(0) => {}
                        Ok(_) => return Left::KeepsBack,
                        Err(problem) => return problem.into(),
                    }
                }
            }
        }
    }
}

/// The entry that an event holds.
fn entry(event: &eventsource_stream::Event) -> Option<LogEntry> {
    json::read(&event.data).ok().or_else(|| {
        // A newer server may say more than this page understands: the number must still count.
        let seq = event.id.parse().ok()?;
        Some(LogEntry { seq, at_ms: 0, actor: Actor::Server, event: Event::Unknown })
    })
}

/// Asks again and again, for half a minute.
async fn poll(store: SessionStore) -> Left {
    for _ in 0..15 {
        if dom::is_hidden() || !store.expects_news() {
            return Left::NotNeeded;
        }
        match ask(store).await {
            Ok(_) => set(store, LinkState::Polling),
            Err(problem) => match problem.into() {
                Left::Broken => set(store, LinkState::Reconnecting),
                left => return left,
            },
        }
        TimeoutFuture::new(POLL_MS).await;
    }
    Left::NotNeeded
}

/// Fetches what is new without the stream, and gives how much there was.
async fn ask(store: SessionStore) -> Result<usize, ApiProblem> {
    let answered = api::entries(&store.access(), store.last_seq()).await?;
    Ok(store.receive(answered.entries))
}
