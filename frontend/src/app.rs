//! The whole page: chooses what to show at the place where the customer is, and provides what every
//! page needs.

use leptos::prelude::*;

use crate::api::Access;
use crate::components::header::LanguageSwitch;
use crate::embed::Host;
use crate::language::Words;
use crate::navigation::Navigation;
use crate::pages::{not_found::NotFound, start::Start};
use crate::parts::Parts;
use crate::platform::{dom, history};
use crate::route::Page;

/// The page.
#[component]
pub(crate) fn App() -> impl IntoView {
    let navigation = Navigation::new();
    let address = navigation.address_now();
    dom::set_theme(if address.is_embed { address.theme.in_frame() } else { address.theme });
    let words = Words::new(address.lang);
    let host = Host::connect(address.is_embed, address.host, words);
    let parts = Parts::provide();
    provide_context(words);
    provide_context(host);
    provide_context(navigation);
    history::on_move(move |moved| navigation.follow(moved));
    move || {
        let address = navigation.address();
        if address.page != Page::Start {
            // The start page itself replaces the static page as soon as its form is ready.
            dom::settle();
        }
        match (address.page, address.token) {
            (Page::Start, _) => view! { <Start/> }.into_any(),
            (Page::Session(id), Some(token)) => {
                let access = Access { id, token };
                parts.session.draw_page(move |session| (session.customer)(access.clone()))
            }
            (Page::Watch(id), token) => {
                parts.watch.draw_page(move |watch| (watch.session)(id.clone(), token.clone()))
            }
            (Page::Session(_) | Page::NotFound, _) => {
                view! { <LanguageSwitch/><NotFound/> }.into_any()
            }
        }
    }
}
