//! What is shown, and how a page goes to another one: keeps the address bar, the session that an
//! embed keeps, and the page on the screen consistent.
//!
//! Knows addresses and no page. Must never fetch anything.

use leptos::prelude::*;

use crate::api::Access;
use crate::platform::storage::{Memory, forget, recall, remember};
use crate::platform::{dom, history};
use crate::route::{Page, Place};

/// The storage key under which an embed keeps its session, so that a reload of the surrounding page
/// does not lose it. Each playbook has its own key. `boot.js` uses the same key.
fn kept(place: &Place) -> String {
    format!("sportello.session.{}", place.playbook.as_deref().unwrap_or_default())
}

/// What is shown, and how to navigate to another page.
#[derive(Clone, Copy)]
pub(crate) struct Navigation {
    place: RwSignal<Place>,
    /// Whether a click of the customer led here, and not a link. Only then may the focus be moved.
    is_by_click: StoredValue<bool>,
}

impl Navigation {
    /// From the place that the address bar names, or the session that this embed keeps.
    #[must_use]
    pub(crate) fn new() -> Self {
        let mut place = history::place();
        if place.is_embed && place.page == Page::Start {
            resume(&mut place);
        }
        // `boot.js` may have opened the session itself when the customer pressed the button.
        let is_by_click = place.page != Page::Start && dom::was_begun();
        Self { place: RwSignal::new(place), is_by_click: StoredValue::new(is_by_click) }
    }

    /// The place to show; the calling effect runs again when it changes.
    #[must_use]
    pub(crate) fn place(self) -> Place {
        self.place.get()
    }

    /// Shows the place to which the browser's *back* and *forward* lead.
    pub(crate) fn follow(self, moved: Place) {
        let here = self.place_now();
        // The session handles a move between its own steps.
        if moved.page != here.page || moved.token != here.token {
            self.place.set(Place { is_embed: here.is_embed, ..moved });
        }
    }

    /// The place that the address bar names.
    #[must_use]
    pub(crate) fn place_now(self) -> Place {
        self.place.get_untracked()
    }

    /// Whether a click of the customer led here. True once for each click.
    pub(crate) fn take_click(self) -> bool {
        self.is_by_click.try_update_value(std::mem::take).unwrap_or_default()
    }

    /// Opens a session.
    pub(crate) fn to_session(self, access: &Access) {
        let place = self.place.get_untracked();
        if place.is_embed {
            // Many frames may not use storage: the session then lasts as long as the page.
            let _ = remember(
                Memory::Browser,
                &kept(&place),
                &format!("{} {}", access.id, access.token),
            );
        }
        history::push(&place.of_session(&access.id, &access.token, None));
        self.is_by_click.set_value(true);
        let (page, token) = (Page::Session(access.id.clone()), Some(access.token.clone()));
        self.place.set(Place { page, token, step: None, ..place });
    }

    /// Forgets the session that this embed keeps.
    pub(crate) fn forget(self) {
        self.place.with_untracked(|place| {
            if place.is_embed {
                forget(Memory::Browser, &kept(place));
            }
        });
    }

    /// Goes to the start page, and forgets the session.
    pub(crate) fn to_start(self) {
        let place = self.place.get_untracked();
        self.forget();
        self.is_by_click.set_value(true);
        history::push(if place.is_embed { "#" } else { "/" });
        self.place.set(Place { page: Page::Start, token: None, step: None, email: None, ..place });
    }
}

/// Continues the session that this embed keeps, if there is one.
fn resume(place: &mut Place) {
    let kept = recall(Memory::Browser, &kept(place));
    if let Some((id, token)) = kept.as_deref().and_then(|kept| kept.split_once(' ')) {
        place.page = Page::Session(id.to_owned());
        place.token = Some(token.to_owned());
        history::replace(&place.of_session(id, token, None));
    }
}
