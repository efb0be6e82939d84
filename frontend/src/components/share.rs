//! Sharing the session with support: what becomes visible, the link, who is watching, and how to
//! end it.

use leptos::prelude::*;
use session::LinkId;
use terms::{Lang, fill};
use words::UiText;

use super::copy::CopyButton;
use crate::language::filled;
use crate::platform::time;
use crate::store::SessionStore;

/// A link that was just created. Its address is known only to this page and cannot be shown again
/// later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MadeLink {
    /// The link's id.
    pub(crate) link: LinkId,
    /// The address to give to the agent.
    pub(crate) address: String,
}

/// One link that is still valid.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Live {
    link: LinkId,
    expires_at_ms: i64,
    watcher: Option<(String, i64)>,
}

fn live(store: SessionStore) -> Vec<Live> {
    let now_ms = time::now_ms();
    store.facts(|facts| {
        let links =
            facts.links.iter().filter(|(_, link)| !link.is_revoked && link.expires_at_ms > now_ms);
        links
            .map(|(&id, link)| Live {
                link: id,
                expires_at_ms: link.expires_at_ms,
                watcher: link.watcher.clone(),
            })
            .collect()
    })
}

/// "Anna (support) is watching since 10:32", while an agent is watching, with a button to revoke
/// the link.
#[component]
pub(crate) fn Watchers(lang: Lang, store: SessionStore, revoke: Callback<LinkId>) -> impl IntoView {
    let watched = Memo::new(move |_| {
        live(store).into_iter().filter(|link| link.watcher.is_some()).collect::<Vec<_>>()
    });
    let shown = move || {
        let bars = watched.get().into_iter().filter_map(|Live { link, watcher, .. }| {
            let (name, since_ms) = watcher?;
            let sentence = fill(UiText::IsWatching.get(lang), &[("name", &name), ("time", &time::clock(lang, since_ms))]);
            Some(view! {
                <div class="watching" data-watcher="">
                    <span><span aria-hidden="true">"◉ "</span> {sentence}</span>
                    <button type="button" class="button quiet-button" data-action="stop-sharing" on:click=move |_| revoke.run(link)>{UiText::StopSharing.get(lang)}</button>
                </div>
            })
        });
        bars.collect_view()
    };
    view! { <div data-testid="watchers">{shown}</div> }
}

/// The section on sharing.
#[component]
pub(crate) fn Share(
    lang: Lang,
    store: SessionStore,
    /// The link that was just created.
    made: RwSignal<Option<MadeLink>>,
    /// Called to create a link.
    create: Callback<()>,
    /// Called to revoke a link.
    revoke: Callback<LinkId>,
) -> impl IntoView {
    let links = Memo::new(move |_| live(store));
    let new = move || {
        made.get().map(|made| {
            let address = made.address.clone();
            let text = Callback::new(move |()| address.clone());
            view! {
                <div class="made-link">
                    <label for="share-link">{UiText::ShareLink.get(lang)}</label>
                    <input id="share-link" type="text" readonly data-watch-link="" translate="no" prop:value=made.address/>
                    <p class="help">{UiText::ShareOnce.get(lang)}</p>
                    <CopyButton lang label=UiText::Copy text/>
                </div>
            }
        })
    };
    let existing = move || {
        let rows = links.get().into_iter().map(|Live { link, expires_at_ms, .. }| {
            let until = filled(lang, UiText::ShareUntil, "when", &time::moment(lang, expires_at_ms));
            view! {
                <li>
                    {UiText::SharedNow.get(lang)} ". " {until} " "
                    <button type="button" class="link" data-action="stop-sharing" on:click=move |_| revoke.run(link)>{UiText::StopSharing.get(lang)}</button>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <details class="share">
            <summary data-action="share">{UiText::Share.get(lang)}</summary>
            <p>{UiText::ShareWhat.get(lang)}</p>
            <button type="button" class="button quiet-button" data-action="create-link" on:click=move |_| create.run(())>{UiText::ShareCreate.get(lang)}</button>
            {new}
            <ul class="links">{existing}</ul>
        </details>
    }
}
