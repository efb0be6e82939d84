//! The whole page in a real browser, against the demo, as a customer, an agent and a help centre
//! see it.
//!
//! Chromium and its driver come from the system; all connections stay on loopback. Screenshots are
//! saved in `test-output/`; a test that fails saves one as `failed-<test>-<window>.png`.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says what it expects, and fails where it does not find it"
)]

mod axe;
mod bounce;
mod change;
mod checklists;
mod chrome;
mod embed;
mod failure;
mod hostile;
mod live;
mod look;
mod mailboxes;
mod measuring;
mod parts;
mod picture;
mod provider;
mod screen;
mod share;
mod situations;
mod ticket;
mod verdict;
mod walk;
mod watch_list;
