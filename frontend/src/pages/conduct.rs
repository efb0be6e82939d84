//! What a customer does in a session: answering, going back, starting and stopping checks.
//!
//! Every wish becomes a command to the server; the screen moves when the log says so. Two clicks are one wish; a different
//! wish waits for the one under way.

use std::collections::VecDeque;
use std::ops::RangeInclusive;
use std::pin::Pin;

use checklist::conclusion::CauseCode;
use checklist::playbook::{Step, StepId};
use checklist::{Answer, How, questions_ahead};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::{Before, Changed, Command};

use crate::api::{self, Access, ApiProblem};
use crate::components::share::MadeLink;
use crate::embed::{Host, Message};
use crate::platform::{dom, history};
use crate::route::Place;
use crate::store::SessionStore;

/// The most questions that are announced: a larger number discourages, and is hardly ever reached.
const MOST_TOLD: usize = 8;

/// What follows when a call succeeded.
type Then = Box<dyn FnOnce()>;

/// A call to the server.
type Call = Pin<Box<dyn Future<Output = api::Answered<Then>>>>;

/// What is under way and what waits for it, each call under the name of its wish.
#[derive(Default)]
struct Wishes {
    under_way: Option<String>,
    waiting: VecDeque<(String, Call)>,
}

/// The conduct of one session: small, and copied into every callback.
#[derive(Clone, Copy)]
pub(crate) struct Conduct {
    /// The session.
    pub(crate) store: SessionStore,
    /// The step on the screen.
    pub(crate) shown: RwSignal<StepId>,
    /// What went wrong last.
    pub(crate) trouble: RwSignal<Option<ApiProblem>>,
    /// Whether something on the screen is to be mended, for the title.
    pub(crate) has_faults: RwSignal<bool>,
    /// What the last answer has changed in what others count.
    pub(crate) changed: Memo<Changed>,
    /// How things stood before it.
    before_answer: RwSignal<Option<Before>>,
    /// Whether the way moved without this page.
    pub(crate) was_moved: RwSignal<bool>,
    /// Whether checks were started again from the conclusion on the screen.
    pub(crate) rechecked: RwSignal<bool>,
    /// The cause and the title of the verdict on the screen.
    pub(crate) headline: RwSignal<Option<(CauseCode, String)>>,
    /// The lines that stay out of the ticket; those of a ticket before are recalled when the review is first shown.
    pub(crate) left_out: RwSignal<Vec<String>>,
    /// Whether they were recalled.
    pub(crate) has_recalled: StoredValue<bool>,
    /// The watch link that was just made.
    pub(crate) made_link: RwSignal<Option<MadeLink>>,
    wishes: StoredValue<Wishes, LocalStorage>,
    place: StoredValue<Place>,
    host: Host,
}

impl Wishes {
    /// Goes on to the next one.
    fn next(&mut self) -> Option<Call> {
        let next = self.waiting.pop_front();
        let (wish, call) = next.map_or((None, None), |(wish, call)| (Some(wish), Some(call)));
        self.under_way = wish;
        call
    }
}

impl Conduct {
    /// The conduct of a session that has just been opened or come back to.
    #[must_use]
    pub(crate) fn new(store: SessionStore, place: Place, host: Host) -> Self {
        let playbook = store.playbook();
        let current = store.walk.with_untracked(|walk| walk.current().cloned());
        let before_answer = RwSignal::new(None::<Before>);
        let wished = place.step.clone().map(StepId).filter(|step| is_shown_at(&playbook.support, store, step));
        Self {
            store,
            shown: RwSignal::new(wished.or(current).unwrap_or_else(|| playbook.start.clone())),
            trouble: RwSignal::new(None),
            has_faults: RwSignal::new(false),
            changed: Memo::new(move |_| {
                before_answer.with(|before| before.as_ref().map(|before| store.walk.with(|now| before.changed(now)))).unwrap_or_default()
            }),
            before_answer,
            was_moved: RwSignal::new(false),
            rechecked: RwSignal::new(false),
            headline: RwSignal::new(None),
            left_out: RwSignal::new(Vec::new()),
            has_recalled: StoredValue::new(false),
            made_link: RwSignal::new(None),
            wishes: StoredValue::new_local(Wishes::default()),
            place: StoredValue::new(place),
            host,
        }
    }

    /// The session and the capability to it.
    #[must_use]
    pub(crate) fn access(self) -> Access {
        self.store.access()
    }

    /// Whether a step can be on the screen now.
    #[must_use]
    pub(crate) fn is_reachable(self, step: &StepId) -> bool {
        is_shown_at(&self.store.playbook().support, self.store, step)
    }

    /// Puts a step on the screen, as a place that *back* returns to.
    pub(crate) fn go_to(self, step: StepId) {
        history::push(&self.address_of(&step));
        self.show(step);
    }

    /// Names the step on the screen in the address bar, so that *back* returns to it and not to where the way ends then.
    pub(crate) fn name_step(self) {
        history::replace(&self.address_of(&self.shown.get_untracked()));
    }

    fn address_of(self, step: &StepId) -> String {
        let access = self.access();
        self.place.with_value(|place| place.of_session(&access.id, &access.token, Some(&step.0)))
    }

    /// Puts a step on the screen.
    pub(crate) fn show(self, step: StepId) {
        self.trouble.set(None);
        self.has_faults.set(false);
        self.rechecked.set(false);
        if self.shown.with_untracked(|shown| *shown != step) {
            self.shown.set(step);
            dom::focus_soon("heading");
        }
    }

    /// Goes where the way ends.
    pub(crate) fn forward(self) {
        let shown = self.shown.get_untracked();
        if let Some(step) = self.store.walk.with_untracked(|walk| walk.current().cloned()).filter(|step| *step != shown) {
            self.go_to(step);
        }
    }

    /// The step to go back to from the one on the screen: the one before it that a person has seen.
    #[must_use]
    pub(crate) fn before(self) -> Option<StepId> {
        let shown = self.shown.get();
        self.store.walk.with(|walk| {
            let seen = |visit: &&checklist::Visit| !matches!(visit.how, How::Measured { .. });
            let place = walk.path.iter().position(|visit| visit.step == shown);
            let before = walk.path.get(..place.unwrap_or(walk.path.len()))?;
            before.iter().rev().find(seen).map(|visit| visit.step.clone())
        })
    }

    /// The number of the step on the screen among those that a person sees.
    #[must_use]
    pub(crate) fn number(self) -> Option<usize> {
        let shown = self.shown.get();
        self.store.walk.with(|walk| {
            let place = walk.path.iter().position(|visit| visit.step == shown)?;
            let until = walk.path.get(..=place)?;
            Some(until.iter().filter(|visit| !matches!(visit.how, How::Measured { .. })).count())
        })
    }

    /// How many questions may come after the one on the screen, where the playbook bounds them closely enough to help.
    #[must_use]
    pub(crate) fn ahead(self) -> Option<RangeInclusive<usize>> {
        let shown = self.shown.get();
        self.store.evidence(|playbook, _, evidence| {
            let way = checklist::walk(playbook, evidence);
            let is_question = matches!(playbook.steps.get(&shown), Some(Step::Ask(_) | Step::Verify(_)));
            let ahead = (is_question && way.current() == Some(&shown)).then(|| questions_ahead(playbook, evidence, &way)).flatten();
            ahead.filter(|ahead| *ahead.end() <= MOST_TOLD)
        })
    }

    /// Gives an answer, and goes on.
    pub(crate) fn answer(self, step: StepId, answer: Answer, then: impl FnOnce() + 'static) {
        let stands = |earlier: Option<&Before>| {
            self.store.facts_now(|facts| self.store.walk.with_untracked(|way| Before::new(facts, way, &step, earlier)))
        };
        let before = self.before_answer.with_untracked(|earlier| stands(earlier.as_ref()));
        self.before_answer.set(None);
        self.was_moved.set(false);
        self.send(Command::GiveAnswer { step: step.clone(), answer }, move || {
            self.store.drafts.update_value(|drafts| {
                drafts.remove(&step);
            });
            self.before_answer.set(Some(before));
            then();
        });
    }

    /// Sends a command, one at a time; `then` follows when the server has taken it.
    pub(crate) fn send(self, command: Command, then: impl FnOnce() + 'static) {
        // Two answers to one question are two wishes, the same answer twice is one.
        let wish = serde_json::to_string(&command).unwrap_or_default();
        self.call(
            &wish,
            async move |access: Access| api::command(&access, &command).await,
            move |entries| {
                self.store.receive(entries.entries);
                then();
            },
        );
    }

    /// Does one call to the server, after those under way and unless the same wish is among them; `then` follows when it
    /// succeeded.
    pub(crate) fn call<T: 'static>(
        self,
        wish: &str,
        call: impl AsyncFnOnce(Access) -> api::Answered<T> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        let access = self.access();
        let call = Box::pin(async move {
            let answer = call(access).await?;
            Ok(Box::new(move || then(answer)) as Then)
        });
        self.work(wish.to_owned(), call);
    }

    /// The part of [`Conduct::call`] that is the same for every call, and so is compiled once.
    fn work(self, wish: String, call: Call) {
        let is_first = self.wishes.try_update_value(|wishes| {
            let is_first = wishes.under_way.is_none();
            if wishes.under_way.as_ref() != Some(&wish) && wishes.waiting.iter().all(|(waiting, _)| *waiting != wish) {
                wishes.waiting.push_back((wish, call));
            }
            is_first
        });
        if is_first == Some(true) {
            spawn_local(self.work_off());
        }
    }

    /// Does what is wished for, one call after the other.
    async fn work_off(self) {
        let mut has_failed = false;
        // The page may go on to something else meanwhile, and the wishes with it.
        while let Some(Some(call)) = self.wishes.try_update_value(Wishes::next) {
            let answered = call.await;
            if self.trouble.is_disposed() {
                return;
            }
            match answered {
                Ok(then) => {
                    // What failed before it still stands.
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

    /// Where the address bar stands.
    #[must_use]
    pub(crate) fn place(self) -> Place {
        self.place.get_value()
    }
}

fn is_shown_at(support: &StepId, store: SessionStore, step: &StepId) -> bool {
    *step == *support || store.walk.with_untracked(|walk| walk.contains(step))
}
