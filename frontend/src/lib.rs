//! Sportello's page: shows a session, sends what the customer wants, and decides nothing itself.
//!
//! The log comes from the server and is folded here by the same code as there ([`session`]). Must never ask a
//! third party for anything, set a cookie, or start a check because a page was opened.
//!
//! Reading order: [`route`] reads the address bar, [`api`] and [`live`] talk to the server in [`json`], [`store`] holds the one
//! written signal, [`pages`] wire them to [`components`], which show one thing each. [`platform`] has the browser.

#![expect(unreachable_pub, reason = "leptos' component macro writes `pub` whatever the function says")]

mod announce;
mod api;
mod app;
mod components;
mod embed;
mod json;
mod language;
mod live;
mod pages;
mod parts;
mod platform;
mod route;
mod store;

/// Takes the place of the static page, which stays where this never gets to run.
pub fn start() {
    platform::crash::install();
    if let Some(mount) = platform::dom::place_in("app") {
        leptos::mount::mount_to(mount, app::App).forget();
    }
}
