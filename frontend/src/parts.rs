//! Fills the page's parts with their functions.
//!
//! Each part is one function that returns a table of functions ([`SessionPart`], [`OutcomePart`]),
//! or two, where a component needs a table of its own ([`PastePart`] and [`ListPart`]). With the
//! feature `parts`, `cargo xtask page` moves that function and all code that only it calls into a
//! WebAssembly file of its own. Without the feature (Trunk alone, `trunk serve`, native tests) it is
//! an ordinary call. Must never call a function of a part except through its table: that would move
//! the code back into the file that loads the part.

/// Calls the function of a part. The attribute `wasm_split` makes it asynchronous; without the
/// feature it returns at once.
#[cfg(feature = "parts")]
macro_rules! fetched {
    ($table:expr) => {
        Box::pin($table)
    };
}
#[cfg(not(feature = "parts"))]
macro_rules! fetched {
    ($table:expr) => {
        Box::pin(std::future::ready($table))
    };
}

mod details;
mod look;
mod outcome;
mod paste;
mod reader;
mod session;
mod ticket;
mod watch;

use leptos::prelude::*;

use crate::components::details::DetailsPart;
use crate::components::results::ListPart;
use crate::pages::parts::{LookPart, OutcomePart, SessionPart, TicketPart, WatchPart};
use crate::part::{Part, PastePart, ReaderPart};

/// The parts that draw whole pages. The others draw screens and fields, and are in the context only.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    /// A session, for its customer.
    pub(crate) session: Part<SessionPart>,
    /// The view behind a watch link.
    pub(crate) watch: Part<WatchPart>,
}

impl Parts {
    /// Provides each part to every page below the caller.
    pub(crate) fn provide() -> Self {
        let (session, watch) = (Part::new(session::fetch), Part::new(watch::fetch));
        provide_context(session);
        provide_context(Part::<OutcomePart>::new(outcome::fetch));
        provide_context(Part::<TicketPart>::new(ticket::fetch));
        provide_context(Part::<DetailsPart>::new(details::fetch));
        provide_context(Part::<LookPart>::new(look::fetch));
        provide_context(Part::<PastePart>::new(paste::fetch));
        provide_context(Part::<ReaderPart>::new(reader::fetch));
        provide_context(Part::<ListPart>::new(paste::fetch_list));
        Self { session, watch }
    }
}
