//! The results of one check step: a list of checks for one domain, a table for a list of mailboxes.

use checklist::playbook::StepId;
use leptos::prelude::*;
use terms::Lang;

use super::check_list::CheckList;
use crate::part::expect_part;
use crate::store::SessionStore;

/// The id of the element that contains the results of the step on the screen.
pub(crate) const RESULTS: &str = "results";

/// The functions that show the results of a list, in the part that reads lists.
#[derive(Clone, Copy)]
pub(crate) struct ListPart {
    /// The table of one check step.
    pub(crate) table: fn(Lang, SessionStore, StepId) -> AnyView,
}

/// The results of one step.
#[component]
pub(crate) fn Results(lang: Lang, store: SessionStore, step: StepId) -> impl IntoView {
    // Rendered again only when the list or the domains change, not with each result.
    let about = Memo::new(move |_| {
        let start = store.playbook().start.clone();
        store.facts(|facts| (facts.mailboxes(&start).len(), facts.domains(&start)))
    });
    let list = expect_part::<ListPart>();
    move || {
        let (mailbox_count, domains) = about.get();
        if mailbox_count > 1 {
            let step = step.clone();
            return list.draw_field(move |list| (list.table)(lang, store, step.clone()));
        }
        domains
            .into_iter()
            .next()
            .map(|domain| view! { <CheckList lang store step=step.clone() domain/> })
            .into_any()
    }
}
