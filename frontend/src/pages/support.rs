//! The ticket to support: the missing inputs, the review of what is sent, and the confirmation.
//!
//! Works with whatever is known, even with nothing. Sending twice creates one ticket: the server
//! identifies a ticket by its content.

use checklist::Answer;
use checklist::playbook::{Escalate, InputId};
use leptos::prelude::*;
use outcome::{Ticket, collected_on, left_out_before, ticket, verdict};
use session::{TicketChannel, TicketState};
use terms::Lang;
use words::{CausesText, UiText};

use super::ask::on_enter;
use super::collect::{allow_correction, keep_drafts, written_before};
use super::session::save_report;
use super::session_actions::SessionActions;
use crate::api::{self, Access, Choice};
use crate::components::causes::{Causes, possible};
use crate::components::copy::{ByHand, CopyButton};
use crate::components::errors::ErrorSummary;
use crate::components::field::Fields;
use crate::components::ticket_text;
use crate::embed::{Host, Message};
use crate::language::filled;
use crate::platform::dom;

/// The phase of the ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// Entering what is not known yet.
    Write,
    /// Reviewing what is sent.
    Review,
    /// It was sent.
    Sent,
}

/// The screen of the ticket.
pub(crate) fn screen(actions: SessionActions, lang: Lang, escalate: &Escalate) -> AnyView {
    let store = actions.store;
    if actions.has_recalled.try_update_value(|has_recalled| std::mem::replace(has_recalled, true))
        == Some(false)
    {
        actions.left_out.set(untrack(|| store.standing(left_out_before)));
        actions.are_masked.set(store.facts_now(|facts| {
            facts.tickets.last().is_some_and(|ticket| ticket.are_addresses_masked)
        }));
    }
    let (title, why) = untrack(|| {
        store.evidence(|playbook, _, evidence| {
            (
                playbook.fill(escalate.title.get(lang), evidence),
                playbook.fill(escalate.why.get(lang), evidence),
            )
        })
    });
    let is_sent = store.facts_now(|facts| {
        facts.tickets.iter().any(|ticket| ticket.channel == TicketChannel::Email)
    });
    let has_written =
        store.facts_now(|facts| facts.answers.contains_key(&store.playbook().support));
    let phase = RwSignal::new(match (is_sent, has_written) {
        (true, _) => Phase::Sent,
        (false, true) => Phase::Review,
        (false, false) => Phase::Write,
    });
    let turn = move |to| {
        phase.set(to);
        dom::focus_soon("heading");
    };
    let escalate = escalate.clone();
    (move || match phase.get() {
        Phase::Write => {
            write(actions, lang, &escalate, title.clone(), why.clone(), move || turn(Phase::Review))
        }
        Phase::Review => {
            review(actions, lang, move || turn(Phase::Write), move || turn(Phase::Sent))
        }
        Phase::Sent => sent(actions, lang, move || turn(Phase::Review)),
    })
    .into_any()
}

fn write(
    actions: SessionActions,
    lang: Lang,
    escalate: &Escalate,
    title: String,
    why: String,
    then: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let playbook = actions.store.playbook();
    let support = playbook.support.clone();
    let before = written_before(actions, &support);
    let fields = untrack(|| {
        actions.store.standing(|standing| {
            let (playbook, evidence) = (standing.playbook(), standing.evidence());
            // Nothing has to be written twice (WCAG 2.2, 3.3.7): what an earlier step was told is
            // in the ticket already.
            let collected = collected_on(standing);
            let missing: Vec<InputId> = escalate
                .inputs
                .iter()
                .filter(|id| !collected.iter().any(|(input, _)| input == *id))
                .cloned()
                .collect();
            Fields::new(playbook.named_inputs(&missing, evidence), &before)
        })
    });
    keep_drafts(actions, &support, fields);
    allow_correction(actions);
    let phone = playbook.contact.phone.clone();
    let direct = phone.map(|phone| view! { <p class="notice"><strong>{UiText::SupportDirect.get(lang)}</strong> " " {filled(lang, UiText::CallAt, "phone", &phone)}</p> });
    let page = playbook.contact.url.clone();
    let page = page.map(|url| view! {
        <p><a class="out" href=url target="_blank" rel="noopener noreferrer">{UiText::SupportPage.get(lang)} " " <span class="quiet">{UiText::OpensNewTab.get(lang)}</span></a></p>
    });
    let proceed = move || {
        let Some(values) = fields.read(lang) else {
            actions.has_faults.set(true);
            dom::focus_soon("errors");
            return;
        };
        actions.answer(support.clone(), Answer::Inputs(values), then);
    };
    let enter = on_enter(proceed.clone());
    let texts =
        Memo::new(move |_| possible(actions.store.standing(|standing| verdict(standing, lang))));
    let texts = Signal::from(texts);
    view! {
        <ErrorSummary lang faults=fields.faults/>
        <h1 id="heading" tabindex="-1">{title}</h1>
        <p class="lead">{why}</p>
        {direct}
        {page}
        <p class="help">{UiText::SupportFormHelp.get(lang)}</p>
        <div class="fields" on:keydown=enter>{fields.show(lang)}</div>
        <p class="actions"><button type="button" class="button" data-action="continue" on:click=move |_| proceed()>{UiText::Continue.get(lang)}</button></p>
        <Causes lang title=CausesText::Causes texts/>
    }
    .into_any()
}

fn build(actions: SessionActions, lang: Lang, left_out: &[String]) -> Ticket {
    actions.store.standing(|standing| ticket(standing, lang, left_out))
}

fn as_text(actions: SessionActions, lang: Lang) -> Callback<(), String> {
    Callback::new(move |()| {
        let ticket = untrack(|| build(actions, lang, &actions.left_out.get_untracked()));
        ticket_text::plain(lang, &ticket)
    })
}

fn review(
    actions: SessionActions,
    lang: Lang,
    write: impl Fn() + Copy + Send + Sync + 'static,
    sent: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let store = actions.store;
    let provider = store.playbook().contact.name.clone();
    let support = store.playbook().support.clone();
    let full = Memo::new(move |_| Memoised(build(actions, lang, &[])));
    let groups = move || {
        let Memoised(ticket) = full.get();
        let mut shown = Vec::new();
        let mut last = None;
        for line in ticket.lines {
            if last != Some(line.group) {
                last = Some(line.group);
                shown.push(view! { <h2>{ticket_text::group(lang, line.group)}</h2> }.into_any());
            }
            let (of_check, of_toggle) = (line.id.clone(), line.id.clone());
            let is_in = move || actions.left_out.with(|left_out| !left_out.contains(&of_check));
            let toggle = move |_| {
                actions.left_out.update(|left_out| {
                    if left_out.contains(&of_toggle) {
                        left_out.retain(|id| *id != of_toggle);
                    } else {
                        left_out.push(of_toggle.clone());
                    }
                });
            };
            let id = format!("line-{}", line.id);
            let of_support = support.clone();
            let change = line.step.clone().map(|step| {
                let name = filled(lang, UiText::ChangeOf, "question", &line.label);
                let go = move |_| if step == of_support { write() } else { actions.go_to(step.clone()) };
                view! { <button type="button" class="link" data-action="change" aria-label=name on:click=go>{UiText::Change.get(lang)}</button> }
            });
            let label =
                format!("{}: {} {}", UiText::LineIncluded.get(lang), line.label, line.value);
            shown.push(
                view! {
                    <div class="line" data-line=line.id>
                        <input type="checkbox" id=id aria-label=label prop:checked=is_in on:change=toggle/>
                        <div><span class="line-label">{line.label}</span> <span class="line-value">{line.value}</span></div>
                        {change}
                    </div>
                }
                .into_any(),
            );
        }
        shown.collect_view()
    };
    let missing = move || {
        let Memoised(ticket) = full.get();
        (!ticket.missing.is_empty()).then(|| {
            let items = ticket.missing.into_iter().map(|missing| view! { <li>{missing}</li> });
            view! { <h2>{UiText::MissingTitle.get(lang)}</h2><ul>{items.collect_view()}</ul> }
        })
    };
    let host = use_context::<Host>();
    let send = move |_| {
        let Choice { left_out, are_masked } = choice(actions);
        let after = store.last_seq();
        actions.call(
            "ticket",
            async move |access: Access| {
                let channel = TicketChannel::Email;
                let submitted = api::submit_ticket(&access, channel, left_out, are_masked).await?;
                // The confirmation is rendered from the log, so the entries are fetched first.
                let entries = api::entries(&access, after).await?;
                Ok((submitted, entries))
            },
            move |(_, entries)| {
                store.receive(entries.entries);
                if let Some(host) = host {
                    host.say(Message::Ticket);
                }
                sent();
            },
        );
    };
    let send = if store.has_email {
        let label = filled(lang, UiText::SendToSupport, "provider", &provider);
        view! { <button type="button" class="button" data-action="send" on:click=send>{label}</button> }.into_any()
    } else {
        view! { <p class="notice">{filled(lang, UiText::NoEmailChannel, "provider", &provider)}</p> }.into_any()
    };
    view! {
        <h1 id="heading" tabindex="-1">{UiText::ReviewTitle.get(lang)}</h1>
        <p class="help">{UiText::ReviewHelp.get(lang)}</p>
        <div class="review">{groups} {missing}</div>
        {mask(actions, lang)}
        <div class="actions">{send}</div>
        {take_along(actions, lang, true)}
    }
    .into_any()
}

/// What the customer has chosen so far.
fn choice(actions: SessionActions) -> Choice {
    Choice {
        left_out: actions.left_out.get_untracked(),
        are_masked: actions.are_masked.get_untracked(),
    }
}

/// The switch that replaces the names in addresses.
fn mask(actions: SessionActions, lang: Lang) -> impl IntoView {
    let are_masked = actions.are_masked;
    view! {
        <div class="line">
            <input type="checkbox" id="mask" aria-describedby="mask-help" prop:checked=are_masked on:change=move |_| are_masked.update(|is_on| *is_on = !*is_on)/>
            <div><label class="line-label" for="mask">{UiText::MaskAddresses.get(lang)}</label> <span class="help" id="mask-help">{UiText::MaskAddressesHelp.get(lang)}</span></div>
        </div>
    }
}

/// A ticket that is compared with the one before, so that it is rendered only when it changes.
#[derive(Clone, PartialEq)]
struct Memoised(Ticket);

/// The buttons to copy and to download, with an alternative for frames that forbid it. During the
/// review (`is_reviewed`) the lines chosen now are left out; afterwards those that were left out of
/// the ticket sent.
fn take_along(actions: SessionActions, lang: Lang, is_reviewed: bool) -> impl IntoView {
    let text = as_text(actions, lang);
    let was_offered = RwSignal::new(false);
    let is_embed = actions.address().is_embed;
    let are_masked = actions.are_masked;
    // The text is made on this page, where nothing is masked; the server masks its own.
    let masked_text = RwSignal::new(None);
    let save = move |format| {
        was_offered.set(true);
        let chosen = is_reviewed.then(|| choice(actions));
        save_report(actions, format, chosen.clone());
        masked_text.set(None);
        if is_embed && are_masked.get_untracked() {
            actions.call(
                "by hand",
                async move |access: Access| api::report(&access, "json", chosen).await,
                move |content| {
                    masked_text.set(Some(String::from_utf8_lossy(&content).into_owned()));
                },
            );
        }
    };
    let copy = move || {
        (!are_masked.get()).then(|| view! { <CopyButton lang label=UiText::CopyTicket text/> })
    };
    // A download is silently dropped only in frames.
    let by_hand = move || {
        let is_offered = is_embed && was_offered.get();
        let text = if are_masked.get() { masked_text.get() } else { Some(text.run(())) };
        text.filter(|_| is_offered)
            .map(|text| view! { <ByHand lang help=UiText::DownloadByHand text/> })
    };
    view! {
        <div class="actions">
            {copy}
            <button type="button" class="button quiet-button" data-action="download-html" on:click=move |_| save("html")>{UiText::DownloadHtml.get(lang)}</button>
            <button type="button" class="button quiet-button" data-action="download-json" on:click=move |_| save("json")>{UiText::DownloadJson.get(lang)}</button>
            <button type="button" class="button quiet-button" data-action="download-zip" on:click=move |_| save("zip")>{UiText::DownloadZip.get(lang)}</button>
        </div>
        {by_hand}
    }
}

fn sent(
    actions: SessionActions,
    lang: Lang,
    review: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let store = actions.store;
    let provider = store.playbook().contact.name.clone();
    let latest = Memo::new(move |_| {
        store.facts(|facts| {
            facts
                .tickets
                .iter()
                .rev()
                .find(|ticket| ticket.channel == TicketChannel::Email)
                .cloned()
        })
    });
    let reference = move || {
        latest.get().map(|ticket| filled(lang, UiText::SentTitle, "reference", &ticket.reference))
    };
    let state = move || {
        let state = latest.get()?.state;
        let (name, text) = match state {
            TicketState::BeingDelivered => ("being_delivered", UiText::SentDelivering),
            TicketState::Delivered => ("delivered", UiText::SentDelivered),
            TicketState::WillRetry => ("will_retry", UiText::SentWillRetry),
            TicketState::Failed => ("failed", UiText::SentFailed),
        };
        Some(view! { <p class="notice" data-ticket=name>{text.get(lang)}</p> })
    };
    let next = move || {
        let has_failed = latest.get().is_some_and(|ticket| ticket.state == TicketState::Failed);
        (!has_failed).then(|| filled(lang, UiText::SentNext, "provider", &provider))
    };
    view! {
        <h1 id="heading" tabindex="-1">{reference}</h1>
        {state}
        <p>{next}</p>
        {take_along(actions, lang, false)}
        <p class="actions">
            <button type="button" class="button quiet-button" on:click=move |_| actions.forward()>{UiText::BackToChecklist.get(lang)}</button>
            <button type="button" class="link" on:click=move |_| review()>{UiText::ReviewTitle.get(lang)}</button>
        </p>
    }
    .into_any()
}
