//! A session for its customer: loads it, follows its log, and shows one step at a time.

use checklist::conclusion::CauseCode;
use checklist::playbook::{Step, StepId};
use checklist::{DeviceSeen, How, Walk};
use diagnosis::probe::{CheckKind, RunEnd};
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::api::Snapshot;
use session::{Changed, Command, LinkId, LogEntry};
use terms::Lang;
use words::{UiText, check};

use super::not_found::Ended;
use super::parts::{LookPart, OutcomePart, TicketPart};
use super::session_actions::SessionActions;
use super::{ask, check as check_page, collect};
use crate::announce::{Announcer, News};
use crate::api::{self, Access, Answered, ApiProblem};
use crate::components::answers::Answers;
use crate::components::board::Board;
use crate::components::data::YourData;
use crate::components::header::Header;
use crate::components::measured::Measured;
use crate::components::newer;
use crate::components::progress::waiting_text;
use crate::components::results::RESULTS;
use crate::components::share::{MadeLink, Share, Watchers};
use crate::drafts::Drafts;
use crate::embed::{Host, Message};
use crate::language::{expect_words, filled, telephone};
use crate::live;
use crate::navigation::Navigation;
use crate::part::{PastePart, ReaderPart, expect_part};
use crate::platform::{dom, download, history, time};
use crate::store::{LinkState, SessionStore};
use crate::trouble::Trouble;

/// How long a watch link is valid, in hours.
const WATCH_HOURS: u32 = 24;

/// The id of the element below every step.
const BELOW: &str = "below";

/// Fetches a session, and shows it when it has arrived.
#[component]
pub(crate) fn SessionLoader(access: Access) -> impl IntoView {
    let words = expect_words();
    let reader = expect_part::<ReaderPart>();
    let answered = RwSignal::new(None::<Answered<Snapshot>>);
    // Kept across versions of the playbook: taking a newer version loses nothing that was written.
    let drafts = Drafts::new();
    let load = {
        let access = access.clone();
        move || {
            let access = access.clone();
            spawn_local(async move {
                let snapshot = api::snapshot(&access).await;
                answered.try_set(Some(snapshot));
            });
        }
    };
    load();
    let reload = Callback::new(move |()| load());
    let again = Callback::new(move |()| {
        answered.set(None);
        reload.run(());
    });
    move || {
        match answered.get() {
        None => view! { <main class="step"><p class="quiet">{UiText::Loading.get(words.lang())}</p></main> }.into_any(),
        Some(Ok(snapshot)) => {
            let access = access.clone();
            reader.draw_page_after(snapshot.entries.iter().any(LogEntry::holds_text), move || {
                view! { <Session access=access.clone() snapshot=snapshot.clone() drafts reload/> }.into_any()
            })
        }
        Some(Err(ApiProblem::Gone)) => gone(UiText::ErasedTitle, UiText::ErasedHelp),
        Some(Err(ApiProblem::NoSession)) => gone(UiText::NoSessionTitle, UiText::NoSessionHelp),
        Some(Err(problem)) => view! { <main class="step"><Trouble lang=words.lang() problem again/></main> }.into_any(),
    }
    }
}

/// Shown in place of a session that has ended or never existed.
fn gone(title: UiText, help: UiText) -> AnyView {
    if let Some(navigation) = use_context::<Navigation>() {
        navigation.forget();
    }
    view! { <Ended title help can_start=true/> }.into_any()
}

#[component]
fn Session(
    access: Access,
    snapshot: Snapshot,
    /// What was written and not sent.
    drafts: Drafts,
    /// Called when the session uses another version of its playbook, chosen here or in another tab.
    reload: Callback<()>,
) -> impl IntoView {
    let words = expect_words();
    let store = SessionStore::new(access, snapshot, drafts, expect_part::<ReaderPart>());
    // Fetched while the customer reads the first question: every session ends with the first two,
    // and the fields are then there at once.
    expect_part::<OutcomePart>().load();
    expect_part::<TicketPart>().load();
    expect_part::<PastePart>().load();
    let navigation = use_context::<Navigation>();
    let address = navigation.map_or_else(history::address, Navigation::address_now);
    let host = use_context::<Host>().unwrap_or_else(|| Host::connect(false, None, words));
    let can_keep = !address.is_embed;
    // The language in the address has precedence over that of the session. It was applied when the
    // page opened; the customer may have chosen another one since.
    if address.lang.is_none() {
        words.set(store.facts_now(|facts| facts.lang));
    }
    let actions = SessionActions::new(store, address, host);
    actions.name_step();
    live::follow(store);
    let is_begun = navigation.is_some_and(Navigation::take_click);
    if is_begun {
        dom::focus_soon("heading");
    }
    history::on_move(move |moved| {
        let step = moved
            .step
            .map(StepId)
            .or_else(|| store.walk.with_untracked(|walk| walk.current().cloned()));
        if let Some(step) = step.filter(|step| actions.is_reachable(step)) {
            actions.show(step);
        }
    });
    keep_on_the_path(actions);
    go_straight_on(actions);
    let version = Memo::new(move |_| store.version());
    Effect::new(move |before: Option<Option<String>>| {
        let version = version.get();
        if before.is_some_and(|before| before != version) {
            reload.run(());
        }
        version
    });
    tell(actions, host);
    announce(store, host, is_begun);
    measure_device(actions);

    let provider = Signal::derive(move || store.playbook().contact.name.clone());
    let back = Callback::new(move |()| {
        if let Some(step) = actions.before() {
            actions.go_to(step);
        }
    });
    let to_support = Callback::new(move |()| actions.go_to(store.playbook().support.clone()));
    let chosen = Callback::new(move |lang| actions.send(Command::ChangeLanguage { lang }, || {}));
    // A memo of its own: a lost connection must not render the page again.
    let is_erased = Memo::new(move |_| store.link.get() == LinkState::Gone);
    let is_verdict = Memo::new(move |_| is_verdict(actions));
    let number = move || {
        let lang = words.lang();
        // A verdict is not counted as a question.
        actions.number().filter(|_| !is_verdict.get()).map(|number| {
            let ahead = actions.ahead().map(|ahead| format!(" · {}", words::ahead(lang, &ahead)));
            view! { <p class="number-of-step quiet">{filled(lang, UiText::StepNumber, "number", &number.to_string())} {ahead}</p> }
        })
    };
    move || {
        if is_erased.get() {
            return gone(UiText::ErasedTitle, UiText::ErasedHelp);
        }
        // After the session was erased or a newer version was taken, the focus goes to the heading
        // of the next page.
        dom::hand_focus_on("page", "heading");
        view! {
            <Header provider has_back=Signal::derive(move || actions.before().is_some()) back chosen support=to_support/>
            {move || around(actions, words.lang())}
            <main class="step" data-step=move || actions.shown.get().0>
                {number}
                {move || screen(actions, words.lang())}
            </main>
            {move || below(actions, words.lang(), can_keep)}
        }
        .into_any()
    }
}

/// Moves the screen to the end of the path when a change made elsewhere has removed the step on the
/// screen. A conclusion stays, with a notice: the customer decides when to continue.
fn keep_on_the_path(actions: SessionActions) {
    Effect::new(move || {
        actions.store.walk.track();
        let shown = actions.shown.get();
        let is_checking = actions.store.facts(|facts| facts.running().is_some());
        let is_conclusion =
            matches!(actions.store.playbook().steps.get(&shown), Some(Step::Conclude(_)));
        if actions.is_reachable(&shown) || is_checking || is_conclusion {
            return;
        }
        if let Some(current) = actions.store.walk.with_untracked(|walk| walk.current().cloned()) {
            actions.show(current);
            actions.was_moved.set(true);
        }
    });
}

/// Continues from checks that have ended, unless the customer is reading their list or working
/// below it.
fn go_straight_on(actions: SessionActions) {
    let store = actions.store;
    // The step on the screen, if it is a check step, and how its checks ended.
    let end = Memo::new(move |_| {
        let shown = actions.shown.get();
        store.evidence(|playbook, facts, _| {
            let is_check = matches!(playbook.steps.get(&shown), Some(Step::Check(_)));
            is_check.then(|| (shown.clone(), Board::of_step(playbook, facts, &shown).end))
        })
    });
    Effect::new(move |before: Option<Option<(StepId, Option<RunEnd>)>>| {
        let now = end.get();
        if let (Some(Some((before, None))), Some((shown, Some(RunEnd::Completed)))) = (before, &now)
            && before == *shown
            && !dom::is_read_at(RESULTS)
            && !dom::has_focus(BELOW)
        {
            actions.forward();
        }
        now
    });
}

/// Keeps the title and the surrounding page informed of the step.
fn tell(actions: SessionActions, host: Host) {
    let words = expect_words();
    let store = actions.store;
    Effect::new(move || {
        let lang = words.lang();
        let shown = actions.shown.get();
        let of_step = || {
            store.evidence(|playbook, _, evidence| {
                playbook
                    .steps
                    .get(&shown)
                    .map(|step| playbook.fill(words::heading(step, lang), evidence))
                    .unwrap_or_default()
            })
        };
        let title = actions.headline.get().map_or_else(of_step, |(_, title)| title);
        let title = format!("{title} – {}", UiText::Product.get(lang));
        dom::set_title(&if actions.has_faults.get() {
            filled(lang, UiText::ErrorTitle, "title", &title)
        } else {
            title
        });
    });
    Effect::new(move |announced: Option<StepId>| {
        let shown = actions.shown.get();
        if announced.as_ref() != Some(&shown) {
            host.say(Message::Step(&shown.0));
        }
        shown
    });
    Effect::new(move |announced: Option<Option<CauseCode>>| {
        let cause = actions.headline.with(|headline| headline.as_ref().map(|(cause, _)| *cause));
        if let Some(cause) = cause.filter(|_| announced != Some(cause)) {
            host.say(Message::Conclusion(cause.as_str()));
        }
        cause
    });
}

fn found(lang: Lang, checks: Vec<CheckKind>) -> String {
    let names: Vec<&str> = checks.into_iter().map(|kind| check(lang, kind)).collect();
    filled(lang, UiText::ProblemsFound, "checks", &names.join(", "))
}

/// Announces the progress of checks to screen readers.
fn announce(store: SessionStore, host: Host, is_begun: bool) {
    let words = expect_words();
    let board =
        Memo::new(move |_| store.evidence(|playbook, facts, _| Board::latest(playbook, facts)));
    let announcer = StoredValue::new(if is_begun {
        Announcer::default()
    } else {
        board.with_untracked(Announcer::new)
    });
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
    Effect::new(move || {
        tick.track();
        let news = board.with(|board| {
            announcer.try_update_value(|announcer| announcer.next(time::now_ms(), board)).flatten()
        });
        let lang = words.lang_now();
        match news {
            None => {}
            Some(News::Started) => {
                host.say(Message::Status("running"));
                dom::announce(UiText::ChecksStarted.get(lang));
            }
            Some(News::Waiting) => {
                if let Some(text) = board.with_untracked(|board| waiting_text(lang, store, board)) {
                    dom::announce(&text);
                }
            }
            Some(News::Problems(checks)) => dom::announce(&found(lang, checks)),
            Some(News::Ended(counts, checks)) => {
                host.say(Message::Status("ended"));
                let found = if checks.is_empty() { String::new() } else { found(lang, checks) };
                dom::announce(&format!(
                    "{}. {}. {found}",
                    UiText::ChecksEnded.get(lang),
                    counts.words(lang)
                ));
            }
        }
    });
}

/// Reports that this device reaches our server. Proven by an answer that only our server gives, not
/// by the browser's online state.
fn measure_device(actions: SessionActions) {
    let store = actions.store;
    if store.facts_now(|facts| facts.device.is_some()) {
        return;
    }
    spawn_local(async move {
        let measured = Command::MeasureDevice { seen: DeviceSeen::Online };
        // The customer did not ask for it: a failure is ignored, and the next opening measures
        // again.
        if let Ok(entries) = api::command(&store.access(), &measured).await {
            store.receive(entries.entries);
            // The measurement may have answered the question on the screen.
            let is_measured = |walk: &Walk| {
                let shown = actions.shown.get_untracked();
                walk.path
                    .iter()
                    .any(|visit| visit.step == shown && matches!(visit.how, How::Measured { .. }))
            };
            if store.walk.try_with_untracked(is_measured) == Some(true) {
                actions.forward();
            }
        }
    });
}

/// Notices above the step.
fn around(actions: SessionActions, lang: Lang) -> impl IntoView {
    let store = actions.store;
    let link = move || {
        let text = match store.link.get() {
            LinkState::Reconnecting => UiText::LinkReconnecting,
            LinkState::Polling => UiText::LinkPolling,
            LinkState::Connecting
            | LinkState::Live
            | LinkState::Paused
            | LinkState::NotJoined
            | LinkState::Gone => {
                return None;
            }
        };
        Some(view! { <p class="notice link-state" data-testid="link-state">{text.get(lang)}</p> })
    };
    let moved = move || {
        actions
            .was_moved
            .get()
            .then(|| view! { <p class="notice">{UiText::MovedElsewhere.get(lang)}</p> })
    };
    let steps = move |title: UiText, name: &'static str, steps: Vec<StepId>| {
        (!steps.is_empty()).then(|| {
            let questions = steps.iter().filter_map(|step| {
                store.evidence(|playbook, _, evidence| {
                    playbook.steps.get(step).map(|step| playbook.fill(words::heading(step, lang), evidence))
                })
            });
            view! {
                <div class="notice" data-testid=name>
                    <p>{title.get(lang)}</p>
                    <ul>{questions.map(|question| view! { <li>{question}</li> }).collect_view()}</ul>
                </div>
            }
        })
    };
    let changed = move || {
        let Changed { dropped, used_again } = actions.changed.get();
        view! { {steps(UiText::NoLongerNeeded, "dropped", dropped)} {steps(UiText::UsedAgain, "used-again", used_again)} }
    };
    let take = Callback::new(move |()| {
        if let Some(newer) = store.newer() {
            actions.send(Command::TakeNewerPlaybook { digest: newer.digest.clone() }, || {});
        }
    });
    let newer = move || {
        let newer = store.newer()?;
        store.facts(|facts| newer::notice(lang, &store.playbook(), &newer.playbook, facts, take))
    };
    let trouble = move || actions.trouble.get().map(|problem| view! { <Trouble lang problem/> });
    let fetch = Callback::new(move |()| store.fetch_reader());
    let part = move || {
        store
            .lacks_reader()
            .then(|| view! { <Trouble lang problem=ApiProblem::PartMissing again=fetch/> })
    };
    view! { <div class="around"><Watchers lang store revoke=revoke(actions)/> {link} {newer} {moved} {changed} {trouble} {part}</div> }
}

fn screen(actions: SessionActions, lang: Lang) -> AnyView {
    let shown = actions.shown.get();
    let playbook = actions.store.playbook();
    match playbook.steps.get(&shown) {
        Some(Step::Ask(ask) | Step::Verify(ask)) => {
            ask::screen(actions, lang, shown.clone(), ask.clone())
        }
        Some(Step::Collect(collect)) => collect::screen(actions, lang, shown.clone(), collect),
        Some(Step::Check(check)) => check_page::screen(actions, lang, shown.clone(), check),
        Some(Step::Conclude(conclude)) => {
            let conclude = conclude.clone();
            expect_part::<OutcomePart>()
                .draw_screen(move |outcome| (outcome.verdict)(actions, lang, &conclude))
        }
        Some(Step::Escalate(escalate)) => {
            let escalate = escalate.clone();
            expect_part::<TicketPart>()
                .draw_screen(move |ticket| (ticket.support)(actions, lang, &escalate))
        }
        Some(Step::Look(look)) => {
            let look = look.clone();
            expect_part::<LookPart>()
                .draw_screen(move |part| (part.look)(actions, lang, shown.clone(), &look))
        }
        None => ().into_any(),
    }
}

/// Whether a verdict is on the screen.
fn is_verdict(actions: SessionActions) -> bool {
    matches!(actions.store.playbook().steps.get(&actions.shown.get()), Some(Step::Conclude(_)))
}

/// The content below every step: the answers, sharing, the data, the telephone.
fn below(actions: SessionActions, lang: Lang, can_keep: bool) -> impl IntoView {
    let store = actions.store;
    let navigation = use_context::<Navigation>();
    let change = Callback::new(move |step| actions.go_to(step));
    let create = Callback::new(move |()| {
        actions.call(
            "link",
            async move |access: Access| api::create_watch_link(&access, WATCH_HOURS).await,
            move |made| {
                let address =
                    format!("{}/watch/{}#k={}", dom::origin(), store.access().id, made.token);
                actions.made_link.set(Some(MadeLink { link: made.link, address }));
            },
        );
    });
    let download = Callback::new(move |format| save_report(actions, format, None));
    let erase = Callback::new(move |()| {
        actions.call(
            "erase",
            async move |access: Access| api::erase(&access).await,
            move |()| {
                store.link.set(LinkState::Gone);
                if let Some(navigation) =
                    navigation.filter(|navigation| navigation.address_now().is_embed)
                {
                    navigation.to_start();
                }
            },
        );
    });
    let contact = store.playbook().contact.clone();
    let phone = contact.phone.map(|phone| telephone(lang, &phone));
    let note =
        contact.phone_note.map(|note| view! { <p class="quiet">{note.get(lang).to_owned()}</p> });
    // Check steps and verdicts show the measurements themselves.
    let is_shown_above = Memo::new(move |_| {
        let is_check =
            matches!(store.playbook().steps.get(&actions.shown.get()), Some(Step::Check(_)));
        is_check || is_verdict(actions)
    });
    let measured = move || {
        (!is_shown_above.get())
            .then(|| view! { <Measured lang store has_route=true has_card=true/> })
    };
    view! {
        <div class="below" id=BELOW>
            <Answers lang store is_open=false change/>
            {measured}
            <Share lang store made=actions.made_link create revoke=revoke(actions)/>
            <YourData lang erased_at_ms=store.erased_at_ms can_keep download erase/>
        </div>
        <footer class="bottom">{phone} {note}</footer>
    }
}

fn revoke(actions: SessionActions) -> Callback<LinkId> {
    Callback::new(move |link: LinkId| {
        actions.call(
            &format!("revoke {}", link.0),
            async move |access: Access| api::revoke_link(&access, link).await,
            move |()| {
                if actions
                    .made_link
                    .with_untracked(|made| made.as_ref().is_some_and(|made| made.link == link))
                {
                    actions.made_link.set(None);
                }
            },
        );
    })
}

/// Fetches the report and offers it as a file. Without a choice of the customer, the server takes
/// that of the last ticket.
pub(crate) fn save_report(
    actions: SessionActions,
    format: &'static str,
    choice: Option<api::Choice>,
) {
    actions.call(
        format,
        async move |access: Access| api::report(&access, format, choice).await,
        move |content| {
            let kind = match format {
                "json" => "application/json",
                "zip" => "application/zip",
                _ => "text/html",
            };
            if !download::offer(&format!("sportello.{format}"), kind, &content) {
                leptos::logging::warn!("the browser offers no downloads here");
            }
        },
    );
}
