//! The start page: the address, what is going to happen, and one button. Nothing starts before it
//! is pressed.

use std::collections::BTreeMap;

use checklist::playbook::Beginning;
use leptos::prelude::*;
use leptos::task::spawn_local;
use session::api::{FirstPage, OpenSession, PlaybookTitle};
use terms::Lang;
use terms::gather::gathered;
use words::UiText;

use super::ask::on_enter;
use super::parts::SessionPart;
use crate::api::{self, ApiProblem};
use crate::components::errors::ErrorSummary;
use crate::components::field::Fields;
use crate::components::header::Header;
use crate::language::{self, expect_words};
use crate::navigation::Navigation;
use crate::part::{PastePart, expect_part};
use crate::platform::dom::{self, FirstTouch};
use crate::platform::history;
use crate::trouble::Trouble;

/// The id of the element in which the server describes how this playbook starts.
const FIRST_PAGE: &str = "first-page";

/// The start page.
#[component]
pub(crate) fn Start() -> impl IntoView {
    let words = expect_words();
    let wished =
        use_context::<Navigation>().map_or_else(history::address, Navigation::address_now).playbook;
    // The server puts it into the page. It is requested only for another playbook, or if the page
    // was not served by our server.
    let put = dom::data_of(FIRST_PAGE).and_then(|page| json::read::<FirstPage>(&page).ok());
    let is_there = put.is_some();
    let answered = RwSignal::new(put.map(Ok::<_, ApiProblem>));
    let load = move || {
        let wished = wished.clone();
        answered.set(None);
        spawn_local(async move {
            let page = api::first_page(wished.as_deref()).await;
            answered.try_set(Some(page));
        });
    };
    if !is_there {
        load();
    }
    // The next page: fetched while the customer types the address.
    expect_part::<SessionPart>().load();
    let again = Callback::new(move |()| load());
    let nothing = Callback::new(|()| {});
    let chosen = Callback::new(|_: Lang| {});
    let provider = Signal::derive(move || {
        answered.with(|answered| match answered {
            Some(Ok(FirstPage { chosen: Some(beginning), .. })) => beginning.operator.clone(),
            _ => String::new(),
        })
    });
    let written = StoredValue::new(None::<BTreeMap<String, String>>);
    let form = move || {
        let lang = words.lang();
        let first = if answered.with(Option::is_some) { dom::settle() } else { None };
        match answered.get() {
            None => view! { <p class="quiet">{UiText::Loading.get(lang)}</p> }.into_any(),
            Some(Err(problem)) => view! { <Trouble lang problem again/> }.into_any(),
            Some(Ok(FirstPage { chosen: Some(beginning), others })) => {
                form(lang, &beginning, &others, written, first)
            }
            Some(Ok(FirstPage { chosen: None, others })) => {
                view! { <p>{UiText::NoPlaybook.get(lang)}</p> {other_checklists(lang, &others)} }
                    .into_any()
            }
        }
    };
    view! {
        <Header provider has_back=false back=nothing chosen/>
        <main class="step" data-step="start">{form}</main>
    }
}

fn other_checklists(lang: Lang, others: &[PlaybookTitle]) -> impl IntoView + use<> {
    let address = history::address();
    let link = |other: &PlaybookTitle| {
        let href = address.of_playbook(&other.playbook, lang);
        view! { <li><a href=href>{other.title.get(lang).to_owned()}</a></li> }
    };
    let links: Vec<_> = others.iter().map(link).collect();
    (!links.is_empty()).then(|| {
        view! { <nav class="others" aria-label=UiText::OtherPlaybooks.get(lang)><h2>{UiText::OtherPlaybooks.get(lang)}</h2><ul>{links.collect_view()}</ul></nav> }
    })
}

fn form(
    lang: Lang,
    beginning: &Beginning,
    others: &[PlaybookTitle],
    kept: StoredValue<Option<BTreeMap<String, String>>>,
    first: Option<FirstTouch>,
) -> AnyView {
    let navigation = use_context::<Navigation>();
    let first = first.unwrap_or_default();
    let before = kept.get_value().unwrap_or_else(|| prefilled(beginning, first.written));
    let fields = Fields::new(beginning.inputs.clone(), &before);
    Effect::new(move || kept.set_value(Some(fields.written())));
    let trouble = RwSignal::new(None::<ApiProblem>);
    let is_busy = StoredValue::new(false);
    let name = beginning.playbook.clone();
    let title = beginning.title.get(lang).to_owned();
    let page_title = format!("{title} – {}", UiText::Product.get(lang));
    dom::set_title(&page_title);
    let paste = expect_part::<PastePart>();
    // The button was pressed before the part that reads the field was loaded: continue when it is.
    let waits = RwSignal::new(false);
    let begin = move || {
        if fields.wait_for_part() {
            waits.set(true);
            paste.load();
            return;
        }
        let Some(inputs) = fields.read(lang) else {
            dom::set_title(&language::filled(lang, UiText::ErrorTitle, "title", &page_title));
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
                // Only our server gives this answer, so this device reaches it. If the report
                // fails, the session measures again.
                let _ = api::report_online(access).await;
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
    let go_on = begin.clone();
    Effect::new(move || {
        if paste.is_ready() && waits.get() {
            waits.set(false);
            go_on();
        }
    });
    let is_begun = first.is_begun;
    // Keep the focus in the field that had it, and press the button again if it was pressed on the
    // static first page.
    let focused = first
        .focused
        .or_else(|| beginning.address_field().filter(|_| is_begun).map(|named| named.id.0.clone()));
    if focused.is_some() || is_begun {
        let begin = begin.clone();
        Effect::new(move || {
            focused.iter().for_each(|input| dom::focus(&format!("field-{input}")));
            if is_begun {
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
    let contacted = beginning
        .checks
        .iter()
        .map(|&check| view! { <li>{words::check(lang, check)}</li> })
        .collect_view();
    let enter = on_enter(begin.clone());
    let problem = move || trouble.get().map(|problem| view! { <Trouble lang problem again/> });
    let phone = beginning.phone.as_ref().map(|phone| language::telephone(lang, phone));
    let note = beginning
        .phone_note
        .as_ref()
        .map(|note| view! { <p class="quiet">{note.get(lang).to_owned()}</p> });
    view! {
        <ErrorSummary lang faults=fields.faults/>
        <h1 id="heading" tabindex="-1">{title}</h1>
        <p class="lead">{beginning.intro.get(lang).to_owned()}</p>
        {problem}
        <section class="card" aria-labelledby="start-question">
            <h2 id="start-question">{beginning.question.get(lang).to_owned()}</h2>
            <div class="fields" on:keydown=enter>{fields.show(lang)}</div>
            <p class="actions"><button type="button" class="button" data-action="continue" on:click=move |_| begin()>{UiText::StartButton.get(lang)}</button></p>
            <p class="help">{UiText::StartNothingYet.get(lang)}</p>
            // Below the button: on a phone the field must be visible without scrolling.
            {beginning.help.as_ref().map(|help| view! { <p class="help">{help.get(lang).to_owned()}</p> })}
        </section>
        <section class="what-happens">
            <h2>{UiText::WhatHappensTitle.get(lang)}</h2>
            <p>{UiText::WhatFrom.get(lang)}</p>
            <p>{UiText::WhatContacted.get(lang)}</p>
            <ul>{contacted}</ul>
            <p>{UiText::WhatSent.get(lang)}</p>
            <p>{UiText::WhatKept.get(lang)}</p>
        </section>
        {other_checklists(lang, others)}
        <footer class="bottom">{phone} {note}</footer>
    }
    .into_any()
}

/// The texts entered on the static first page; or the address from the link, filled into its field.
/// Nothing is sent before the button is pressed.
fn prefilled(beginning: &Beginning, written: BTreeMap<String, String>) -> BTreeMap<String, String> {
    if !written.is_empty() {
        return written;
    }
    let of_link = use_context::<Navigation>().and_then(|navigation| navigation.address_now().email);
    gathered(
        beginning
            .address_field()
            .zip(of_link)
            .map(|(field, address)| (field.id.0.clone(), address)),
    )
}
