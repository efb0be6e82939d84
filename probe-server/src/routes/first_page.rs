//! `/api/v1/start`: what the first page shows.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use serde::Deserialize;
use shared::api::{FirstPage, PlaybookTitle};
use shared::playbook::Playbook;

use super::App;
use super::problem::ApiError;

/// The playbook of an operator that has not named one.
const USUAL: &str = "generic";

/// Which checklist.
#[derive(Deserialize)]
pub(super) struct Wished {
    /// Its name; the usual one where nothing is said.
    playbook: Option<String>,
}

/// `GET`: how the checklist begins, and the titles of the others. Needs no token.
pub(super) async fn get(
    State(app): State<Arc<App>>,
    query: Result<Query<Wished>, axum::extract::rejection::QueryRejection>,
) -> Result<Json<FirstPage>, ApiError> {
    let Query(Wished { playbook }) = query.map_err(|_| ApiError::MalformedQuery)?;
    let on_offer: Vec<&Playbook> = app.sessions.library().on_offer().map(|version| &version.playbook).collect();
    Ok(Json(first_page(&on_offer, playbook.as_deref())))
}

fn first_page(on_offer: &[&Playbook], wished: Option<&str>) -> FirstPage {
    let named = |name: &str| on_offer.iter().find(|playbook| playbook.playbook == name);
    let chosen = match wished {
        Some(name) => named(name),
        None => named(USUAL).or_else(|| on_offer.first()),
    };
    let is_other = |playbook: &&&Playbook| chosen.is_none_or(|chosen| chosen.playbook != playbook.playbook);
    let title = |playbook: &&Playbook| PlaybookTitle { playbook: playbook.playbook.clone(), title: playbook.title.clone() };
    FirstPage { chosen: chosen.and_then(|playbook| playbook.beginning()), others: on_offer.iter().filter(is_other).map(title).collect() }
}
