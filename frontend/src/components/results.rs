//! The results of one check step: a list of checks for one domain, a table for a list of mailboxes.

use checklist::playbook::StepId;
use leptos::prelude::*;
use terms::Lang;

use super::check_list::CheckList;
use super::mailbox_table::MailboxTable;
use crate::store::SessionStore;

/// The id of the element that contains the results of the step on the screen.
pub(crate) const RESULTS: &str = "results";

/// The results of one step.
#[component]
pub(crate) fn Results(lang: Lang, store: SessionStore, step: StepId) -> impl IntoView {
    // Rendered again only when the list or the domains change, not with each result.
    let about = Memo::new(move |_| {
        let start = store.playbook().start.clone();
        store.facts(|facts| (facts.mailboxes(&start).len(), facts.domains(&start)))
    });
    move || {
        let (mailbox_count, domains) = about.get();
        if mailbox_count > 1 {
            return view! { <MailboxTable lang store step=step.clone()/> }.into_any();
        }
        domains
            .into_iter()
            .next()
            .map(|domain| view! { <CheckList lang store step=step.clone() domain/> })
            .into_any()
    }
}
