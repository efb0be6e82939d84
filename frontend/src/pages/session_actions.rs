//! What a customer does in a session: answering, going back, starting and stopping checks.
//!
//! Every action becomes a command to the server, and the screen changes when the log has its entry.
//! A double click is sent once; another action waits until the one in progress has ended.

use std::collections::VecDeque;
use std::ops::RangeInclusive;
use std::pin::Pin;

use checklist::conclusion::CauseCode;
use checklist::playbook::{Playbook, Step, StepId};
use checklist::{Answer, How, questions_ahead};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::{Changed, Command, PathSnapshot};

use crate::api::{self, Access, ApiProblem};
use crate::components::share::MadeLink;
use crate::embed::{Host, Message};
use crate::platform::{dom, history};
use crate::route::PageAddress;
use crate::store::SessionStore;

/// Most remaining questions that are shown: a larger number discourages, and is hardly ever
/// reached.
const MAX_QUESTIONS_AHEAD_SHOWN: usize = 8;

/// What to do after a call succeeded.
type Then = Box<dyn FnOnce()>;

/// A call to the server.
type Call = Pin<Box<dyn Future<Output = api::Answered<Then>>>>;

/// The call in progress and those that wait for it, each with the name of its action.
#[derive(Default)]
struct ActionQueue {
    running: Option<String>,
    waiting: VecDeque<(String, Call)>,
}

/// The actions on one session: small, and copied into every callback.
#[derive(Clone, Copy)]
pub(crate) struct SessionActions {
    /// The session.
    pub(crate) store: SessionStore,
    /// The step on the screen.
    pub(crate) shown: RwSignal<StepId>,
    /// The last problem.
    pub(crate) trouble: RwSignal<Option<ApiProblem>>,
    /// Whether a field on the screen must be corrected. Used in the title.
    pub(crate) has_faults: RwSignal<bool>,
    /// Which other answers no longer count, or count again, because of the last answer.
    pub(crate) changed: Memo<Changed>,
    /// The state before the last answer.
    before_answer: RwSignal<Option<PathSnapshot>>,
    /// Whether the path changed by something that this page did not do.
    pub(crate) was_moved: RwSignal<bool>,
    /// Whether checks were started again from the conclusion on the screen.
    pub(crate) rechecked: RwSignal<bool>,
    /// The cause and the title of the verdict on the screen.
    pub(crate) headline: RwSignal<Option<(CauseCode, String)>>,
    /// The lines to leave out of the ticket. When the review is first shown, it starts with those
    /// that the last ticket left out.
    pub(crate) left_out: RwSignal<Vec<String>>,
    /// Whether the names in addresses are replaced in what is sent and downloaded.
    pub(crate) are_masked: RwSignal<bool>,
    /// Whether those of the last ticket were loaded.
    pub(crate) has_recalled: StoredValue<bool>,
    /// The watch link that was just created.
    pub(crate) made_link: RwSignal<Option<MadeLink>>,
    queue: StoredValue<ActionQueue, LocalStorage>,
    address: StoredValue<PageAddress>,
    host: Host,
}

impl ActionQueue {
    /// Starts the next call.
    fn next(&mut self) -> Option<Call> {
        let next = self.waiting.pop_front();
        let (action, call) = next.map_or((None, None), |(action, call)| (Some(action), Some(call)));
        self.running = action;
        call
    }
}

impl SessionActions {
    /// For a session that has just been opened or returned to.
    #[must_use]
    pub(crate) fn new(store: SessionStore, address: PageAddress, host: Host) -> Self {
        let playbook = store.playbook();
        let current = store.walk.with_untracked(|walk| walk.current().cloned());
        let before_answer = RwSignal::new(None::<PathSnapshot>);
        let wished =
            address.step.clone().map(StepId).filter(|step| is_shown_at(&playbook, store, step));
        Self {
            store,
            shown: RwSignal::new(wished.or(current).unwrap_or_else(|| playbook.start.clone())),
            trouble: RwSignal::new(None),
            has_faults: RwSignal::new(false),
            changed: Memo::new(move |_| {
                before_answer
                    .with(|before| {
                        before.as_ref().map(|before| store.walk.with(|now| before.changed(now)))
                    })
                    .unwrap_or_default()
            }),
            before_answer,
            was_moved: RwSignal::new(false),
            rechecked: RwSignal::new(false),
            headline: RwSignal::new(None),
            left_out: RwSignal::new(Vec::new()),
            are_masked: RwSignal::new(false),
            has_recalled: StoredValue::new(false),
            made_link: RwSignal::new(None),
            queue: StoredValue::new_local(ActionQueue::default()),
            address: StoredValue::new(address),
            host,
        }
    }

    /// The session and the capability to it.
    #[must_use]
    pub(crate) fn access(self) -> Access {
        self.store.access()
    }

    /// Whether a step can be shown now.
    #[must_use]
    pub(crate) fn is_reachable(self, step: &StepId) -> bool {
        is_shown_at(&self.store.playbook(), self.store, step)
    }

    /// Shows a step and adds it to the history, so that *back* returns to it.
    pub(crate) fn go_to(self, step: StepId) {
        history::push(&self.address_of(&step));
        self.show(step);
    }

    /// Writes the step on the screen into the address bar, so that *back* returns to it and not to
    /// the end of the path at that time.
    pub(crate) fn name_step(self) {
        history::replace(&self.address_of(&self.shown.get_untracked()));
    }

    fn address_of(self, step: &StepId) -> String {
        let access = self.access();
        self.address
            .with_value(|address| address.of_session(&access.id, &access.token, Some(&step.0)))
    }

    /// Shows a step.
    pub(crate) fn show(self, step: StepId) {
        self.trouble.set(None);
        self.has_faults.set(false);
        self.rechecked.set(false);
        if self.shown.with_untracked(|shown| *shown != step) {
            self.shown.set(step);
            dom::focus_soon("heading");
        }
    }

    /// Goes to the last step of the path.
    pub(crate) fn forward(self) {
        let shown = self.shown.get_untracked();
        if let Some(step) = self
            .store
            .walk
            .with_untracked(|walk| walk.current().cloned())
            .filter(|step| *step != shown)
        {
            self.go_to(step);
        }
    }

    /// The step to go back to from the one on the screen: the last one before it that was not
    /// answered by a measurement.
    #[must_use]
    pub(crate) fn before(self) -> Option<StepId> {
        let shown = self.shown.get();
        self.store.walk.with(|walk| {
            let seen = |visit: &&checklist::Visit| !matches!(visit.how, How::Measured { .. });
            let index = walk.path.iter().position(|visit| visit.step == shown);
            let before = walk.path.get(..index.unwrap_or(walk.path.len()))?;
            before.iter().rev().find(seen).map(|visit| visit.step.clone())
        })
    }

    /// The number of the step on the screen, not counting steps that were answered by a
    /// measurement.
    #[must_use]
    pub(crate) fn number(self) -> Option<usize> {
        let shown = self.shown.get();
        self.store.walk.with(|walk| {
            let index = walk.path.iter().position(|visit| visit.step == shown)?;
            let until = walk.path.get(..=index)?;
            Some(until.iter().filter(|visit| !matches!(visit.how, How::Measured { .. })).count())
        })
    }

    /// How many questions may come after the one on the screen, if the playbook limits them to at
    /// most [`MAX_QUESTIONS_AHEAD_SHOWN`].
    #[must_use]
    pub(crate) fn ahead(self) -> Option<RangeInclusive<usize>> {
        let shown = self.shown.get();
        self.store.standing(|standing| {
            let (playbook, evidence, walk) =
                (standing.playbook(), standing.evidence(), standing.walk());
            let is_question =
                matches!(playbook.steps.get(&shown), Some(Step::Ask(_) | Step::Verify(_)));
            let ahead = (is_question && walk.current() == Some(&shown))
                .then(|| questions_ahead(playbook, evidence, walk))
                .flatten();
            ahead.filter(|ahead| *ahead.end() <= MAX_QUESTIONS_AHEAD_SHOWN)
        })
    }

    /// Sends an answer, and continues.
    pub(crate) fn answer(self, step: StepId, answer: Answer, then: impl FnOnce() + 'static) {
        let stands = |earlier: Option<&PathSnapshot>| {
            self.store.facts_now(|facts| {
                self.store
                    .walk
                    .with_untracked(|walk| PathSnapshot::new(facts, walk, &step, earlier))
            })
        };
        let before = self.before_answer.with_untracked(|earlier| stands(earlier.as_ref()));
        self.before_answer.set(None);
        self.was_moved.set(false);
        self.send(Command::GiveAnswer { step: step.clone(), answer }, move || {
            self.store.drafts.forget(&step);
            self.before_answer.set(Some(before));
            then();
        });
    }

    /// Sends a command after those in progress; `then` is called when the server has accepted it.
    pub(crate) fn send(self, command: Command, then: impl FnOnce() + 'static) {
        // Two different answers to one question are two actions; the same answer twice is one.
        let action = serde_json::to_string(&command).unwrap_or_default();
        self.call(
            &action,
            async move |access: Access| api::command(&access, &command).await,
            move |entries| {
                self.store.receive(entries.entries);
                then();
            },
        );
    }

    /// Makes a call to the server after those in progress, unless the same action is among them;
    /// `then` is called when it succeeded.
    pub(crate) fn call<T: 'static>(
        self,
        action: &str,
        call: impl AsyncFnOnce(Access) -> api::Answered<T> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        let access = self.access();
        let call = Box::pin(async move {
            let answer = call(access).await?;
            Ok(Box::new(move || then(answer)) as Then)
        });
        self.work(action.to_owned(), call);
    }

    /// The part of [`SessionActions::call`] that does not depend on its types, so that it is
    /// compiled once.
    fn work(self, action: String, call: Call) {
        let is_first = self.queue.try_update_value(|queue| {
            let is_first = queue.running.is_none();
            if queue.running.as_ref() != Some(&action)
                && queue.waiting.iter().all(|(waiting, _)| *waiting != action)
            {
                queue.waiting.push_back((action, call));
            }
            is_first
        });
        if is_first == Some(true) {
            spawn_local(self.work_off());
        }
    }

    /// Makes the waiting calls, one after the other.
    async fn work_off(self) {
        let mut has_failed = false;
        // The customer may leave the page meanwhile; its signals are then disposed.
        while let Some(Some(call)) = self.queue.try_update_value(ActionQueue::next) {
            let answered = call.await;
            if self.trouble.is_disposed() {
                return;
            }
            match answered {
                Ok(then) => {
                    // The problem of an earlier call in this loop stays shown.
                    if !has_failed {
                        self.trouble.set(None);
                    }
                    then();
                }
                Err(problem) => {
                    has_failed = true;
                    self.trouble.set(Some(problem));
                    self.host.say(Message::Error);
                }
            }
        }
    }

    /// The address of the page when the session was opened.
    #[must_use]
    pub(crate) fn address(self) -> PageAddress {
        self.address.get_value()
    }
}

/// Support and the look into the mailbox can be shown at any time, other steps while they are on the
/// path.
fn is_shown_at(playbook: &Playbook, store: SessionStore, step: &StepId) -> bool {
    let is_beside = *step == playbook.support || playbook.look.as_ref() == Some(step);
    is_beside || store.walk.with_untracked(|walk| walk.contains(step))
}
