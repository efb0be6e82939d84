//! The look into the mailbox: what it does, the fields, and what was seen.
//!
//! The password is read from its field when the button is pressed, goes into one request, and is
//! removed from the field. Must never be kept in a signal, a draft or the browser's storage.

use checklist::playbook::{Look, StepId};
use diagnosis::finding::FindingCode;
use diagnosis::probe::RunEnd;
use leptos::html::Input;
use leptos::prelude::*;
use mail::provider::Login;
use session::api::LookRequest;
use session::{Command, LookObstacle, LookOffer, look_offer};
use terms::{Lang, fill};
use words::{LookText, UiText};

use super::ask::on_enter;
use super::session_actions::SessionActions;
use crate::api::{self, Access};
use crate::components::board::Board;
use crate::components::errors::{ErrorSummary, Fault};
use crate::components::progress::Progress;
use crate::components::results::{RESULTS, Results};
use crate::platform::{dom, time};

/// The id of the field for the password.
const PASSWORD: &str = "look-password";

/// The screen of a look.
pub(crate) fn screen(actions: SessionActions, lang: Lang, step: StepId, look: &Look) -> AnyView {
    let store = actions.store;
    let (title, note) = untrack(|| {
        store.evidence(|playbook, _, evidence| {
            let text = |text: &str| playbook.fill(text, evidence);
            (text(look.title.get(lang)), look.note.as_ref().map(|note| text(note.get(lang))))
        })
    });
    let of_step = step.clone();
    let board = Memo::new(move |_| {
        store.evidence(|playbook, facts, _| Board::of_step(playbook, facts, &of_step))
    });
    let stand = Memo::new(move |_| board.with(|board| (board.run, board.end)));
    // Whether the fields are wanted again after a look.
    let again = RwSignal::new(false);
    let has_form = Memo::new(move |_| stand.get().0.is_none() || again.get());
    let offer = Memo::new(move |_| store.standing(look_offer));
    let body = move || {
        if !has_form.get() {
            return seen(actions, lang, &step, board, again);
        }
        match offer.get() {
            Ok(offer) => form(actions, lang, offer, note.clone(), again),
            Err(obstacle) => in_the_way(actions, lang, &obstacle),
        }
    };
    view! {
        <h1 id="heading" tabindex="-1">{title}</h1>
        {body}
    }
    .into_any()
}

/// Why no look can be offered, and the way back.
fn in_the_way(actions: SessionActions, lang: Lang, obstacle: &LookObstacle) -> AnyView {
    let said = match obstacle {
        LookObstacle::NoStep | LookObstacle::NoMailbox => LookText::NoMailbox.get(lang).to_owned(),
        LookObstacle::NoServer => LookText::NoServer.get(lang).to_owned(),
        LookObstacle::TakesNoPassword(provider) => {
            fill(LookText::TakesNoPassword.get(lang), &[("provider", provider.display_name())])
        }
    };
    view! {
        <p class="lead" data-testid="no-look">{said}</p>
        <p class="actions"><button type="button" class="button" data-action="continue" on:click=move |_| actions.forward()>{UiText::Continue.get(lang)}</button></p>
    }
    .into_any()
}

/// What the look does, and its fields.
fn form(
    actions: SessionActions,
    lang: Lang,
    offer: LookOffer,
    note: Option<String>,
    again: RwSignal<bool>,
) -> AnyView {
    let LookOffer { target, user, provider, login, .. } = offer;
    let host = target.host.to_unicode();
    let until = time::day(lang, actions.store.erased_at_ms);
    let what = [
        fill(LookText::WhatLogin.get(lang), &[("host", &host)]),
        LookText::WhatLook.get(lang).to_owned(),
        LookText::WhatNot.get(lang).to_owned(),
        LookText::WhatPassword.get(lang).to_owned(),
        fill(LookText::WhatStays.get(lang), &[("date", &until)]),
    ];
    let wants_app_password = matches!(login, Some(Login::AppPassword | Login::OauthOrAppPassword));
    let hint = provider.filter(|_| wants_app_password).map(|provider| {
        let name = provider.display_name().to_owned();
        view! { <p class="notice" data-testid="app-password">{fill(LookText::AppPassword.get(lang), &[("provider", &name)])}</p> }
    });
    let [user_field, password, from, subject, day] = [(); 5].map(|()| NodeRef::<Input>::new());
    let written = move |field: NodeRef<Input>| {
        let text = field.get_untracked().map(|field| field.value()).unwrap_or_default();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    let faults = RwSignal::new(Vec::<Fault>::new());
    let enter = move || {
        // Not trimmed: a space may belong to the password.
        let secret = password.get_untracked().map(|field| field.value()).unwrap_or_default();
        if secret.is_empty() {
            faults.set(vec![(PASSWORD.to_owned(), LookText::PasswordMissing.get(lang).to_owned())]);
            actions.has_faults.set(true);
            dom::focus_soon("errors");
            return;
        }
        faults.set(Vec::new());
        actions.has_faults.set(false);
        let request = LookRequest {
            user: written(user_field),
            password: secret,
            from: written(from),
            subject: written(subject),
            day: written(day),
        };
        if let Some(field) = password.get_untracked() {
            field.set_value("");
        }
        actions.call(
            "look",
            async move |access: Access| api::look(&access, &request).await,
            move |entries| {
                actions.store.receive(entries.entries);
                again.set(false);
                dom::focus_soon("heading");
            },
        );
    };
    let on_enter = on_enter(enter);
    let problem = move || faults.with(|faults| faults.first().map(|(_, said)| said.clone()));
    let invalid = move || (!faults.with(Vec::is_empty)).then_some("true");
    view! {
        <ErrorSummary lang faults/>
        <section class="offer">
            <h2>{LookText::What.get(lang)}</h2>
            <ul>{what.map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        </section>
        {note.map(|note| view! { <p>{note}</p> })}
        {hint}
        <div class="fields" on:keydown=on_enter>
            <div class="field">
                <label for="look-user">{LookText::User.get(lang)}</label>
                <p class="help" id="look-user-help">{LookText::UserHelp.get(lang)}</p>
                <input id="look-user" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="look-user-help" value=user node_ref=user_field/>
            </div>
            <div class="field">
                <label for=PASSWORD>{LookText::Password.get(lang)}</label>
                <p class="problem" id="look-problem">{problem}</p>
                <input id=PASSWORD type="password" autocomplete="off" aria-describedby="look-problem" aria-invalid=invalid node_ref=password/>
            </div>
            <details>
                <summary>{LookText::Search.get(lang)}</summary>
                <div class="fields">
                    <div class="field">
                        <label for="look-from">{LookText::From.get(lang)}</label>
                        <p class="help" id="look-from-help">{LookText::FromHelp.get(lang)}</p>
                        <input id="look-from" type="text" autocomplete="off" autocapitalize="none" spellcheck="false" aria-describedby="look-from-help" node_ref=from/>
                    </div>
                    <div class="field">
                        <label for="look-subject">{LookText::Subject.get(lang)}</label>
                        <input id="look-subject" type="text" autocomplete="off" node_ref=subject/>
                    </div>
                    <div class="field">
                        <label for="look-day">{LookText::Day.get(lang)}</label>
                        <input id="look-day" type="date" node_ref=day/>
                    </div>
                </div>
            </details>
        </div>
        <p class="actions">
            <button type="button" class="button" data-action="enter" on:click=move |_| enter()>{LookText::Enter.get(lang)}</button>
            " "
            <button type="button" class="button quiet-button" data-action="not-now" on:click=move |_| actions.forward()>{LookText::NotNow.get(lang)}</button>
        </p>
    }
    .into_any()
}

/// What was seen, or what is being looked at.
fn seen(
    actions: SessionActions,
    lang: Lang,
    step: &StepId,
    board: Memo<Board>,
    again: RwSignal<bool>,
) -> AnyView {
    let store = actions.store;
    let step = step.clone();
    let stand = Memo::new(move |_| board.with(|board| (board.run, board.end)));
    let was_admitted = move || {
        board.with(|board| {
            let findings = board.rows.iter().flat_map(|row| &row.findings);
            findings.into_iter().any(|finding| finding.code == FindingCode::MailboxOpens)
        })
    };
    let buttons = move || {
        dom::hand_focus_on("stop", "go-on");
        match stand.get() {
            (Some(run), None) => {
                let stop = move |_| actions.send(Command::CancelChecks { run }, || {});
                view! { <button type="button" class="button quiet-button" id="stop" data-action="stop" on:click=stop>{UiText::Stop.get(lang)}</button> }.into_any()
            }
            (_, end) => view! {
                <button type="button" class="button" id="go-on" data-action="continue" on:click=move |_| actions.forward()>{UiText::Continue.get(lang)}</button>
                " "
                <button type="button" class="button quiet-button" data-action="look-again" on:click=move |_| again.set(true)>{LookText::Again.get(lang)}</button>
                {(end == Some(RunEnd::Completed) && was_admitted()).then(|| view! { <p class="quiet">{LookText::AfterLook.get(lang)}</p> })}
            }
            .into_any(),
        }
    };
    view! {
        <Progress lang store board/>
        <div id=RESULTS><Results lang store step/></div>
        <div class="actions">{buttons}</div>
    }
    .into_any()
}
