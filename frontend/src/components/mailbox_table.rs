//! The table of a list: mailboxes × checks, filled as results arrive, and the details of one row
//! below it.
//!
//! Mailboxes of one domain share its results: each row is rendered again only when the results of
//! its own domain change.

use std::collections::BTreeMap;

use checklist::playbook::{Step, StepId};
use diagnosis::finding::CheckState;
use diagnosis::probe::CheckKind;
use leptos::prelude::*;
use mail::list::{InError, ListedMailbox};
use mail::{Domain, Mailbox};
use terms::gather::gathered;
use terms::visible::visible;
use terms::{Lang, fill};
use words::MailboxText;

use super::check_list::{CheckList, StateMark};
use crate::platform::dom;
use crate::store::SessionStore;

/// The id of the heading of the details.
const DETAILS: &str = "mailbox-details";

/// The cells of one domain: its provider, and the state of each check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cells {
    provider: Option<String>,
    states: Vec<Option<CheckState>>,
}

/// The table of one check step.
#[component]
pub(crate) fn MailboxTable(lang: Lang, store: SessionStore, step: StepId) -> impl IntoView {
    let playbook = store.playbook();
    let checks = match playbook.steps.get(&step) {
        Some(Step::Check(check)) => check.checks.clone(),
        _ => Vec::new(),
    };
    let start = playbook.start.clone();
    let list = Memo::new(move |_| {
        store.facts(|facts| (facts.mailboxes(&start).to_vec(), facts.domains(&start)))
    });
    let of_cells = checks.clone();
    let cells = Memo::new(move |_| {
        store.evidence(|_, _, evidence| {
            let cells = |domain: &Domain| Cells {
                provider: evidence.providers.get(domain).cloned(),
                states: of_cells
                    .iter()
                    .map(|&check| evidence.state_of_domain(domain, check))
                    .collect(),
            };
            gathered::<BTreeMap<_, _>, _>(
                evidence.domains.iter().map(|domain| (domain.clone(), cells(domain))),
            )
        })
    });
    let patterns = Memo::new(move |_| store.evidence(|_, _, evidence| evidence.patterns.clone()));
    let opened = RwSignal::new(None::<Mailbox>);
    let body = move || {
        let (list, domains) = list.get();
        // One memo for each domain, shared by its rows.
        let shown: BTreeMap<Domain, Memo<Cells>> = gathered(domains.into_iter().map(|domain| {
            let of_domain = domain.clone();
            (
                domain,
                Memo::new(move |_| {
                    cells.with(|cells| cells.get(&of_domain).cloned().unwrap_or_default())
                }),
            )
        }));
        // Mailboxes in error come first. Not by a sort, which adds more bytes to the page.
        let marked = |wanted: InError| {
            list.iter().filter(move |mailbox| mailbox.in_error == wanted).cloned()
        };
        let list = marked(InError::Yes).chain(marked(InError::Unknown)).chain(marked(InError::No));
        let rows = list.map(|mailbox| {
            let cells = shown.get(mailbox.address.domain()).copied();
            row(lang, mailbox, cells, checks.clone(), opened)
        });
        rows.collect_view()
    };
    let columns = columns(lang, store.playbook().steps.get(&step));
    let found = move || {
        let items = patterns.get().into_iter().map(|pattern| {
            let words = words::pattern(lang, &pattern);
            view! { <li data-pattern=pattern.code.as_str() data-evidence=pattern.code.as_str()><strong>{words.title}</strong> " " {words.meaning}</li> }
        });
        let items: Vec<_> = items.collect();
        (!items.is_empty())
            .then(|| view! { <ul class="notice patterns">{items.collect_view()}</ul> })
    };
    let details =
        move || opened.get().map(|address| details(lang, store, step.clone(), address, opened));
    view! {
        <section class="mailbox-results" id="mailboxes" tabindex="-1" aria-labelledby="mailboxes-title">
            <h2 id="mailboxes-title">{MailboxText::TableTitle.get(lang)}</h2>
            {found}
            <p class="help">{MailboxText::TableHelp.get(lang)}</p>
            <div class="scroll mailbox-scroll" role="region" aria-labelledby="mailboxes-title" tabindex="0">
                // The roles repeat the semantics of the elements: on a phone CSS shows the rows as
                // cards, and some browsers then drop the table semantics.
                <table class="mailbox-table" data-testid="mailbox-table" role="table">
                    <thead role="rowgroup"><tr role="row">{columns}</tr></thead>
                    <tbody role="rowgroup">{body}</tbody>
                </table>
            </div>
            {details}
        </section>
    }
}

fn columns(lang: Lang, step: Option<&Step>) -> impl IntoView + use<> {
    let checks: Vec<CheckKind> = match step {
        Some(Step::Check(check)) => check.checks.clone(),
        _ => Vec::new(),
    };
    let fixed = [MailboxText::ColumnMailbox, MailboxText::ColumnState, MailboxText::ColumnProvider]
        .map(|text| text.get(lang));
    let names = fixed.into_iter().chain(checks.into_iter().map(|check| words::check(lang, check)));
    names.map(|name| view! { <th scope="col" role="columnheader">{name}</th> }).collect_view()
}

fn row(
    lang: Lang,
    mailbox: ListedMailbox,
    cells: Option<Memo<Cells>>,
    checks: Vec<CheckKind>,
    opened: RwSignal<Option<Mailbox>>,
) -> impl IntoView {
    let address = mailbox.address.to_string();
    let written = address.clone();
    let name = fill(MailboxText::DetailsOf.get(lang), &[("address", &address)]);
    let of_row = mailbox.address.clone();
    let of_open = mailbox.address.clone();
    let toggle = move |_| {
        let is_open = opened.with_untracked(|opened| opened.as_ref() == Some(&of_row));
        opened.set((!is_open).then(|| of_row.clone()));
        if !is_open {
            dom::focus_soon(DETAILS);
        }
    };
    let is_open = move || opened.with(|opened| opened.as_ref() == Some(&of_open)).to_string();
    let provider = move || {
        cells
            .and_then(|cells| cells.with(|cells| cells.provider.clone()))
            .unwrap_or_else(|| "–".to_owned())
    };
    let states = move || {
        match cells {
        Some(cells) => {
            let cell = |(state, &check): (&Option<CheckState>, &CheckKind)| {
                let state = state.unwrap_or(CheckState::Waiting);
                view! { <td role="cell" data-label=words::check(lang, check) data-state=state.as_str()><StateMark lang state/></td> }
            };
            cells.with(|cells| cells.states.iter().zip(&checks).map(cell).collect_view()).into_any()
        }
        None => view! { <td role="cell" colspan=checks.len() class="quiet">{MailboxText::NotLookedAt.get(lang)}</td> }.into_any(),
    }
    };
    view! {
        <tr role="row" data-mailbox=written data-in-error=mailbox.in_error.as_str() data-works=MailboxText::ChecksOk.get(lang)>
            <th scope="row" role="rowheader">
                <button type="button" class="link" data-action="details" aria-expanded=is_open aria-label=name translate="no" on:click=toggle>{address}</button>
            </th>
            <td role="cell" data-label=MailboxText::ColumnState.get(lang)>{words::in_error(lang, mailbox.in_error)}</td>
            <td role="cell" data-label=MailboxText::ColumnProvider.get(lang) translate="no">{provider}</td>
            {states}
        </tr>
    }
}

/// One mailbox: what was entered for it, and the results of its domain.
fn details(
    lang: Lang,
    store: SessionStore,
    step: StepId,
    address: Mailbox,
    opened: RwSignal<Option<Mailbox>>,
) -> impl IntoView {
    let start = store.playbook().start.clone();
    let said = untrack(|| {
        store.facts(|facts| {
            facts.mailboxes(&start).iter().find(|mailbox| mailbox.address == address).cloned()
        })
    });
    let meaning = |error: &str| {
        store.evidence(|_, _, evidence| {
            let reading = evidence.pasted.reading(error)?;
            Some((reading.reason_name()?, words::reading_reason(lang, reading)?))
        })
    };
    let said = said.map(|mailbox| {
        let reason = untrack(|| mailbox.error_text.as_deref().and_then(meaning));
        let reason = reason.map(|(name, told)| view! { <p data-reason=name>{told}</p> });
        let since = mailbox.since.map(|day| fill(MailboxText::ErrorSince.get(lang), &[("day", &day)]));
        view! {
            <p>{words::in_error(lang, mailbox.in_error)} " " {since}</p>
            {mailbox.error_text.map(|error| view! { <p class="error-text">{MailboxText::ErrorTextShort.get(lang)} ": " <q translate="no">{visible(&error).into_owned()}</q></p> })}
            {reason}
        }
    });
    let close = move |_| {
        opened.set(None);
        dom::focus_soon("mailboxes");
    };
    let domain = address.domain().clone();
    let is_looked_at =
        untrack(|| store.facts(|facts| facts.domains(&store.playbook().start).contains(&domain)));
    let checks = if is_looked_at {
        view! { <CheckList lang store step domain/> }.into_any()
    } else {
        view! { <p>{MailboxText::NotLookedAt.get(lang)}</p> }.into_any()
    };
    view! {
        <section class="card mailbox-details" data-testid="mailbox-details" aria-labelledby=DETAILS>
            <h3 id=DETAILS tabindex="-1" translate="no">{address.to_string()}</h3>
            {said}
            {checks}
            <p><button type="button" class="button quiet-button" data-action="close-details" on:click=close>{MailboxText::CloseDetails.get(lang)}</button></p>
        </section>
    }
}
