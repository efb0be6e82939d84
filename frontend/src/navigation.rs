//! What is shown, and how a page goes to another one: keeps the address bar, the session that an
//! embed keeps, and the page on the screen consistent.
//!
//! Knows addresses and no page. Must never fetch anything.

use leptos::prelude::*;

use crate::api::Access;
use crate::platform::storage::{Memory, forget, recall, remember};
use crate::platform::{dom, history};
use crate::route::{Page, PageAddress};

/// The storage key under which an embed keeps its session, so that a reload of the surrounding page
/// does not lose it. Each playbook has its own key. `boot.js` uses the same key.
fn kept(address: &PageAddress) -> String {
    format!("sportello.session.{}", address.playbook.as_deref().unwrap_or_default())
}

/// What is shown, and how to navigate to another page.
#[derive(Clone, Copy)]
pub(crate) struct Navigation {
    address: RwSignal<PageAddress>,
    /// Whether a click of the customer led here, and not a link. Only then may the focus be moved.
    is_by_click: StoredValue<bool>,
}

impl Navigation {
    /// From the address in the address bar, or the session that this embed keeps.
    #[must_use]
    pub(crate) fn new() -> Self {
        let mut address = history::address();
        if address.is_embed && address.page == Page::Start {
            resume(&mut address);
        }
        // `boot.js` may have opened the session itself when the customer pressed the button.
        let is_by_click = address.page != Page::Start && dom::was_begun();
        Self { address: RwSignal::new(address), is_by_click: StoredValue::new(is_by_click) }
    }

    /// The address of the page to show; the calling effect runs again when it changes.
    #[must_use]
    pub(crate) fn address(self) -> PageAddress {
        self.address.get()
    }

    /// Shows the page to which the browser's *back* and *forward* lead.
    pub(crate) fn follow(self, moved: PageAddress) {
        let here = self.address_now();
        // The session handles a move between its own steps.
        if moved.page != here.page || moved.token != here.token {
            self.address.set(PageAddress { is_embed: here.is_embed, ..moved });
        }
    }

    /// The address that the address bar shows.
    #[must_use]
    pub(crate) fn address_now(self) -> PageAddress {
        self.address.get_untracked()
    }

    /// Whether a click of the customer led here. True once for each click.
    pub(crate) fn take_click(self) -> bool {
        self.is_by_click.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Opens a session.
    pub(crate) fn to_session(self, access: &Access) {
        let address = self.address.get_untracked();
        if address.is_embed {
            // Many frames may not use storage: the session then lasts as long as the page.
            let _ = remember(
                Memory::Browser,
                &kept(&address),
                &format!("{} {}", access.id, access.token),
            );
        }
        history::push(&address.of_session(&access.id, &access.token, None));
        self.is_by_click.set_value(true);
        let (page, token) = (Page::Session(access.id.clone()), Some(access.token.clone()));
        self.address.set(PageAddress { page, token, step: None, ..address });
    }

    /// Forgets the session that this embed keeps.
    pub(crate) fn forget(self) {
        self.address.with_untracked(|address| {
            if address.is_embed {
                forget(Memory::Browser, &kept(address));
            }
        });
    }

    /// Goes to the start page, and forgets the session.
    pub(crate) fn to_start(self) {
        let address = self.address.get_untracked();
        self.forget();
        self.is_by_click.set_value(true);
        history::push(if address.is_embed { "#" } else { "/" });
        self.address.set(PageAddress {
            page: Page::Start,
            token: None,
            step: None,
            email: None,
            ..address
        });
    }
}

/// Continues the session that this embed keeps, if there is one.
fn resume(address: &mut PageAddress) {
    let kept = recall(Memory::Browser, &kept(address));
    if let Some((id, token)) = kept.as_deref().and_then(|kept| kept.split_once(' ')) {
        address.page = Page::Session(id.to_owned());
        address.token = Some(token.to_owned());
        history::replace(&address.of_session(id, token, None));
    }
}
