//! `/api/v1/playbooks`.

use std::sync::Arc;

use authoring::playbooks::Published;
use axum::extract::State;
use axum::http::HeaderMap;
use checklist::playbook::Playbook;
use session::api::PlaybookListed;

use super::App;
use super::contract::{JsonOf, Operation, Sent};
use super::encoding::CompressedOnce;

/// The operations of this resource.
pub(super) fn operations() -> [Operation; 1] {
    [Operation::get(
        "/api/v1/playbooks",
        list,
        "Gets the playbooks on offer.",
        "The playbooks, sorted by name.",
    )]
}

/// `GET`: the current playbooks, sorted by name. Needs no token.
async fn list(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
) -> Sent<JsonOf<Vec<PlaybookListed>>> {
    app.playbooks.get_or_init(|| on_offer(&app)).response(&headers).into()
}

/// They do not change while the server runs. The shipped ones have 115 kB, compressed a fifth
/// of that.
fn on_offer(app: &App) -> CompressedOnce {
    let listed = |version: &Published| PlaybookListed {
        digest: version.digest.clone(),
        playbook: Playbook::clone(&version.playbook),
    };
    let playbooks: Vec<PlaybookListed> = app.sessions.library().on_offer().map(listed).collect();
    // Playbooks were read from text, and can be written as JSON.
    let json = serde_json::to_vec(&playbooks).unwrap_or_default();
    CompressedOnce::new("application/json", json)
}
