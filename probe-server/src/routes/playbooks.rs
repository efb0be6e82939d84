//! `/api/v1/playbooks`.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use checklist::playbook::Playbook;
use session::api::PlaybookListed;

use super::App;
use super::contract::Operation;

/// The operations of this resource. The three shipped playbooks have 150 kB, compressed a sixth of
/// that.
pub(super) fn operations() -> [Operation; 1] {
    [Operation::get(
        "/api/v1/playbooks",
        list,
        "Gets the playbooks on offer.",
        "The playbooks, sorted by name.",
    )
    .compressed()]
}

/// `GET`: the current playbooks, sorted by name. Needs no token.
async fn list(State(app): State<Arc<App>>) -> Json<Vec<PlaybookListed>> {
    let listed = |version: &authoring::playbooks::Published| PlaybookListed {
        digest: version.digest.clone(),
        playbook: Playbook::clone(&version.playbook),
    };
    Json(app.sessions.library().on_offer().map(listed).collect())
}
