//! Follows a session's log: by an event stream where that works, by polling where it does not.
//!
//! Each tab has one stream, and closes it while the page is hidden. The sequence numbers of the log
//! make sure that no entry is lost or counted twice, whether it came by stream or by poll.

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
use crate::platform::dom;
use crate::store::{LinkState, SessionStore};

/// How long a stream may take to open, in milliseconds.
const OPENING_MS: u32 = 5_000;
/// The interval of the checks on an open stream, in milliseconds.
const TICK_MS: u32 = 4_000;
/// How many ticks the page may be hidden before its stream is closed.
const HIDDEN_TICKS: u32 = 15;
/// After how many silent ticks the page polls, to see whether the stream holds entries back.
/// Applies when no check runs.
const SILENT_TICKS: u32 = 5;
/// After how many streams in a row that brought nothing the page polls instead.
const FAILURES_BEFORE_POLLING: u32 = 3;
/// Most entries that are processed at once.
const BATCH_LENGTH: usize = 64;
/// The polling interval, in milliseconds.
const POLL_MS: u32 = 2_000;
/// The longest `Retry-After` that the page honours, in seconds.
const LONGEST_WAIT_S: u32 = 600;

/// Why the page stops using a stream, or stops polling.
enum Left {
    /// The stream broke, or could not be opened.
    Broken,
    /// The stream is open but does not deliver entries that exist, for example because a proxy
    /// buffers it.
    KeepsBack,
    /// The page is hidden, or no entry can come.
    NotNeeded,
    /// Too many requests: wait this many seconds.
    TooMany(u32),
    /// The watcher counts as having left, for example after the device was asleep.
    NotJoined,
    /// The session no longer exists.
    Gone,
}

impl From<ApiProblem> for Left {
    fn from(problem: ApiProblem) -> Self {
        match problem {
            ApiProblem::Gone | ApiProblem::NoSession | ApiProblem::NoAccess => Self::Gone,
            ApiProblem::NotJoined => Self::NotJoined,
            ApiProblem::TooMany { after_s } => Self::TooMany(after_s.min(LONGEST_WAIT_S)),
            _ => Self::Broken,
        }
    }
}

/// Follows the log until the caller's owner is cleaned up.
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
                // When the customer returns to the page, it polls once for what another tab may
                // have changed. A failure of this poll is ignored.
                let _ = ask(store).await;
            }
            was_hidden = is_hidden;
        }
        let before = store.last_seq();
        let left = if failures < FAILURES_BEFORE_POLLING {
            stream(store).await
        } else {
            // When polling ends, try one more stream: the network may have changed.
            failures = FAILURES_BEFORE_POLLING - 1;
            poll(store).await
        };
        match left {
            Left::Gone => return set(store, LinkState::Gone),
            Left::NotJoined => return set(store, LinkState::NotJoined),
            Left::NotNeeded => {}
            Left::TooMany(after_s) => {
                set(store, LinkState::Reconnecting);
                TimeoutFuture::new(after_s * 1_000).await;
            }
            // Another stream would behave the same: poll instead.
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
    // `Gone` is final, because the customer may just have erased the session.
    if now != state && now != LinkState::Gone {
        store.link.set(state);
    }
}

/// Aborts a request when it is no longer awaited, or when the page is left: a browser that keeps
/// the page in its back/forward cache also keeps its open connections, and opens only a few to one
/// server.
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
    // A proxy that buffers whole responses would delay the first line for ever.
    let response = match select(opening, TimeoutFuture::new(OPENING_MS)).await {
        Either::Left((Ok(response), _)) => response,
        // There is no stream left for this client; polling gives the same.
        Either::Left((Err(ApiProblem::TooMany { .. }), _)) => return Left::KeepsBack,
        Either::Left((Err(problem), _)) => return problem.into(),
        Either::Right(((), _)) => return Left::KeepsBack,
    };
    let Some(body) = response.body() else { return Left::Broken };
    set(store, LinkState::Live);
    let bytes = wasm_streams::ReadableStream::from_raw(body.unchecked_into()).into_stream();
    let chunks = bytes.map(|chunk| chunk.map(|chunk| js_sys::Uint8Array::from(chunk).to_vec()));
    // Entries that arrive together are processed together: a long list of mailboxes brings
    // thousands.
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
                store.receive(
                    batch.into_iter().flatten().filter_map(|event| entry(&event)).collect(),
                );
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

/// The log entry in an event of the stream.
fn entry(event: &eventsource_stream::Event) -> Option<LogEntry> {
    json::read(&event.data).ok().or_else(|| {
        // A newer server may send entries that this page does not know. Their sequence number must
        // still count.
        let seq = event.id.parse().ok()?;
        Some(LogEntry { seq, at_ms: 0, actor: Actor::Server, event: Event::Unknown })
    })
}

/// Polls, for half a minute.
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

/// Fetches new entries without the stream, and returns how many there were.
async fn ask(store: SessionStore) -> Result<usize, ApiProblem> {
    let answered = api::entries(&store.access(), store.last_seq()).await?;
    Ok(store.receive(answered.entries))
}
