//! The beginning: the address, what is going to happen, and one button. Nothing starts before it is pressed.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;
use shared::api::{OpenSession, PlaybookListed};
use shared::gather::gathered;
use shared::playbook::{Collect, InputId, InputKind, Localised, Playbook, Step};
use shared::probe::CheckKind;
use shared::session::{Command, DeviceSeen, Evidence};
use shared::text::{self, Lang, UiText};

use super::ask::on_enter;
use super::trouble::Trouble;
use crate::api::{self, Answered, ApiProblem};
use crate::app::Navigation;
use crate::components::errors::ErrorSummary;
use crate::components::field::Fields;
use crate::components::header::{Header, expect_words};
use crate::platform::dom::{self, FirstTouch};
use crate::platform::history;
use crate::words;

/// The playbook of an operator that has not named one.
const USUAL: &str = "generic";

/// The beginning of a session.
#[component]
pub(crate) fn Start() -> impl IntoView {
    let words = expect_words();
    let listed = RwSignal::new(None::<Answered<Vec<PlaybookListed>>>);
    let load = move || {
        listed.set(None);
        spawn_local(async move {
            let playbooks = api::playbooks().await;
            listed.try_set(Some(playbooks));
        });
    };
    load();
    let again = Callback::new(move |()| load());
    let nothing = Callback::new(|()| {});
    let chosen = Callback::new(|_: Lang| {});
    let wished = use_context::<Navigation>().map_or_else(history::place, Navigation::place_now).playbook;
    let provider = {
        let wished = wished.clone();
        Signal::derive(move || {
            listed.with(|listed| match listed {
                Some(Ok(playbooks)) => {
                    choose(playbooks, wished.as_deref()).map(|playbook| playbook.contact.name.clone()).unwrap_or_default()
                }
                _ => String::new(),
            })
        })
    };
    let written = StoredValue::new(None::<BTreeMap<String, String>>);
    let form = move || {
        let lang = words.lang();
        let first = if listed.with(Option::is_some) { dom::settle() } else { None };
        match listed.get() {
            None => view! { <p class="quiet">{UiText::Loading.get(lang)}</p> }.into_any(),
            Some(Err(problem)) => view! { <Trouble lang problem again/> }.into_any(),
            Some(Ok(playbooks)) => match choose(&playbooks, wished.as_deref()) {
                Some(playbook) => form(lang, playbook, &playbooks, written, first),
                None => view! { <p>{UiText::NoPlaybook.get(lang)}</p> {others(lang, &playbooks, None)} }.into_any(),
            },
        }
    };
    view! {
        <Header provider has_back=false back=nothing chosen/>
        <main class="step" data-step="start">{form}</main>
    }
}

/// The playbook wished for; without a wish the usual one, or the first.
fn choose<'a>(playbooks: &'a [PlaybookListed], wished: Option<&str>) -> Option<&'a Playbook> {
    let named = |name: &str| playbooks.iter().map(|listed| &listed.playbook).find(|playbook| playbook.playbook == name);
    match wished {
        Some(name) => named(name),
        None => named(USUAL).or_else(|| playbooks.first().map(|listed| &listed.playbook)),
    }
}

fn others(lang: Lang, playbooks: &[PlaybookListed], chosen: Option<&str>) -> impl IntoView + use<> {
    let place = history::place();
    let links: Vec<_> = playbooks
        .iter()
        .filter(|listed| Some(listed.playbook.playbook.as_str()) != chosen)
        .map(|listed| {
            let href = place.of_playbook(&listed.playbook.playbook, lang);
            view! { <li><a href=href>{listed.playbook.title.get(lang).to_owned()}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! { <nav class="others" aria-label=UiText::OtherPlaybooks.get(lang)><h2>{UiText::OtherPlaybooks.get(lang)}</h2><ul>{links.collect_view()}</ul></nav> }
    })
}

fn form(
    lang: Lang,
    playbook: &Playbook,
    all: &[PlaybookListed],
    kept: StoredValue<Option<BTreeMap<String, String>>>,
    first: Option<FirstTouch>,
) -> AnyView {
    let navigation = use_context::<Navigation>();
    let Some(Step::Collect(Collect { question, help, inputs, .. })) = playbook.steps.get(&playbook.start) else {
        return view! { <Trouble lang problem=ApiProblem::Server/> }.into_any();
    };
    let evidence = Evidence::default();
    let filled = |text: &Localised| playbook.fill(text.get(lang), &evidence);
    let first = first.unwrap_or_default();
    let before = kept.get_value().unwrap_or_else(|| prefilled(playbook, inputs, Some(first.written.clone())));
    let fields = Fields::new(playbook, &evidence, inputs, &before);
    Effect::new(move || kept.set_value(Some(fields.written())));
    let trouble = RwSignal::new(None::<ApiProblem>);
    let is_busy = StoredValue::new(false);
    let name = playbook.playbook.clone();
    let title = filled(&playbook.title);
    let page_title = format!("{title} – {}", UiText::Product.get(lang));
    dom::set_title(&page_title);
    let begin = move || {
        let Some(inputs) = fields.read(lang) else {
            dom::set_title(&words::filled(lang, UiText::ErrorTitle, "title", &page_title));
            dom::focus_soon("errors");
            return;
        };
        if is_busy.try_update_value(|is_busy| std::mem::replace(is_busy, true)) != Some(false) {
            return;
        }
        let session = OpenSession { playbook: name.clone(), lang, inputs };
        spawn_local(async move {
            let opened = api::open(&session).await;
            if let Ok(access) = &opened {
                // That answer only our server gives: this device reaches it. Should the report fail, the session measures anew.
                let _ = api::command(access, &Command::MeasureDevice { seen: DeviceSeen::Online }).await;
            }
            is_busy.try_update_value(|is_busy| *is_busy = false);
            match (opened, navigation) {
                (Ok(access), Some(navigation)) => navigation.to_session(&access),
                (Ok(_), None) => {}
                (Err(problem), _) => {
                    trouble.try_set(Some(problem));
                }
            }
        });
    };
    if first.has_focus || first.is_begun {
        let begin = begin.clone();
        let field = address_field(playbook, inputs).map(|id| format!("field-{id}"));
        Effect::new(move || {
            // Whoever was typing goes on typing; whoever had pressed the button need not press it again.
            field.iter().for_each(|field| dom::focus(field));
            if first.is_begun {
                begin();
            }
        });
    }
    if navigation.is_some_and(Navigation::take_click) {
        dom::focus_soon("heading");
    }
    let again = Callback::new({
        let begin = begin.clone();
        move |()| begin()
    });
    let contacted = contacted(playbook).into_iter().map(|check| view! { <li>{text::check(lang, check)}</li> }).collect_view();
    let enter = on_enter(begin.clone());
    let problem = move || trouble.get().map(|problem| view! { <Trouble lang problem again/> });
    let contact = &playbook.contact;
    let phone = contact.phone.as_ref().map(|phone| view! { <p class="phone">{words::filled(lang, UiText::CallAt, "phone", phone)}</p> });
    let note = contact.phone_note.as_ref().map(|note| view! { <p class="quiet">{filled(note)}</p> });
    view! {
        <ErrorSummary lang faults=fields.faults/>
        <h1 id="heading" tabindex="-1">{title}</h1>
        <p class="lead">{filled(&playbook.intro)}</p>
        {problem}
        <section class="card" aria-labelledby="start-question">
            <h2 id="start-question">{filled(question)}</h2>
            <div class="fields" on:keydown=enter>{fields.show(lang)}</div>
            <p class="actions"><button type="button" class="button" data-action="continue" on:click=move |_| begin()>{UiText::StartButton.get(lang)}</button></p>
            <p class="help">{UiText::StartNothingYet.get(lang)}</p>
            // Below the button: on a phone the field must be seen without scrolling.
            {help.as_ref().map(|help| view! { <p class="help">{filled(help)}</p> })}
        </section>
        <section class="what-happens">
            <h2>{UiText::WhatHappensTitle.get(lang)}</h2>
            <p>{UiText::WhatFrom.get(lang)}</p>
            <p>{UiText::WhatContacted.get(lang)}</p>
            <ul>{contacted}</ul>
            <p>{UiText::WhatSent.get(lang)}</p>
            <p>{UiText::WhatKept.get(lang)}</p>
        </section>
        {others(lang, all, Some(&playbook.playbook))}
        <footer class="bottom">{phone} {note}</footer>
    }
    .into_any()
}

/// Every check that the playbook may start.
fn contacted(playbook: &Playbook) -> Vec<CheckKind> {
    let is_used =
        |check: &CheckKind| playbook.steps.values().any(|step| matches!(step, Step::Check(found) if found.checks.contains(check)));
    CheckKind::ALL.into_iter().filter(is_used).collect()
}

/// The field for the address, or for a list of which it is the first.
fn address_field<'a>(playbook: &Playbook, inputs: &'a [InputId]) -> Option<&'a InputId> {
    let is_address = |id: &&InputId| {
        let kind = playbook.inputs.get(*id).map(|input| input.kind);
        matches!(kind, Some(InputKind::Subject | InputKind::Mailboxes | InputKind::Address))
    };
    inputs.iter().find(is_address)
}

/// The address that was typed on the first page or that the link brought along, in the field for it: seen,
/// changeable, and nothing more.
fn prefilled(playbook: &Playbook, inputs: &[InputId], typed: Option<String>) -> BTreeMap<String, String> {
    let of_link = || use_context::<Navigation>().and_then(|navigation| navigation.place_now().email);
    let address = typed.filter(|typed| !typed.is_empty()).or_else(of_link);
    gathered(address_field(playbook, inputs).zip(address).map(|(field, address)| (field.0.clone(), address)))
}
