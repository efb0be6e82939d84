//! The agent's view of a session: a list of facts, live. Must never change the session, except to
//! register the watcher.

use checklist::playbook::Step;
use leptos::prelude::*;
use leptos::task::spawn_local;
use outcome::{CauseText, Verdict, verdict};
use session::Standing;
use session::api::Snapshot;
use session::{LogEntry, unused};
use terms::Lang;
use terms::gather::sort_short;
use words::{CausesText, Reader, UiText, cause_remark};

use super::ask::on_enter;
use super::not_found::Ended;
use crate::api::{self, Access, Answered, ApiProblem};
use crate::components::answers::{Answers, answered};
use crate::components::band::band;
use crate::components::board::Board;
use crate::components::causes::Causes;
use crate::components::details::RouteDiagram;
use crate::components::header::Header;
use crate::components::results::Results;
use crate::drafts::Drafts;
use crate::language::{expect_words, filled};
use crate::live;
use crate::part::{ReaderPart, expect_part};
use crate::platform::storage::{Memory, forget, recall, remember};
use crate::platform::{dom, history, time};
use crate::store::{LinkState, SessionStore};
use crate::trouble::Trouble;

/// Takes the capability out of the address bar, so that no screenshot shows it, and fetches the
/// session. The server shows it only after the agent has joined, so the page asks for the name
/// first.
#[component]
pub(crate) fn WatchLoader(id: String, token: Option<String>) -> impl IntoView {
    let words = expect_words();
    let reader = expect_part::<ReaderPart>();
    let kept = format!("sportello.watch.{id}");
    // Without storage the capability stays in the address bar: a reload must not end the watching.
    if token.as_ref().is_some_and(|token| remember(Memory::Tab, &kept, token)) {
        history::replace(&format!("/watch/{id}"));
    }
    let Some(token) = token.or_else(|| recall(Memory::Tab, &kept)) else {
        return view! { <Ended title=UiText::WatchNoAccessTitle help=UiText::ProblemNoAccess can_start=false/> }.into_any();
    };
    let access = StoredValue::new(Access { id, token });
    let answered = RwSignal::new(None::<Answered<Snapshot>>);
    // A link can be passed on: a second person who opens it gives a name too, and the customer sees
    // the latest name.
    let own_name = StoredValue::new(format!(
        "sportello.watcher.{}",
        access.with_value(|access| access.id.clone())
    ));
    let recalled = own_name.with_value(|kept| recall(Memory::Tab, kept));
    let (name, trouble) =
        (RwSignal::new(recalled.clone().unwrap_or_default()), RwSignal::new(None::<ApiProblem>));
    let is_named = StoredValue::new(recalled.is_some());
    let has_joined = StoredValue::new(false);
    let load = move || {
        spawn_local(async move {
            let snapshot = api::snapshot(&access.get_value()).await;
            let shown = match snapshot {
                Ok(_) if !is_named.try_get_value().unwrap_or_default() => {
                    Err(ApiProblem::NotJoined)
                }
                snapshot => snapshot,
            };
            answered.try_set(Some(shown));
        });
    };
    load();
    let again = Callback::new(move |()| {
        answered.set(None);
        load();
    });
    // The form stays until the session is here.
    let join = Callback::new(move |()| {
        spawn_local(async move {
            let (access, name) = (access.get_value(), name.get_untracked());
            let joined = match name.trim() {
                "" => Err(ApiProblem::NotJoined),
                name => api::join(&access, name).await,
            };
            match joined {
                Ok(()) => {
                    trouble.try_set(None);
                    is_named.try_set_value(true);
                    // Without storage a reload asks for the name again.
                    let _ =
                        own_name.try_with_value(|kept| remember(Memory::Tab, kept, name.trim()));
                    let snapshot = api::snapshot(&access).await;
                    answered.try_set(Some(snapshot));
                }
                // A page of its own says that a link has ended.
                Err(
                    problem @ (ApiProblem::Gone | ApiProblem::NoSession | ApiProblem::NoAccess),
                ) => {
                    answered.try_set(Some(Err(problem)));
                }
                Err(problem) => {
                    let shown = Some(problem).filter(|problem| *problem != ApiProblem::NotJoined);
                    trouble.try_set(shown);
                    answered.try_set(Some(Err(ApiProblem::NotJoined)));
                }
            }
        });
    });
    let left = Callback::new(move |()| {
        is_named.set_value(false);
        own_name.with_value(|kept| forget(Memory::Tab, kept));
        answered.set(Some(Err(ApiProblem::NotJoined)));
    });
    (move || match answered.get() {
        None => view! { <main class="step"><p class="quiet">{UiText::Loading.get(words.lang())}</p></main> }.into_any(),
        Some(Ok(snapshot)) => reader.draw_page_after(snapshot.entries.iter().any(LogEntry::holds_text), move || {
            let (access, snapshot) = (access.get_value(), snapshot.clone());
            view! { <Watch access snapshot name has_joined left away=join/> }.into_any()
        }),
        Some(Err(ApiProblem::NotJoined)) => view! { <Join name trouble join has_joined/> }.into_any(),
        Some(Err(problem @ (ApiProblem::Gone | ApiProblem::NoSession | ApiProblem::NoAccess))) => {
            let (title, help) = match problem {
                ApiProblem::Gone => (UiText::WatchEndedTitle, UiText::WatchEndedHelp),
                ApiProblem::NoSession => (UiText::NoSessionTitle, UiText::WatchNoSessionHelp),
                _ => (UiText::WatchNoAccessTitle, UiText::ProblemNoAccess),
            };
            view! { <Ended title help can_start=false/> }.into_any()
        }
        Some(Err(problem)) => view! { <main class="step"><Trouble lang=words.lang() problem again/></main> }.into_any(),
    })
    .into_any()
}

/// Asks for the name that the customer will see. Knows nothing of the session.
#[component]
fn Join(
    name: RwSignal<String>,
    trouble: RwSignal<Option<ApiProblem>>,
    join: Callback<()>,
    /// Set when the agent joins from here, where the focus then is lost.
    has_joined: StoredValue<bool>,
) -> impl IntoView {
    let words = expect_words();
    set_title();
    let join = move || {
        if !name.with_untracked(|name| name.trim().is_empty()) {
            has_joined.set_value(true);
            join.run(());
        }
    };
    let problem =
        move || trouble.get().map(|problem| view! { <Trouble lang=words.lang() problem/> });
    let (provider, has_back) = (Signal::derive(String::new), Signal::derive(|| false));
    let (back, chosen) = (Callback::new(|()| {}), Callback::new(|_: Lang| {}));
    view! {
        <Header provider has_back back chosen/>
        <main class="step watch" data-step="watch">
            <h1 id="heading" tabindex="-1">{move || UiText::WatchTitle.get(words.lang())}</h1>
            {problem}
            <p class="help">{move || UiText::WatchReadOnly.get(words.lang())}</p>
            <div class="join" id="watch-join" on:keydown=on_enter(join)>
                <label for="watch-name">{move || UiText::WatchName.get(words.lang())}</label>
                <input id="watch-name" data-join-name="" type="text" autocomplete="name" maxlength="80" prop:value=name on:input=move |event| name.set(event_target_value(&event))/>
                <button type="button" class="button" data-action="join" on:click=move |_| join()>{move || UiText::WatchHere.get(words.lang())}</button>
            </div>
        </main>
    }
}

/// Sets the title of the document.
fn set_title() {
    let words = expect_words();
    Effect::new(move || {
        dom::set_title(&format!(
            "{} – {}",
            UiText::WatchTitle.get(words.lang()),
            UiText::Product.get(words.lang())
        ))
    });
}

#[component]
fn Watch(
    access: Access,
    snapshot: Snapshot,
    /// The name that the agent gave here.
    name: RwSignal<String>,
    /// Whether the agent has just joined by the form, so that the focus comes from there.
    has_joined: StoredValue<bool>,
    /// Called when the agent has left.
    left: Callback<()>,
    /// Called when the server says that the agent is away: joins again under the same name.
    away: Callback<()>,
) -> impl IntoView {
    let words = expect_words();
    let link = snapshot.link;
    provide_context(Reader::Other);
    let store = SessionStore::new(access, snapshot, Drafts::new(), expect_part::<ReaderPart>());
    live::follow(store);
    if has_joined.get_value() {
        has_joined.set_value(false);
        dom::focus_soon("watch-leave");
    }
    let trouble = RwSignal::new(None::<ApiProblem>);
    let joined = Memo::new(move |_| {
        store.facts(|facts| facts.links.get(&link?)?.watcher.clone().map(|(name, _)| name))
    });
    // The device was asleep, or the server was started again.
    Effect::new(move || {
        if store.link.get() == LinkState::NotJoined {
            away.run(());
        }
    });
    let leave = move |_| {
        let access = store.access();
        spawn_local(async move {
            match api::leave(&access).await {
                Ok(()) => left.run(()),
                Err(problem) => {
                    trouble.try_set(Some(problem));
                }
            }
        });
    };
    let provider = Signal::derive(move || store.playbook().contact.name.clone());
    let nothing = Callback::new(|()| {});
    let chosen = Callback::new(|_: Lang| {});
    set_title();
    let presence = move || {
        let lang = words.lang();
        dom::hand_focus_on("watch-joined", "watch-name");
        let seen = move || {
            filled(lang, UiText::WatchJoined, "name", &joined.get().unwrap_or_else(|| name.get()))
        };
        view! {
            <p class="notice" id="watch-joined">{seen} " "
                <button type="button" class="link" id="watch-leave" data-action="leave" on:click=leave>{UiText::WatchLeave.get(lang)}</button></p>
        }
    };
    // A memo of its own: a lost connection must not render the page again.
    let has_ended = Memo::new(move |_| store.link.get() == LinkState::Gone);
    move || {
        if has_ended.get() {
            return view! { <Ended title=UiText::WatchEndedTitle help=UiText::WatchEndedHelp can_start=false/> }.into_any();
        }
        let lang = words.lang();
        let problem = move || trouble.get().map(|problem| view! { <Trouble lang problem/> });
        view! {
            <Header provider has_back=false back=nothing chosen/>
            <main class="step watch" data-step="watch">
                <h1 id="heading" tabindex="-1">{UiText::WatchTitle.get(lang)}</h1>
                {problem}
                {presence}
                <LinkLine lang store/>
                {facts(lang, store)}
            </main>
        }
        .into_any()
    }
}

/// The state of the connection, because an agent must notice when the view is no longer live.
#[component]
fn LinkLine(lang: Lang, store: SessionStore) -> impl IntoView {
    let said = move || {
        match store.link.get() {
            LinkState::Connecting => UiText::LinkConnecting,
            LinkState::Live => UiText::LinkLive,
            LinkState::Reconnecting | LinkState::NotJoined => UiText::LinkReconnecting,
            LinkState::Polling => UiText::LinkPolling,
            LinkState::Paused => UiText::LinkPaused,
            LinkState::Gone => UiText::WatchEndedTitle,
        }
        .get(lang)
    };
    view! { <p class="quiet link-state" data-testid="link-state">{said}</p> }
}

fn facts(lang: Lang, store: SessionStore) -> impl IntoView {
    let now = Memo::new(move |_| {
        store.standing(|standing| {
            let (playbook, evidence, walk) =
                (standing.playbook(), standing.evidence(), standing.walk());
            let step = walk.current().and_then(|id| playbook.steps.get(id));
            let heading = step
                .map(|step| playbook.fill(words::heading(step, lang), evidence))
                .unwrap_or_default();
            let why = match step {
                Some(Step::Escalate(escalate)) => playbook.fill(escalate.why.get(lang), evidence),
                _ => String::new(),
            };
            let is_over = matches!(step, Some(Step::Conclude(_) | Step::Escalate(_)));
            (words::about(lang, evidence), heading, why, is_over)
        })
    });
    let verdict = Memo::new(move |before: Option<&Option<Verdict>>| {
        // While checks run, the last verdict is kept: one from partial results could be wrong.
        match before.filter(|_| store.facts(|facts| facts.running().is_some())) {
            Some(before) => before.clone(),
            None => store.standing(|standing| verdict(standing, lang)),
        }
    });
    let results = Memo::new(move |_| {
        verdict.with(|verdict| {
            verdict.as_ref().map(|verdict| verdict.results.clone()).unwrap_or_default()
        })
    });
    let measured_at_ms = Signal::derive(move || {
        store.facts(|facts| facts.runs.values().filter_map(|run| run.ended_at_ms).max())
    });
    let headline = move || {
        results.get().iter().map(|text| concluded(lang, text, measured_at_ms)).collect_view()
    };
    // A verdict before the end of the path may still change.
    let is_early = Memo::new(move |_| !now.get().3 && !results.with(Vec::is_empty));
    let so_far = move || {
        is_early.get().then(|| view! { <p data-testid="so-far"><strong>{UiText::WatchSoFar.get(lang)}</strong></p> })
    };
    let others = Signal::derive(move || {
        verdict.with(|verdict| {
            verdict.as_ref().map(|verdict| verdict.others.clone()).unwrap_or_default()
        })
    });
    let noticed = Signal::derive(move || {
        verdict.with(|verdict| {
            verdict.as_ref().map(|verdict| verdict.noticed.clone()).unwrap_or_default()
        })
    });
    let checked = Memo::new(move |_| {
        store.evidence(|_, _, evidence| evidence.runs.keys().cloned().collect::<Vec<_>>())
    });
    let lists = move || {
        checked.get().into_iter().map(|step| view! { <Results lang store step/> }).collect_view()
    };
    let log = Memo::new(move |_| store.standing(|standing| log(lang, standing)));
    let log = move || {
        let lines = log.get().into_iter().enumerate().map(|(place, (at_ms, what, said))| {
            let new = (place == 0).then(|| view! { <mark>{UiText::WatchNew.get(lang)}</mark> });
            view! { <li class:newest=place == 0><time>{time::clock(lang, at_ms)}</time> " " <strong>{what.get(lang)}</strong> " " {said} " " {new}</li> }
        });
        let lines: Vec<_> = lines.collect();
        if lines.is_empty() {
            view! { <p>{UiText::WatchNoAnswers.get(lang)}</p> }.into_any()
        } else {
            view! { <ol class="log">{lines.collect_view()}</ol> }.into_any()
        }
    };
    view! {
        <h2>{UiText::WatchNow.get(lang)}</h2>
        <p class="subject" translate="no">{move || now.get().0}</p>
        <p><strong>{move || now.get().1}</strong></p>
        <p>{move || now.get().2}</p>
        <p class="help" data-testid="told-to">{UiText::WatchTold.get(lang)}</p>
        {so_far}
        {headline}
        <RouteDiagram lang store/>
        {lists}
        <Causes lang title=CausesText::AlsoNoticed texts=noticed/>
        <Causes lang title=CausesText::OtherCauses texts=others/>
        <Answers lang store is_open=true/>
        <h2>{UiText::WatchLog.get(lang)}</h2>
        {log}
    }
}

/// A result in short: its severity, what is wrong, who owns the fix, and its certainty.
fn concluded(lang: Lang, text: &CauseText, measured_at_ms: Signal<Option<i64>>) -> AnyView {
    let conclusion = &text.conclusion;
    view! {
        <section class="concluded" data-cause=conclusion.cause.as_str() data-owner=conclusion.owner.as_str()>
            {band(lang, conclusion, move || measured_at_ms.get())}
            <p><strong>{text.words.title.clone()}</strong> <span class="quiet">" (" {cause_remark(lang, conclusion, Reader::Other)} ")"</span></p>
            <p>{text.words.why.clone()}</p>
        </section>
    }
    .into_any()
}

/// What has happened, the newest first.
fn log(lang: Lang, standing: &Standing) -> Vec<(i64, UiText, String)> {
    let (playbook, facts, evidence) = (standing.playbook(), standing.facts(), standing.evidence());
    let unused = unused(facts, playbook, standing.walk());
    let mut lines = Vec::new();
    for (step, given) in &facts.answers {
        let Some(found) = playbook.steps.get(step) else { continue };
        let mut said = format!(
            "{} {}",
            playbook.fill(words::heading(found, lang), evidence),
            answered(lang, found, &given.answer)
        );
        if unused.contains(step) {
            said = format!("{said} {}", UiText::NotUsed.get(lang));
        }
        lines.push((given.at_ms, UiText::WatchAnswered, said));
    }
    for (&id, run) in &facts.runs {
        let board = Board::of_run(playbook, id, run);
        let said = if run.diagnosis.end.is_some() {
            board.counts().words(lang)
        } else {
            UiText::ChecksRunning.get(lang).to_owned()
        };
        lines.push((run.ended_at_ms.unwrap_or(run.started_at_ms), UiText::WatchChecked, said));
    }
    lines.extend(
        facts
            .tickets
            .iter()
            .map(|ticket| (ticket.at_ms, UiText::WatchTicket, ticket.reference.clone())),
    );
    sort_short(&mut lines, |(before_ms, ..), (after_ms, ..)| before_ms < after_ms);
    lines
}
