//! The verdict: what is wrong, who must act and the primary action, at a glance; everything else
//! folded below.
//!
//! A new outcome is announced, and shown when the customer asks for it. A change that the customer
//! caused (a correction) is shown at once. Must never replace the verdict on the screen without
//! being asked.

use checklist::conclusion::Side;
use checklist::playbook::{Conclude, InputId, Step, StepId};
use leptos::prelude::*;
use outcome::Act;
use session::Command;
use terms::Owner;
use terms::{Lang, fill};
use words::{CausesText, UiText, VerdictText};

use super::look_offer;
use super::session_actions::SessionActions;
use crate::components::board::{Board, changes};
use crate::components::causes::Causes;
use crate::components::measured::Measured;
use crate::components::outcome::{Outcome, Outcomes};
use crate::components::pasted_side::{Correction, PastedSide};
use crate::components::progress::Progress;
use crate::components::provider_card::ProviderCard;
use crate::components::result_card::{Around, folds, head};
use crate::language::filled;
use crate::platform::{dom, time};

/// The verdict on the screen, and the current one.
#[derive(Clone, Copy)]
struct Shown {
    actions: SessionActions,
    page: RwSignal<Outcomes>,
    fresh: Memo<Outcomes>,
    /// Whether the path ends on this screen.
    is_here: Memo<bool>,
}

impl Shown {
    fn new(actions: SessionActions, lang: Lang) -> Self {
        let store = actions.store;
        let fresh = Memo::new(move |before: Option<&Outcomes>| {
            // While checks run, the last verdict is kept: one from partial results could be wrong.
            match before.filter(|_| store.facts(|facts| facts.running().is_some())) {
                Some(before) => before.clone(),
                None => store.standing(|standing| Outcomes::of(lang, standing)),
            }
        });
        let shown = actions.shown.get_untracked();
        let is_here = Memo::new(move |_| store.walk.with(|walk| walk.current() == Some(&shown)));
        let this = Self { actions, page: RwSignal::new(fresh.get_untracked()), fresh, is_here };
        // A change that the customer would not notice is shown at once.
        Effect::new(move || {
            let fresh = fresh.get();
            let is_to_follow = is_here.get()
                && this.page.with_untracked(|page| page.is_same(&fresh) && *page != fresh);
            if is_to_follow {
                this.page.set(fresh);
            }
        });
        Effect::new(move || {
            let first = this.page.with(|page| {
                page.results
                    .first()
                    .map(|first| (first.text.conclusion.cause, first.text.words.title.clone()))
            });
            actions.headline.set(first);
        });
        on_cleanup(move || {
            actions.headline.try_set(None);
        });
        this
    }

    /// Whether the current outcome differs from the one on the screen.
    fn is_new(self) -> bool {
        !self.is_here.get() || self.fresh.with(|fresh| self.page.with(|page| !page.is_same(fresh)))
    }

    /// Shows the current outcome, on this screen or another.
    fn take(self) {
        self.actions.rechecked.set(false);
        self.actions.forward();
        if self.is_here.get_untracked() {
            self.page.set(self.fresh.get_untracked());
            dom::focus_soon("heading");
        }
    }

    /// Corrects the side of a text, and shows what follows from it.
    fn correct(self, input: InputId, side: Side) {
        self.actions.send(Command::CorrectSide { input, side }, move || {
            if !self.is_here.get_untracked()
                || self
                    .fresh
                    .with_untracked(|fresh| self.page.with_untracked(|page| !page.is_same(fresh)))
            {
                self.take();
            }
        });
    }
}

/// The screen of a verdict.
pub(crate) fn screen(actions: SessionActions, lang: Lang, conclude: &Conclude) -> AnyView {
    let store = actions.store;
    let shown = untrack(|| Shown::new(actions, lang));
    let page = shown.page;
    let ticket = Callback::new(move |()| actions.go_to(store.playbook().support.clone()));
    let measured_at_ms = Signal::derive(move || page.with(|page| page.measured_at_ms));
    let around = Around { store, measured_at_ms, ticket };
    let first = Memo::new(move |_| page.with(|page| page.results.first().cloned()));
    let message = move |place: usize| {
        Signal::derive(move || page.with(|page| page.messages.get(place).cloned().flatten()))
    };
    let top = move || match first.get() {
        Some(outcome) => head(lang, around, 0, &outcome, message(0)),
        None => nothing_known(lang, ticket),
    };
    let below = move || first.with(|first| first.as_ref().map(|outcome| folds(lang, 0, outcome)));
    let more =
        Memo::new(move |_| page.with(|page| page.results.get(1..).unwrap_or_default().to_vec()));
    let more = move || {
        let cards = more.get().into_iter().zip(1..).map(|(outcome, place)| {
            let Named { cause, owner, confidence, band } = named(Some(&outcome));
            view! {
                <section class="result card" data-cause=cause data-owner=owner data-confidence=confidence data-band=band>
                    {head(lang, around, place, &outcome, message(place))}
                    {folds(lang, place, &outcome)}
                </section>
            }
        });
        cards.collect_view()
    };
    let name = move || first.with(|first| named(first.as_ref()));
    let is_waiting = Memo::new(move |_| {
        first.with(|first| first.as_ref().is_some_and(|first| first.act == Act::Wait))
    });
    let is_ticket =
        move || first.with(|first| first.as_ref().is_none_or(|first| first.act == Act::Ticket));
    let else_ticket = move || {
        (!is_ticket()).then(|| view! {
            <p class="actions"><button type="button" class="link" data-action="did-not-help" on:click=move |_| ticket.run(())>{UiText::DidNotHelp.get(lang)}</button></p>
        })
    };
    let rests_on_text = Memo::new(move |_| {
        let is_read = |result: &Outcome| {
            !result.text.conclusion.because.bounce.is_empty()
                || !result.text.conclusion.because.shown.is_empty()
        };
        page.with(|page| page.results.iter().any(is_read))
    });
    let correction = Correction {
        store,
        correct: Callback::new(move |(input, side)| shown.correct(input, side)),
    };
    let side = move || rests_on_text.get().then(|| view! { <PastedSide lang here=correction/> });
    let is_providers = Memo::new(move |_| {
        first.with(|first| {
            first.as_ref().is_some_and(|first| {
                first.act == Act::Message && first.text.conclusion.owner == Owner::MailProvider
            })
        })
    });
    // The card is open if the provider has to act; otherwise it is inside the measurements.
    let card = move || is_providers.get().then(|| view! { <ProviderCard lang store/> });
    let measured =
        move || view! { <Measured lang store has_route=false has_card=!is_providers.get()/> };
    let noticed = Signal::derive(move || page.with(|page| page.noticed.clone()));
    let others = Signal::derive(move || page.with(|page| page.others.clone()));
    let new = move || {
        (shown.is_new() && !actions.rechecked.get() && !store.facts(|facts| facts.running().is_some())).then(|| {
            view! {
                <div class="notice new-outcome" role="status" data-testid="new-outcome">
                    <p>{UiText::NewOutcome.get(lang)}</p>
                    <button type="button" class="button" data-action="see-outcome" on:click=move |_| shown.take()>{UiText::SeeNewOutcome.get(lang)}</button>
                </div>
            }
        })
    };
    // Where the cause is not certain, a look into the mailbox may tell.
    let is_open = Memo::new(move |_| {
        first.with(|first| {
            first.as_ref().is_none_or(|first| {
                let conclusion = &first.text.conclusion;
                conclusion.confidence < terms::Confidence::Certain || !conclusion.cause.is_trouble()
            })
        })
    });
    let offer = move || is_open.get().then(|| look_offer::offer(actions, lang));
    let step = recheck_step(actions, conclude);
    let recheck = step.map(|step| recheck(shown, lang, step, is_waiting));
    view! {
        {new}
        <article
            class="verdict"
            data-conclusion=move || name().cause
            data-cause=move || name().cause
            data-owner=move || name().owner
            data-confidence=move || name().confidence
            data-band=move || name().band
        >
            {top}
            {recheck}
            {side}
            {below}
            {more}
            {card}
            <div class="folds">
                {measured}
                <Causes lang title=CausesText::AlsoNoticed texts=noticed/>
                <Causes lang title=CausesText::OtherCauses texts=others/>
            </div>
            {offer}
            {else_ticket}
        </article>
    }
    .into_any()
}

/// The attributes of a result's element.
struct Named {
    cause: &'static str,
    owner: &'static str,
    confidence: &'static str,
    band: &'static str,
}

fn named(outcome: Option<&Outcome>) -> Named {
    match outcome {
        Some(outcome) => {
            let conclusion = &outcome.text.conclusion;
            Named {
                cause: conclusion.cause.as_str(),
                owner: conclusion.owner.as_str(),
                confidence: conclusion.confidence.as_str(),
                band: outcome.band().as_str(),
            }
        }
        None => Named { cause: "", owner: "", confidence: "", band: "" },
    }
}

/// Shown if the path ends and nothing is known: an agent can still help.
fn nothing_known(lang: Lang, ticket: Callback<()>) -> AnyView {
    view! {
        <h1 id="heading" tabindex="-1">{words::conclude_heading(lang)}</h1>
        <p class="why">{VerdictText::NothingKnown.get(lang)}</p>
        <p class="actions"><button type="button" class="button" data-action="open-ticket" on:click=move |_| ticket.run(())>{VerdictText::OpenTicket.get(lang)}</button></p>
    }
    .into_any()
}

/// The checks that "check again" runs: those that the playbook names, or the last ones on the path.
fn recheck_step(actions: SessionActions, conclude: &Conclude) -> Option<StepId> {
    conclude.recheck.clone().or_else(|| {
        let playbook = actions.store.playbook();
        let is_check = |step: &StepId| matches!(playbook.steps.get(step), Some(Step::Check(_)));
        actions.store.walk.with_untracked(|walk| {
            let mut steps = walk.path.iter().rev().map(|visit| &visit.step);
            steps.find(|step| is_check(step)).cloned()
        })
    })
}

/// "Check again". The button stays where it is: the checks run here, and what changed is shown
/// here.
fn recheck(shown: Shown, lang: Lang, step: StepId, is_primary: Memo<bool>) -> impl IntoView {
    let actions = shown.actions;
    let store = actions.store;
    let of_step = step.clone();
    let board = Memo::new(move |_| {
        store.evidence(|playbook, facts, _| Board::of_step(playbook, facts, &of_step))
    });
    let is_running =
        Memo::new(move |_| board.with(|board| board.run.is_some() && board.end.is_none()));
    let ended = Memo::new(move |_| {
        store.facts(|facts| {
            board.with(|board| board.run.and_then(|run| facts.runs.get(&run)?.ended_at_ms))
        })
    });
    let of_start = step.clone();
    let start = move |_| {
        if is_running.get_untracked() {
            return;
        }
        // Set only once they run: the result of an earlier run must not be taken for the result of
        // this one.
        actions.send(Command::StartChecks { step: of_start.clone() }, move || {
            actions.rechecked.set(true)
        });
    };
    let stop = move || {
        let run = board.with(|board| board.run).filter(|_| is_running.get())?;
        let stop = move |_| actions.send(Command::CancelChecks { run }, || {});
        dom::hand_focus_on("stop", "check-again");
        Some(
            view! { <button type="button" class="button quiet-button" id="stop" data-action="stop" on:click=stop>{UiText::Stop.get(lang)}</button> },
        )
    };
    let outcome = move || {
        if !actions.rechecked.get() {
            return None;
        }
        if is_running.get() {
            return Some(view! { <Progress lang store board/> }.into_any());
        }
        let time = time::clock(lang, ended.get()?);
        let changed = store.evidence(|playbook, facts, _| changes(playbook, facts, &step));
        let is_new = shown.is_new();
        let is_same = !is_new && changed.is_empty();
        let said = filled(
            lang,
            if is_same { UiText::CheckedAgainSame } else { UiText::CheckedAgainChanged },
            "time",
            &time,
        );
        let lines = changed.into_iter().map(|(check, before, now)| {
            let values = [
                ("check", words::check(lang, check)),
                ("before", words::state(lang, before)),
                ("after", words::state(lang, now)),
            ];
            view! { <li>{fill(UiText::BeforeAfter.get(lang), &values)}</li> }
        });
        let on = is_new.then(|| view! {
            <button type="button" class="button" data-action="continue" on:click=move |_| shown.take()>{UiText::SeeNewOutcome.get(lang)}</button>
        });
        Some(view! { <div class="notice" data-testid="rechecked"><p>{said}</p><ul>{lines.collect_view()}</ul>{on}</div> }.into_any())
    };
    let class = move || if is_primary.get() { "button" } else { "button quiet-button" };
    view! {
        <p class="actions">
            <button type="button" class=class id="check-again" data-action="check-again" aria-disabled=move || is_running.get().to_string() on:click=start>{UiText::CheckAgain.get(lang)}</button>
            " " {stop}
        </p>
        {outcome}
    }
}
