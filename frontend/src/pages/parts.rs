//! The functions of the parts that draw pages and screens. Must never call one of them itself.

use checklist::playbook::{Conclude, Escalate, Look, StepId};
use leptos::prelude::*;
use terms::Lang;

use super::session_actions::SessionActions;
use crate::api::Access;

/// The functions of the part that shows a session to its customer.
#[derive(Clone, Copy)]
pub(crate) struct SessionPart {
    /// A session for its customer.
    pub(crate) customer: fn(Access) -> AnyView,
}

/// The functions of the part that shows a session to the holder of a watch link.
#[derive(Clone, Copy)]
pub(crate) struct WatchPart {
    /// A session: its id and the capability.
    pub(crate) session: fn(String, Option<String>) -> AnyView,
}

/// The functions of the part that shows the end of a session.
#[derive(Clone, Copy)]
pub(crate) struct OutcomePart {
    /// The verdict.
    pub(crate) verdict: fn(SessionActions, Lang, &Conclude) -> AnyView,
    /// The headline that is known while checks still run, or nothing.
    pub(crate) ahead: fn(SessionActions, Lang) -> AnyView,
}

/// The functions of the part that looks into the mailbox.
#[derive(Clone, Copy)]
pub(crate) struct LookPart {
    /// The look: what it does, the fields, and what was seen.
    pub(crate) look: fn(SessionActions, Lang, StepId, &Look) -> AnyView,
}

/// The functions of the part that shows the ticket.
#[derive(Clone, Copy)]
pub(crate) struct TicketPart {
    /// The ticket: the missing inputs, the review, and the confirmation that it was sent.
    pub(crate) support: fn(SessionActions, Lang, &Escalate) -> AnyView,
}
