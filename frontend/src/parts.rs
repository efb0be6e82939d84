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

mod outcome;
mod paste;
mod session;

use leptos::prelude::*;

use crate::components::results::ListPart;
use crate::pages::parts::{OutcomePart, SessionPart};
use crate::part::{Part, PastePart};

/// The parts that draw whole pages. The third one, which reads pasted texts, is part of fields.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    /// A session, for its customer.
    pub(crate) session: Part<SessionPart>,
    /// The verdict, the ticket, and the view behind a watch link.
    pub(crate) outcome: Part<OutcomePart>,
}

impl Parts {
    /// Provides each part to every page below the caller.
    pub(crate) fn provide() -> Self {
        let (session, outcome) = (Part::new(session::fetch), Part::new(outcome::fetch));
        provide_context(session);
        provide_context(outcome);
        provide_context(Part::<PastePart>::new(paste::fetch));
        provide_context(Part::<ListPart>::new(paste::fetch_list));
        Self { session, outcome }
    }
}
