//! Sportello's page: shows a session, sends the customer's commands, and decides nothing itself.
//!
//! The log comes from the server and is folded here by the same code as on the server
//! ([`session`]). Must never send a request to a third party, set a cookie, or start a
//! check because a page was opened.
//!
//! Reading order: [`route`] reads the address bar, [`api`] and [`live`] talk to the server in
//! [`json`], [`store`] holds the one signal that is written, [`pages`] connect it to
//! [`components`], each of which shows one thing. [`app`] chooses the page, [`navigation`] goes
//! from one to another, and [`parts`] fills what a [`part`] is fetched for. [`platform`] wraps the
//! browser's interfaces.

#![expect(
    unreachable_pub,
    reason = "leptos' component macro writes `pub` whatever the function says"
)]

mod announce;
mod api;
mod app;
mod components;
mod drafts;
mod embed;
mod fields;
mod language;
mod live;
mod navigation;
mod pages;
mod part;
mod parts;
mod platform;
mod route;
mod store;
mod trouble;

/// Mounts the application in place of the static page. The static page stays if this function never
/// runs.
pub fn start() {
    platform::crash::install();
    if let Some(mount) = platform::dom::place_in("app") {
        leptos::mount::mount_to(mount, app::App).forget();
    }
}
