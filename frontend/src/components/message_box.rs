//! A message that is ready to send: to read, share, copy, or send by e-mail.

use leptos::prelude::*;
use leptos::task::spawn_local;
use terms::Lang;
use words::{UiText, VerdictText};

use super::copy::CopyButton;
use super::outcome::Message;
use crate::platform::share::{self, Shared};

/// The message; nothing if there is none.
#[component]
pub(crate) fn MessageBox(
    lang: Lang,
    message: Signal<Option<Message>>,
    /// Whether sending it is the primary action of the page.
    is_primary: bool,
    /// Whether its heading is one level below that of the page's sections.
    is_nested: bool,
) -> impl IntoView {
    let body = move || {
        message
            .with(|message| message.as_ref().map(|message| message.body.clone()))
            .unwrap_or_default()
    };
    let is_refused = RwSignal::new(false);
    let share = move |_| {
        let Some(Message { subject, body, .. }) = message.get_untracked() else { return };
        spawn_local(async move {
            is_refused.try_set(share::share(&subject, &body).await == Shared::Refused);
        });
    };
    // If the browser turns out to forbid sharing, the message can still be copied.
    let can_share = move || share::is_possible() && !is_refused.get();
    let class = if is_primary { "button" } else { "button quiet-button" };
    let share = move || {
        can_share().then(|| {
            view! { <button type="button" class=class data-action="share-message" on:click=share>{VerdictText::ShareMessage.get(lang)}</button> }
        })
    };
    let copy = move || {
        let is_primary = is_primary && !can_share();
        view! { <CopyButton lang label=UiText::Copy text=Callback::new(move |()| untrack(body)) is_primary/> }
    };
    let mail = move || {
        message.with(|message| {
            message.as_ref().map(|message| share::mail_address(&message.subject, &message.body))
        })
    };
    let hint = move || {
        let is_needed = message
            .with(|message| message.as_ref().is_some_and(|message| message.is_answer_at_risk));
        is_needed.then(|| view! { <p class="help">{VerdictText::SendFromElsewhere.get(lang)}</p> })
    };
    let title = VerdictText::SendThis.get(lang);
    let heading = if is_nested {
        view! { <h3>{title}</h3> }.into_any()
    } else {
        view! { <h2>{title}</h2> }.into_any()
    };
    view! {
        <div class="message-box" data-testid="message">
            {heading}
            // Above the text, which is long: on a phone the primary action must be visible at once.
            <div class="actions">
                {share}
                {copy}
                <a class="button quiet-button" data-action="mail" href=mail>{VerdictText::MailMessage.get(lang)}</a>
            </div>
            <p class="message">{body}</p>
            {hint}
        </div>
    }
}
