//! What the part with the details of checks draws: it is fetched beside the first results, because a
//! customer can answer and see results without it.

use checklist::playbook::StepId;
use diagnosis::finding::Finding;
use diagnosis::probe::CheckKind;
use leptos::prelude::*;
use mail::Domain;
use terms::Lang;

use super::board::Row;
use crate::part::expect_part;
use crate::store::SessionStore;

/// One check of one step and domain.
pub(crate) type CheckPlace = (StepId, Domain, CheckKind);

/// The functions of that part.
#[derive(Clone, Copy)]
pub(crate) struct DetailsPart {
    /// What the findings of a check mean, and its technical details.
    pub(crate) check: fn(Lang, SessionStore, CheckPlace, Memo<Option<Row>>) -> AnyView,
    /// What is known of the provider that a finding names.
    pub(crate) provider: fn(Lang, &Finding) -> Option<AnyView>,
    /// The mail's route as a diagram, whole or cut to what these checks found broken.
    pub(crate) route: fn(Lang, SessionStore, Option<Vec<CheckKind>>) -> AnyView,
}

/// The mail's route as a diagram; nothing if every lane is empty.
#[component]
pub(crate) fn RouteDiagram(
    lang: Lang,
    store: SessionStore,
    /// The checks that it is cut to: only what is broken of what they test is drawn, with its
    /// neighbours. Without it, the whole route is drawn.
    #[prop(optional)]
    cut_to: Option<Vec<CheckKind>>,
) -> impl IntoView {
    expect_part::<DetailsPart>()
        .draw_field(move |details| (details.route)(lang, store, cut_to.clone()))
}
